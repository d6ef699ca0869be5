"""Where a reader's pen stands after the operators of a run."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.geometry import TOLERANCE
from reportgen.core.paged import FontId, GlyphRun
from reportgen.pdf.show import show

WIDTHS = {0x41: 500.0, 0x42: 1000.0, 0x43: 341.797}


def run(codes: list[int], extra: list[float], size: float = 10.0, offsets: tuple = ()) -> tuple:
    """Codes with their widths, and a run that wants each `extra` pt wider."""
    advances = tuple(WIDTHS[code] * size / 1000 + more for code, more in zip(codes, extra, strict=True))
    glyphs = GlyphRun(FontId("x"), size, tuple(codes), advances, offsets, range(len(codes)), "x" * len(codes))
    return [(f"{code:04x}", WIDTHS[code]) for code in codes], glyphs


def pens(operators: str, spacing: float, size: float) -> list[tuple[float, float]]:
    """Where a reader paints each glyph: x and rise, in pt from the start of the run."""
    places: list[tuple[float, float]] = []
    x = rise = 0.0
    for line in operators.split("\n"):
        if line.endswith(" Ts"):
            rise = float(line.split()[0])
        for token in (
            re.findall(r"<[0-9a-f]+>|-?[0-9]+(?![0-9a-f>])", line) if line[-2:] in ("Tj", "TJ") else ()
        ):
            if token.startswith("<"):
                for start in range(1, len(token) - 1, 4):
                    places.append((x, rise))
                    x += WIDTHS[int(token[start : start + 4], 16)] * size / 1000 + spacing
            else:
                x -= int(token) * size / 1000
    return places


def test_natural_widths_need_one_string() -> None:
    assert show(*run([0x41, 0x42, 0x43], [0.0, 0.0, 0.0])) == (0.0, "<004100420043> Tj")


def test_even_justification_is_one_character_spacing() -> None:
    assert show(*run([0x42] * 4, [0.25] * 4)) == (0.25, "<0042004200420042> Tj")


def test_the_last_advance_moves_nothing() -> None:
    """A mark trimmed at the end of a line has nothing behind it."""
    assert show(*run([0x42] * 3, [0.0, 0.0, -5.0])) == (0.0, "<004200420042> Tj")


def test_one_gap_is_one_number() -> None:
    assert show(*run([0x42] * 4, [0.0, 2.5, 0.0, 0.0])) == (0.0, "[<00420042>-250<00420042>] TJ")


def test_a_gap_in_a_justified_line_counts_from_the_spacing() -> None:
    assert show(*run([0x42] * 6, [0.2, 0.2, 1.2, 0.2, 0.2, 0.2])) == (
        0.2,
        "[<004200420042>-100<004200420042>] TJ",
    )


def test_ink_that_is_moved_comes_back() -> None:
    """A trimmed opening bracket: ink half an em to the left, half an em less advance."""
    offsets = ((0.0, 0.0), (-5.0, 0.0), (0.0, 0.0))

    assert show(*run([0x42] * 3, [0.0, -5.0, 0.0], offsets=offsets)) == (0.0, "[<0042>500<00420042>] TJ")


def test_raised_ink_is_a_rise() -> None:
    offsets = ((0.0, 0.0), (0.0, 3.0), (0.0, 0.0))

    assert show(*run([0x42] * 3, [0.0] * 3, offsets=offsets)) == (
        0.0,
        "[<0042>] TJ\n3 Ts\n[<0042>] TJ\n0 Ts\n[<0042>] TJ",
    )


def test_actual_text_wraps_its_glyphs_only() -> None:
    assert show(*run([0x42] * 3, [0.0] * 3), [(1, 3, "é")]) == (
        0.0,
        "[<0042>] TJ\n/Span << /ActualText <feff00e9> >> BDC\n[<00420042>] TJ\nEMC",
    )


GLYPH = st.tuples(
    st.sampled_from(sorted(WIDTHS)),
    st.one_of(st.sampled_from([0.0, 0.0731, -5.0]), st.floats(-6, 6)),
    st.one_of(st.just((0.0, 0.0)), st.tuples(st.floats(-5, 5), st.sampled_from([0.0, 2.0]))),
)


@given(st.lists(GLYPH, min_size=1, max_size=80), st.floats(5, 60), st.booleans())
@pytest.mark.parametrize("repeat", [1, 7])
def test_no_glyph_stands_off_its_place(repeat: int, glyphs: list, size: float, is_moved: bool) -> None:
    """Within the tolerance (or half a thousandth of an em, rounded), however long the run."""
    glyphs = glyphs * repeat
    offsets = tuple(offset for *_, offset in glyphs) if is_moved else ()
    codes, wanted = run([code for code, *_ in glyphs], [extra for _, extra, _ in glyphs], size, offsets)
    spacing, operators = show(codes, wanted)
    starts = [0.0, *accumulate(wanted.advances)][:-1]
    moved = offsets or ((0.0, 0.0),) * len(starts)
    found = pens(operators, spacing, size)
    allowed = max(TOLERANCE, size / 1000) + 1e-6

    assert len(found) == len(starts)
    for (x, rise), start, (right, up) in zip(found, starts, moved, strict=True):
        assert abs(x - start - right) <= allowed
        assert rise == up

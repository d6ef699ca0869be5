"""From a glyph run to the operators that show it: `Tj` where widths suffice, else character spacing and `TJ`.

The reader of a PDF moves its pen by the width of each glyph. Where the final advance differs (justification,
trimmed marks, tracking), the difference goes into one character spacing `Tc` for the stretch that is common
and into numbers inside `TJ` for the rest. The numbers are whole thousandths of an em; what is rounded away
is carried on, so a line never drifts by more than the tolerance, however long it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.core.geometry import TOLERANCE
from reportgen.core.paged import GlyphRun
from reportgen.pdf.codes import ActualText, Code
from reportgen.pdf.syntax import number, text_string

_SAME = 0.02  # thousandths of an em; noise of adding floats, far below what moves a dot


def show(codes: Sequence[Code], run: GlyphRun, actual: Sequence[ActualText] = ()) -> tuple[float, str]:
    """The character spacing to set (pt, three decimals) and the operators that show `run` from its pen."""
    scale = 1000 / run.size  # thousandths of an em per pt
    hexes, widths = zip(*codes, strict=True)
    # How much wider than drawn each glyph is meant to be. The last advance moves no ink of this run.
    extra = [advance * scale - width for advance, width in zip(run.advances, widths, strict=True)]
    extra.pop()
    tc = _common(extra) / scale if extra else 0.0
    tc = round(tc, 3)
    plain = not run.offsets and not actual
    if plain and (not extra or _is_steady(extra, tc * scale)):
        return tc, f"<{''.join(hexes)}> Tj"
    if plain:
        return tc, _positioned(hexes, extra, tc * scale, max(0.5, TOLERANCE * scale))
    return tc, _with_breaks(hexes, extra, tc * scale, run, actual)


def _common(extra: Sequence[float]) -> float:
    """The value that at least a quarter of `extra` has around its median; 0 if there is none."""
    ordered = sorted(extra)
    count = len(ordered)
    middle = ordered[count // 2]
    if abs(middle) < _SAME:
        return 0.0
    if middle - ordered[count // 4] < _SAME or ordered[3 * count // 4] - middle < _SAME:
        return middle
    return 0.0


def _is_steady(extra: Sequence[float], spacing: float) -> bool:
    """Whether `spacing` alone keeps every glyph of the run within half a thousandth of an em."""
    worst = max(max(extra) - spacing, spacing - min(extra))
    return worst * len(extra) <= 0.5


def _positioned(hexes: Sequence[str], extra: Sequence[float], spacing: float, tolerance: float) -> str:
    """`TJ` with the differences from `spacing`, each before the glyph it moves."""
    parts = ["[<", hexes[0]]
    due = 0.0  # pen of the reader minus pen meant; a positive number in TJ moves the reader back
    for code, wider in zip(hexes[1:], extra, strict=True):
        due += spacing - wider
        if due > tolerance or due < -tolerance:
            step = round(due)
            parts.append(f">{step}<")
            due -= step
        parts.append(code)
    parts.append(">] TJ")
    return "".join(parts)


def _with_breaks(
    hexes: Sequence[str], extra: Sequence[float], spacing: float, run: GlyphRun, actual: Sequence[ActualText]
) -> str:
    """As `_positioned`, with moved ink and with stretches wrapped in ActualText (ISO 32000-1, 14.9.4)."""
    scale = 1000 / run.size
    tolerance = max(0.5, TOLERANCE * scale)
    offsets = run.offsets or ((0.0, 0.0),) * len(hexes)
    opens = {first: text for first, _, text in actual}
    closes = {after for _, after, _ in actual}
    parts: list[str] = []
    row: list[str] = []  # of the TJ being filled
    rise = due = 0.0

    def end_row() -> None:
        if row:
            parts.append(f"[<{''.join(row)}>] TJ".replace("<>", ""))
            row.clear()

    for index, code in enumerate(hexes):
        if index:
            due += spacing - extra[index - 1]
        right, up = offsets[index]
        if index in closes:
            end_row()
            parts.append("EMC")
        if up != rise:
            end_row()
            parts.append(f"{number(up)} Ts")
            rise = up
        if index in opens:
            end_row()
            parts.append(f"/Span << /ActualText {text_string(opens[index]).decode('ascii')} >> BDC")
        here = due - right * scale
        if here > tolerance or here < -tolerance:
            step = round(here)
            row.append(f">{step}<")
            due -= step
        row.append(code)
    end_row()
    if len(hexes) in closes:
        parts.append("EMC")
    if rise:
        parts.append("0 Ts")
    return "\n".join(parts)

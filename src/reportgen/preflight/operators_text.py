"""Operators that show text (ISO 32000-1, 9.4)."""

from __future__ import annotations

from reportgen.preflight.boxes import IDENTITY, Matrix, mapped, times, vertical_scale
from reportgen.preflight.fonts import Font
from reportgen.preflight.marks import Stage, TextMark
from reportgen.preflight.run import Operators, Run

# The em box of Chinese type below and above the baseline. Ascents as fonts state them are line heights.
DEPTH_EM, HEIGHT_EM = -0.12, 0.88
_INVISIBLE = (3, 7)  # rendering modes: neither filled nor stroked
_FILLED, _STROKED = (0, 2, 4, 6), (1, 2, 5, 6)


def _begin(run: Run, operands: list[object]) -> None:
    run.text_matrix = run.line_matrix = IDENTITY


def _nothing(run: Run, operands: list[object]) -> None:
    """ET: the matrices are lost, and nothing asks for them before the next BT."""


def _font(run: Run, operands: list[object]) -> None:
    wanted, size = operands
    found = run.resources.font(str(wanted))
    if found is None:
        run.odd("missing-resource", f"Font {wanted}")
    run.state.font, run.state.size = found, float(size)  # type: ignore[arg-type]


def _char_space(run: Run, operands: list[object]) -> None:
    run.state.char_space = float(operands[0])  # type: ignore[arg-type]


def _word_space(run: Run, operands: list[object]) -> None:
    run.state.word_space = float(operands[0])  # type: ignore[arg-type]


def _scale(run: Run, operands: list[object]) -> None:
    run.state.scale = float(operands[0]) / 100  # type: ignore[arg-type]


def _leading(run: Run, operands: list[object]) -> None:
    run.state.leading = float(operands[0])  # type: ignore[arg-type]


def _rise(run: Run, operands: list[object]) -> None:
    run.state.rise = float(operands[0])  # type: ignore[arg-type]


def _mode(run: Run, operands: list[object]) -> None:
    run.state.mode = int(operands[0])  # type: ignore[call-overload]


def _move(run: Run, operands: list[object]) -> None:
    x, y = operands
    run.line_matrix = times((1.0, 0.0, 0.0, 1.0, x, y), run.line_matrix)  # type: ignore[arg-type]
    run.text_matrix = run.line_matrix


def _move_and_lead(run: Run, operands: list[object]) -> None:
    run.state.leading = -float(operands[1])  # type: ignore[arg-type]
    _move(run, operands)


def _matrix(run: Run, operands: list[object]) -> None:
    a, b, c, d, e, f = operands
    run.line_matrix = run.text_matrix = (a, b, c, d, e, f)  # type: ignore[assignment]


def _next_line(run: Run, operands: list[object]) -> None:
    _move(run, [0.0, -run.state.leading])


def _show(run: Run, operands: list[object]) -> None:
    (string,) = operands
    _shown(run, [string])


def _show_array(run: Run, operands: list[object]) -> None:
    (items,) = operands
    if not isinstance(items, list):
        raise TypeError("an array is wanted")
    _shown(run, items)


def _show_next(run: Run, operands: list[object]) -> None:
    _next_line(run, [])
    _show(run, operands)


def _show_spaced(run: Run, operands: list[object]) -> None:
    words, chars, string = operands
    run.state.word_space, run.state.char_space = float(words), float(chars)  # type: ignore[arg-type]
    _show_next(run, [string])


def _shown(run: Run, items: list[object]) -> None:
    """Show the strings among `items`; the numbers between them move the pen back (thousandths)."""
    string = b"".join([item for item in items if isinstance(item, bytes)])
    moved = sum([item for item in items if isinstance(item, float)])
    state, font = run.state, run.state.font
    if font is None:
        if string:
            run.odd("no-font", string[:10].decode("latin-1"))
        return
    codes = font.split(string)
    advance = font.advance(codes) - moved / 1000
    length = state.size * advance + state.char_space * len(codes)
    if state.word_space and not font.is_composite:
        length += state.word_space * string.count(b" ")
    if font.is_vertical:
        length = -length
        box = (-state.size / 2, min(length, 0), state.size / 2, max(length, 0))
        pen: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, length)
    else:
        length *= state.scale
        low, high = state.rise + DEPTH_EM * state.size, state.rise + HEIGHT_EM * state.size
        box = (0.0, low, length, high)
        pen = (1.0, 0.0, 0.0, 1.0, length, 0.0)
    matrix = times(run.text_matrix, state.matrix)
    run.text_matrix = times(pen, run.text_matrix)
    if not string or run.is_full:
        return
    _add(run, font, string, codes, box, matrix)


def _add(
    run: Run,
    font: Font,
    string: bytes,
    codes: object,
    box: tuple[float, float, float, float],
    matrix: Matrix,
) -> None:
    state = run.state
    mode = state.mode
    font.show(codes, visibly=mode not in _INVISIBLE)  # type: ignore[arg-type]
    mark = TextMark(
        run.seen(mapped(matrix, box)),
        state.compositing,
        run.tag,
        run.stage,
        font,
        abs(state.size) * vertical_scale(matrix),
        string,
        mode,
        state.fill if mode in _FILLED else None,
        state.stroke if mode in _STROKED else None,
    )
    run.marks.texts.append(mark)
    run.check_tag(mark)
    if run.tag.mcid is not None:
        run.mcids_with_text.add((run.tag.owner, run.tag.mcid))
    if font.subtype == "Type3" and font.key not in run.glyph_fonts:
        run.glyph_fonts.add(font.key)
        for procedure in font.glyph_procedures():
            run.enter(run, procedure, Stage.GLYPH)


OPERATORS: Operators = {
    b"BT": _begin,
    b"ET": _nothing,
    b"Tf": _font,
    b"Tc": _char_space,
    b"Tw": _word_space,
    b"Tz": _scale,
    b"TL": _leading,
    b"Ts": _rise,
    b"Tr": _mode,
    b"Td": _move,
    b"TD": _move_and_lead,
    b"Tm": _matrix,
    b"T*": _next_line,
    b"Tj": _show,
    b"TJ": _show_array,
    b"'": _show_next,
    b'"': _show_spaced,
    b"d0": _nothing,
    b"d1": _nothing,
}

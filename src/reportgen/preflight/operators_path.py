"""Operators that construct, paint and clip paths, and shadings (ISO 32000-1, 8.5)."""

from __future__ import annotations

from reportgen.preflight.access import get
from reportgen.preflight.boxes import around, common, grown, horizontal_scale, mapped, vertical_scale
from reportgen.preflight.marks import PathMark, ShadingMark
from reportgen.preflight.run import Handler, Operators, Path, Run


def _move(run: Run, operands: list[object]) -> None:
    run.path.close_part()
    _line(run, operands)


def _line(run: Run, operands: list[object]) -> None:
    x, y = operands
    a, b, c, d, e, f = run.state.matrix
    run.path.xs.append(a * x + c * y + e)  # type: ignore[operator]
    run.path.ys.append(b * x + d * y + f)  # type: ignore[operator]


def _curve(run: Run, operands: list[object]) -> None:
    # Control points count as points: the box may be a little large, never too small.
    if len(operands) % 2:
        raise ValueError("points have two numbers")
    for at in range(0, len(operands), 2):
        _line(run, operands[at : at + 2])


def _close(run: Run, operands: list[object]) -> None:
    run.path.close_part()


def _rectangle(run: Run, operands: list[object]) -> None:
    x, y, width, height = operands
    run.path.close_part()
    box = mapped(run.state.matrix, (x, y, x + width, y + height))  # type: ignore[operator, arg-type]
    run.path.add_part(box)
    _, b, c, _, _, _ = run.state.matrix
    if not b and not c:
        run.path.thinnest = min(run.path.thinnest, box[2] - box[0], box[3] - box[1])


def _painting(*, fill: bool, stroke: bool) -> Handler:
    def paint(run: Run, operands: list[object]) -> None:
        path = run.path
        path.close_part()
        if path.parts and not run.is_full:
            _add(run, path, fill=fill, stroke=stroke)
        _end(run, operands)

    return paint


def _add(run: Run, path: Path, *, fill: bool, stroke: bool) -> None:
    state = run.state
    line = 0.0
    parts = path.parts
    if stroke:
        line = state.line * min(horizontal_scale(state.matrix), vertical_scale(state.matrix))
        parts = [grown(part, line / 2) for part in parts]
    shown = tuple(box for part in parts if (box := run.seen(part)) is not None)
    mark = PathMark(
        around(shown) if shown else None,
        state.compositing,
        run.tag,
        run.stage,
        shown,
        state.fill if fill else None,
        state.stroke if stroke else None,
        line,
        path.thinnest if fill else float("inf"),
    )
    run.marks.paths.append(mark)
    run.check_tag(mark)


def _end(run: Run, operands: list[object]) -> None:
    path = run.path
    path.close_part()
    if run.clips_next:
        clip = run.state.clip
        run.state.clip = common(clip, around(path.parts)) if clip is not None and path.parts else None
        run.clips_next = False
    run.path = Path()


def _clip(run: Run, operands: list[object]) -> None:
    run.clips_next = True


def _shading(run: Run, operands: list[object]) -> None:
    wanted = str(operands[0])
    shading = run.resources.find("Shading", wanted)
    if shading is None:
        run.odd("missing-resource", f"Shading {wanted}")
        return
    space = run.spaces.resolve(get(shading, "ColorSpace"), run.resources.value)
    mark = ShadingMark(run.state.clip, run.state.compositing, run.tag, run.stage, space, wanted)
    run.marks.shadings.append(mark)
    run.check_tag(mark)


OPERATORS: Operators = {
    b"m": _move,
    b"l": _line,
    b"c": _curve,
    b"v": _curve,
    b"y": _curve,
    b"h": _close,
    b"re": _rectangle,
    b"S": _painting(fill=False, stroke=True),
    b"s": _painting(fill=False, stroke=True),
    b"f": _painting(fill=True, stroke=False),
    b"F": _painting(fill=True, stroke=False),
    b"f*": _painting(fill=True, stroke=False),
    b"B": _painting(fill=True, stroke=True),
    b"B*": _painting(fill=True, stroke=True),
    b"b": _painting(fill=True, stroke=True),
    b"b*": _painting(fill=True, stroke=True),
    b"n": _end,
    b"W": _clip,
    b"W*": _clip,
    b"sh": _shading,
}

"""Operators of the graphics state and of colour (ISO 32000-1, 8.4.4 and 8.6.8)."""

from __future__ import annotations

from reportgen.preflight.access import get, integer, is_stream, key
from reportgen.preflight.boxes import times
from reportgen.preflight.colour import PATTERN, UNKNOWN, Space, initial
from reportgen.preflight.marks import Paint, Stage
from reportgen.preflight.run import Handler, Operators, Run

MAX_NESTING = 28  # of q (ISO 19005-2, 6.1.13)


def _save(run: Run, operands: list[object]) -> None:
    run.stack.append(run.state)
    run.state = run.state.copy()
    if len(run.stack) > MAX_NESTING:
        run.odd("q-nesting", str(len(run.stack)))


def _restore(run: Run, operands: list[object]) -> None:
    if len(run.stack) <= run.stack_floor:
        run.odd("q-balance", "Q")
        return
    run.state = run.stack.pop()


def _concat(run: Run, operands: list[object]) -> None:
    a, b, c, d, e, f = operands
    run.state.matrix = times((a, b, c, d, e, f), run.state.matrix)  # type: ignore[arg-type]


def _line_width(run: Run, operands: list[object]) -> None:
    run.state.line = float(operands[0])  # type: ignore[arg-type]


def _intent(run: Run, operands: list[object]) -> None:
    run.intents.add(str(operands[0]))


def _setting(run: Run, operands: list[object]) -> None:
    wanted = str(operands[0])
    setting = run.resources.setting(wanted)
    if setting is None:
        run.odd("missing-resource", f"ExtGState {wanted}")
        return
    state = run.state
    if setting.line is not None:
        state.line = setting.line
    if setting.font is not None:
        state.font, state.size = run.font(setting.font), setting.size
    state.compositing = run.composited(setting.apply(state.compositing))
    if setting.blend_mode is not None:
        run.blend_modes.add(setting.blend_mode)
    if setting.intent:
        run.intents.add(setting.intent)
    run.settings[key(setting.value) if key(setting.value) != (0, 0) else (-len(run.settings), 0)] = (
        setting.value
    )
    if is_stream(setting.mask) and key(setting.mask) not in run.patterns:
        run.patterns.add(key(setting.mask))
        run.enter(run, setting.mask, Stage.MASK)


def _nothing(run: Run, operands: list[object]) -> None:
    """An operator that changes nothing a rule asks for."""


# ------------------------------------------------------------------ colour


def _fill_space(run: Run, operands: list[object]) -> None:
    space = _space(run, operands)
    run.state.fill_space, run.state.fill = space, run.paint(space, initial(space))


def _stroke_space(run: Run, operands: list[object]) -> None:
    space = _space(run, operands)
    run.state.stroke_space, run.state.stroke = space, run.paint(space, initial(space))


def _space(run: Run, operands: list[object]) -> Space:
    wanted = str(operands[0])
    space = run.resources.space(wanted)
    if space is UNKNOWN:
        run.odd("missing-resource", f"ColorSpace {wanted}")
    return space


def _fill_values(run: Run, operands: list[object]) -> None:
    run.state.fill = _painted(run, run.state.fill_space, operands)


def _stroke_values(run: Run, operands: list[object]) -> None:
    run.state.stroke = _painted(run, run.state.stroke_space, operands)


def _painted(run: Run, space: Space, operands: list[object]) -> Paint:
    if operands and isinstance(operands[-1], str):
        return _pattern(run, space, operands[-1], _floats(operands[:-1]))
    values = _floats(operands)
    if len(values) != space.components and space is not UNKNOWN:
        raise ValueError("the number of values does not fit the colour space")
    return run.paint(space, values)


def _pattern(run: Run, space: Space, wanted: str, values: tuple[float, ...]) -> Paint:
    pattern = run.resources.find("Pattern", wanted)
    if pattern is None:
        run.odd("missing-resource", f"Pattern {wanted}")
        return run.paint(PATTERN, (), wanted)
    if integer(get(pattern, "PatternType")) == 2:
        shading = run.spaces.resolve(get(pattern, "Shading", "ColorSpace"), run.resources.value)
        return run.paint(shading, (), wanted)
    at = key(pattern)
    if is_stream(pattern) and at not in run.patterns:
        run.patterns.add(at)
        run.enter(run, pattern, Stage.PATTERN)
    if integer(get(pattern, "PaintType")) == 2 and space.base is not None:
        return run.paint(space.base, values)
    return run.paint(PATTERN, (), wanted)


def _device(name: str, *, stroke: bool) -> Handler:
    def chosen(run: Run, operands: list[object]) -> None:
        space = run.resources.space(name)
        values = _floats(operands)
        if len(values) != _COMPONENTS[name]:
            raise ValueError(name)
        if stroke:
            run.state.stroke_space, run.state.stroke = space, run.paint(space, values)
        else:
            run.state.fill_space, run.state.fill = space, run.paint(space, values)

    return chosen


_COMPONENTS = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}


def _floats(operands: list[object]) -> tuple[float, ...]:
    for each in operands:
        if not isinstance(each, float):
            raise TypeError("a number is wanted")
    return tuple(operands)  # type: ignore[arg-type]


OPERATORS: Operators = {
    b"q": _save,
    b"Q": _restore,
    b"cm": _concat,
    b"w": _line_width,
    b"J": _nothing,
    b"j": _nothing,
    b"M": _nothing,
    b"d": _nothing,
    b"i": _nothing,
    b"ri": _intent,
    b"gs": _setting,
    b"CS": _stroke_space,
    b"cs": _fill_space,
    b"SC": _stroke_values,
    b"SCN": _stroke_values,
    b"sc": _fill_values,
    b"scn": _fill_values,
    b"G": _device("DeviceGray", stroke=True),
    b"g": _device("DeviceGray", stroke=False),
    b"RG": _device("DeviceRGB", stroke=True),
    b"rg": _device("DeviceRGB", stroke=False),
    b"K": _device("DeviceCMYK", stroke=True),
    b"k": _device("DeviceCMYK", stroke=False),
    b"BX": _nothing,
    b"EX": _nothing,
}

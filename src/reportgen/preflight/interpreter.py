"""Reads the content of a page once, with all that it draws on, into marks and notes.

A form is read each time it is painted, since its place and its marked content differ; a pattern, a soft mask
and the glyphs of a Type 3 font once for a page. A stream inside itself is noted and not followed, and a page
may hold forms in forms in forms only as far as the budget of `Run` goes.
"""

from __future__ import annotations

from collections.abc import Callable

from reportgen.preflight import operators_content, operators_path, operators_state, operators_text
from reportgen.preflight.access import (
    TooLarge,
    array,
    decoded,
    entries,
    get,
    is_dictionary,
    is_stream,
    key,
    name,
    number,
    numbers,
)
from reportgen.preflight.boxes import IDENTITY, Box, Matrix, common, mapped, times
from reportgen.preflight.colour import Spaces
from reportgen.preflight.fonts import Font
from reportgen.preflight.lexer import Notes, instructions
from reportgen.preflight.marks import UNTAGGED, Stage
from reportgen.preflight.run import Group, Operators, Run, Saved
from reportgen.preflight.spelling import MAX_NAME, MAX_STRING
from reportgen.preflight.state import Resources, State

OPERATORS: Operators = {
    **operators_state.OPERATORS,
    **operators_path.OPERATORS,
    **operators_text.OPERATORS,
    **operators_content.OPERATORS,
}
MAX_DEPTH = 24  # of streams in streams; hand-made files reach five
_BAD_OPERANDS = (ValueError, TypeError, IndexError, OverflowError, AttributeError, KeyError)


def read_page(
    page: object,
    *,
    resources: object,
    sheet: Box,
    spaces: Spaces,
    font: Callable[[object], Font],
) -> Run:
    """Everything on a page. `resources` are its own or inherited ones, `sheet` is its media box."""
    run = Run(spaces, font, _enter)
    run.state = State(IDENTITY, sheet)
    run.resources = Resources(resources, spaces, font)
    run.owner = key(page)
    group = get(page, "Group")
    if group is not None:
        _note_group(run, key(page), group)
    _execute(run, _content(run, get(page, "Contents")))
    Saved.of(run).restore(run)  # what is left open at the end
    for annotation in array(get(page, "Annots")):
        for appearance in _appearances(annotation):
            _enter_appearance(run, annotation, appearance, sheet)
    return run


def _content(run: Run, contents: object) -> bytes:
    """The content streams of a page as one: together they are one stream, cut between tokens."""
    parts = []
    for stream in array(contents) or [contents]:
        if stream is not None:
            parts.append(_decoded(run, stream))
    return b"\n".join(parts)


def _decoded(run: Run, stream: object) -> bytes:
    try:
        content = decoded(stream)
    except TooLarge:
        run.odd("too-complex", "stream")
        return b""
    if content is None:
        run.odd("undecodable", str(key(stream)[0]))
        return b""
    return content


def _execute(run: Run, content: bytes) -> None:
    notes = Notes()
    for operator, operands in instructions(content, notes):
        run.budget -= 1
        if run.budget < 0:
            run.odd("too-complex")
            break
        handler = OPERATORS.get(operator)
        if handler is None:
            run.odd("unknown-operator", operator[:20].decode("latin-1"))
            continue
        try:
            handler(run, operands)
        except _BAD_OPERANDS:
            run.odd("operands", operator.decode("latin-1"))
    for kind, shown in notes.faults.items():
        run.odd(f"syntax-{kind}", shown)
    if notes.longest_name > MAX_NAME:
        run.odd("long-name", str(notes.longest_name))
    if notes.longest_string > MAX_STRING:
        run.odd("long-string", str(notes.longest_string))


def _enter(run: Run, stream: object, stage: Stage) -> None:
    """Read a form, a pattern cell, the group of a soft mask or a glyph, in the midst of another stream."""
    at = key(stream)
    if at in run.inside:
        run.odd("recursive", str(at[0]))
        return
    if len(run.inside) >= MAX_DEPTH:
        run.odd("too-complex", "depth")
        return
    saved = Saved.of(run)
    tag, tags = run.tag, len(run.tags)
    run.inside.append(at)
    run.stage = stage
    run.floor, run.stack_floor = len(run.tags), len(run.stack)
    run.owner = at
    run.opened = set()
    content = _decoded(run, stream)
    _place(run, stream, stage)
    if stage is Stage.PAGE and not is_dictionary(get(stream, "Resources")) and b"/" in content:
        run.odd("no-resources")
    _execute(run, content)
    saved.restore(run)
    run.inside.pop()
    run.tag = tag
    del run.tags[tags:]


def _place(run: Run, stream: object, stage: Stage) -> None:
    """Set up space, clip and resources of a stream that is entered."""
    own = get(stream, "Resources")
    if own is not None:
        run.resources = Resources(own, run.spaces, run.font)
    matrix = _matrix(get(stream, "Matrix"))
    if stage is Stage.PATTERN:
        run.state = State(times(matrix, run.base), run.state.clip)
        run.tag = UNTAGGED
    else:
        run.state.matrix = times(matrix, run.state.matrix)
    box = numbers(get(stream, "BBox"), 4)
    if box and run.state.clip is not None and stage not in (Stage.PATTERN, Stage.GLYPH):
        run.state.clip = common(run.state.clip, mapped(run.state.matrix, (box[0], box[1], box[2], box[3])))
    run.base = run.state.matrix
    group = get(stream, "Group")
    if group is not None:
        _note_group(run, key(stream), group)


def _note_group(run: Run, at: tuple[int, int], group: object) -> None:
    if name(get(group, "S")) == "Transparency":
        space = get(group, "CS")
        resolved = None if space is None else run.spaces.resolve(space, run.resources.value)
        run.groups.append(Group(at, resolved))


def _matrix(value: object) -> Matrix:
    found = numbers(value, 6)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if found else IDENTITY


# ------------------------------------------------------------------ annotations


def _appearances(annotation: object) -> list[object]:
    """The normal appearances of an annotation: one stream, or one for each state."""
    normal = get(annotation, "AP", "N")
    if is_stream(normal):
        return [normal]
    return [item for _, item in entries(normal) if is_stream(item)] if is_dictionary(normal) else []


def _enter_appearance(run: Run, annotation: object, appearance: object, sheet: Box) -> None:
    corners = [number(item) or 0.0 for item in array(get(annotation, "Rect"))][:4]
    run.state = State(IDENTITY, sheet)
    if len(corners) == 4:
        run.state.matrix = (1.0, 0.0, 0.0, 1.0, min(corners[::2]), min(corners[1::2]))
    run.tag, run.tags = UNTAGGED, []
    _enter(run, appearance, Stage.ANNOTATION)

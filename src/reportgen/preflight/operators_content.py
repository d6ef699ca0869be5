"""Operators for what comes from elsewhere, and for what content means: XObjects, pictures, marked content."""

from __future__ import annotations

from reportgen.preflight.access import get, has, is_stream, key, name
from reportgen.preflight.boxes import horizontal_scale, mapped, vertical_scale
from reportgen.preflight.marks import PictureMark, Tag
from reportgen.preflight.picture import Picture, inline_picture, read_picture
from reportgen.preflight.run import Operators, Run

_UNIT = (0.0, 0.0, 1.0, 1.0)


def _external(run: Run, operands: list[object]) -> None:
    wanted = str(operands[0])
    found = run.resources.find("XObject", wanted)
    if not is_stream(found):
        run.odd("missing-resource", f"XObject {wanted}")
        return
    match name(get(found, "Subtype")):
        case "Image":
            _add(run, read_picture(found, run.resources.value, run.spaces))
        case "Form":
            at = key(found)
            run.forms[at] = found
            run.form_paints[at] = run.form_paints.get(at, 0) + 1
            run.enter(run, found, run.stage)
        case other:
            run.odd("odd-xobject", f"{wanted} ({other or '?'})")


def _inline(run: Run, operands: list[object]) -> None:
    entries, _ = operands
    if not isinstance(entries, dict):
        raise TypeError("a dictionary is wanted")
    picture = inline_picture(entries, run.resources.value, run.spaces)
    if set(picture.filters) & {"LZWDecode", "Crypt"}:
        run.odd("inline-filter", " ".join(picture.filters))
    _add(run, picture)


def _add(run: Run, picture: Picture) -> None:
    if run.is_full:
        return
    state = run.state
    if picture.intent:
        run.intents.add(picture.intent)
    across, down = horizontal_scale(state.matrix), vertical_scale(state.matrix)
    mark = PictureMark(
        run.seen(mapped(state.matrix, _UNIT)),
        state.compositing,
        run.tag,
        run.stage,
        picture,
        state.matrix,
        state.fill if picture.is_stencil else None,
        picture.width * 72 / across if across else 0.0,
        picture.height * 72 / down if down else 0.0,
    )
    run.marks.pictures.append(mark)
    run.check_tag(mark)


# ------------------------------------------------------------------ marked content


def _mark(run: Run, operands: list[object]) -> None:
    (tag,) = operands
    _open(run, str(tag), None)


def _mark_with(run: Run, operands: list[object]) -> None:
    tag, properties = operands
    if isinstance(properties, str):
        found = run.resources.find("Properties", properties)
        if found is None:
            run.odd("missing-resource", f"Properties {properties}")
        _open(run, str(tag), found)
    else:
        _open(run, str(tag), properties)


def _open(run: Run, tag: str, properties: object) -> None:
    outer = run.tag
    run.tags.append(outer)
    mcid = _mcid(properties)
    has_text = outer.has_actual_text or _has(properties, "ActualText")
    if tag == "Artifact":
        if outer.is_tagged:
            run.odd("artifact-in-tagged", f"MCID {outer.mcid}")
        run.tag = Tag(outer.owner, outer.mcid, True, has_text)
        return
    if mcid is None:
        if has_text != outer.has_actual_text:
            run.tag = Tag(outer.owner, outer.mcid, outer.is_artifact, has_text)
        return
    if outer.is_artifact:
        run.odd("tagged-in-artifact", f"MCID {mcid}")
    if mcid in run.opened:
        run.odd("mcid-repeated", f"MCID {mcid}")
    run.opened.add(mcid)
    run.mcids.setdefault(run.owner, set()).add(mcid)
    run.tag = Tag(run.owner, mcid, outer.is_artifact, has_text)


def _mcid(properties: object) -> int | None:
    found = properties.get("MCID") if isinstance(properties, dict) else get(properties, "MCID")
    return int(found) if isinstance(found, int | float) and found >= 0 else None


def _has(properties: object, step: str) -> bool:
    return step in properties if isinstance(properties, dict) else has(properties, step)


def _close(run: Run, operands: list[object]) -> None:
    if len(run.tags) <= run.floor:
        run.odd("marked-content-balance", "EMC")
        return
    run.tag = run.tags.pop()


def _point(run: Run, operands: list[object]) -> None:
    """MP and DP mark a point, which shows nothing."""


OPERATORS: Operators = {
    b"Do": _external,
    b"BI": _inline,
    b"BMC": _mark,
    b"BDC": _mark_with,
    b"EMC": _close,
    b"MP": _point,
    b"DP": _point,
}

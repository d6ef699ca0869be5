"""The faces a spec asks for: which folder, which face for each role, and what becomes of missing characters.

What is wrong with the folder or a face in it is said at the line of the spec that led there, if one did.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, Span, error
from reportgen.core.paged import FontId
from reportgen.core.places import Places
from reportgen.pipeline.books import BOOKS

if TYPE_CHECKING:
    from reportgen.spec.schema import ReportSpec
    from reportgen.typeset.fonts import FontBook, Role
    from reportgen.typeset.lock import FaceRecord

_DIR = ("fonts", "dir")
_ROLES = ("fonts", "roles")
_BASELINES = ("fonts", "baselines")
_THEME = ("theme", "name")
FANGSONG = "fangsong"  # a role without a face of ours, filled by any face of that style
NOTHING: Mapping[str, str] = MappingProxyType({})


def open_fonts(
    spec: ReportSpec,
    places: Places,
    base: Path,
    explicit: Path | None,
    themed: Mapping[str, str],
    *,
    is_draft: bool,
) -> tuple[FontBook | None, list[Diagnostic]]:
    """The book of `spec` with every digest compared, and what is wrong; None if there is no usable book.

    `base` is the folder of the spec, `explicit` the folder that the command line names, which decides before
    `fonts.dir`; `themed` are the roles that the theme has played by others. A role whose entry is wrong keeps
    its own face, so that the rest can be checked. Missing
    characters are marked in drafts only, whatever the spec says. Codes: `font.*`.
    """
    from reportgen.typeset.fonts import FontBook
    from reportgen.typeset.lock import find_fonts, read_lock

    given = spec.fonts.dir
    named = explicit or (base / given if given is not None else None)
    findings: list[Diagnostic] = []
    try:
        folder = find_fonts(named, base)
        faces = read_lock(folder).faces
        roles, findings = played_roles(wanted_roles(spec), faces, places, themed)
        rises, unknown = _rises(spec, faces, places)
        findings += unknown
        marks = is_draft and spec.fonts.missing == "mark"

        def opened() -> FontBook:
            book = FontBook.open(folder, roles, verify=True, marks_missing=marks, rises=rises)
            _open_all(book)
            return book

        book = BOOKS.book(folder, faces, roles, rises, marks_missing=marks, opened=opened)
    except ReportError as problem:
        place = places.value(_DIR) if given is not None and explicit is None else None
        return None, [*findings, *placed(problem.diagnostics, place, base)]
    return book, findings


def _open_all(book: FontBook) -> None:
    """Open every face of the folder, so that none proves unfit later. Raises ReportError, once."""
    findings: list[Diagnostic] = []
    for font, record in book.records.items():
        if record.source.kind == "python":
            continue  # may be missing, and is not the folder's
        try:
            book.face(font)
        except ReportError as problem:
            findings += problem.diagnostics
    if findings:
        raise ReportError(findings)


def placed(found: Collection[Diagnostic], place: Span | None, base: Path) -> list[Diagnostic]:
    """Findings without a place of their own, at the place of `fonts.dir`, which begins at `base`."""
    if place is None:
        return list(found)
    hint = Message(f"fonts.dir 从 {base} 算起", f"fonts.dir begins at {base}")
    return [item if item.span else replace(item, span=place, hints=(*item.hints, hint)) for item in found]


def wanted_roles(spec: ReportSpec) -> dict[str, str]:
    """What `fonts.roles` says, by role."""
    return {name: wanted for name, wanted in spec.fonts.roles if wanted is not None}


def played_roles(
    wanted: Mapping[str, str],
    faces: Collection[FaceRecord],
    places: Places,
    themed: Mapping[str, str] = NOTHING,
) -> tuple[Mapping[str, Role], list[Diagnostic]]:
    """Every role with its face, some changed as `wanted`: the id of one of `faces`, or another role.

    Below what is wanted is what the theme says (`themed`: role by role). A role that names another gets
    whatever that one is given. Codes: `font.unknown-face`, `font.role-circle`, `font.role-unfilled`.
    """
    from reportgen.typeset.fonts import DEFAULT_ROLES

    known = {record.id: record for record in faces}
    findings: list[Diagnostic] = []
    roles = dict(DEFAULT_ROLES)
    if (fangsong := next((record for record in faces if record.style == FANGSONG), None)) is not None:
        roles[FANGSONG] = _role(fangsong, faces)
    own = dict(roles)
    names = {*DEFAULT_ROLES, FANGSONG}
    merged = _merged(wanted, themed)
    in_circles: set[str] = set()
    unfilled: list[str] = []
    for name in merged:
        way = [name]  # the role, the role it names, and so on
        while (target := merged.get(way[-1], "")) in names and target not in way:
            way.append(target)
        last = way[-1]
        if last not in merged:
            if last in own:
                roles[name] = own[last]
            else:
                unfilled.append(name)
        elif target in names:
            circle = way[way.index(target) :]
            if not in_circles.intersection(circle):
                findings.append(_circle(circle, places))
            in_circles.update(circle)
        elif (record := known.get(FontId(target))) is not None:
            roles[name] = _role(record, faces)
        elif last == name:
            findings.append(_unknown(target, known, places.value((*_ROLES, name))))
    if unfilled:
        findings.append(_unfilled(unfilled, wanted, places))
    return roles, findings


def _merged(wanted: Mapping[str, str], themed: Mapping[str, str]) -> dict[str, str]:
    """What is wanted over what the theme says, without the theme's part in a circle of both.

    A theme sets `body` in fangsong; a report that has `fangsong: body` asks for the face that `body` has of
    itself.
    """
    merged = {**themed, **wanted}
    for name in themed:
        way = [name]
        while name not in wanted and (target := merged.get(way[-1], "")):
            if target == name:
                del merged[name]
            if target in way:
                break
            way.append(target)
    return merged


def _rises(
    spec: ReportSpec, faces: Collection[FaceRecord], places: Places
) -> tuple[Mapping[FontId, float], list[Diagnostic]]:
    """The faces that are set above or below the baseline. Code: `font.unknown-face`."""
    known = [record.id for record in faces]
    rises = {FontId(given.face): float(given.rise) for given in spec.fonts.baselines}
    findings = [
        _unknown(given.face, known, places.value((*_BASELINES, number, "face")), roles=False)
        for number, given in enumerate(spec.fonts.baselines)
        if given.face not in known
    ]
    return rises, findings


def _role(record: FaceRecord, faces: Collection[FaceRecord]) -> Role:
    """A role for any face. What kai and fangsong draw unfit for Chinese comes from the full song, if any."""
    from reportgen.typeset.fonts import Role

    song = (other.id for other in faces if other.style == "serif" and other.is_full)
    return Role(record.id, next(song, None) if record.style in ("kai", FANGSONG) else None)


def _unknown(target: str, faces: Collection[FontId], place: Span, *, roles: bool = True) -> Diagnostic:
    from reportgen.spec.suggest import did_you_mean
    from reportgen.typeset.fonts import DEFAULT_ROLES

    listed = Message(f"字体清单里有：{'、'.join(faces)}", f"the font lock holds: {', '.join(faces)}")
    return error(
        "font.unknown-face",
        place,
        zh=f"没有叫“{target}”的字体，也没有这样的角色" if roles else f"没有叫“{target}”的字体",
        en=f'there is neither a face nor a role called "{target}"'
        if roles
        else f'there is no face called "{target}"',
        hints=(*did_you_mean(target, [*faces, *(DEFAULT_ROLES if roles else ())]), listed),
    )


def _unfilled(names: list[str], wanted: Mapping[str, str], places: Places) -> Diagnostic:
    asking = "、".join(names)
    first = next((name for name in names if name in wanted), None)
    return error(
        "font.role-unfilled",
        places.value((*_ROLES, first) if first else _THEME),
        zh=f"字体里没有仿宋，而这些角色要用它：{asking}",
        en=f"there is no fangsong face, and these roles ask for it: {', '.join(names)}",
        hints=[
            Message(
                "加入一款仿宋：reportgen fonts add 仿宋.ttf（朱雀仿宋，或单位购买的仿宋_GB2312）",
                "add one: reportgen fonts add FILE (Zhuque Fangsong, or the office's own FangSong_GB2312)",
            ),
            Message(
                "或者改用宋体：在 fonts.roles 里写 fangsong: song",
                "or have song instead: write fangsong: song in fonts.roles",
            ),
        ],
    )


def _circle(circle: list[str], places: Places) -> Diagnostic:
    shown = " → ".join([*circle, circle[0]])
    finding = error(
        "font.role-circle",
        places.value((*_ROLES, circle[0])),
        zh=f"角色绕成了一圈：{shown}",
        en=f"roles that name each other in a circle: {shown}",
        hints=[Message("至少有一个要写字体的名称", "one of them has to name a face")],
    )
    return replace(finding, also=tuple(places.value((*_ROLES, name)) for name in circle[1:]))

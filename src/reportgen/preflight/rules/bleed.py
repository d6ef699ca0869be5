"""Rules on the edge of the page: bleed, marks outside it, the margin that nothing live may enter."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.core.geometry import PT_PER_MM, mm
from reportgen.preflight.access import get, name
from reportgen.preflight.boxes import TOLERANCE, Box, common, grown, height, holds, width
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.marks import Mark, Paint, PathMark
from reportgen.preflight.page import Page
from reportgen.preflight.rule import Fault, census_rule, page_rule, press, say

BLEED_MM = 3.0
SAFE_MM, SAFE_SADDLE_MM = 3.0, 5.0
GUTTER_MM = 15.0  # perfect binding does not open flat
_SAFE_TOLERANCE = mm(0.3)  # boxes of text are em boxes, a little larger than the ink
_MARK_LINE = 1.0  # pt; thinner lines outside the trim are marks, thicker ones are art
_MARK_LENGTH = mm(25)
_COVER_PAGES = 4  # a file of so few pages is a cover or a leaflet and has no gutter
_SIDES = (("左", "left"), ("下", "lower"), ("右", "right"), ("上", "upper"))


@page_rule(
    "preflight.bleed",
    say("出血不到 3 毫米", "the bleed is less than 3 mm"),
    say("四边各留 3 毫米出血，写进 BleedBox", "leave 3 mm of bleed on each side, and state it as BleedBox"),
    press(Severity.ERROR, "bleed"),
)
def bleed(page: Page, document: Document) -> Iterator[Fault]:
    if page.boxes.trim is None:
        return
    outer = page.boxes.bleed or page.boxes.crop or page.boxes.media
    if outer is None:
        return
    found = min(_beyond(outer, page.boxes.trim))
    if found < mm(BLEED_MM) - TOLERANCE:
        shown = max(round(found / PT_PER_MM, 1), 0)
        yield Fault(
            say(
                f"出血只有 {shown:g} 毫米，要 {BLEED_MM:g} 毫米",
                f"the bleed is {shown:g} mm, {BLEED_MM:g} mm are needed",
            ),
            page.index,
            page.key[:1],
        )


@page_rule(
    "preflight.no-bleed-box",
    say("页面没有写出血框（BleedBox）", "the page has no BleedBox"),
    say(
        "导出时写上 BleedBox，四边比 TrimBox 大 3 毫米",
        "export the file with a BleedBox 3 mm outside the TrimBox",
    ),
    press(Severity.ERROR, "bleed"),
)
def no_bleed_box(page: Page, document: Document) -> Iterator[Fault]:
    if page.boxes.bleed is None:
        yield Fault(say("页面没有 BleedBox", "the page has no BleedBox"), page.index, page.key[:1])


def _beyond(outer: Box, inner: Box) -> tuple[float, float, float, float]:
    """How far `outer` reaches beyond `inner`: left, bottom, right, top (pt)."""
    return (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])


def _parts(mark: Mark) -> tuple[Box, ...]:
    if isinstance(mark, PathMark):
        return mark.parts
    return () if mark.box is None else (mark.box,)


def _paints(mark: Mark) -> list[Paint]:
    return [
        paint
        for paint in (
            getattr(mark, "fill", None),
            getattr(mark, "stroke", None),
            getattr(mark, "paint", None),
        )
        if paint is not None
    ]


def _shows(mark: Mark) -> bool:
    """Whether a mark leaves ink; white paper needs no bleed."""
    paints = _paints(mark)
    return not paints or not all(paint.is_white for paint in paints)


def _overlaps(first: Box, second: Box) -> bool:
    """Whether two boxes share more than the tolerance."""
    shared = common(first, second)
    return shared is not None and width(shared) > TOLERANCE and height(shared) > TOLERANCE


@page_rule(
    "preflight.short-of-bleed",
    say("做到裁切边的图没有做出血", "art reaches the trim and not the bleed"),
    say(
        "把底色、图片放大到出血框的边上，裁切后才不会露白",
        "extend grounds and pictures to the edge of the bleed, so that no white shows after cutting",
    ),
    press(Severity.ERROR, "bleed"),
)
def short_of_bleed(page: Page, document: Document) -> Iterator[Fault]:
    trim = page.boxes.trim
    if trim is None:
        return
    least = grown(trim, mm(BLEED_MM))
    stated = page.boxes.bleed or least
    wanted = tuple(
        max(given, needed) for given, needed in zip(_beyond(stated, trim), _beyond(least, trim), strict=True)
    )
    inside = grown(trim, -TOLERANCE)
    short: list[tuple[Box, list[int]]] = []
    for mark in (*page.paths, *page.pictures, *page.shadings):
        if mark.box is None or holds(inside, mark.box, 0) or not _shows(mark):
            continue
        for part in _parts(mark):
            if common(part, inside) is None:
                continue
            sides = [
                side
                for side, (reach, needed) in enumerate(zip(_beyond(part, trim), wanted, strict=True))
                if -TOLERANCE <= reach < needed - TOLERANCE
            ]
            if sides:
                short.append((part, sides))
    if short:
        sides = sorted({side for _, found in short for side in found})
        yield Fault(
            say(
                f"{len(short)} 处图形或图片做到裁切边（{'、'.join(_SIDES[side][0] for side in sides)}），"
                "没有到出血边",
                f"{len(short)} object(s) reach the trim on the "
                f"{', '.join(_SIDES[side][1] for side in sides)} side, and not the bleed",
            ),
            page.index,
            at=short[0][0],
        )


@page_rule(
    "preflight.marks-in-bleed",
    say("裁切标记或文字落在出血里", "printer's marks or text stand in the bleed"),
    say("标记移到出血框以外", "move marks outside the bleed"),
    press(Severity.ERROR, "marks"),
)
def marks_in_bleed(page: Page, document: Document) -> Iterator[Fault]:
    trim = page.boxes.trim
    if trim is None:
        return
    room = page.boxes.bleed or grown(trim, mm(BLEED_MM))
    found = []
    for mark in (*page.paths, *page.texts):
        if mark.box is None or holds(trim, mark.box):
            continue
        for part in _parts(mark):
            in_trim = common(part, trim)
            in_bleed = (in_trim is None or not _reaches_into(part, trim)) and _reaches_into(part, room)
            if in_bleed and (not isinstance(mark, PathMark) or _is_mark(mark, part)):
                found.append(part)
    if found:
        yield Fault(
            say(
                f"{len(found)} 处标记或文字落在出血里，裁切后可能露出来",
                f"{len(found)} mark(s) or text(s) stand in the bleed and may show after cutting",
            ),
            page.index,
            at=found[0],
        )


def _reaches_into(part: Box, box: Box) -> bool:
    """Whether a part, which may be a line without width, comes into a box by more than the tolerance."""
    return common(part, grown(box, -TOLERANCE)) is not None


def _is_mark(mark: PathMark, part: Box) -> bool:
    if any("All" in paint.space.colorants for paint in _paints(mark)):
        return True
    return (
        mark.stroke is not None
        and mark.fill is None
        and mark.line <= _MARK_LINE
        and max(width(part), height(part)) <= _MARK_LENGTH
    )


@census_rule(
    "preflight.no-marks",
    say("页面上没有裁切标记", "there are no crop marks"),
    say(
        "印厂自己加标记的，不用管；要带标记就在导出时选上",
        "leave it if the press adds its own; else export the file with marks",
    ),
    press(Severity.NOTE, "marks"),
)
def no_marks(census: Census, document: Document) -> Iterator[Fault]:
    if census.pages and not census.pages_with_marks:
        yield Fault(
            say("出血框以外没有裁切标记", "nothing stands outside the bleed: there are no crop marks")
        )


@page_rule(
    "preflight.safe-margin",
    say("文字离裁切边太近", "text stands too near to the trim"),
    say("文字离裁切边至少 3 毫米，骑马订 5 毫米", "keep text 3 mm inside the trim, 5 mm for saddle stitch"),
    press(Severity.WARNING, "safe margin"),
)
def safe_margin(page: Page, document: Document) -> Iterator[Fault]:
    trim = page.boxes.trim or page.boxes.art
    if trim is None:
        return
    margin = SAFE_SADDLE_MM if document.settings.binding == "saddle" else SAFE_MM
    safe = grown(trim, -mm(margin))
    near = [
        mark.box
        for mark in page.texts
        if mark.box is not None and _overlaps(mark.box, trim) and not holds(safe, mark.box, _SAFE_TOLERANCE)
    ]
    if near:
        yield Fault(
            say(
                f"{len(near)} 处文字离裁切边不到 {margin:g} 毫米",
                f"{len(near)} text(s) stand nearer than {margin:g} mm to the trim",
            ),
            page.index,
            at=near[0],
        )


@page_rule(
    "preflight.gutter",
    say("文字离订口太近", "text stands too near to the spine"),
    say("胶订的订口至少留 15 毫米", "leave 15 mm on the inner side for perfect binding"),
    press(Severity.WARNING, "gutter"),
)
def gutter(page: Page, document: Document) -> Iterator[Fault]:
    trim = page.boxes.trim or page.boxes.art
    if trim is None or document.settings.binding != "perfect" or document.page_count <= _COVER_PAGES:
        return
    from_right = name(get(document.root, "ViewerPreferences", "Direction")) == "R2L"
    inner_is_left = (page.index % 2 == 1) != from_right
    left, _, right, _ = trim
    near = []
    for mark in page.texts:
        if mark.box is None or not _overlaps(mark.box, trim):
            continue
        room = mark.box[0] - left if inner_is_left else right - mark.box[2]
        if room < mm(GUTTER_MM) - _SAFE_TOLERANCE:
            near.append(mark.box)
    if near:
        yield Fault(
            say(
                f"{len(near)} 处文字离订口不到 {GUTTER_MM:g} 毫米",
                f"{len(near)} text(s) stand nearer than {GUTTER_MM:g} mm to the spine",
            ),
            page.index,
            at=near[0],
        )

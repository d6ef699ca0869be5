"""Charts and photos as boxes: rule or frame, drawing, caption, source, all on the grid."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from reportgen.content.blocks import Chart, Photo, PhotoGrid, Place, part_id
from reportgen.core.geometry import Rect
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, GroupItem, ImageItem, ImageRef, NodeId, Tag
from reportgen.core.text import RichText, joined
from reportgen.layout.boxes import Part, SolidBox, Spacing
from reportgen.layout.drawing import ASCENT_EM, panel, paragraph_items, rule, text_items
from reportgen.layout.setting import Setter

PRINT_PPI = 300


def column_width(setter: Setter, place: Place) -> float:
    """The width of a column of the page, for things that are not running text."""
    page = setter.theme.page
    if place is Place.SIDE:
        return page.side_width
    if place is Place.HALF:
        return page.span(page.columns // 2)
    return page.width if place is Place.FULL else page.span(page.main_columns)


def chart_box(setter: Setter, block: Chart) -> SolidBox:
    """A chart: rule, caption that says the finding, measure and unit, drawing, source."""
    page = setter.theme.page
    width = column_width(setter, block.place)
    caption = joined([f"{block.label}　", block.title] if block.label else [block.title])
    small = block.place is Place.SIDE
    title = setter.paragraph(caption, "caption_strong" if small else "caption_title", width)
    subtitle = setter.paragraph(block.subtitle, "note", width) if block.subtitle else None
    source = setter.paragraph(block.source, "note", width) if block.source else None
    tag = Tag(block.id)
    drawing = setter.draw_chart(block.plan, width, tag)
    caption_tag = Tag(part_id(block.id, "caption"))
    note_tag = Tag(part_id(block.id, "source"))

    half, first = page.half, page.first_baseline
    title_top = 2  # half lines: the rule has the first line
    sub_top = title_top + 2 * len(title.lines)
    sub_height = ceil(subtitle.style.leading * len(subtitle.lines) / half) if subtitle else 0
    body_top = (sub_top + max(2, sub_height) if subtitle else sub_top) + 1
    body_height = ceil((drawing.size.height - 0.01) / half)
    foot_top = body_top + body_height
    foot_height = ceil(source.style.leading * len(source.lines) / half) if source else 0
    height = foot_top + max(2, foot_height) if source else foot_top

    def paint(x: float, y: float) -> list[DrawItem]:
        top = y + (half / 2 if y <= page.top + 1 else first)
        items: list[DrawItem] = [
            rule(x, x + width, top, setter.theme.lengths["rule"], setter.colour("k50"), LAYOUT_ARTIFACT)
        ]
        items += paragraph_items(title, x, y + title_top * half + first, caption_tag)
        if subtitle:
            items += paragraph_items(subtitle, x, y + sub_top * half + first, caption_tag)
        items.append(GroupItem(drawing.items, x, y + body_top * half, tag))
        if source:
            items += paragraph_items(source, x, y + foot_top * half + first, note_tag)
        return items

    part = Part(height, paint, ((block.id, 0.0),))
    return SolidBox(part, block.place, Spacing(before=1, after=2, parity=0), floats=True)


def pair_box(setter: Setter, left: SolidBox, right: SolidBox | None) -> SolidBox:
    """Two boxes of half the width beside each other, tops aligned; the second may be missing."""
    page = setter.theme.page
    step = page.span(page.columns // 2) + page.gutter
    parts = [left.part, *([right.part] if right else [])]

    def paint(x: float, y: float) -> list[DrawItem]:
        items: list[DrawItem] = []
        for number, part in enumerate(parts):
            items += part.paint(x + number * step, y)
        return items

    anchors = tuple(anchor for part in parts for anchor in part.anchors)
    return replace(left, part=Part(max(part.height for part in parts), paint, anchors), place=Place.FULL)


# ------------------------------------------------------------------ photos


def frame_lines(width: float, ratio: tuple[int, int], pitch: float, ascent: float) -> int:
    """Grid lines between the first and the last of a frame whose foot lies on a baseline.

    The frame is lines x pitch + ascent high; the nominal ratio is trimmed by the rest.
    """
    height = width * ratio[1] / ratio[0]
    return max(1, round((height - ascent) / pitch))


def photo_box(setter: Setter, photo: Photo) -> SolidBox:
    """A photo in its column with its caption and credit below."""
    width = column_width(setter, photo.place)
    part = photo_part(setter, photo, width)
    return SolidBox(part, photo.place, Spacing(before=2, after=2, parity=0), floats=True)


def photo_part(
    setter: Setter, photo: Photo, width: float, lines: int | None = None, *, credit: bool = True
) -> Part:
    """A photo `width` pt wide; `lines` fixes the frame's height on the grid."""
    page = setter.theme.page
    ascent = ASCENT_EM * setter.style("body").text.size
    count = frame_lines(width, photo.ratio, page.pitch, ascent) if lines is None else lines
    frame_height = count * page.pitch + ascent
    caption = setter.paragraph(photo.caption, "caption", width)
    small = setter.paragraph(photo.credit, "note", width) if credit and photo.credit else None
    caption_tag = Tag(part_id(photo.id, "caption"))
    tag = Tag(photo.id)
    caption_line = count + 1
    total = caption_line + len(caption.lines) + (1 if small else 0)

    def paint(x: float, y: float) -> list[DrawItem]:
        top = y + page.first_baseline - ascent
        box = Rect(x, top, width, frame_height)
        items = picture(setter, photo, box, tag)
        base = y + page.first_baseline + caption_line * page.pitch
        items += paragraph_items(caption, x, base, caption_tag)
        if small:
            items += paragraph_items(small, x, base + len(caption.lines) * page.pitch, caption_tag)
        return items

    return Part(2 * total, paint, ((photo.id, 0.0),))


def picture(setter: Setter, photo: Photo, box: Rect, tag: Tag) -> list[DrawItem]:
    """The image trimmed to `box`, or the quiet place of one that is still missing."""
    if photo.path is None:
        return _pending(setter, photo, box)
    ref = ImageRef(photo.path, photo.sha256, photo.width_px, photo.height_px)
    return [ImageItem(ref, box, _crop(photo, box), tag)]


def _crop(photo: Photo, box: Rect) -> tuple[float, float, float, float]:
    """Parts of the picture that stay, cut evenly so that nothing is stretched."""
    have, want = photo.width_px / photo.height_px, box.width / box.height
    if have > want:
        cut = (1 - want / have) / 2
        return (cut, 0.0, 1 - cut, 1.0)
    cut = (1 - have / want) / 2
    return (0.0, cut, 1.0, 1 - cut)


def _pending(setter: Setter, photo: Photo, box: Rect) -> list[DrawItem]:
    line_width = setter.theme.lengths["rule"]
    vocabulary = setter.vocabulary
    pixels = (round(side / 72 * PRINT_PPI) for side in (box.width, box.height))
    wide, high = pixels
    label = setter.line(vocabulary.photo_pending, "photo_pending")
    need = setter.line(vocabulary.photo_need(photo.ratio, wide, high), "note")
    inside = line_width / 2
    frame = panel(
        box.x + inside,
        box.y + inside,
        box.width - line_width,
        box.height - line_width,
        setter.colour("tint"),
        LAYOUT_ARTIFACT,
        stroke=setter.colour("k40"),
        line_width=line_width,
    )
    tag = Tag(photo.id)
    foot = box.bottom - 9
    return [frame, *text_items(label, box.x + 9, foot - 13.5, tag), *text_items(need, box.x + 9, foot, tag)]


def grid_parts(setter: Setter, grid: PhotoGrid) -> list[Part]:
    """The rows of a photo page: the leading photo over the full width, the others two in a row."""
    page = setter.theme.page
    half_width = page.span(page.columns // 2)
    lead = next((photo for photo in grid.photos if photo.id == grid.lead), None)
    others = [photo for photo in grid.photos if photo is not lead]
    parts: list[Part] = []
    if lead is not None:
        parts.append(photo_part(setter, lead, page.width, credit=False))
    ascent = ASCENT_EM * setter.style("body").text.size
    lines = frame_lines(half_width, (3, 2), page.pitch, ascent)
    for start in range(0, len(others), 2):
        pair = others[start : start + 2]
        cells = [photo_part(setter, photo, half_width, lines, credit=False) for photo in pair]

        def paint(x: float, y: float, cells: list[Part] = cells) -> list[DrawItem]:
            items: list[DrawItem] = []
            for number, cell in enumerate(cells):
                items += cell.paint(x + number * (half_width + page.gutter), y)
            return items

        anchors: tuple[tuple[NodeId, float], ...] = tuple((photo.id, 0.0) for photo in pair)
        parts.append(Part(max(cell.height for cell in cells), paint, anchors))
    return parts


def grid_boxes(setter: Setter, grid: PhotoGrid) -> list[SolidBox]:
    """The rows of a photo grid as boxes of the full width, with the credit below the last."""
    boxes = [SolidBox(part, Place.FULL, Spacing(2, 2, parity=0)) for part in grid_parts(setter, grid)]
    sources = tuple(dict.fromkeys(photo.credit for photo in grid.photos if photo.credit))
    if sources:
        page = setter.theme.page
        text = RichText("；".join(sources))
        paragraph = setter.paragraph(text, "note", page.width)
        tag = Tag(part_id(grid.id, "credit"))

        def paint(x: float, y: float) -> list[DrawItem]:
            return paragraph_items(paragraph, x, y + page.first_baseline, tag)

        height = ceil(paragraph.style.leading * len(paragraph.lines) / page.half)
        last = boxes[-1]  # a credit is not parted from its photos
        boxes[-1] = replace(last, spacing=replace(last.spacing, keep_next=True))
        boxes.append(SolidBox(Part(max(2, height), paint), Place.FULL, Spacing(1, 0, parity=None)))
    return boxes

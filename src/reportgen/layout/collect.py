"""From the blocks of a section to the steps that pages are filled from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from reportgen.content.blocks import (
    Block,
    Cards,
    Chart,
    Heading,
    Honours,
    ItemList,
    PageBreak,
    Photo,
    PhotoGrid,
    Place,
    Quote,
    Review,
    Section,
    Table,
    TextParagraph,
    part_id,
)
from reportgen.core.paged import DrawItem, Tag
from reportgen.layout.boxes import Box, Part, SolidBox, Spacing
from reportgen.layout.cards import card_boxes
from reportgen.layout.figure import chart_box, grid_boxes, pair_box, photo_box
from reportgen.layout.flow import Step
from reportgen.layout.ledger import honours_boxes
from reportgen.layout.prose import heading_box, list_box, paragraph_box, quote_box, review_box
from reportgen.layout.setting import Setter, text_items
from reportgen.layout.table import table_box

COLONS = ("：", ":")


def title_box(setter: Setter, section: Section) -> SolidBox:
    """The title of a section without an opening page, on the second line, its remark beside it in kai."""
    page = setter.theme.page
    master = setter.master("text")
    tag = Tag(part_id(section.id, "title"))
    title = setter.line(section.title, "section_title")
    numeral = setter.line(section.numeral, "section_numeral") if section.numeral else None
    remark = setter.line(section.remark, "lead") if section.remark else None

    def paint(x: float, y: float) -> list[DrawItem]:
        base = y + page.first_baseline + (master.at("title_line") - 1) * page.pitch
        items: list[DrawItem] = []
        left = x
        if numeral:
            items += text_items(numeral, x - setter.bearing(numeral), base, tag)
            left = x + numeral.width + 0.5 * setter.style("section_title").text.size
        items += text_items(title, left - setter.bearing(title), base, tag)
        if remark:
            end = left + title.width + 24
            at = max(x + page.column_x(master.column("remark_column")), end)
            items += text_items(remark, at, base, Tag(part_id(section.id, "remark")))
        return items

    height = round(2 * master.at("title_lines"))
    return SolidBox(
        Part(height, paint, ((section.id, 0.0),)), Place.FULL, Spacing(0, 0, parity=0, keep_next=True)
    )


def steps(setter: Setter, blocks: Sequence[Block], title: SolidBox | None = None) -> tuple[Step, ...]:
    """The blocks as steps: side boxes stand beside the box before them, or the first one."""
    result: list[tuple[Box | None, list[Box], bool, bool]] = []
    if title is not None:
        result.append((title, [], False, False))
    leading: list[Box] = []  # side boxes before anything they could stand beside
    breaks = recto = False
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            breaks, recto = True, block.recto
            continue
        for box in _paired(setter, blocks, index):
            if box.place is Place.SIDE and not breaks:
                if result and result[-1][0] is not title:
                    result[-1][1].append(box)
                else:
                    leading.append(box)
                continue
            if box.place is Place.SIDE:
                result.append((None, [box], breaks, recto))
            else:
                result.append((box, leading, breaks, recto))
                leading = []
            breaks = recto = False
    if leading:
        result.append((None, leading, False, False))
    return tuple(Step(box, tuple(sides), breaks, recto) for box, sides, breaks, recto in result)


def _paired(setter: Setter, blocks: Sequence[Block], index: int) -> Sequence[Box]:
    """The boxes of a block as its neighbours want them.

    Of two charts of half the width in a row the first brings both. A paragraph that leads in a list or a
    quotation is kept with its beginning (rule book 10.4).
    """
    block = blocks[index]
    if isinstance(block, TextParagraph) and _leads_in(blocks, index):
        box = paragraph_box(setter, block)
        return [replace(box, spacing=replace(box.spacing, keep_next=True))]
    if not isinstance(block, Chart) or block.place is not Place.HALF:
        return boxes(setter, block)
    first = index
    while first > 0 and _is_half(blocks[first - 1]):
        first -= 1
    if (index - first) % 2:
        return []
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    right = chart_box(setter, after) if isinstance(after, Chart) and after.place is Place.HALF else None
    return [pair_box(setter, chart_box(setter, block), right)]


def _is_half(block: Block) -> bool:
    return isinstance(block, Chart) and block.place is Place.HALF


def _leads_in(blocks: Sequence[Block], index: int) -> bool:
    """Whether a paragraph ends in a colon and what comes next in its column is a list or a quotation."""
    block = blocks[index]
    assert isinstance(block, TextParagraph)
    if not block.text.text.rstrip().endswith(COLONS):
        return False
    for number in range(index + 1, len(blocks)):
        following = blocks[number]
        if getattr(following, "place", Place.MAIN) is not Place.SIDE:
            return isinstance(following, ItemList | Quote)
    return False


def boxes(setter: Setter, block: Block) -> Sequence[Box]:
    """The boxes of one block."""
    match block:
        case Heading():
            return [heading_box(setter, block)]
        case TextParagraph():
            return [paragraph_box(setter, block)]
        case Review():
            return [review_box(setter, block)]
        case Cards():
            return card_boxes(setter, block.cards, block.place)
        case Chart():
            return [chart_box(setter, block)]
        case Table():
            return [table_box(setter, block)]
        case Honours():
            return honours_boxes(setter, block)
        case Photo():
            return [photo_box(setter, block)]
        case PhotoGrid():
            return grid_boxes(setter, block)
        case Quote():
            return [quote_box(setter, block)]
        case ItemList():
            return [list_box(setter, block)]
        case PageBreak():
            return []
        case _:
            assert_never(block)

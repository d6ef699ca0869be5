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
    Table,
    TextParagraph,
)
from reportgen.core.diagnostics import Diagnostic, Message, note
from reportgen.layout.boxes import Box, ParagraphBox, SolidBox
from reportgen.layout.cards import card_boxes
from reportgen.layout.figure import chart_box, grid_boxes, pair_box, photo_box
from reportgen.layout.flow import Step
from reportgen.layout.headings import heading_box, run_in_box, runs_in
from reportgen.layout.ledger import honours_boxes
from reportgen.layout.lists import list_box
from reportgen.layout.on_page import on_page
from reportgen.layout.prose import paragraph_box, quote_box, review_box
from reportgen.layout.setting import Setter
from reportgen.layout.table import table_box

COLONS = ("：", ":")


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
        for made in _together(setter, blocks, index):
            box = on_page(made, setter.theme.page)
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


def _together(setter: Setter, blocks: Sequence[Block], index: int) -> Sequence[Box]:
    """The boxes of a block, where some make one box with the block before or after them."""
    block = blocks[index]
    before = blocks[index - 1] if index else None
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    match block:
        case Chart(place=Place.HALF):
            return _paired(setter, blocks, index)
        case Heading() if runs_in(setter, block):
            if isinstance(after, TextParagraph):
                box = run_in_box(setter, block, after)
                return [_kept(box) if _leads_in(blocks, index + 1) else box]
            setter.note(_alone(block))
        case TextParagraph() if isinstance(before, Heading) and runs_in(setter, before):
            return []  # its heading has brought it
        case TextParagraph() if _leads_in(blocks, index):
            return [_kept(paragraph_box(setter, block))]
        case _:
            pass
    if isinstance(block, Heading):
        return [heading_box(setter, block, follows_heading=isinstance(before, Heading))]
    return boxes(setter, block)


def _kept(box: ParagraphBox) -> ParagraphBox:
    """The end of a lead-in stays with the beginning of what it leads in (rule book 10.4)."""
    return replace(box, spacing=replace(box.spacing, keep_next=True))


def _alone(block: Heading) -> Diagnostic:
    finding = note(
        "layout.run-in-alone",
        block.text.origin,
        zh=f"小标题“{block.text.text}”后面不是正文，没有可接排的段落，单独排一行",
        en=f'no text follows the heading "{block.text.text}", so it cannot run in and stands alone',
        hints=(Message("在后面写 text，或写 run_in: false", "put text after it, or write run_in: false"),),
    )
    return replace(finding, path=block.id)


def _paired(setter: Setter, blocks: Sequence[Block], index: int) -> Sequence[Box]:
    """Of two charts of half the width in a row the first brings both."""
    first = index
    while first and _is_half(blocks[first - 1]):
        first -= 1
    if (index - first) % 2:
        return []
    block, after = blocks[index], blocks[index + 1] if index + 1 < len(blocks) else None
    assert isinstance(block, Chart), "only charts stand in halves"
    right = chart_box(setter, after) if isinstance(after, Chart) and _is_half(after) else None
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

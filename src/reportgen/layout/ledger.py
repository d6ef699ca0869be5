"""Honours: the ledger by level over the full width, and the short list of the side column."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from reportgen.content.blocks import Honour, HonourGroup, Honours, Place, part_id
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.core.style import Align
from reportgen.layout.boxes import Part, Row, RowsBox, Spacing
from reportgen.layout.drawing import SMALL_DROP, line_at, paragraph_items, rule, text_items
from reportgen.layout.lists import side_head
from reportgen.layout.setting import Setter
from reportgen.typeset.paragraph import Paragraph

TITLE_INSET = 10.0  # pt right of its column
KIND_INSET = 22.0  # pt from the right edge
ROW = 3  # half lines
GROUP_GAP = 2  # half lines between groups, beyond the row pitch


def honours_boxes(setter: Setter, block: Honours) -> list[RowsBox]:
    """The ledger, or the short list."""
    if block.place is Place.SIDE:
        return [_side_list(setter, block)]
    return [_group(setter, block, number) for number in range(len(block.groups))]


def _group(setter: Setter, block: Honours, number: int) -> RowsBox:
    group = block.groups[number]
    page = setter.theme.page
    last = len(group.entries) - 1
    rows = [_entry(setter, entry, is_last=number == last) for number, entry in enumerate(group.entries)]

    def head(continued: bool) -> tuple[Row, ...]:
        """The ink rule and the level; after a page break the level is named once more."""

        def paint(x: float, y: float) -> list[DrawItem]:
            base = y + page.first_baseline
            ink, thin = setter.colour("ink"), setter.theme.lengths["rule"]
            line = rule(x, x + page.width, base - page.pitch, thin, ink, LAYOUT_ARTIFACT)
            if not continued:
                return [line, *_group_head(setter, group, block, x, base)]
            label = setter.line(setter.vocabulary.continued(group.level), "honour_level")
            return [line, *text_items(label, x, base, LAYOUT_ARTIFACT)]

        return (Row(Part(0, paint), keeps=True),)

    return RowsBox(
        tuple(rows),
        page.half,
        head=head(continued=False),
        again=lambda following: head(continued=True),
        place=Place.FULL,
        spacing=Spacing(GROUP_GAP, 0, parity=None),
    )


def _entry(setter: Setter, entry: Honour, *, is_last: bool) -> Row:
    """A row with the hairline below it, 18 pt above the next."""
    page = setter.theme.page
    title_x = setter.column_x("ledger", "title_column") + TITLE_INSET
    subject_x = setter.column_x("ledger", "subject_column")
    title_room = subject_x - title_x - 8
    kind = setter.line(entry.kind, "honour_kind")
    subject_room = page.width - KIND_INSET - kind.width - 8 - subject_x
    title = setter.paragraph(entry.title, "honour_title", title_room)
    subject_style = "honour_missing" if entry.is_subject_missing else "honour_subject"
    subject = setter.paragraph(entry.subject, subject_style, subject_room)
    chapter = setter.line(entry.chapter, "honour_chapter") if entry.chapter else None
    lines = max(len(title.lines), len(subject.lines))
    height = ROW + 2 * (lines - 1)
    tag = Tag(entry.id)

    def paint(x: float, y: float) -> list[DrawItem]:
        base = y + page.first_baseline
        items = paragraph_items(title, x + title_x, base, tag)
        items += paragraph_items(subject, x + subject_x, base, tag)
        items += line_at(kind, x + page.width - KIND_INSET, base, tag, Align.END)
        if chapter:
            items += line_at(chapter, x + page.width, base, tag, Align.END)
        if not is_last:
            below = base + height * page.half - page.pitch
            grey, thin = setter.colour("k15"), setter.theme.lengths["rule"]
            items.append(rule(x + title_x, x + page.width, below, thin, grey, LAYOUT_ARTIFACT))
        return items

    return Row(Part(height, paint, ((entry.id, 0.0),)))


def _group_head(setter: Setter, group: HonourGroup, block: Honours, x: float, base: float) -> list[DrawItem]:
    page = setter.theme.page
    tag = Tag(part_id(block.id, "level", group.level))
    items = text_items(setter.line(group.level, "honour_level"), x, base, tag)
    count = setter.line(str(len(group.entries)), "honour_count")
    right = x + setter.column_x("ledger", "title_column") - 8
    items += line_at(count, right, base, tag, Align.END)
    if group.remark:
        items += text_items(setter.line(group.remark, "honour_kind"), x, base + SMALL_DROP * page.pitch, tag)
    return items


def _side_list(setter: Setter, block: Honours) -> RowsBox:
    page = setter.theme.page
    width = page.side_width
    rows = side_head(setter, block.title, Tag(part_id(block.id, "label")), width)
    entries: Sequence[Honour] = [entry for group in block.groups for entry in group.entries]
    for entry in entries:
        title = setter.paragraph(entry.title, "caption", width)
        words_ = "，".join(part for part in (entry.subject.text, entry.kind) if part)
        small = setter.paragraph(words_, "note", width)
        tag = Tag(part_id(block.id, entry.id))
        below = SMALL_DROP * page.pitch + (len(small.lines) - 1) * small.style.leading
        height = 2 * len(title.lines) + 2 * ceil((below - 0.01) / page.pitch)

        def paint(
            x: float, y: float, title: Paragraph = title, small: Paragraph = small, tag: Tag = tag
        ) -> list[DrawItem]:
            base = y + page.first_baseline
            items = paragraph_items(title, x, base, tag)
            # a small second line hangs three quarters of a line below its first
            return [
                *items,
                *paragraph_items(small, x, base + (len(title.lines) - 1 + SMALL_DROP) * page.pitch, tag),
            ]

        rows.append(Row(Part(height, paint)))
    return RowsBox(tuple(rows), page.half, place=Place.SIDE, spacing=Spacing(2, 2, parity=0), breakable=False)

"""Lists: markers in a column of their own, or as official papers have them, turned lines back at the margin.

Hanging, a marker ends half an em before its text, so that 9. and 10. end below each other, and every line of
an item begins under its first. Back at the margin, an item is a paragraph that its marker begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from reportgen.content.blocks import ItemList, Place, part_id
from reportgen.content.items import BULLET, ListItem
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Inline, InlineKind, NodeId, Tag
from reportgen.core.style import ParaStyle
from reportgen.core.text import Mark, MarkKind, RichText, joined
from reportgen.core.theme import PageGeometry, Turnover
from reportgen.layout.boxes import Part, Row, RowsBox, Spacing
from reportgen.layout.drawing import rule, text_items
from reportgen.layout.headings import mark_width
from reportgen.layout.prose import line_rows
from reportgen.layout.setting import Setter
from reportgen.layout.variants import Variant, text_variants
from reportgen.typeset.paragraph import Line, Paragraph

MARKER_GAP_EM = 0.5  # from a marker to its text
LEAST_GAP_EM = 0.4  # where that keeps the text in line with the first lines of paragraphs, two em in
COLUMN_EM = 2.0  # the column of markers in the main column; the side column has no room to spare
RUN_GAP_EM = 0.33  # behind a marker that runs into its text, unless its own frame ends in white
_ENDS_WHITE = ("、", "）")


@dataclass(slots=True)
class _Texts:
    """The paragraphs of a list in the order they are asked for, set once; any may be another variant."""

    setter: Setter
    plain: list[Paragraph] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)
    exchanged: Mapping[int, Paragraph] = field(default_factory=dict)
    numbers: count[int] = field(default_factory=count)

    def again(self, exchanged: Mapping[int, Paragraph]) -> None:
        """Begin at the first paragraph once more, with these instead of their plain forms."""
        self.exchanged, self.numbers = exchanged, count()

    def next(self, text: RichText, style: ParaStyle, measure: float) -> tuple[int, Paragraph]:
        """The number of the next paragraph, and the paragraph."""
        number = next(self.numbers)
        if number == len(self.plain):
            self.plain.append(self.setter.paragraph(text, style, measure))
            self.variants.append(text_variants(self.setter, text, style, self.plain[-1]))
        return number, self.exchanged.get(number) or self.plain[number]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the items of one level are set in: style, left edge of markers and right edge of texts (pt)."""

    texts: _Texts
    style: ParaStyle
    left: float
    right: float
    least: float  # width of the column of markers at least
    whole: bool = True  # measures of whole characters

    @property
    def setter(self) -> Setter:
        """The setter of their texts."""
        return self.texts.setter

    @property
    def size(self) -> float:
        """The type size."""
        return self.style.text.size

    def rows(self, item: ListItem, style: ParaStyle, left: float, tag: Tag) -> list[Row]:
        """The lines of an item from `left` on."""
        number, paragraph = self.texts.next(item.text, style, self.measure(left))
        return line_rows(paragraph, self.setter, tag, left, origin=item.text.origin, number=number)

    def measure(self, left: float) -> float:
        """Line length from `left` on."""
        room = self.right - left
        return self.setter.measure(self.style, room) if self.whole else room

    def marker(self, item: ListItem) -> Line:
        """An item's marker set; the bullet of the song face is a mere point, so bullets have their own."""
        is_bullet = item.marker == BULLET
        look = (
            replace(self.setter.style("list_marker").text, size=self.size) if is_bullet else self.style.text
        )
        return self.setter.line(item.marker, look)


def list_box(setter: Setter, block: ItemList) -> RowsBox:
    """A list in the main column or over the full width (rule book 14)."""
    page = setter.theme.page
    if block.place is Place.SIDE:
        return _side_list(setter, block)
    width = page.width if block.place is Place.FULL else page.measure
    style = setter.style("list")
    texts = _Texts(setter)
    frame = _Frame(texts, style, 0.0, width, COLUMN_EM * style.text.size)
    turnover = block.turnover or setter.theme.choices.list_turnover
    set_items = _running if turnover is Turnover.MARGIN else _hanging
    least = min(2, setter.control.first)  # short items do not stand alone, but on a strict grid

    def made(exchanged: Mapping[int, Paragraph]) -> RowsBox:
        texts.again(exchanged)
        rows = set_items(frame, block.items, block.id)
        before = 0
        if block.title:
            rows, before = [_label_row(setter, block), *rows], 2
        rows[0] = _begun(rows[0], block.id)
        spacing = Spacing(before, setter.theme.spaces["text_around"], parity=0)
        return RowsBox(tuple(rows), page.half, place=block.place, spacing=spacing, least_rows=least)

    def variant(number: int, by: int) -> RowsBox | None:
        paragraph = texts.variants[number](by)
        return made({number: paragraph}) if paragraph else None

    box = made({})
    return replace(box, control=setter.control, paragraphs=len(texts.plain), variant=variant)


def _begun(row: Row, node: NodeId) -> Row:
    """The first row of a list, where links to the list lead."""
    return replace(row, part=replace(row.part, anchors=((node, 0.0), *row.part.anchors)))


def _hanging(frame: _Frame, items: Sequence[ListItem], node: NodeId) -> list[Row]:
    """Rows of items whose lines all begin under each other."""
    markers = [frame.marker(item) for item in items]
    widest = max(line.width for line in markers)
    column = frame.least
    if widest + LEAST_GAP_EM * frame.size > column:
        column = widest + MARKER_GAP_EM * frame.size if widest else 0.0
    gap = min(MARKER_GAP_EM * frame.size, column - widest)
    text = frame.left + column
    rows: list[Row] = []
    for number, (item, marker) in enumerate(zip(items, markers, strict=True)):
        tag = Tag(part_id(node, number))
        own = frame.rows(item, frame.style, text, tag)
        own[0] = _marked(frame.setter, own[0], marker, text - gap - marker.width, tag)
        if item.items:
            own[-1] = replace(own[-1], keeps=True)
            own += _hanging(replace(frame, left=text), item.items, part_id(node, number))
        rows += own
    return rows


def _running(frame: _Frame, items: Sequence[ListItem], node: NodeId) -> list[Row]:
    """Rows of items that begin two characters in and go on at the margin."""
    size = frame.size
    rows: list[Row] = []
    for number, item in enumerate(items):
        if frame.style.cell:
            rows += _in_cells(frame, item, part_id(node, number))
            continue
        marker = frame.marker(item)
        gap = 0.0 if item.marker.endswith(_ENDS_WHITE) else RUN_GAP_EM
        width = (
            mark_width(frame.setter, item.marker, gap, frame.style.text)
            if gap == 0
            else marker.width + gap * size
        )
        style = replace(frame.style, indent_em=COLUMN_EM + width / size, hang_em=0.0)
        tag = Tag(part_id(node, number))
        own = frame.rows(item, style, frame.left, tag)
        own[0] = _marked(frame.setter, own[0], marker, frame.left + COLUMN_EM * size, tag)
        if item.items:
            own[-1] = replace(own[-1], keeps=True)
            own += _running(frame, item.items, part_id(node, number))
        rows += own
    return rows


def _in_cells(frame: _Frame, item: ListItem, node: NodeId) -> list[Row]:
    """The rows of an item in a grid of cells: a paragraph of which its marker is the beginning."""
    style = replace(frame.style, indent_em=COLUMN_EM, hang_em=0.0)
    text = joined([RichText(item.marker, (Mark(0, len(item.marker), MarkKind.NO_BREAK),)), item.text])
    rows = frame.rows(replace(item, text=text), style, frame.left, Tag(node))
    if item.items:
        rows[-1] = replace(rows[-1], keeps=True)
        rows += _running(frame, item.items, node)
    return rows


def _marked(setter: Setter, row: Row, marker: Line, left: float, tag: Tag) -> Row:
    """The first row of an item with its marker before it, on the same baseline."""
    first = setter.theme.page.first_baseline

    def paint(x: float, y: float) -> list[DrawItem]:
        label = replace(tag, inline=Inline(InlineKind.LABEL))
        return [*text_items(marker, x + left, y + first, label), *row.part.paint(x, y)]

    return replace(row, part=replace(row.part, paint=paint))


def _label_row(setter: Setter, block: ItemList) -> Row:
    label = setter.line(block.title, "list_label")
    first = setter.theme.page.first_baseline

    def paint(x: float, y: float) -> list[DrawItem]:
        return text_items(label, x, y + first, Tag(part_id(block.id, "label")))

    return Row(Part(2, paint), keeps=True)


# ------------------------------------------------------------------ the side column


def between(page: PageGeometry) -> int:
    """Half lines between two items: one, but on a strict grid none."""
    return 0 if page.strict_grid else 1


def side_head(setter: Setter, title: str, tag: Tag, width: float) -> list[Row]:
    """The rule and red label that begin a list in the side column."""
    page = setter.theme.page

    def paint_rule(x: float, y: float) -> list[DrawItem]:
        top = y + (page.half / 2 if y <= page.top + 1 else page.first_baseline)
        return [rule(x, x + width, top, setter.theme.lengths["rule"], setter.colour("k50"), LAYOUT_ARTIFACT)]

    rows = [Row(Part(2, paint_rule), keeps=True)]
    if title:
        label = setter.line(title, "list_label")

        def paint_label(x: float, y: float) -> list[DrawItem]:
            return text_items(label, x, y + page.first_baseline, tag)

        rows.append(Row(Part(2 + between(page), paint_label), keeps=True))
    return rows


def _side_list(setter: Setter, block: ItemList) -> RowsBox:
    """Items with half a line between them; the box does not break."""
    page = setter.theme.page
    width = page.side_width
    rows = side_head(setter, block.title, Tag(part_id(block.id, "label")), width)
    frame = _Frame(_Texts(setter), setter.style("list_side"), 0.0, width, 0.0, whole=False)
    firsts = {part_id(block.id, number) for number in range(len(block.items))}
    made = _hanging(frame, block.items, block.id)
    for row, following in zip(made, [*made[1:], None], strict=True):
        ends = following is None or any(node in firsts for node, _ in following.part.anchors)
        part = row.part
        height = part.height + (between(page) if ends else 0)
        rows.append(Row(Part(height, part.paint, part.anchors), keeps=not ends))
    rows[0] = _begun(rows[0], block.id)
    return RowsBox(tuple(rows), page.half, place=Place.SIDE, spacing=Spacing(2, 2, parity=0), breakable=False)

"""Hero figures and the cards made of them: in the side column, in rows, on openers and in the overview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.content.blocks import Card, FigureText, Place
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.layout.boxes import Part, SolidBox, Spacing
from reportgen.layout.drawing import SMALL_DROP, panel, paragraph_items, rule, text_items
from reportgen.layout.setting import Setter
from reportgen.typeset.paragraph import Line

UNIT_GAP_EM = 0.12  # of the figure's size, between digits and unit
QUALIFIER_GAP_EM = 0.4  # of the qualifier's size
_SIZES = ("figure_lead", "figure_large", "figure_small", "figure_contents")


@dataclass(frozen=True, slots=True)
class Hero:
    """A figure set in its parts on one baseline; `width` in pt from the optical left edge."""

    lines: tuple[tuple[float, Line], ...]
    width: float

    def paint(self, x: float, baseline: float, tag: Tag) -> list[DrawItem]:
        """The parts from `x` on."""
        items: list[DrawItem] = []
        for offset, line in self.lines:
            items += text_items(line, x + offset, baseline, tag)
        return items


def hero(setter: Setter, figure: FigureText, size: str, room: float) -> Hero:
    """The figure at a named size of the theme, or at the next smaller one that fits into `room` pt."""
    names = _SIZES[_SIZES.index(size) :]
    for name in names:
        result = _hero(setter, figure, name)
        if result.width <= room or name == names[-1]:
            return result
    raise AssertionError("the loop returns at the last name")


def _hero(setter: Setter, figure: FigureText, size: str) -> Hero:
    lengths = setter.theme.lengths
    number_style = replace(setter.style("figure_number").text, size=lengths[size])
    unit_name = "figure_percent" if figure.unit in ("%", "‰") else "figure_unit"
    unit_style = replace(setter.style(unit_name).text, size=lengths[f"{size}_unit"])
    qualifier = setter.style("figure_qualifier").text
    if size == "figure_contents":  # 9 pt beside 22 pt figures
        qualifier = replace(qualifier, size=unit_style.size)
    if figure.is_word:  # a word is wider and darker than digits: it takes the next smaller size
        smaller = _SIZES[_SIZES.index(size) + 1 :]
        word_size = lengths[smaller[0]] if smaller else setter.style("contents_chapter").text.size
        number_style = replace(setter.style("figure_unit").text, size=word_size)
    lines: list[tuple[float, Line]] = []
    x = 0.0
    if figure.before:
        line = setter.line(figure.before, qualifier)
        lines.append((x, line))
        x += line.x + line.width + QUALIFIER_GAP_EM * qualifier.size
    number = setter.line(figure.number, number_style)
    if not lines:
        x -= setter.bearing(number)
    lines.append((x, number))
    x += number.x + number.width
    if figure.unit:
        x += UNIT_GAP_EM * unit_style.size
        line = setter.line(figure.unit, unit_style)
        lines.append((x, line))
        x += line.x + line.width
    if figure.after:
        x += QUALIFIER_GAP_EM * qualifier.size
        line = setter.line(figure.after, qualifier)
        lines.append((x, line))
        x += line.x + line.width
    return Hero(tuple(lines), x)


def card_part(setter: Setter, card: Card, width: float, *, size: str = "figure_large") -> Part:
    """A card for the side column: a rule, the figure on the fourth line, name and notes below."""
    page = setter.theme.page
    pitch, first = page.pitch, page.first_baseline
    tag = Tag(card.id)
    figure = hero(setter, card.figure, size, width)
    large = size == "figure_large"
    name = setter.paragraph(card.name, "card_name", width)
    note = (
        setter.paragraph(card.note, "card_note_small", width, qualifiers=setter.colour("red"))
        if card.note
        else None
    )
    figure_line = 3 if large else 2  # lines below the first
    name_line = figure_line + 2 if large else figure_line + 1
    lines = name_line + len(name.lines)
    note_height = (note.style.leading * (len(note.lines) - 1)) if note else 0.0
    if note:
        lines += 1 + int((note_height + pitch - 1) // pitch)

    def paint(x: float, y: float) -> list[DrawItem]:
        top = y + page.first_baseline
        if y <= page.top + 1:  # at the head of a page the rule stands above the first Han frames
            top = y + page.half / 2
        items: list[DrawItem] = [
            rule(x, x + width, top, setter.theme.lengths["rule"], setter.colour("k50"), LAYOUT_ARTIFACT)
        ]
        items += figure.paint(x, y + first + pitch * figure_line, tag)
        base = y + first + pitch * name_line
        items += paragraph_items(name, x, base, tag)
        if note:
            # a small second line hangs three quarters of a line below its name
            items += paragraph_items(note, x, base + pitch * (len(name.lines) - 1 + SMALL_DROP), tag)
        if card.badge:
            items += badge(setter, card.badge, x + width, top, tag)
        return items

    return Part(2 * lines, paint, ((card.id, 0.0),))


def badge(setter: Setter, text: str, right: float, y: float, tag: Tag) -> list[DrawItem]:
    """A rank in a red box that hangs from a rule, flush right."""
    line = setter.line(text, "badge")
    padding = setter.theme.lengths["badge_padding"]
    width = line.width + 2 * padding
    box = panel(right - width, y, width, 18, setter.colour("red"), LAYOUT_ARTIFACT)
    return [box, *text_items(line, right - width + padding, y + 12.5, tag)]


def cell(setter: Setter, card: Card, width: float, *, strong_rule: bool = False) -> tuple[Part, int]:
    """A card in a row at the small size: rule, figure on the third line and a half, name, note.

    Returns the part and its lines. Measured from the rule, as at the foot of an opener.
    """
    page = setter.theme.page
    tag = Tag(card.id)
    figure = hero(setter, card.figure, "figure_small", width)
    name = setter.paragraph(card.name, "card_name", width)
    note = (
        setter.paragraph(card.note, "card_note", width, qualifiers=setter.colour("red"))
        if card.note
        else None
    )
    lines = 5 + len(name.lines) + (len(note.lines) if note else 0)
    colour = setter.colour("ink" if strong_rule else "k50")

    def paint(x: float, y: float) -> list[DrawItem]:
        base = y + page.first_baseline
        items: list[DrawItem] = [
            rule(x, x + width, base - page.half, setter.theme.lengths["rule"], colour, LAYOUT_ARTIFACT)
        ]
        items += figure.paint(x, base + 3 * page.pitch, tag)
        items += paragraph_items(name, x, base + 5 * page.pitch, tag)
        if note:
            items += paragraph_items(note, x, base + (5 + len(name.lines)) * page.pitch, tag)
        if card.badge:
            items += badge(setter, card.badge, x + width, base - page.half, tag)
        return items

    return Part(2 * lines, paint, ((card.id, 0.0),)), lines


def card_row(
    setter: Setter, cards: Sequence[Card], width: float, columns: int, *, strong: bool = False
) -> Part:
    """Cards side by side on one grid; further rows below."""
    page = setter.theme.page
    gutter = page.gutter
    cell_width = (width - (columns - 1) * gutter) / columns
    cells = [cell(setter, card, cell_width, strong_rule=strong) for card in cards]
    rows = [cells[i : i + columns] for i in range(0, len(cells), columns)]
    heights = [max(part.height for part, _ in row) for row in rows]

    def paint(x: float, y: float) -> list[DrawItem]:
        items: list[DrawItem] = []
        top = y
        for row, height in zip(rows, heights, strict=True):
            for number, (part, _) in enumerate(row):
                items += part.paint(x + number * (cell_width + gutter), top)
            top += (height + 2) * page.half
        return items

    total = sum(heights) + 2 * (len(rows) - 1)
    return Part(total, paint, tuple((card.id, 0.0) for card in cards))


def card_boxes(setter: Setter, cards: Sequence[Card], place: Place) -> list[SolidBox]:
    """The boxes of a block of cards in its column."""
    page = setter.theme.page
    if place is Place.SIDE:
        width = page.side_width
        return [
            SolidBox(card_part(setter, card, width), place, Spacing(before=2, after=2, parity=0))
            for card in cards
        ]
    columns = 3 if place is Place.FULL else 2
    width = page.width if place is Place.FULL else page.span(page.main_columns)
    part = card_row(setter, cards, width, columns)
    return [SolidBox(part, place, Spacing(before=3, after=2, parity=None), floats=True)]


def overview_cell(setter: Setter, card: Card, x: float, width: float, line: int) -> list[DrawItem]:
    """A cell of the overview with its rule above B(line); a lead figure stands one line lower throughout."""
    page = setter.theme.page
    tag = Tag(card.id)
    top = page.baseline(line) - page.half
    lead = 1 if card.lead else 0
    items: list[DrawItem] = [
        rule(x, x + width, top, setter.theme.lengths["rule"], setter.colour("k50"), LAYOUT_ARTIFACT)
    ]
    chapter = setter.line(card.section_label, "card_chapter")
    items += text_items(chapter, x, page.baseline(line) + page.half, tag)
    size = "figure_lead" if card.lead else "figure_large"
    figure = hero(setter, card.figure, size, width)
    master = setter.master("overview")
    first = line - 1 + lead
    items += figure.paint(x, page.baseline(first + master.at("figure_line")), tag)
    name = setter.line(card.name, "card_name_large")
    items += text_items(name, x, page.baseline(first + master.at("name_line")), tag)
    if card.note:
        note = setter.paragraph(card.note, "card_note", width, qualifiers=setter.colour("red"))
        items += paragraph_items(note, x, page.baseline(first + master.at("note_line")), tag)
    if card.badge:
        items += badge(setter, card.badge, x + width, top, tag)
    return items

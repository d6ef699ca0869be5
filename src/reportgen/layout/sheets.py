"""Pages with a fixed plan: cover, half-title, openers, the overview, the back cover.

Each function returns the items of one page (or of several), and the anchors of the nodes on it. Geometry is
in grid lines, columns and the theme's lengths; nothing here flows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from reportgen.content.blocks import Card, Cover, CoverArc, Credit, Document, Section, part_id
from reportgen.content.tree import HALF_TITLE
from reportgen.core.geometry import Rect
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, NodeId, PathItem, PathOp, Tag
from reportgen.core.theme import Master
from reportgen.layout.cards import card_row, overview_cell
from reportgen.layout.drawing import circle, panel, paragraph_items, text_items
from reportgen.layout.headings import QUARTER_EM
from reportgen.layout.setting import Setter


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of fixed plan: its items and the nodes on it with their y."""

    items: tuple[DrawItem, ...]
    anchors: tuple[tuple[NodeId, float], ...] = ()


def ground(setter: Setter, master: Master) -> list[DrawItem]:
    """The master's colour over the whole page into the bleed, if it has one."""
    if master.ground is None:
        return []
    page = setter.theme.page
    box = Rect(0, 0, page.trim.width, page.trim.height).grown(page.bleed)
    return [panel(box.x, box.y, box.width, box.height, master.ground, LAYOUT_ARTIFACT)]


def cover_sheet(setter: Setter, cover: Cover) -> Sheet:
    """The ground; the name, the motto, the foot, and the ratios as half circles."""
    page = setter.theme.page
    x = page.outer
    tag = Tag(cover.id)
    master = setter.master("cover")
    items = ground(setter, master)
    if cover.arcs:
        right = page.trim.width - page.inner
        items += arcs(setter, cover.arcs, right, Tag(part_id(cover.id, "figure")))
    name = setter.line(cover.name, "cover_name")
    items += text_items(name, x - setter.bearing(name), page.baseline(master.at("name_line")), tag)
    for number, words in enumerate(cover.motto):
        line = setter.line(words, "cover_motto")
        base = page.baseline(master.at("motto_line") + number * master.at("motto_step"))
        items += text_items(line, x - setter.bearing(line), base, tag)
    for number, words in enumerate(cover.foot):
        line = setter.line(words, "cover_foot" if number == 0 else "cover_foot_small")
        base = page.baseline(page.line(master.at("foot_line")) + number * master.at("foot_step"))
        items += text_items(line, x, base, tag)
    return Sheet(tuple(items), ((cover.id, 0.0),))


def arcs(setter: Setter, ratios: Sequence[CoverArc], x: float, tag: Tag) -> list[DrawItem]:
    """Concentric half circles left of `x`, from below clockwise; the lowest ends on the figure's line."""
    lengths = setter.theme.lengths
    page = setter.theme.page
    radius, step = lengths["cover_radius"], lengths["cover_step"]
    centre = page.baseline(page.line(setter.master("cover").at("figure_line"))) - radius
    light, track, dot = setter.colour("gold_light"), setter.colour("track"), setter.colour("gold_dot")
    items: list[DrawItem] = []
    for ratio in ratios:
        items.append(PathItem(_arc(x, centre, radius, 0, 180), None, track, lengths["cover_track"], tag))
        angle = 180 * min(1.0, ratio.part)
        end = _at(x, centre, radius, angle)
        # an open dot would show the arc through it: the arc ends at its rim
        rim = lengths["cover_dot"] / radius * 57.29577951308232 if ratio.is_bound else 0.0
        if angle > rim:
            ops = _arc(x, centre, radius, 0, angle - rim)
            items.append(PathItem(ops, None, light, lengths["cover_arc"], tag))
        round_end = circle(*end, lengths["cover_dot"])
        if ratio.is_bound:
            items.append(PathItem(round_end, setter.colour("red"), light, 1.0, tag))
        else:
            items.append(PathItem(round_end, dot, None, 0.0, tag))
        radius -= step
    return items


def _at(x: float, y: float, radius: float, angle_deg: float) -> tuple[float, float]:
    """The point at an angle from straight below, clockwise."""
    angle = radians(angle_deg)
    return round(x - radius * sin(angle), 4), round(y + radius * cos(angle), 4)


def _arc(x: float, y: float, radius: float, start: float, end: float) -> tuple[PathOp, ...]:
    """A circular arc as Bézier pieces of at most 45 degrees."""
    ops: list[PathOp] = [("m", *_at(x, y, radius, start))]
    pieces = max(1, int((end - start) / 45 + 0.999))
    step = (end - start) / pieces
    reach = radius * 4 / 3 * _tan(radians(step) / 4)
    for number in range(pieces):
        a, b = start + number * step, start + (number + 1) * step
        ax, ay = _at(x, y, radius, a)
        bx, by = _at(x, y, radius, b)
        # tangents of the clockwise arc (from below over the left to the top)
        sa, ca, sb, cb = sin(radians(a)), cos(radians(a)), sin(radians(b)), cos(radians(b))
        c1 = (round(ax - reach * ca, 4), round(ay - reach * sa, 4))
        c2 = (round(bx + reach * cb, 4), round(by + reach * sb, 4))
        ops.append(("c", *c1, *c2, bx, by))
    return tuple(ops)


def _tan(angle: float) -> float:
    return sin(angle) / cos(angle)


def half_title_sheet(setter: Setter, document: Document, names: Sequence[Credit], is_recto: bool) -> Sheet:
    """Title and period alone on a quiet page, the credits at its foot."""
    page = setter.theme.page
    x = page.left(is_recto)
    tag = Tag(HALF_TITLE)
    master = setter.master("half_title")
    title_line, step = master.at("title_line"), master.at("line_step")
    title = setter.paragraph(document.info.title, "half_title", page.width)
    items = ground(setter, master)
    items += paragraph_items(title, x, page.baseline(title_line), tag)
    for number, words in enumerate(document.front_lines):
        line = setter.line(words, "lead")
        items += text_items(line, x, page.baseline(title_line + step * (len(title.lines) + number)), tag)
    first = page.line(master.at("credits_line")) - len(names) + 1
    items += credit_items(setter, names, x, first, x + setter.column_x("half_title", "names_column"))
    return Sheet(tuple(items), ((HALF_TITLE, page.baseline(title_line)),))


def credit_items(
    setter: Setter, names: Sequence[Credit], x: float, line: float, names_x: float
) -> list[DrawItem]:
    """A role and its names on each line from B(line) on."""
    page = setter.theme.page
    items: list[DrawItem] = []
    for number, credit in enumerate(names):
        base = page.baseline(line + number)
        tag = Tag(part_id(HALF_TITLE, "credit", number))
        items += text_items(setter.line(credit.role, "credit_role"), x, base, tag)
        items += text_items(setter.line("　".join(credit.names), "credit_name"), names_x, base, tag)
    return items


def opener_sheet(setter: Setter, section: Section, is_recto: bool) -> Sheet:
    """A chapter's opening page: tint, numeral, title, two lines of lead, up to three figures at the foot."""
    assert section.opener is not None, "only sections with an opener get an opening page"
    page = setter.theme.page
    x = page.left(is_recto)
    tag = Tag(part_id(section.id, "title"))
    master = setter.master("opener")
    items = ground(setter, master)
    if section.numeral:
        numeral = setter.line(section.numeral, "opener_numeral")
        items += text_items(
            numeral, x - setter.bearing(numeral), page.baseline(master.at("numeral_line")), tag
        )
    title_style = setter.style("opener_title")
    title = setter.paragraph(section.title, title_style, page.width)
    hang = setter.bearing(title.lines[0]) if title.lines else 0.0
    items += paragraph_items(title, x - hang, page.baseline(master.at("title_line")), tag)
    style = setter.style("opener_lead")
    measure = int(page.span(master.column("lead_columns")) / style.text.size) * style.text.size
    lead = setter.paragraph(section.opener.lead, style, measure)
    # what follows a title of several lines moves down with it
    base = page.baseline(master.at("lead_line")) + title_style.leading * max(0, len(title.lines) - 1)
    items += paragraph_items(lead, x, base, Tag(part_id(section.id, "lead")))
    cards = section.opener.cards
    if cards:
        row = card_row(setter, cards, page.width, master.column("cards"), strong=True)
        # the last notes stand on the last line of the grid
        top = page.top + page.lines * page.pitch - row.height * page.half
        items += row.paint(x, top)
    return Sheet(tuple(items), ((section.id, 0.0),))


def overview_sheets(
    setter: Setter, section: Section, cards: Sequence[Card], first_recto: bool
) -> list[Sheet]:
    """The figures that matter, as a grid over facing pages: three bands of twelve lines, two cells a band.

    The title takes the first band of the first page, a lead figure a band of its own.
    """
    page = setter.theme.page
    bands_a_page = setter.master("overview").column("bands")
    band = page.lines // bands_a_page
    half = page.span(page.columns // 2)
    slots: list[list[list[Card]]] = [[[]]]  # pages of bands of cards; the title is an empty band
    for card in cards:
        bands = slots[-1]
        row = bands[-1]
        is_full = not row or len(row) == 2 or row[0].lead or card.lead
        if is_full:
            if len(bands) == bands_a_page:
                slots.append([[card]])
            else:
                bands.append([card])
        else:
            row.append(card)
    sheets: list[Sheet] = []
    for index, bands in enumerate(slots):
        is_recto = first_recto if index % 2 == 0 else not first_recto
        x = page.left(is_recto)
        items: list[DrawItem] = []
        anchors: list[tuple[NodeId, float]] = []
        if index == 0:
            items += overview_title(setter, section, x)
            anchors.append((section.id, 0.0))
        for number, row in enumerate(bands):
            line = 1 + number * band
            for place, card in enumerate(row):
                left = x + place * (half + page.gutter)
                width = page.width if card.lead else half
                items += overview_cell(setter, card, left, width, line)
                anchors.append((card.id, page.baseline(line)))
        sheets.append(Sheet(tuple(items), tuple(anchors)))
    return sheets


def overview_title(setter: Setter, section: Section, x: float) -> list[DrawItem]:
    """The overview's title and two lines of kai."""
    page = setter.theme.page
    tag = Tag(part_id(section.id, "title"))
    title = setter.line(section.title, "display_title")
    master = setter.master("overview")
    items = text_items(title, x - setter.bearing(title), page.baseline(master.at("title_line")), tag)
    if section.remark:
        style = setter.style("lead")
        measure = int(page.span(page.main_columns) / style.text.size) * style.text.size
        remark = setter.paragraph(section.remark, style, measure)
        base = page.baseline(master.at("remark_line"))
        items += paragraph_items(remark, x, base, Tag(part_id(section.id, "remark")))
    return items


def back_cover_sheet(setter: Setter, document: Document) -> Sheet:
    """Deep red with the title and who made the book, small at the foot."""
    page = setter.theme.page
    x = page.outer
    master = setter.master("back_cover")
    items = ground(setter, master)
    tag = Tag(NodeId("back-cover"))
    first = page.line(master.at("last_line")) - len(document.back_lines) + 1
    for number, words in enumerate(document.back_lines):
        items += text_items(setter.line(words, "back_cover"), x, page.baseline(first + number), tag)
    return Sheet(tuple(items))


def running_items(
    setter: Setter, words: str, folio: str, is_recto: bool, head: Tag, foot: Tag
) -> list[DrawItem]:
    """Running head and folio, both on the outer edge of the type area."""
    page = setter.theme.page
    left = page.left(is_recto)
    right = left + page.width
    master = setter.master("text")
    above, below = (
        page.baseline(1 - master.at("head_above")),
        page.baseline(page.lines + master.at("folio_below")),
    )
    items: list[DrawItem] = []
    choices = setter.theme.choices
    if words and choices.running_head:
        line = setter.line(words, "running_head")
        items += text_items(line, right - line.width if is_recto else left, above, head)
    if folio:
        inset = setter.style("folio").text.size if choices.folio_dashes else 0.0  # a character (rule book 15)
        line = setter.line(f"—{QUARTER_EM}{folio}{QUARTER_EM}—" if choices.folio_dashes else folio, "folio")
        items += text_items(line, right - line.width - inset if is_recto else left + inset, below, foot)
    return items

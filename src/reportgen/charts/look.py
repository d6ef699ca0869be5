"""What charts look like: colours, text styles and lengths as one record, made from the theme.

One accent, the rest greys of the black ink. Every colour a chart may use is named here, with both its values:
the renderer knows colours only by their sRGB, and gets the inks back from this record.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

from reportgen.core.geometry import mm
from reportgen.core.style import INK, WHITE, CjkStyle, Colour, TextStyle
from reportgen.core.theme import Theme
from reportgen.data.style import DEFAULT, NumberStyle


def _grey(k: int, level: int) -> Colour:
    return Colour(f"k{k}", (level / 255, level / 255, level / 255), (0.0, 0.0, 0.0, k / 100))


RED = Colour("red", (0xC4 / 255, 0x16 / 255, 0x1C / 255), (0.0, 1.0, 1.0, 0.1))
K70, K60, K50, K40 = _grey(70, 0x5F), _grey(60, 0x76), _grey(50, 0x8A), _grey(40, 0xA3)
K30, K15, K12 = _grey(30, 0xBD), _grey(15, 0xDE), _grey(12, 0xE4)

CHART, STRONG = TextStyle("chart", 9.0), TextStyle("chart_strong", 9.0)
TICK = TextStyle("chart", 7.5, K60)
HERO, HERO_UNIT = TextStyle("display", 34.0), TextStyle("display", 14.0)
HERO_UNIT_HAN = TextStyle("title", 14.0)  # 万元 in Black would be heavier than its figure


@dataclass(frozen=True, slots=True)
class ChartLook:
    """Colours, text styles (sizes in pt) and lengths (pt) of every chart of a report."""

    accent: Colour = RED
    ink: Colour = INK
    paper: Colour = WHITE  # ground of open dots, letters on dark cells
    bar: Colour = K40
    track: Colour = K12  # what is not filled: cells of a waffle, members of a scope
    grid: Colour = K15
    zero: Colour = K70
    connector: Colour = K50
    hatch: Colour = K50
    outline: Colour = K70
    start: Colour = K60  # the first of two waffles
    first: Colour = K70  # cells of a first place
    lower: Colour = K15  # cells of any other place
    bracket: Colour = K50
    quiet: Colour = K60  # ticks, remarks, what the source does not say
    # Of bars and parts: far from the accent and from each other in grey, and from the empty track.
    series: tuple[Colour, ...] = (K50, K30, K70, K15, K40)
    lines: tuple[Colour, ...] = (K70, K50, K40)  # other lines than the accent

    value: TextStyle = CHART
    value_strong: TextStyle = STRONG
    tick: TextStyle = TICK
    name: TextStyle = CHART
    name_strong: TextStyle = STRONG
    hero: TextStyle = HERO
    hero_unit: TextStyle = HERO_UNIT
    hero_unit_han: TextStyle = HERO_UNIT_HAN
    numbers: NumberStyle = DEFAULT  # of the ticks: those of the plan
    cjk: CjkStyle = field(default_factory=CjkStyle)  # rules of setting

    pitch: float = 18.0  # of rows
    baseline: float = 13.0  # of a row, below its top: as the first line of the type area
    label_leading: float = 12.0  # between the lines of one label
    column: float = mm(14)  # pitch of the page's columns: zero lines stand on column edges
    bar_part: float = 0.6  # of the pitch
    label_gap: float = 8.0  # between a bar's end and its value
    dot: float = mm(2.2)
    line_accent: float = 1.4
    line_other: float = 0.9
    hairline: float = 0.5
    zero_line: float = 0.7
    hatch_pitch: float = 3.0
    hatch_line: float = 0.5  # thinner lines of a tint or of several inks do not print
    cell: float = 10.2  # of a waffle
    cell_pitch: float = 12.6
    rank_cell: float = 27.0  # height
    rank_gap: float = 3.0
    says_remarks: bool = True  # print remarks a chart owes its reader (different scales) inside the drawing

    def palette(self) -> dict[tuple[float, float, float], Colour]:
        """Every colour of the look by its sRGB; where two share one, the first named wins."""
        found: dict[tuple[float, float, float], Colour] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, TextStyle):
                value = value.colour
            for colour in value if isinstance(value, tuple) else (value,):
                if isinstance(colour, Colour):
                    found.setdefault(colour.rgb, colour)
        return found


DEFAULT_LOOK = ChartLook()


def chart_look(theme: Theme) -> ChartLook:
    """The look of a theme: its named greys and `chart_*` styles; what it does not name stays as above."""
    base = DEFAULT_LOOK
    colours, styles, page = theme.colours, theme.styles, theme.page

    def colour(name: str, default: Colour) -> Colour:
        return colours.get(name, default)

    def style(name: str, default: TextStyle) -> TextStyle:
        return styles[name].text if name in styles else default

    value, strong = style("chart_label", base.value), style("chart_label_strong", base.value_strong)
    leading = styles["chart_label"].leading if "chart_label" in styles else base.label_leading
    row = theme.lengths.get("chart_row", base.pitch)
    k70, k60, k50 = colour("k70", K70), colour("k60", K60), colour("k50", K50)
    k40, k30 = colour("k40", K40), colour("k30", K30)
    k15, k12 = colour("k15", K15), colour("k12", K12)
    return ChartLook(
        cjk=theme.cjk,
        accent=colour("red", base.accent),
        ink=colour("ink", base.ink),
        paper=colour("white", base.paper),
        bar=k40,
        track=k12,
        grid=k15,
        zero=k70,
        connector=k50,
        hatch=k50,
        outline=k70,
        start=k60,
        first=k70,
        lower=k15,
        bracket=k50,
        quiet=k60,
        series=(k50, k30, k70, k15, k40),
        lines=(k70, k50, k40),
        value=value,
        value_strong=strong,
        tick=style("chart_tick", base.tick),
        name=value,
        name_strong=strong,
        hero=style("chart_hero", base.hero),
        hero_unit=style("chart_hero_unit", base.hero_unit),
        hero_unit_han=replace(style("chart_hero_unit", base.hero_unit), role=base.hero_unit_han.role),
        pitch=row,
        baseline=base.baseline * row / base.pitch,
        label_leading=leading,
        column=page.column_x(2) if page.columns > 1 else base.column,
        label_gap=theme.lengths.get("tick_gap", base.label_gap),
        hairline=theme.lengths.get("rule", base.hairline),
    )

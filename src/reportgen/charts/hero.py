"""Large figures inside a chart: number, unit at 0.4 of its size, qualifier in red, on one baseline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportgen.charts.look import ChartLook
from reportgen.charts.sheet import Kit, Sheet
from reportgen.content.plan import Point
from reportgen.core.style import TextStyle

_NUMBER = re.compile(r"[-−+]?\d[\d,.\u2009\u202f]*")
QUALIFIER_PART = 12 / 34  # of the number's size
QUALIFIER_GAP_EM = 0.3  # in em of the qualifier
UNIT_GAP_EM = 0.15  # in em of the unit
LEAST_QUALIFIER = 9.0
HAN_FROM = "\u2e80"  # per cent signs and Latin units stand before it


@dataclass(frozen=True, slots=True)
class Hero:
    """The pieces of a large figure: text, style and x from its start; `width` in pt."""

    pieces: tuple[tuple[str, TextStyle, float], ...]
    width: float


def hero(point: Point, kit: Kit, size: float | None = None) -> Hero:
    """The printed value cut into its parts, at `size` pt (the look's own size if none)."""
    look = kit.look
    number_style = look.hero if size is None else replace(look.hero, size=size)
    factor = number_style.size / look.hero.size
    small = max(LEAST_QUALIFIER, number_style.size * QUALIFIER_PART)
    word_style = replace(look.value_strong, size=small, colour=look.accent)
    before, number, unit, after = parts(point)
    unit_base = look.hero_unit_han if unit and unit[0] > HAN_FROM else look.hero_unit
    unit_style = replace(unit_base, size=max(7.5, unit_base.size * factor))
    pieces: list[tuple[str, TextStyle, float]] = []
    x = 0.0
    for text, style, gap_before in (
        (before, word_style, 0.0),
        (number, number_style, QUALIFIER_GAP_EM * small if before else 0.0),
        (unit, unit_style, UNIT_GAP_EM * unit_style.size),
        (after, word_style, QUALIFIER_GAP_EM * small),
    ):
        if text:
            x += gap_before
            pieces.append((text, style, x))
            x += kit.letters.width(text, style)
    return Hero(tuple(pieces), x)


def parts(point: Point) -> tuple[str, str, str, str]:
    """Qualifier before, number, unit, qualifier after, as printed."""
    found = _NUMBER.search(point.text)
    if found is None:
        return "", point.text, "", ""
    before, number, rest = point.text[: found.start()], found[0], point.text[found.end() :]
    after = ""
    qualifier = point.value.qualifier if point.value else None
    if qualifier and not qualifier.before and rest.endswith(qualifier.words):
        after = qualifier.words
        rest = rest[: -len(after)]
    return before.strip(), number, rest.strip(), after


def draw_hero(sheet: Sheet, x: float, baseline: float, figure: Hero, look: ChartLook) -> None:
    """Set a large figure, display type shifted left by its side bearing: edges agree to the eye."""
    shift = 0.045 * look.hero.size if figure.pieces and figure.pieces[0][1].role == look.hero.role else 0.0
    shift = min(shift, x)
    for text, style, offset in figure.pieces:
        sheet.text(x + offset - shift, baseline, text, style)

"""What may be written in a theme file: keys, types, and what a wrong value is told."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from reportgen.spec.schema import TrimSize, TypographyRules
from reportgen.spec.types import parse_length, refusal

LEADER_EM = (0.33, 0.5)  # from dot to dot (rule book 14)
GRID = "grid"  # leading: the pitch of the page


def _points(value: object) -> object:
    """A number of points, or text with a unit, as points."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and (length := parse_length(value.strip())) is not None:
        return length
    raise refusal(
        "spec.bad-length",
        "这里要写长度，例如 12、12pt、20mm、三号",
        "write a length, for example 12, 12pt, 20mm, 三号",
    )


def _leading(value: object) -> object:
    return value if value == GRID else _points(value)


def _number(value: object) -> object:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return float(value)
    raise refusal("theme.number", "这里要写数，例如 3、-1、2.5", "write a number, for example 3, -1 or 2.5")


def _count(last: int) -> BeforeValidator:
    """A whole number from 1 to `last`."""

    def counted(value: object) -> object:
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and value in range(1, last + 1):
            return int(value)
        raise refusal(
            "theme.number", f"这里要写 1 到 {last} 的整数", f"write a whole number from 1 to {last}"
        )

    return BeforeValidator(counted)


def _rgb(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        return tuple(int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    raise refusal("theme.rgb", '颜色写成 "#C4161C" 的样子，加引号', 'write a colour as "#C4161C", in quotes')


def _cmyk(value: object) -> object:
    if isinstance(value, (tuple, list)) and len(value) == 4 and all(0 <= part <= 100 for part in value):
        return tuple(float(part) / 100 for part in value)
    raise refusal(
        "theme.cmyk", "四色写成四个 0 到 100 的数，例如 [0, 100, 100, 10]", "write four numbers from 0 to 100"
    )


def _leader(value: object) -> object:
    pitch = _number(value)
    if isinstance(pitch, float) and (pitch == 0 or LEADER_EM[0] <= pitch <= LEADER_EM[1]):
        return pitch
    raise refusal(
        "theme.leader",
        "目录的导点相距 0.33 到 0.5 字，不要导点就写 0",
        "the dots of the contents are 0.33 to 0.5 em apart; 0 is for none",
    )


Points = Annotated[float, BeforeValidator(_points)]
Number = Annotated[float, BeforeValidator(_number)]
FewLines = Annotated[int, _count(4)]  # more than four that stay together would tear holes into other pages
Turnover = Literal["hang", "margin"]


class Part(BaseModel):
    """Base of all parts of a theme: closed and frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(Part):
    """Margins and the grid; with `lines` the pitch follows from them, with `characters` their width does."""

    size: TrimSize = "大16开"
    inner: Points
    outer: Points
    top: Points
    bottom: Points
    bleed: Points
    pitch: Points | None = None
    first_baseline: Points | None = None
    lines: Annotated[int, _count(99)] | None = None
    characters: Annotated[int, _count(99)] | None = None
    strict_grid: bool = False
    columns: int
    gutter: Points
    main_columns: int
    orphans: FewLines = 2
    widows: FewLines = 2


class Ink(Part):
    """A colour in both its values; without inks they come from the profile of the press."""

    rgb: Annotated[tuple[float, float, float], BeforeValidator(_rgb)]
    cmyk: Annotated[tuple[float, float, float, float], BeforeValidator(_cmyk)] | None = None
    spot: str = ""


class Style(Part):
    """How a paragraph or a label is set."""

    role: str
    size: Points
    leading: Annotated[float | Literal["grid"], BeforeValidator(_leading)]
    colour: str = "ink"
    align: Literal["justify", "start", "centre", "end", "even"] = "start"
    indent: Points = 0.0
    hang: Points = 0.0
    track: Points = 0.0
    cells: bool = False
    phrases: bool = False
    balance: bool = False


class Master(Part):
    """A kind of page."""

    ground: str | None = None
    running: bool = False
    places: dict[str, Number]


class Choices(Part):
    """What may be done in more than one way."""

    sections: Literal["pages", "run_on"] = "pages"
    heading_run_in: tuple[Literal[2, 3, 4, 5], ...] = ()
    heading_turnover: Turnover = "hang"
    list_turnover: Turnover = "hang"
    contents_leader: Annotated[float, BeforeValidator(_leader)] = 0.0
    table_total: Literal["normal", "strong"] = "normal"
    running_head: bool = True
    folio: Literal["plain", "dashes"] = "plain"


class Look(Part):
    """A theme file as a whole."""

    format: Literal["reportgen-theme/1"]
    name: str
    page: Page
    typography: TypographyRules = TypographyRules()
    roles: dict[str, str] = {}
    colours: dict[str, Ink]
    styles: dict[str, Style]
    masters: dict[str, Master]
    lengths: dict[str, Points]
    spaces: dict[str, int]
    choices: Choices = Choices()

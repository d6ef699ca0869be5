"""Reads a theme file into the records of `core.theme`.

A theme is data: changing a look never needs code. A fault in a theme is reported like a fault in a report,
with the theme's file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from reportgen.core.diagnostics import Diagnostic, ReportError, Span, error, has_errors
from reportgen.core.geometry import Size, mm
from reportgen.core.places import Places, SpecPath
from reportgen.core.style import Align, CjkStyle, Colour, ParaStyle, TextStyle
from reportgen.core.theme import Choices, Master, PageGeometry, Theme, Turnover
from reportgen.core.theme_names import PLACES, REQUIRED
from reportgen.spec.errors import explain_errors
from reportgen.spec.load import load_plain
from reportgen.spec.types import parse_length, refusal

# Trimmed sizes in mm (pdf-output notes on print in China; GB/T 148 for A4).
TRIM_SIZES = {"大16开": (210.0, 285.0), "A4": (210.0, 297.0), "正16开": (185.0, 260.0)}


LEADER_EM = (0.33, 0.5)  # from dot to dot (rule book 14)


def _points(value: object) -> object:
    """A number of points, or text with a unit, as points."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and (length := parse_length(value.strip())) is not None:
        return length
    raise refusal(
        "spec.bad-length", "这里要写长度，例如 12、12pt、20mm", "write a length, for example 12, 12pt, 20mm"
    )


def _number(value: object) -> object:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return float(value)
    raise refusal("theme.number", "这里要写数，例如 3、-1、2.5", "write a number, for example 3, -1 or 2.5")


def _few_lines(value: object) -> object:
    """A number of lines that stay together: more than four would tear holes into every other page."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and value in range(1, 5):
        return int(value)
    raise refusal("theme.number", "这里要写 1 到 4 的整数", "write a whole number from 1 to 4")


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
FewLines = Annotated[int, BeforeValidator(_few_lines)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Page(_Model):
    inner: Points
    outer: Points
    top: Points
    bottom: Points
    bleed: Points
    pitch: Points
    first_baseline: Points
    columns: int
    gutter: Points
    main_columns: int
    orphans: FewLines = 2
    widows: FewLines = 2


class _Colour(_Model):
    rgb: Annotated[tuple[float, float, float], BeforeValidator(_rgb)]
    cmyk: Annotated[tuple[float, float, float, float], BeforeValidator(_cmyk)]


class _Style(_Model):
    role: str
    size: Points
    leading: Points
    colour: str = "ink"
    align: Literal["justify", "start", "centre", "end"] = "start"
    indent: Points = 0.0
    hang: Points = 0.0
    track: Points = 0.0
    phrases: bool = False
    balance: bool = False


class _Master(_Model):
    ground: str | None = None
    running: bool = False
    places: dict[str, Number]


class _Choices(_Model):
    heading_run_in: tuple[Literal[2, 3, 4, 5], ...] = ()
    list_turnover: Literal["hang", "margin"] = "hang"
    contents_leader: Annotated[float, BeforeValidator(_leader)] = 0.0
    table_total: Literal["normal", "strong"] = "normal"


class _Theme(_Model):
    format: Literal["reportgen-theme/1"]
    name: str
    page: _Page
    colours: dict[str, _Colour]
    styles: dict[str, _Style]
    masters: dict[str, _Master]
    lengths: dict[str, Points]
    spaces: dict[str, int]
    choices: _Choices = _Choices()


def load_theme(path: Path, size: str) -> Theme:
    """The theme in `path` for a trimmed size named in `TRIM_SIZES`; raises `ReportError` with every fault."""
    plain = load_plain(path)
    if plain.value is None or has_errors(plain.findings):
        raise ReportError(plain.findings)
    try:
        model = _Theme.model_validate(plain.value)
    except ValidationError as problem:
        raise ReportError(explain_errors(problem, _Theme, plain.places)) from None
    findings = [
        _unknown_colour(name, style.colour, plain.places.value(("styles", name)))
        for name, style in model.styles.items()
        if style.colour not in model.colours
    ]
    findings += [
        _unknown_colour(name, master.ground, plain.places.value(("masters", name, "ground")))
        for name, master in model.masters.items()
        if master.ground is not None and master.ground not in model.colours
    ]
    findings += _missing_names(model, plain.places)
    if findings:
        raise ReportError(findings)
    return _records(model, size)


def _missing_names(model: _Theme, places: Places) -> list[Diagnostic]:
    given: Mapping[str, Mapping[str, object]] = {
        "colours": model.colours,
        "styles": model.styles,
        "lengths": model.lengths,
        "spaces": model.spaces,
    }
    asked: list[tuple[SpecPath, tuple[str, ...], Mapping[str, object]]] = [
        ((part,), names, given[part]) for part, names in REQUIRED.items()
    ]
    asked.append((("masters",), tuple(PLACES), model.masters))
    asked += [
        (("masters", master, "places"), names, model.masters[master].places)
        for master, names in PLACES.items()
        if master in model.masters
    ]
    findings: list[Diagnostic] = []
    for path, names, present in asked:
        missing = ", ".join(name for name in names if name not in present)
        if missing:
            where = ".".join(map(str, path))
            findings.append(
                error(
                    "theme.missing-name",
                    places.key(path),
                    zh=f"主题的 {where} 缺少：{missing}",
                    en=f"{where} of the theme lacks {missing}",
                )
            )
    return findings


def _unknown_colour(style: str, colour: str, span: Span) -> Diagnostic:
    return error(
        "theme.unknown-colour",
        span,
        zh=f"样式“{style}”用了主题里没有的颜色“{colour}”",
        en=f'style "{style}" uses the colour "{colour}", which the theme does not have',
    )


def _records(model: _Theme, size: str) -> Theme:
    width, height = TRIM_SIZES[size]
    colours = {name: Colour(name, c.rgb, c.cmyk) for name, c in model.colours.items()}
    page = model.page
    geometry = PageGeometry(
        trim=Size(mm(width), mm(height)),
        inner=page.inner,
        outer=page.outer,
        top=page.top,
        bottom=page.bottom,
        pitch=page.pitch,
        first_baseline=page.first_baseline,
        bleed=page.bleed,
        columns=page.columns,
        gutter=page.gutter,
        main_columns=page.main_columns,
        body_size=model.styles["body"].size,
        orphans=page.orphans,
        widows=page.widows,
    )
    return Theme(
        name=model.name,
        page=geometry,
        colours=colours,
        styles={name: _style(style, colours) for name, style in model.styles.items()},
        masters={
            name: Master(
                colours[master.ground] if master.ground else None, master.running, dict(master.places)
            )
            for name, master in model.masters.items()
        },
        lengths=dict(model.lengths),
        spaces=dict(model.spaces),
        choices=_chosen(model.choices),
    )


def _chosen(choices: _Choices) -> Choices:
    return Choices(
        heading_run_in=frozenset(choices.heading_run_in),
        list_turnover=Turnover(choices.list_turnover),
        contents_leader_em=choices.contents_leader,
        strong_totals=choices.table_total == "strong",
    )


def _style(style: _Style, colours: dict[str, Colour]) -> ParaStyle:
    return ParaStyle(
        text=TextStyle(style.role, style.size, colours[style.colour], style.track),
        leading=style.leading,
        align=Align(style.align),
        indent_em=style.indent,
        hang_em=style.hang,
        cjk=CjkStyle(avoid_particles=style.phrases),
        balance=style.balance,
    )

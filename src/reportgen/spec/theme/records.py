"""From a theme that has been read and checked to the records of `core.theme`."""

from __future__ import annotations

from dataclasses import replace

from reportgen.core.geometry import Size, mm
from reportgen.core.style import Align, CjkStyle, Colour, ParaStyle, Punctuation, TextStyle
from reportgen.core.theme import Choices, Master, PageGeometry, Theme, Turnover
from reportgen.spec.schema import TrimSize, TypographyRules
from reportgen.spec.theme import models
from reportgen.spec.theme.rules import hyphenates, ruled

# Trimmed sizes in mm (pdf-output notes on print in China; GB/T 148 for A4).
TRIM_SIZES: dict[TrimSize, tuple[float, float]] = {
    "大16开": (210.0, 285.0),
    "A4": (210.0, 297.0),
    "正16开": (185.0, 260.0),
}
ASCENT_EM = 0.88  # of the Han frame above the baseline (rule book 1.5)


def theme_of(
    look: models.Look, size: TrimSize | None, own: TypographyRules, language: str = "zh-Hans"
) -> Theme:
    """The theme for a trimmed size (None: the theme's own), with a report's own rules over the theme's."""
    colours = {name: Colour(name, ink.rgb, _inks(ink), ink.spot) for name, ink in look.colours.items()}
    page = _geometry(look, TRIM_SIZES[size or look.page.size])
    cjk = ruled(ruled(CjkStyle(locale=language), look.typography), own)
    base = ParaStyle(
        TextStyle("body", page.body_size),
        page.pitch,
        cjk=cjk,
        hyphenate=hyphenates(own, look.typography),
    )
    return Theme(
        name=look.name,
        page=page,
        colours=colours,
        styles={name: _style(style, base, page, colours) for name, style in look.styles.items()},
        masters={
            name: Master(
                colours[master.ground] if master.ground else None, master.running, dict(master.places)
            )
            for name, master in look.masters.items()
        },
        lengths=dict(look.lengths),
        spaces=dict(look.spaces),
        choices=_chosen(look.choices),
        cjk=cjk,
        roles=dict(look.roles),
    )


def _inks(colour: models.Ink) -> tuple[float, float, float, float] | None:
    """The inks of a colour; without any a grey is black ink alone, and others are left to the press."""
    red, green, blue = colour.rgb
    if colour.cmyk is None and red == green == blue:
        return 0.0, 0.0, 0.0, round(1.0 - red, 2)
    return colour.cmyk


def _geometry(look: models.Look, trim: tuple[float, float]) -> PageGeometry:
    page = look.page
    width, height = map(mm, trim)
    size = look.styles["body"].size
    pitch, first = page.pitch or 0.0, page.first_baseline or 0.0
    if page.lines is not None:  # the frames of the first and the last line end at those of the type area
        area = height - page.top - page.bottom
        pitch = (area - size) / (page.lines - 1) if page.lines > 1 else area
        first = ASCENT_EM * size
    return PageGeometry(
        trim=Size(width, height),
        inner=page.inner,
        outer=page.outer,
        top=page.top,
        bottom=page.bottom,
        pitch=pitch,
        first_baseline=first,
        bleed=page.bleed,
        columns=page.columns,
        gutter=page.gutter,
        main_columns=page.main_columns,
        body_size=size,
        orphans=page.orphans,
        widows=page.widows,
        strict_grid=page.strict_grid,
        rows=page.lines or 0,
        cell=(width - page.inner - page.outer) / page.characters if page.characters else 0.0,
    )


def _chosen(choices: models.Choices) -> Choices:
    return Choices(
        heading_run_in=frozenset(choices.heading_run_in),
        heading_turnover=Turnover(choices.heading_turnover),
        list_turnover=Turnover(choices.list_turnover),
        contents_leader_em=choices.contents_leader,
        strong_totals=choices.table_total == "strong",
        run_on=choices.sections == "run_on",
        running_head=choices.running_head,
        folio_dashes=choices.folio == "dashes",
    )


def _style(style: models.Style, base: ParaStyle, page: PageGeometry, colours: dict[str, Colour]) -> ParaStyle:
    """A style with the rules of `base`; one that is set in cells has those of the grid (rule book 9)."""
    cjk = replace(base.cjk, avoid_particles=style.phrases)
    if style.cells:
        cjk = replace(cjk, punctuation=Punctuation.GRID, is_strict_grid=page.strict_grid)
    return replace(
        base,
        text=TextStyle(style.role, style.size, colours[style.colour], style.track),
        leading=page.pitch if isinstance(style.leading, str) else style.leading,
        align=Align(style.align),
        indent_em=style.indent,
        hang_em=style.hang,
        cjk=cjk,
        cell=page.cell if style.cells else 0.0,
        balance=style.balance,
    )

"""The theme in a file: read, with what it extends; checked; made into records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, error
from reportgen.core.places import Places, SpecPath
from reportgen.core.theme import Theme
from reportgen.core.theme_names import PLACES, REQUIRED
from reportgen.spec.errors import explain_errors
from reportgen.spec.schema import FontRoles, TrimSize, TypographyRules
from reportgen.spec.suggest import did_you_mean
from reportgen.spec.theme.inherit import read_theme
from reportgen.spec.theme.models import Look
from reportgen.spec.theme.records import theme_of

ROLES = tuple(FontRoles.model_fields)
NO_RULES = TypographyRules()


def load_theme(
    path: Path,
    size: TrimSize | None = None,
    *,
    rules: TypographyRules = NO_RULES,
    language: str = "zh-Hans",
) -> Theme:
    """The theme in `path` for a trimmed size (None: its own) and a report's own rules of setting.

    Raises `ReportError` with every fault: those of reading, `spec.*`, `theme.*`.
    """
    values, places = read_theme(path)
    try:
        look = Look.model_validate(values)
    except ValidationError as problem:
        raise ReportError(explain_errors(problem, Look, places)) from None
    findings = [*_unknown_names(look, places), *_missing_names(look, places), *_grid(look, places)]
    if findings:
        raise ReportError(findings)
    return theme_of(look, size, rules, language)


def _unknown_names(look: Look, places: Places) -> Iterator[Diagnostic]:
    """Colours and roles that are named and not there."""
    for name, style in look.styles.items():
        if style.colour not in look.colours:
            yield _unknown_colour(("styles", name, "colour"), name, style.colour, places)
        if style.role not in ROLES:
            yield _unknown_role(("styles", name, "role"), style.role, places)
    for name, master in look.masters.items():
        if master.ground is not None and master.ground not in look.colours:
            yield _unknown_colour(("masters", name, "ground"), name, master.ground, places)
    for role, target in look.roles.items():
        if role not in ROLES:
            yield _unknown_role(("roles", role), role, places, is_key=True)
        if target not in ROLES:
            yield _unknown_role(("roles", role), target, places)
        elif role in (way := _way(role, look.roles)):
            yield error(
                "theme.role-circle",
                places.value(("roles", role)),
                zh=f"角色绕成了一圈：{' → '.join([role, *way])}",
                en=f"roles that name each other in a circle: {' → '.join([role, *way])}",
            )


def _way(role: str, roles: Mapping[str, str]) -> list[str]:
    """The role that `role` names, the role that one names, and so on, until one comes again."""
    way: list[str] = []
    while (target := roles.get(way[-1] if way else role)) is not None and target not in way:
        way.append(target)
    return way


def _missing_names(look: Look, places: Places) -> Iterator[Diagnostic]:
    given: Mapping[str, Mapping[str, object]] = {
        "colours": look.colours,
        "styles": look.styles,
        "lengths": look.lengths,
        "spaces": look.spaces,
    }
    asked: list[tuple[SpecPath, tuple[str, ...], Mapping[str, object]]] = [
        ((part,), names, given[part]) for part, names in REQUIRED.items()
    ]
    asked.append((("masters",), tuple(PLACES), look.masters))
    asked += [
        (("masters", master, "places"), names, look.masters[master].places)
        for master, names in PLACES.items()
        if master in look.masters
    ]
    if look.page.lines is None:
        page = {name: value for name, value in look.page if value is not None}
        asked.append((("page",), ("pitch", "first_baseline"), page))
    for path, names, present in asked:
        missing = ", ".join(name for name in names if name not in present)
        if missing:
            where = ".".join(map(str, path))
            yield error(
                "theme.missing-name",
                places.key(path),
                zh=f"主题的 {where} 缺少：{missing}",
                en=f"{where} of the theme lacks {missing}",
            )


def _grid(look: Look, places: Places) -> Iterator[Diagnostic]:
    """Styles in cells need a page that has cells."""
    if look.page.characters is not None:
        return
    for name, style in look.styles.items():
        if style.cells:
            yield error(
                "theme.no-cells",
                places.value(("styles", name, "cells")),
                zh=f"样式“{name}”要排在字格里，页面却没有写每行几个字",
                en=f'style "{name}" is to be set in cells, but the page does not say how many make a line',
                hints=[
                    Message("在 page 里写 characters，例如 28", "write characters in page, for example 28")
                ],
            )


def _unknown_colour(path: SpecPath, name: str, colour: str, places: Places) -> Diagnostic:
    return error(
        "theme.unknown-colour",
        places.value(path),
        zh=f"“{name}”用了主题里没有的颜色“{colour}”",
        en=f'"{name}" uses the colour "{colour}", which the theme does not have',
    )


def _unknown_role(path: SpecPath, role: str, places: Places, *, is_key: bool = False) -> Diagnostic:
    listed = Message(f"角色有：{'、'.join(ROLES)}", f"the roles are: {', '.join(ROLES)}")
    return error(
        "theme.unknown-role",
        places.key(path) if is_key else places.value(path),
        zh=f"没有叫“{role}”的角色",
        en=f'there is no role "{role}"',
        hints=did_you_mean(role, ROLES) or (listed,),
    )

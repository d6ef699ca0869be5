"""Everything that can be known before layout: reading, binding, content, chart honesty, glyphs.

Needs neither matplotlib nor ReportLab; `reportgen check` stops here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, error, has_errors, in_order
from reportgen.pipeline.clock import Clock
from reportgen.pipeline.files import kept_beside
from reportgen.pipeline.memory import rare_collections

if TYPE_CHECKING:
    from reportgen.content.blocks import Document
    from reportgen.core.places import Places
    from reportgen.core.theme import Theme
    from reportgen.data.metrics import DataModel
    from reportgen.pipeline.reviewing import Texts
    from reportgen.pipeline.sourcing import Sourced
    from reportgen.spec.load import Loaded
    from reportgen.spec.parameters import Row
    from reportgen.spec.schema import ReportSpec
    from reportgen.typeset.fonts import FontBook
    from reportgen.typeset.words import Segment


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a spec. Whatever an error kept from being made is None."""

    loaded: Loaded
    document: Document | None
    theme: Theme | None
    fonts: FontBook | None
    findings: tuple[Diagnostic, ...]
    segment: Segment | None = None
    sourced: Sourced | None = None
    model: DataModel | None = None
    term_lists: Mapping[str, str] = field(default_factory=dict)  # digests of those read, by name


def check(
    path: Path,
    *,
    keep_pending: bool = False,
    fonts: Path | None = None,
    assets: Path | None = None,
    clock: Clock | None = None,
    environ: Mapping[str, str] = os.environ,
    live: bool = False,
    row: Row | None = None,
) -> Checked:
    """Check the spec at `path`; `keep_pending` keeps the places of missing photos (drafts).

    `environ` has the addresses of the databases that the spec's sources name. `live` takes figures from their
    sources even where they were frozen. `row` fills in a template, whose figures are never frozen.
    """
    with rare_collections():
        return _check(path, keep_pending, fonts, assets, clock or Clock(), environ, live, row)


def _check(
    path: Path,
    keep_pending: bool,
    fonts: Path | None,
    assets: Path | None,
    clock: Clock,
    environ: Mapping[str, str],
    live: bool,
    row: Row | None,
) -> Checked:
    with clock.stage("spec"):
        from reportgen.spec.load import load_spec

        loaded = load_spec(path, delivered=not keep_pending, row=row)
    findings = list(loaded.findings)
    # with errors in it the rest of the spec is still checked, so that one run shows everything
    spec = loaded.spec or loaded.salvaged
    if spec is None:
        return Checked(loaded, None, None, None, in_order(findings))
    places = loaded.salvaged_places
    with clock.stage("theme"):
        theme, found = _theme(spec, places, assets)
        findings += found
    with clock.stage("data"):
        from reportgen.data.metrics import bind
        from reportgen.pipeline.sourcing import read_sources

        sourced = read_sources(spec, places, path.parent, environ)
        if not live and row is None and kept_beside(path).exists():
            from reportgen.pipeline.frozen_sources import as_frozen

            sourced = as_frozen(path, spec, places, sourced)
        findings += _own(sourced.findings, loaded)
        model, found = bind(spec, places, sourced.readings, sourced.tables)
        findings += _own(found, loaded)
        are_missing = has_errors(sourced.findings) or has_errors(found)
    with clock.stage("content"):
        from reportgen.content.build import build

        document, found = build(spec, model, places, keep_pending=keep_pending, base=path.parent)
        findings += _own(_unless_missing(found, are_missing=are_missing), loaded)
        from reportgen.content.paper_text import paper_strings

        texts = tuple(paper_strings(spec))
        findings += _own(_as_typed(spec, places, texts), loaded)
    with clock.stage("review"):
        from reportgen.pipeline.reviewing import reviewed
        from reportgen.pipeline.term_files import terms_of

        lists = terms_of(spec, places, path.parent, assets)
        findings += _own(reviewed(spec, places, model, texts, lists), loaded)
    with clock.stage("charts"):
        findings += _own(_unless_missing(_honesty(document), are_missing=are_missing), loaded)
    book = None
    with clock.stage("fonts"):
        from reportgen.pipeline.faces import open_fonts

        roles = theme.roles if theme else {}
        book, unfit = open_fonts(spec, places, path.parent, fonts, roles, is_draft=keep_pending)
        findings += _own(unfit, loaded)
        if book is not None:
            try:
                findings += _audit(spec, places, book, texts, is_draft=keep_pending)
                findings += _variants(places, book, texts)
            except ReportError as problem:  # the symbols of an installed package are not those of the lock
                findings += problem.diagnostics
    segment, unready = _segmenter(spec, places)
    findings += unready
    found = in_order(findings)
    return Checked(loaded, document, theme, book, found, segment, sourced, model, lists.digests)


_OF_METRICS = ("spec.unknown-metric", "spec.filter-without-data", "chart.", "figures.", "formula.", "review.")

_OF_VALUES = ("spec.filter-without-data", "chart.no-value", "chart.no-baseline", "chart.missing-value")


_FOR_DRAFTS = Message(
    "fonts.missing 写的是 mark，只用于样稿；成品里不能有〓",
    "fonts.missing: mark is for drafts only; a delivered file may not hold a 〓",
)


def _own(found: Iterable[Diagnostic], loaded: Loaded) -> list[Diagnostic]:
    """What is wrong by itself, not only because the spec lost its faulty parts.

    An entry that lost a part is not judged; where that is a metric, or a whole list, neither is what refers
    to metrics (`spec` has looked up the names).
    """
    if not loaded.touched:
        return list(found)
    lines = {line for path in loaded.touched for line in loaded.places.lines(path)}
    metrics_are_whole = all(path[0] != "metrics" and len(path) > 1 for path in loaded.touched)
    return [
        item
        for item in found
        if not (item.span and item.span.line in lines)
        and (metrics_are_whole or not item.code.startswith(_OF_METRICS))
    ]


def _unless_missing(found: Iterable[Diagnostic], *, are_missing: bool) -> Iterable[Diagnostic]:
    """What is wrong by itself, not only because a figure could not be read or computed."""
    if not are_missing:
        return found
    return [item for item in found if item.code not in _OF_VALUES]


def _theme(
    spec: ReportSpec, places: Places, assets: Path | None
) -> tuple[Theme | None, Iterable[Diagnostic]]:
    """The theme that the spec asks for, with the spec's own page and rules."""
    from reportgen.pipeline.files import theme_file, theme_names
    from reportgen.spec.theme import load_theme

    name, known = spec.theme.name, theme_names(assets)
    if name in known:
        file, rules, language = theme_file(name, assets), spec.typography, spec.document.language
        try:
            return load_theme(file, spec.page.size, rules=rules, language=language), ()
        except ReportError as problem:
            return None, problem.diagnostics
    from reportgen.spec.suggest import did_you_mean

    listed = Message(f"可用的主题：{'、'.join(known)}", f"themes: {', '.join(known)}")
    unknown = error(
        "spec.unknown-theme",
        places.value(("theme", "name")),
        zh=f"没有叫 {name} 的主题",
        en=f'there is no theme "{name}"',
        hints=did_you_mean(name, known) or (listed,),
    )
    return None, [unknown]


def _segmenter(spec: ReportSpec, places: Places) -> tuple[Segment | None, Iterable[Diagnostic]]:
    """What finds the words of titles, if the spec asks for anything."""
    from reportgen.typeset.words import dictionary, listed

    asked, own = spec.typography.words, spec.typography.own_words
    if asked == "dictionary":
        try:
            return dictionary(own), ()
        except ReportError as problem:
            place = places.value(("typography", "words"))
            return None, [replace(item, span=place) for item in problem.diagnostics]
    return (listed(own) if own else None), ()


def _honesty(document: Document) -> list[Diagnostic]:
    from reportgen.charts.honesty import findings
    from reportgen.content.blocks import Chart

    result: list[Diagnostic] = []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                result += findings(block.plan, block.plan.origin)
    return result


def _as_typed(spec: ReportSpec, places: Places, texts: Texts) -> tuple[Diagnostic, ...]:
    """What is odd in the text that can reach paper, as it was typed."""
    from reportgen.typeset.prepare import findings, other_groupings

    typed = [(path, text) for path, text, _ in texts]
    return (
        *findings(typed, places.inside, language=spec.document.language),
        *other_groupings(typed, places.inside, grouping=spec.numbers.grouping),
    )


def _variants(places: Places, book: FontBook, texts: Texts) -> tuple[Diagnostic, ...]:
    """Variant forms of characters that the faces do not draw."""
    from reportgen.typeset.prepare import ignored_variants

    return ignored_variants(texts, places.inside, book)


def _audit(
    spec: ReportSpec, places: Places, book: FontBook, texts: Texts, *, is_draft: bool
) -> tuple[Diagnostic, ...]:
    """Look up every character that can reach paper, before anything is laid out."""
    from reportgen.charts.words import printed
    from reportgen.content.words import fixed_strings
    from reportgen.core.diagnostics import Span, language_of
    from reportgen.core.places import SpecPath
    from reportgen.typeset.audit import audit
    from reportgen.typeset.installed import installed_faces

    language = language_of(spec.document.language)
    own = [(text, role, None) for text, role in (*fixed_strings(language), *printed(language))]
    # Places cost more than the looking up, and a sound spec needs none.
    if not audit(chain(own, ((text, role, None) for _, text, role in texts)), book):
        return ()
    paths: dict[Span, SpecPath] = {}
    placed: list[tuple[str, str, Span | None]] = []
    for at, text, role in texts:
        span = places.value(at)
        paths[span] = at
        placed.append((text, role, span))

    def locate(span: Span, offset: int) -> Span:
        return places.inside(paths[span], offset)

    advice = () if is_draft or spec.fonts.missing == "error" else (_FOR_DRAFTS,)
    return audit(chain(own, placed), book, locate=locate, installed=installed_faces, advice=advice)


def is_fit_to_print(findings: tuple[Diagnostic, ...], *, strict: bool) -> bool:
    """Whether a build may go on: no errors, and under `strict` no warnings either."""
    from reportgen.core.diagnostics import Severity

    if has_errors(findings):
        return False
    return not (strict and any(item.severity is Severity.WARNING for item in findings))

"""Ids: declared once, and declared at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportgen.core.diagnostics import Diagnostic, Message, Severity, error
from reportgen.core.places import Places, SpecPath
from reportgen.spec.declared import Declared, declarations, declared
from reportgen.spec.schema import ChartBlock, HonoursBlock, PhotoGridBlock, ReportSpec, TableBlock
from reportgen.spec.suggest import did_you_mean
from reportgen.spec.walk import blocks, metric_references, photo_uses, photos

_NOUNS = {
    "metric": Message("指标", "metric"),
    "honour": Message("荣誉", "honour"),
    "photo": Message("照片", "photo"),
    "source": Message("来源", "source"),
    "section": Message("章", "section"),
    "block": Message("版块", "block"),
}


def check_ids(value: Any, places: Places) -> Iterator[Diagnostic]:
    """An error for every id in the plain value of a file that is given twice to things of one kind."""
    first: dict[tuple[str, str], SpecPath] = {}
    for kind, path, name in declarations(value):
        known = first.setdefault((kind, name), path)
        if known == path:
            continue
        noun = _NOUNS[kind]
        span, before = places.value((*path, "id")), places.value((*known, "id"))
        yield Diagnostic(
            Severity.ERROR,
            "spec.duplicate-id",
            Message(
                f"{noun.zh}编号 {name} 用了两次：第 {before.line} 行和第 {span.line} 行",
                f"the {noun.en} id {name} is used twice: in line {before.line} and in line {span.line}",
            ),
            span,
            (Message("给其中一个换个编号", "give one of them another id"),),
            (before,),
        )


def check_references(spec: ReportSpec, places: Places, names: Declared) -> Iterator[Diagnostic]:
    """An error for every id outside prose that names nothing."""

    def unknown(kind: str, known: tuple[str, ...], path: SpecPath, name: str) -> Iterator[Diagnostic]:
        if name not in known_sets[kind]:
            noun = _NOUNS[kind]
            yield error(
                f"spec.unknown-{kind}",
                places.value(path),
                zh=f"没有编号为 {name} 的{noun.zh}",
                en=f'no {noun.en} is called "{name}"',
                hints=did_you_mean(name, known),
            )

    known_sets = {
        "metric": set(names.metrics),
        "honour": set(names.honours),
        "photo": set(names.photos),
        "source": set(names.sources),
        "section": set(names.sections),
    }
    for path, name in metric_references(spec):
        yield from unknown("metric", names.metrics, path, name)
    for path, name in _source_references(spec):
        yield from unknown("source", names.sources, path, name)
    for path, name in _section_references(spec):
        yield from unknown("section", names.sections, path, name)
    for path, _, photo in photo_uses(spec):
        if isinstance(photo, str):
            yield from unknown("photo", names.photos, path, photo)
    for path, _, block in blocks(spec):
        if isinstance(block, HonoursBlock) and isinstance(block.honours, tuple):
            for index, name in enumerate(block.honours):
                yield from unknown("honour", names.honours, (*path, "honours", index), name)
        elif isinstance(block, PhotoGridBlock) and block.lead is not None:
            yield from unknown("photo", names.photos, (*path, "lead"), block.lead)


# Not `{{ id | page }}`, which names a section or a block.
_IN_PROSE = re.compile(r"\{\{\s*([A-Za-z0-9_-]+)\s*(?:\|(?!\s*page\s*\}\})|\}\})")


def check_prose(value: Any, places: Places) -> Iterator[Diagnostic]:
    """Unknown metrics in the prose of a faulty file: `content`, whose task it is, never gets to see it."""
    names = declared(value)
    if not names.is_complete:
        return
    known = set(names.metrics)
    for path, text in _texts(value, ()):
        for match in _IN_PROSE.finditer(text):
            if match[1] not in known:
                yield error(
                    "spec.unknown-metric",
                    places.inside(path, match.start(1), len(match[1])),
                    zh=f"没有编号为 {match[1]} 的指标",
                    en=f'no metric is called "{match[1]}"',
                    hints=did_you_mean(match[1], names.metrics),
                )


def _texts(value: Any, path: SpecPath) -> Iterator[tuple[SpecPath, str]]:
    """Every text with a reference."""
    if isinstance(value, str):
        if "{{" in value:
            yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


def _source_references(spec: ReportSpec) -> Iterator[tuple[SpecPath, str]]:
    for index, metric in enumerate(spec.metrics):
        if metric.source:
            yield ("metrics", index, "source", "id"), metric.source.id
        if metric.baseline and metric.baseline.source:
            yield ("metrics", index, "baseline", "source", "id"), metric.baseline.source.id
    for index, honour in enumerate(spec.honours):
        if honour.source:
            yield ("honours", index, "source", "id"), honour.source.id
    for path, _, block in blocks(spec):
        if isinstance(block, ChartBlock) and block.data and block.data.source:
            yield (*path, "data", "source", "id"), block.data.source.id
        elif isinstance(block, TableBlock) and block.source:
            yield (*path, "source", "id"), block.source.id


def _section_references(spec: ReportSpec) -> Iterator[tuple[SpecPath, str]]:
    for index, metric in enumerate(spec.metrics):
        if metric.section is not None:
            yield ("metrics", index, "section"), metric.section
    for index, honour in enumerate(spec.honours):
        if honour.section is not None:
            yield ("honours", index, "section"), honour.section
    for path, photo in photos(spec):
        if photo.section is not None:
            yield (*path, "section"), photo.section

"""Every block, card, metric reference and photo of a spec with its path."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.places import SpecPath
from reportgen.spec.schema import (
    AnyBlock,
    CardsBlock,
    CardSpec,
    ChartBlock,
    PhotoBlock,
    PhotoGridBlock,
    PhotoSpec,
    ReportSpec,
    SectionSpec,
    TableBlock,
)


def blocks(spec: ReportSpec) -> Iterator[tuple[SpecPath, SectionSpec, AnyBlock]]:
    """Every block with its path and its section."""
    for number, section in enumerate(spec.sections):
        for index, block in enumerate(section.blocks):
            yield ("sections", number, "blocks", index), section, block


def metric_references(spec: ReportSpec) -> Iterator[tuple[SpecPath, str]]:
    """Every place outside prose that names a metric."""
    if spec.cover and spec.cover.figure:
        yield from _each(("cover", "figure", "metrics"), spec.cover.figure.metrics)
    for number, section in enumerate(spec.sections):
        path: SpecPath = ("sections", number)
        if section.key and section.key.metric is not None:
            yield (*path, "key", "metric"), section.key.metric
        if section.opener:
            yield from _cards((*path, "opener", "cards"), section.opener.cards)
    for path, _, block in blocks(spec):
        if isinstance(block, CardsBlock):
            yield from _cards((*path, "cards"), block.cards)
        elif isinstance(block, ChartBlock):
            yield from _each((*path, "metrics"), block.metrics)
            if block.highlight is not None:
                yield (*path, "highlight"), block.highlight
        elif isinstance(block, TableBlock) and isinstance(block.metrics, tuple):
            yield from _each((*path, "metrics"), block.metrics)


def _each(path: SpecPath, names: tuple[str, ...]) -> Iterator[tuple[SpecPath, str]]:
    for index, name in enumerate(names):
        yield (*path, index), name


def _cards(path: SpecPath, cards: tuple[str | CardSpec, ...]) -> Iterator[tuple[SpecPath, str]]:
    for index, card in enumerate(cards):
        if isinstance(card, CardSpec):
            yield (*path, index, "metric"), card.metric
        else:
            yield (*path, index), card


def photo_uses(spec: ReportSpec) -> Iterator[tuple[SpecPath, SectionSpec, str | PhotoSpec]]:
    """Every photo that a block shows, by id or written out; not those that `all` stands for."""
    for path, section, block in blocks(spec):
        if isinstance(block, PhotoBlock):
            yield (*path, "photo"), section, block.photo
        elif isinstance(block, PhotoGridBlock) and isinstance(block.photo_grid, tuple):
            for index, photo in enumerate(block.photo_grid):
                yield (*path, "photo_grid", index), section, photo


def photos(spec: ReportSpec) -> Iterator[tuple[SpecPath, PhotoSpec]]:
    """Every photo where it is written out."""
    for index, photo in enumerate(spec.photos):
        yield ("photos", index), photo
    for path, _, shown in photo_uses(spec):
        if isinstance(shown, PhotoSpec):
            yield path, shown

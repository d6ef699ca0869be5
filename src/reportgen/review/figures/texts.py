"""Which texts of a report are read for figures, and where a reference could stand instead of digits.

Names of metrics, sources and credits are what figures are held against, and not read. Alternative texts are
read although nobody sees them: a figure in one of them goes out of date as easily.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.content.paper_text import PaperString
from reportgen.core.places import SpecPath
from reportgen.review.figures.prose import Prose, read
from reportgen.spec.schema import ChartBlock, PhotoBlock, PhotoGridBlock, PhotoSpec, ReportSpec, TableBlock

_UNREAD = ("metrics", "sources", "credits", "people")
_UNREAD_KEYS = ("at", "credit", "suffix", "kind", "unit", "label", "value", "by", "labels")
_PLAIN = ("document", "cover", "honours")
_PLAIN_KEYS = ("title", "short", "word", "name", "credits_label", "imprint_label")


def proses(spec: ReportSpec, texts: Iterable[PaperString]) -> Iterator[Prose]:
    """The texts to be read, each once."""
    seen: set[tuple[SpecPath, str]] = set()
    for path, text, _ in texts:
        if (path, text) in seen:
            continue
        seen.add((path, text))
        if path[0] in _UNREAD or any(key in _UNREAD_KEYS for key in path[-2:]):
            continue
        yield read(path, text, takes_references=_takes_references(spec, path))
    for path, text in _alternatives(spec):
        yield read(path, text, takes_references=False)


def _takes_references(spec: ReportSpec, path: SpecPath) -> bool:
    if path[0] in _PLAIN:
        return False
    if path[-1] not in _PLAIN_KEYS:
        return True
    return path[-1] == "title" and isinstance(_block(spec, path), ChartBlock)


def _block(spec: ReportSpec, path: SpecPath) -> object:
    match path:
        case ("sections", int(number), "blocks", int(index), *_):
            return spec.sections[number].blocks[index]
    return None


def _alternatives(spec: ReportSpec) -> Iterator[tuple[SpecPath, str]]:
    """Alternative texts that were typed."""
    for number, photo in enumerate(spec.photos):
        if photo.alt:
            yield ("photos", number, "alt"), photo.alt
    for number, section in enumerate(spec.sections):
        for index, block in enumerate(section.blocks):
            path: SpecPath = ("sections", number, "blocks", index)
            if isinstance(block, ChartBlock) and block.alt:
                yield (*path, "alt"), block.alt
            elif isinstance(block, PhotoBlock) and isinstance(block.photo, PhotoSpec) and block.photo.alt:
                yield (*path, "photo", "alt"), block.photo.alt
            elif isinstance(block, PhotoGridBlock) and isinstance(block.photo_grid, tuple):
                for place, photo_ref in enumerate(block.photo_grid):
                    if isinstance(photo_ref, PhotoSpec) and photo_ref.alt:
                        yield (*path, "photo_grid", place, "alt"), photo_ref.alt


def tables(spec: ReportSpec) -> Iterator[tuple[SpecPath, TableBlock]]:
    """Every table that an editor wrote."""
    for number, section in enumerate(spec.sections):
        for index, block in enumerate(section.blocks):
            if isinstance(block, TableBlock) and block.rows:
                yield ("sections", number, "blocks", index), block

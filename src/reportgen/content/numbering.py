"""Numbers of headings, figures and tables, settled for the whole document before any text is read.

A text may name what comes after it, so nothing is counted while blocks are built: one walk over the spec
gives every number, and what a text says for it, by the path of what bears it.

Only chapters and the headings in them are numbered. A heading that opts out takes those below it along: a
number under a heading without one would seem to belong to the heading before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.content.words import of
from reportgen.core.diagnostics import Language
from reportgen.core.places import SpecPath
from reportgen.data.enumeration import circled, letters, roman
from reportgen.data.numerals import han
from reportgen.spec.schema import ChartBlock, HeadingBlock, ReportSpec, SectionSpec, TableBlock

Scheme = Literal["none", "hierarchy", "decimal", "chapters"]

DEEPEST = 5  # level of heading
WIDE, HALF, NARROW = 1.0, 0.5, 0.33  # em between a number and its title (rule book 14)


@dataclass(frozen=True, slots=True)
class HeadingNumber:
    """The number of a chapter or heading.

    `mark` is printed before the title: 一、, （一）, 2.1, 第一章. `gap_em` is the white between the two,
    besides what the frame of a last 、 or ） holds. `label` is what a text says for it: 第2.1节, （一）.
    """

    mark: str
    gap_em: float
    label: str

    @property
    def lead(self) -> str:
        """The mark with the white behind it, for titles as plain strings."""
        return self.mark + ("　" if self.gap_em >= HALF else " " if self.gap_em else "")


@dataclass(frozen=True, slots=True)
class Numbering:
    """All numbers of a document by the paths of what bears them.

    `numerals` are those of chapters alone, without 第, 章 or 、: 一 on an opener, before a name in a list.
    """

    heads: Mapping[SpecPath, HeadingNumber] = field(default_factory=dict)
    captions: Mapping[SpecPath, str] = field(default_factory=dict)  # 图1, 表2
    numerals: Mapping[SpecPath, str] = field(default_factory=dict)

    def label(self, path: SpecPath) -> str:
        """What a text says for the chapter, heading, figure or table at `path`; empty if it has no number."""
        head = self.heads.get(path)
        return head.label if head else self.captions.get(path, "")


def numbers_of(spec: ReportSpec, language: Language) -> Numbering:
    """Every number of `spec`."""
    scheme = spec.headings.numbers
    heads: dict[SpecPath, HeadingNumber] = {}
    numerals: dict[SpecPath, str] = {}
    captions: dict[SpecPath, str] = {}
    labels = _Captions(language, by_chapter=spec.headings.captions == "chapter")
    chapters = 0
    for index, section in enumerate(spec.sections):
        path: SpecPath = ("sections", index)
        chapter = 0
        if section.kind == "chapter" and section.numbered:
            chapters = chapter = chapters + 1
            heads[path] = _head(scheme, language, (chapter,))
            is_han = language == "zh" and scheme != "decimal"
            numerals[path] = han(chapter) if is_han else str(chapter)
            if scheme != "none":
                for block, counts in _counted(section, chapter):
                    heads[(*path, "blocks", block)] = _head(scheme, language, counts)
        captions.update(labels.of_section(section, path, chapter))
    return Numbering(heads, captions, numerals)


# ------------------------------------------------------------------ headings


def _counted(section: SectionSpec, chapter: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Index and counts of each numbered heading: (2, 1) is the first heading of chapter 2.

    A level that was skipped counts as 0, so that no two headings have the same number.
    """
    counts = [chapter]
    silent = DEEPEST + 1  # headings below this level stand under one that opted out
    for index, block in enumerate(section.blocks):
        if not isinstance(block, HeadingBlock):
            continue
        level = block.level
        if level > silent:
            continue
        silent = DEEPEST + 1 if block.numbered else level
        if block.numbered:
            counts = [*counts, *([0] * level)][:level]
            counts[-1] += 1
            yield index, tuple(counts)


def _head(scheme: Scheme, language: Language, counts: tuple[int, ...]) -> HeadingNumber:
    level, count = len(counts), counts[-1]
    mark, gap = (_chinese if language == "zh" else _english)(scheme, counts)
    words = of(language)
    if level == 1:
        numeral = _bare(mark) if scheme in ("hierarchy", "none") else None
        shown = numeral or (han(count) if language == "zh" and scheme == "chapters" else str(count))
        return HeadingNumber(mark, gap, words.chapter_label.format(shown))
    if scheme == "decimal":
        return HeadingNumber(mark, gap, words.section_label.format(mark))
    return HeadingNumber(mark, gap, _bare(mark))


def _bare(mark: str) -> str:
    """A number without the mark that ends it."""
    return mark.rstrip("、.")


def _chinese(scheme: Scheme, counts: tuple[int, ...]) -> tuple[str, float]:
    """The printed number and the white behind it."""
    level, count = len(counts), counts[-1]
    if scheme == "none":
        return han(count), HALF
    if scheme == "decimal":
        return ".".join(map(str, counts)), WIDE
    words = of("zh")
    if scheme == "chapters" and level < 3:
        template = words.chapter_label if level == 1 else words.section_label
        return template.format(han(count)), WIDE
    match level if scheme == "hierarchy" else level - 2:
        case 1:
            return f"{han(count)}、", 0.0
        case 2:
            return f"（{han(count)}）", 0.0
        case 3:
            return f"{count}.", NARROW
        case 4:
            return f"（{count}）", 0.0
        case _:
            mark = circled(count)
            return mark, 0.0 if mark.endswith("）") else NARROW


def _english(scheme: Scheme, counts: tuple[int, ...]) -> tuple[str, float]:
    """The same as English outlines have it: I. A. 1. (1) (a)."""
    level, count = len(counts), counts[-1]
    if scheme == "none":
        return str(count), HALF
    if scheme == "decimal":
        return ".".join(map(str, counts)), WIDE
    words = of("en")
    if scheme == "chapters" and level < 3:
        template = words.chapter_label if level == 1 else words.section_label
        return template.format(count), WIDE
    match level:
        case 1:
            return f"{roman(count)}.", NARROW
        case 2:
            return f"{letters(count).upper()}.", NARROW
        case 3:
            return f"{count}.", NARROW
        case 4:
            return f"({count})", NARROW
        case _:
            return f"({letters(count)})", NARROW


# ------------------------------------------------------------------ captions


class _Captions:
    """Running numbers of figures and tables: through the document, or anew in each chapter.

    By chapter, what stands in no numbered chapter is counted by itself: 图1 beside 图2-1.
    """

    def __init__(self, language: Language, *, by_chapter: bool) -> None:
        words = of(language)
        self.templates = {ChartBlock: words.figure_label, TableBlock: words.table_label}
        self.by_chapter = by_chapter
        self.counts: dict[tuple[type, int], int] = {}

    def of_section(
        self, section: SectionSpec, path: SpecPath, chapter: int
    ) -> Iterator[tuple[SpecPath, str]]:
        """The label of each figure and table of a section."""
        group = chapter if self.by_chapter else 0
        for index, block in enumerate(section.blocks):
            if not isinstance(block, ChartBlock | TableBlock):
                continue
            kind = type(block)
            count = self.counts[kind, group] = self.counts.get((kind, group), 0) + 1
            shown = f"{group}-{count}" if group else str(count)
            yield (*path, "blocks", index), self.templates[kind].format(shown)

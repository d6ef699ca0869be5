"""What every part of the builder needs to know: the spec, figures, numbers of its parts, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.content.inline import InlineReader
from reportgen.content.links import Target
from reportgen.content.numbering import Numbering, numbers_of
from reportgen.content.words import Words, of
from reportgen.core.diagnostics import Diagnostic, Language, Message, Span, error, language_of
from reportgen.core.paged import NodeId
from reportgen.core.places import Places, SpecPath
from reportgen.core.text import RichText
from reportgen.data.metrics import DataModel, Metric
from reportgen.spec.schema import ReportSpec


@dataclass(frozen=True, slots=True)
class SectionName:
    """How a section is referred to: its place in the book, its numeral (chapters only), its short title."""

    index: int
    numeral: str
    short: str

    @property
    def label(self) -> str:
        """一　综合实力, or the short title alone."""
        return f"{self.numeral}　{self.short}" if self.numeral else self.short


@dataclass(frozen=True, slots=True)
class Scope:
    """The builder's surroundings. Only `findings` grows while it works."""

    spec: ReportSpec
    data: DataModel
    places: Places
    keep_pending: bool
    base: Path
    language: Language
    words: Words
    reader: InlineReader
    sections: Mapping[str, SectionName]
    numbering: Numbering = field(default_factory=Numbering)
    findings: list[Diagnostic] = field(default_factory=list)

    def metric(self, name: str) -> Metric | None:
        """The metric called `name`; that there is none is a finding of `spec`."""
        return self.data.metrics.get(name)

    def refuse(self, code: str, path: SpecPath, *, zh: str, en: str, hints: tuple[Message, ...] = ()) -> None:
        """Notes an error at `path`."""
        self.findings.append(error(code, self.places.value(path), zh=zh, en=en, hints=hints))

    def line(self, markup: str | None, path: SpecPath) -> RichText:
        """Markup as one line; empty for None."""
        return RichText("") if markup is None else self.reader.line(markup, path)

    def section_of(self, metric: Metric) -> SectionName | None:
        """The section that a metric belongs to."""
        return self.sections.get(metric.section)

    def span(self, path: SpecPath) -> Span:
        """The place of `path`."""
        return self.places.value(path)


def scope_of(spec: ReportSpec, data: DataModel, places: Places, keep_pending: bool, base: Path) -> Scope:
    """The surroundings for `spec`; everything that is numbered has its number from here on."""
    language = language_of(spec.document.language)
    findings: list[Diagnostic] = []
    sections: dict[str, SectionName] = {}
    numbering = numbers_of(spec, language)
    targets: dict[str, Target] = {}
    for index, section in enumerate(spec.sections):
        path: SpecPath = ("sections", index)
        node = NodeId(f"sections.{section.id}")
        targets[section.id] = Target(node, numbering.label(path))
        for place, block in enumerate(section.blocks):
            if block.id:
                label = numbering.label((*path, "blocks", place))
                targets.setdefault(block.id, Target(block_node(node, place, block.id), label))
        numeral = numbering.numerals.get(path, "")
        sections.setdefault(section.id, SectionName(index, numeral, section.short or section.title))
    return Scope(
        spec=spec,
        data=data,
        places=places,
        keep_pending=keep_pending,
        base=base,
        language=language,
        words=of(language, ellipsis=spec.numbers.missing == "ellipsis"),
        reader=InlineReader(data, places, language, findings, targets),
        sections=sections,
        numbering=numbering,
        findings=findings,
    )


def block_node(section: NodeId, index: int, name: str | None) -> NodeId:
    """A block's id: by its own id if it has one (not of digits alone, like an index), else by index."""
    key = name if name and not name.isdigit() else str(index)
    return NodeId(f"{section}.blocks.{key}")

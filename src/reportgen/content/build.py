"""From the spec to the document: every block with its texts resolved, numbered, in reading order.

What the rules of `spec` refuse (unknown ids, rows of the wrong length, missing files) is left out here
without a second finding; a document built from such a spec is for further checks only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

from reportgen.content.alts import missing_alts
from reportgen.content.blocks import (
    Block,
    Cards,
    Colophon,
    Contents,
    Cover,
    CoverArc,
    Credit,
    Document,
    Heading,
    Opener,
    PageBreak,
    Place,
    Quote,
    Review,
    Section,
    SectionKind,
    TextParagraph,
    part_id,
)
from reportgen.content.cards import cards, key_figure
from reportgen.content.charts import chart
from reportgen.content.honours import honours
from reportgen.content.lists import item_list
from reportgen.content.photos import photo, photo_grid
from reportgen.content.scope import Scope, block_node, scope_of
from reportgen.content.tables import table
from reportgen.content.tree import logical_tree
from reportgen.core.diagnostics import Diagnostic, Message, language_of, note, warning
from reportgen.core.paged import DocumentInfo, NodeId
from reportgen.core.places import Places, SpecPath
from reportgen.data.dates import date_text, is_day
from reportgen.data.format import quantity_text
from reportgen.data.metrics import DataModel
from reportgen.spec import schema

COVER, CONTENTS, COLOPHON = NodeId("cover"), NodeId("contents"), NodeId("colophon")


def build(
    spec: schema.ReportSpec, data: DataModel, places: Places, *, keep_pending: bool, base: Path
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document of `spec` with the figures of `data`, and what was found on the way.

    `keep_pending` keeps what is still missing (photos, dates, imprint) in view, as drafts do; else it is left
    out and the gap closed. Image files are looked for below `base`; that is the only reading done here.
    """
    scope = scope_of(spec, data, places, keep_pending, base)
    cover = _cover(scope)
    contents = _contents(scope)
    sections = tuple(_sections(scope))
    colophon = _colophon(scope)
    info = _info(spec)
    document = Document(
        info=info,
        language=spec.document.language,
        cover=cover,
        contents=contents,
        sections=sections,
        colophon=colophon,
        tree=logical_tree(info, cover, contents, sections, colophon),
        front_lines=_front_lines(spec.document),
        back_lines=_back_lines(spec.document),
    )
    return document, (*scope.findings, *missing_alts(document.tree))


def _front_lines(given: schema.DocumentSpec) -> tuple[str, ...]:
    """Subtitle, then which version of the text this is and of what day."""
    date = date_text(given.date, language_of(given.language)) if given.date else ""
    version = "　".join(part for part in (given.edition, date) if part)
    return tuple(line for line in (given.subtitle, version) if line)


def _back_lines(given: schema.DocumentSpec) -> tuple[str, ...]:
    """Title, whose report it is, and who made it."""
    place = "　".join(part for part in (given.region, given.organisation) if part)
    return tuple(dict.fromkeys(line for line in (given.title, place, given.publisher) if line))


def _info(spec: schema.ReportSpec) -> DocumentInfo:
    given = spec.document
    return DocumentInfo(
        title=given.title,
        language="en" if given.language == "en" else "zh-CN",
        subtitle=given.subtitle,
        authors=(given.publisher or given.organisation,),
        subject=given.subtitle or (given.period.text if given.period else ""),
        keywords=given.keywords,
        publisher=given.publisher,
        # a file is dated to the day; of a year or a month alone no day is made up
        created=given.date if given.date and is_day(given.date) else "",
    )


# ------------------------------------------------------------------ front and back


def _cover(scope: Scope) -> Cover | None:
    given = scope.spec.cover
    if given is None:
        return None
    arcs: list[CoverArc] = []
    said: list[str] = []
    for index, name in enumerate(given.figure.metrics if given.figure else ()):
        metric = scope.metric(name)
        if metric is None:
            continue
        value = metric.value
        if value is None or not metric.is_percent or not 0 <= value.value <= 100:
            scope.refuse(
                "content.no-share",
                ("cover", "figure", "metrics", index),
                zh=f"“{metric.name}”不是 0 到 100 之间的百分数，画不成封面的半圆",
                en=f'"{metric.name}" is no share between 0 and 100 %, as the arcs of the cover need',
            )
            continue
        figure = quantity_text(value, metric.unit, scope.language, scope.data.style)
        arcs.append(CoverArc(metric.name, float(value.value) / 100, value.is_bound, metric.id, figure))
        said.append(metric.name + figure)
    alt = scope.words.cover_figure.format(scope.words.listing.join(said)) if said else ""
    return Cover(COVER, given.name, given.motto, given.foot, tuple(arcs), alt)


def _contents(scope: Scope) -> Contents | None:
    given = scope.spec.contents
    if given is None:
        return None
    return Contents(
        CONTENTS,
        given.title,
        scope.line(given.remark, ("contents", "remark")),
        scope.words.front_matter,
        scope.words.back_matter,
        given.levels,
    )


def _colophon(scope: Scope) -> Colophon | None:
    given = scope.spec.colophon
    if given is None:
        return None
    entries = tuple(
        (entry.label, scope.reader.paragraphs(entry.text, ("colophon", "entries", index, "text")))
        for index, entry in enumerate(given.entries)
    )
    imprint = tuple((line.label, line.value) for line in given.imprint if line.value or scope.keep_pending)
    return Colophon(
        COLOPHON,
        given.title,
        entries,
        given.credits_label,
        tuple(_credit(credit) for credit in scope.spec.credits),
        given.imprint_label,
        imprint,
    )


def _credit(given: schema.Credit) -> Credit:
    """Role and names as printed; a prefix (本报记者) is not, since internal prints may not use it."""
    names = given.names or (given.organisation,)
    return Credit(given.role, (*names[:-1], names[-1] + given.suffix))


# ------------------------------------------------------------------ sections


def _sections(scope: Scope) -> Iterator[Section]:
    for index, given in enumerate(scope.spec.sections):
        path: SpecPath = ("sections", index)
        node = NodeId(f"sections.{given.id}")
        name = scope.sections[given.id]
        _check_levels(scope, given, path)
        blocks = tuple(_blocks(scope, given, path, node))
        kind = SectionKind(given.kind)
        if given.blocks and kind is not SectionKind.CHAPTER and not any(map(_has_matter, blocks)):
            zh = f"“{given.title}”没有可印的内容，整节不印"
            en = f'"{given.title}" has nothing to print and is left out'
            scope.findings.append(
                note("content.section-left-out", scope.span((*path, "title")), zh=zh, en=en)
            )
            continue
        yield Section(
            id=node,
            kind=kind,
            numeral=name.numeral,
            title=given.title,
            short=given.short or given.title,
            remark=scope.line(given.remark, (*path, "remark")),
            key=key_figure(scope, given.key),
            opener=_opener(scope, given.opener, (*path, "opener"), node),
            blocks=blocks,
            origin=scope.span(path),
            number=scope.numbering.heads.get(path),
            shows_title=given.show_title or given.opener is not None or kind is SectionKind.OVERVIEW,
        )


def _check_levels(scope: Scope, section: schema.SectionSpec, path: SpecPath) -> None:
    """A heading two levels below the one before leaves a hole in numbers, bookmarks and the tree."""
    above = 1
    for index, block in enumerate(section.blocks):
        if not isinstance(block, schema.HeadingBlock):
            continue
        if block.level > above + 1:
            want = above + 1
            scope.findings.append(
                warning(
                    "content.skipped-level",
                    scope.span((*path, "blocks", index, "level")),
                    zh=f"{block.level} 级小标题上面没有 {want} 级的",
                    en=f"a heading of level {block.level} has none of level {want} above it",
                    hints=(
                        Message(f"改成 level: {want}，或补上一级", f"write level: {want}, or add one above"),
                    ),
                )
            )
        above = block.level


def _has_matter(block: Block) -> bool:
    """Whether a block is worth a section; headings and breaks only serve others."""
    return not isinstance(block, Heading | PageBreak)


def _opener(scope: Scope, given: schema.Opener | None, path: SpecPath, node: NodeId) -> Opener | None:
    if given is None:
        return None
    lead = scope.line(given.lead, (*path, "lead"))
    return Opener(lead, cards(scope, given.cards, (*path, "cards"), part_id(node, "opener")))


def _blocks(scope: Scope, section: schema.SectionSpec, path: SpecPath, node: NodeId) -> Iterator[Block]:
    for index, given in enumerate(section.blocks):
        yield from _block(scope, given, (*path, "blocks", index), block_node(node, index, given.id))


def _block(scope: Scope, given: schema.AnyBlock, path: SpecPath, node: NodeId) -> Iterator[Block]:
    """The printed blocks of one block of the spec: one, none, or a text's paragraphs."""
    made: Block | None
    match given:
        case schema.HeadingBlock():
            text = scope.line(given.heading, (*path, "heading"))
            made = Heading(node, given.level, text, scope.numbering.heads.get(path), given.run_in)
        case schema.TextBlock():
            for number, text in enumerate(scope.reader.paragraphs(given.text, (*path, "text"))):
                yield TextParagraph(part_id(node, number), text, given.continued and number == 0)
            return
        case schema.ReviewBlock():
            made = Review(node, given.label, scope.reader.paragraphs(given.review, (*path, "review")))
        case schema.CardsBlock():
            shown = cards(scope, given.cards, (*path, "cards"), node)
            made = Cards(node, shown, Place(given.place)) if shown else None
        case schema.ChartBlock():
            made = chart(scope, given, path, node)
        case schema.TableBlock():
            made = table(scope, given, path, node)
        case schema.HonoursBlock():
            listed = honours(scope, given, node)
            made = listed if listed.groups else None
        case schema.PhotoBlock():
            made = photo(scope, given, path, node)
        case schema.PhotoGridBlock():
            made = photo_grid(scope, given, path, node)
        case schema.QuoteBlock():
            made = Quote(node, scope.line(given.quote, (*path, "quote")), given.by)
        case schema.ListBlock():
            made = item_list(scope, given, path, node)
        case schema.PageBreakBlock():
            made = PageBreak(node, given.page_break == "recto")
        case _:
            assert_never(given)
    if made is not None:
        yield made

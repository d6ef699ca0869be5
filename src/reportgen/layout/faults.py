"""What is told of a filled page: text that stands alone, uneven feet, what runs over, pages nearly empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.content.blocks import Section
from reportgen.core.diagnostics import Diagnostic, note, warning
from reportgen.layout.boxes import Part
from reportgen.layout.flow import LINE, Filled
from reportgen.layout.lines import Lone, Stray
from reportgen.layout.spreads import SHORT


def page_faults(sections: Sequence[Section], page: Filled, folio: str, limit: int) -> Iterator[Diagnostic]:
    """Everything that had to be left on a page of `limit` half lines, which is of one of `sections`."""
    tall = next((placed for placed in page.placed if placed.start + placed.part.height > limit), None)
    if tall:
        section = _owner(sections, tall.part)
        yield warning(
            "layout.overflow",
            section.origin,
            zh=f"“{section.title}”里有一块比版心高，超出了页脚",
            en=f'a block of "{section.title}" is taller than the type area and runs over its foot',
            page=folio,
            path=section.id,
        )
    for placed in page.placed:
        for stray in placed.part.strays:
            yield _alone(stray, folio)
    if page.held:
        yield _uneven(page.held, (limit - page.main) // LINE, folio)


def _owner(sections: Sequence[Section], part: Part) -> Section:
    """The section that a part belongs to, by what begins in it."""
    if len(sections) == 1:
        return sections[0]
    begun = [node for node, _ in part.anchors]
    for section in sections:
        ids = [section.id, *(block.id for block in section.blocks)]
        if any(node == known or node.startswith(f"{known}.") for node in begun for known in ids):
            return section
    return sections[0]


def short_page(section: Section, page: Filled, folio: str, limit: int) -> Iterator[Diagnostic]:
    """A section whose last page of text ends in its first third (look, 2)."""
    if page.depth < SHORT * limit:
        yield note(
            "layout.short-page",
            section.origin,
            zh=f"“{section.title}”的最后一页不到三分之一满",
            en=f'the last page of "{section.title}" is less than a third full',
            page=folio,
            path=section.id,
        )


def _alone(stray: Stray, folio: str) -> Diagnostic:
    """A widow or an orphan on paper."""
    subject = stray.subject
    path = subject.node or ""
    if stray.kind is Lone.WIDOW:
        zh, en = "一段的末尾单独落在页首", "the end of a paragraph stands alone at the head of the page"
        return note("layout.widow", subject.origin, zh=zh, en=en, page=folio, path=path)
    zh, en = "一段的开头单独留在页脚", "the beginning of a paragraph stands alone at the foot of the page"
    return note("layout.orphan", subject.origin, zh=zh, en=en, page=folio, path=path)


def _uneven(held: Stray, lines: int, folio: str) -> Diagnostic:
    """A page that ends short of the one facing it, lest a line stand alone."""
    subject = held.subject
    path = subject.node or ""
    few = f"{lines} line{'s' if lines > 1 else ''}"
    if held.kind is Lone.WIDOW:
        zh = f"页脚空了 {lines} 行，不然这一段的末尾会单独落在下一页的页首"
        en = f"the page ends {few} short, lest the end of a paragraph stand alone on the next"
        return note("layout.widow", subject.origin, zh=zh, en=en, page=folio, path=path)
    zh = f"页脚空了 {lines} 行，不然这一段的开头会单独留在页脚"
    en = f"the page ends {few} short, lest the beginning of a paragraph stand alone at its foot"
    return note("layout.orphan", subject.origin, zh=zh, en=en, page=folio, path=path)

"""Honours: the ledger by level, and short lists."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.content.blocks import Honour, HonourGroup, Honours, Place, part_id
from reportgen.content.scope import Scope
from reportgen.content.words import KINDS_EN
from reportgen.core.diagnostics import Span
from reportgen.core.paged import NodeId
from reportgen.core.text import RichText
from reportgen.spec.schema import HonoursBlock, HonourSpec

LEVELS = ("international", "national", "province", "city")
KINDS = ("称号", "表彰", "资格", "位次", "评定", "推介", "发言", "报道", "肯定")

# Kinds whose result means little without who gave it: 省政府 + 表彰.
_SAID_WITH_BODY = frozenset({"表彰", "推介", "报道", "肯定"})


def honours(scope: Scope, block: HonoursBlock, node: NodeId) -> Honours:
    """The honours of a block: by level, within a level by kind and chapter; a given list keeps its order."""
    chosen = _chosen(scope, block)
    place = Place(block.place)
    if place is Place.SIDE:
        entries = tuple(_honour(scope, item, span, node) for item, span in chosen)
        return Honours(node, block.title, (HonourGroup("", "", entries),) if entries else (), place)
    if block.honours == "all":
        chosen = sorted(chosen, key=lambda item: (KINDS.index(item[0].kind), _chapter_index(scope, item[0])))
    groups = tuple(
        _group(scope, level, [item for item in chosen if item[0].level == level], node)
        for level in LEVELS
        if any(item[0].level == level for item in chosen)
    )
    return Honours(node, block.title, groups, place)


def _chosen(scope: Scope, block: HonoursBlock) -> list[tuple[HonourSpec, Span]]:
    every = {item.id: (item, scope.span(("honours", i))) for i, item in enumerate(scope.spec.honours)}
    if not isinstance(block.honours, tuple):
        return list(every.values())
    return [every[name] for name in block.honours if name in every]


def _chapter_index(scope: Scope, item: HonourSpec) -> int:
    section = scope.sections.get(item.section or "")
    return section.index if section else len(scope.sections)


def _group(scope: Scope, level: str, items: Sequence[tuple[HonourSpec, Span]], node: NodeId) -> HonourGroup:
    words = scope.words
    bodies = tuple(dict.fromkeys(item.body for item, _ in items if item.body))
    remark = ""
    if level == "international" and len(bodies) == 1:
        remark = bodies[0]
    elif level == "national" and bodies:
        remark = words.national_remark
    entries = tuple(_honour(scope, item, span, node, said=remark) for item, span in items)
    return HonourGroup(words.level(level), remark, entries)


def _honour(scope: Scope, item: HonourSpec, span: Span, node: NodeId, said: str = "") -> Honour:
    """One recognition. `said` is the body that the group names already."""
    words = scope.words
    comma = words.comma
    title, body = item.title, item.body
    if item.kind in _SAID_WITH_BODY and body and body not in title:
        gap = "" if scope.language == "zh" else ": "
        title = body + gap + title
    is_missing = not item.subject and not item.event
    who = [words.subject_missing] if is_missing else [part for part in (item.subject, item.event) if part]
    if body and body not in title and body != said:
        who.append(body)
    section = scope.sections.get(item.section or "")
    return Honour(
        id=part_id(node, item.id),
        title=RichText(title, (), span),
        subject=RichText(comma.join(who), (), span),
        is_subject_missing=is_missing,
        kind=item.kind if scope.language == "zh" else KINDS_EN[item.kind],
        chapter=section.numeral if section else "",
    )

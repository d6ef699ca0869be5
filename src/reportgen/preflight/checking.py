"""The check itself: open the file, see what it claims, ask every rule that applies, and sum up.

Rules on the bare file come first; where one of them cannot go on, nothing else is asked. Pages are read one
at a time and forgotten; what must be known of all of them stays in the census. A rule that stumbles over a
malformed file is itself a finding: whoever reads the verdict must know what was not looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from reportgen.core.diagnostics import Message, Severity
from reportgen.preflight import rules
from reportgen.preflight.boxes import Box, place, size_mm
from reportgen.preflight.census import Census
from reportgen.preflight.claims import Claims
from reportgen.preflight.document import Document, Settings
from reportgen.preflight.norms import PROFILES, Norm, Profile, guessed, norms_of
from reportgen.preflight.opening import Opening, open_file
from reportgen.preflight.page import Page
from reportgen.preflight.rule import (
    CENSUS_RULES,
    DOCUMENT_RULES,
    OPENING_RULES,
    PAGE_RULES,
    Fault,
    Ground,
    Look,
    Rule,
)
from reportgen.preflight.verdict import Finding, Verdict

MAX_FINDINGS = 200  # kept of one rule; a bad file breaks some rules a thousand times
_SEVERITY_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)

# A rule that could not be applied. It belongs to no scope: any rule may come to this.
NOT_CHECKED = rules.NOT_CHECKED


class _Collector:
    """The findings so far, each rule's only up to a limit."""

    def __init__(self, norms: Collection[Norm]) -> None:
        self.norms = norms
        self.findings: list[Finding] = []
        self.counts: dict[str, int] = {}

    def add(self, rule: Rule[Look], ground: Ground, fault: Fault, label: str, trim: Box | None) -> None:
        """Take a fault that `rule` saw."""
        count = self.counts[rule.code] = self.counts.get(rule.code, 0) + 1
        if count > MAX_FINDINGS:
            return
        self.findings.append(
            Finding(
                rule.code,
                ground.severity,
                ground.clause,
                fault.message,
                fault.cure or rule.cure,
                fault.page,
                label,
                fault.objects,
                fault.resource,
                None if fault.at is None or trim is None else place(fault.at, trim),
            )
        )

    @property
    def more(self) -> dict[str, int]:
        """How many findings were not kept, by rule."""
        return {code: count - MAX_FINDINGS for code, count in self.counts.items() if count > MAX_FINDINGS}

    def sorted(self) -> tuple[Finding, ...]:
        """The gravest first, then by page; within a page in the order of the rules."""
        return tuple(
            sorted(self.findings, key=lambda item: (_SEVERITY_ORDER.index(item.severity), item.page))
        )


def check(
    source: Path | str | bytes, profile: str | None = None, settings: Settings | None = None
) -> Verdict:
    """Check a file, given by its path or its bytes. `profile` is a key of `PROFILES`; None: guess it.

    Never raises for what is in the file.
    """
    settings = settings or Settings()
    opening = open_file(source)
    try:
        return _checked(opening, None if profile is None else PROFILES[profile], settings)
    finally:
        if opening.pdf is not None:
            opening.pdf.close()


def _checked(opening: Opening, profile: Profile | None, settings: Settings) -> Verdict:
    if opening.pdf is None:
        collector = _Collector({Norm.ANY})
        _ask_opening(opening, collector)
        return _verdict(opening, None, profile, collector, None)
    document = Document(opening, settings)
    chosen = profile or guessed(document.claims)
    document.norms = norms_of(document.claims) | chosen.house
    if profile is not None:
        document.norms |= chosen.standards
        document.demanded = chosen.standards
    collector = _Collector(document.norms)
    _ask_opening(opening, collector)
    for rule, ground in _active(DOCUMENT_RULES.values(), document.norms):
        for fault in _asked(rule, rule.look(document), collector):
            collector.add(rule, ground, fault, document.label(fault.page), None)
    census = Census()
    page_rules = list(_active(PAGE_RULES.values(), document.norms))
    for index in range(1, document.page_count + 1):
        try:
            page = document.page(index)
        except Exception as problem:  # as below: nothing in a file may end the check
            _note(collector, problem, index, Message("内容读不出来", "its content cannot be read"))
            census.skip(index, document)
            continue
        _ask_page(page, document, page_rules, collector)
        census.take(page, document)
    for closing, ground in _active(CENSUS_RULES.values(), document.norms):
        for fault in _asked(closing, closing.look(census, document), collector):
            collector.add(closing, ground, fault, document.label(fault.page), census.trim(fault.page))
    return _verdict(opening, document, chosen, collector, census)


def _ask_opening(opening: Opening, collector: _Collector) -> None:
    for rule, ground in _active(OPENING_RULES.values(), collector.norms):
        for fault in _asked(rule, rule.look(opening), collector):
            collector.add(rule, ground, fault, "", None)


def _ask_page(
    page: Page,
    document: Document,
    active: Iterable[tuple[Rule, Ground]],  # type: ignore[type-arg]
    collector: _Collector,
) -> None:
    for rule, ground in active:
        for fault in _asked(rule, rule.look(page, document), collector, page.index):
            collector.add(rule, ground, fault, page.label, page.boxes.finished)


def _active(table: Iterable[Rule[Look]], norms: Collection[Norm]) -> Iterator[tuple[Rule[Look], Ground]]:
    for rule in table:
        ground = rule.ground(norms)
        if ground is not None:
            yield rule, ground


def _asked(
    rule: Rule[Look], faults: Iterator[Fault], collector: _Collector, page: int = 0
) -> Iterator[Fault]:
    """The faults that a rule sees; one that breaks down over a malformed file becomes a finding."""
    try:
        yield from faults
    except Exception as problem:  # the last resort: a checker must survive whatever it is given
        what = Message(f"规则 {rule.code} 没有查成", f"rule {rule.code} could not be applied")
        _note(collector, problem, page, what)


def _note(collector: _Collector, problem: Exception, page: int, what: Message) -> None:
    ground = NOT_CHECKED.ground(collector.norms)
    assert ground is not None, "it applies to every file"
    detail = f"{type(problem).__name__}: {problem}"[:200]
    message = Message(
        f"文件在这里不合规范，{what.zh}（{detail}）", f"the file is malformed here: {what.en} ({detail})"
    )
    collector.add(NOT_CHECKED, ground, Fault(message, page=page), "", None)


def _verdict(
    opening: Opening,
    document: Document | None,
    profile: Profile | None,
    collector: _Collector,
    census: Census | None,
) -> Verdict:
    first = census.pages[0] if census and census.pages else None
    return Verdict(
        file=opening.name,
        size=opening.size,
        pages=document.page_count if document else 0,
        trim=size_mm(first.boxes.finished) if first else None,
        version=".".join(map(str, document.version)) if document else "",
        claims=document.claims if document else Claims(),
        profile=(profile or PROFILES["any"]).name,
        findings=collector.sorted(),
        more=collector.more,
        language=document.language if document else "",
    )

"""What a check ends with: the claims found, the profile used, and the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.core.diagnostics import Diagnostic, Language, Message, Severity
from reportgen.preflight.claims import Claims


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a page: `left` and `top` of its upper left corner (mm, from that of the trim); its size."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule.

    `clause` is that of the norm by which the severity was found. `page` counts from 1 and is 0 where the
    finding belongs to the file; `label` is the page's own number. `objects` are numbers of indirect objects,
    `resource` a name on the page or in the file (a font, an image, an ink).
    """

    rule: str
    severity: Severity
    clause: str
    message: Message
    cure: Message
    page: int = 0
    label: str = ""
    objects: tuple[int, ...] = ()
    resource: str = ""
    place: Place | None = None

    def diagnostic(self) -> Diagnostic:
        """The finding in the form of the other stages."""
        page = self.label or (str(self.page) if self.page else "")
        return Diagnostic(self.severity, self.rule, self.message, None, (self.cure,), page=page)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check. `trim` is width and height of the first page (mm), None without pages.

    Of each rule a limited number of findings is kept; `more` counts those beyond, by rule. `language` is
    what the file says it is written in, empty if it does not say.
    """

    file: str
    size: int  # bytes
    pages: int
    trim: tuple[float, float] | None
    version: str  # of the PDF language
    claims: Claims
    profile: str
    findings: tuple[Finding, ...]
    more: Mapping[str, int]
    language: str

    @property
    def spoken(self) -> Language:
        """The language to tell the findings in: Chinese for a file in Chinese or in none, else English."""
        return "zh" if not self.language or self.language.lower().startswith("zh") else "en"

    def count(self, severity: Severity) -> int:
        """How many findings of this severity there are, those not kept included."""
        kept = [finding for finding in self.findings if finding.severity is severity]
        rules = {finding.rule for finding in kept}
        return len(kept) + sum(number for rule, number in self.more.items() if rule in rules)

    def passes(self, *, strict: bool = False) -> bool:
        """Whether there are no errors, and under `strict` no warnings either."""
        return not self.count(Severity.ERROR) and not (strict and self.count(Severity.WARNING))

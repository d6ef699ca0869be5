"""Words held against lists: terms and their times, names and posts, stray characters, personal data.

`findings` is the door. Every text that can reach paper is read once as a reader sees it (`shown`), and each
module looks for one kind of slip. Nothing is changed here; `review.repairs` knows what can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.core.diagnostics import Diagnostic
from reportgen.core.places import Places, SpecPath
from reportgen.review.words.characters import character_findings
from reportgen.review.words.foreign import foreign_findings
from reportgen.review.words.honours import honour_findings
from reportgen.review.words.personal import personal_findings
from reportgen.review.words.publication import publication_findings
from reportgen.review.words.roster import roster_findings, roster_of
from reportgen.review.words.shown import Shown, show
from reportgen.review.words.terms import Terms, hits, term_findings
from reportgen.spec.schema import ReportSpec

__all__ = ["Terms", "findings", "report_date", "shown_texts"]


def findings(
    spec: ReportSpec,
    places: Places,
    texts: Iterable[tuple[SpecPath, str, str]],
    terms: Terms,
    *,
    date: str,
) -> Iterator[Diagnostic]:
    """What is wrong, or should be looked at, in the words of `spec`.

    `texts` are path, text and role of all that can reach paper (`content.paper_text`); what comes in several
    roles is read once. `date` is the report's (`report_date`). Codes: `review.*`. What only concerns Chinese
    (characters, stray words) is not looked for in a report in English.
    """
    shown = shown_texts(spec, texts)
    publication = spec.review.publication
    yield from term_findings(
        (hit for path, text in shown for hit in hits(path, text, terms, publication)), places, date
    )
    yield from roster_findings(shown, roster_of(spec.people), places)
    if spec.document.language.startswith("zh"):
        yield from foreign_findings(shown, places)
        yield from character_findings(shown, places, [person.name for person in spec.people])
    yield from personal_findings(shown, places)
    yield from publication_findings(spec, shown, places)
    yield from honour_findings(spec, places)


def shown_texts(
    spec: ReportSpec, texts: Iterable[tuple[SpecPath, str, str]]
) -> tuple[tuple[SpecPath, Shown], ...]:
    """Each text once, as it is read, with what the editor has allowed in it."""
    once = dict.fromkeys((path, text) for path, text, _ in texts)
    allowed = spec.review.allow
    return tuple((path, show(text, allowed)) for path, text in once)


def report_date(spec: ReportSpec) -> str:
    """The date by which terms are judged: the book's, else that of the congress, else none."""
    congress = spec.document.congress
    return spec.document.date or (congress.date if congress else None) or ""

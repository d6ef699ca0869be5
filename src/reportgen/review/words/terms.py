"""Term lists at work: wrong forms, and terms out of their time, by the date of the report.

A hit inside the title of a work or in somebody else's sentence is at most a note: what is quoted is quoted.
One finding tells of all places of a wrong form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.core.diagnostics import Diagnostic, Message, Severity, Span, error, note, warning
from reportgen.core.places import Places, SpecPath
from reportgen.review.words.matching import Finder
from reportgen.review.words.shown import Shown
from reportgen.spec.terms import GAP, Term

_GAP = r"[^，。；、：！？…\ufffc\n]{1,12}?"


@dataclass(frozen=True)
class Terms:
    """All terms that a report is held against, later lists over earlier ones."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def meanings(self) -> dict[str, tuple[Term, bool] | None]:
        """By each form sought: the term, and whether the form is a wrong one; None: right as it is."""
        found: dict[str, tuple[Term, bool] | None] = {}
        for term in self.terms:
            found.update(dict.fromkeys(term.passes_in))
            if any(wrong in term.standard for wrong in term.wrong):
                found[term.standard] = None
            if term.is_dated:
                found[term.standard] = (term, False)
            for wrong in term.wrong:
                found[wrong] = (term, True)
        return found

    @cached_property
    def finder(self) -> Finder:
        """Finds the forms that are plain words, and the longer words in which they are right."""
        return Finder(form for form in self.meanings if GAP not in form)

    @cached_property
    def gapped(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Wrong forms of two parts (`超过…以上`), with what finds them."""
        forms = [form for form, meaning in self.meanings.items() if GAP in form and meaning]
        return tuple((form, re.compile(_GAP.join(map(re.escape, form.split(GAP))))) for form in forms)


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of `term` found at `path`, `typed` being offset and length in the spec's text."""

    term: Term
    form: str
    is_wrong: bool
    path: SpecPath
    typed: tuple[int, int]
    is_cited: bool


def hits(path: SpecPath, shown: Shown, terms: Terms, publication: str) -> Iterator[Hit]:
    """Every form in a text that its list does not want there, by whatever date."""
    for form, start, end in _found(shown.text, terms):
        meaning = terms.meanings[form]
        if meaning is None or shown.is_allowed(start, end):
            continue
        term, is_wrong = meaning
        if term.publications and publication not in term.publications:
            continue
        if term.passes_with and any(word in shown.sentence(start) for word in term.passes_with):
            continue
        is_cited = path[-1:] == ("quote",) or shown.is_cited(start, end)
        yield Hit(term, form, is_wrong, path, shown.typed_span(start, end), is_cited)


def _found(text: str, terms: Terms) -> Iterator[tuple[str, int, int]]:
    for found in terms.finder.find(text):
        yield found[0], *found.span()
    for form, pattern in terms.gapped:
        if form[: form.index(GAP)] not in text:
            continue
        for match in pattern.finditer(text):
            meaning = terms.meanings[form]
            covering = meaning[0].passes_in if meaning else ()
            if not any(_covers(text, word, *match.span()) for word in covering):
                yield form, *match.span()


def _covers(text: str, word: str, start: int, end: int) -> bool:
    """Whether `word` stands in `text` over a character of `text[start:end]`."""
    return text.find(word, max(0, start - len(word) + 1), end + len(word) - 1) >= 0


# ------------------------------------------------------------------ findings


def term_findings(found: Iterable[Hit], places: Places, date: str) -> Iterator[Diagnostic]:
    """What is wrong by the report's `date` (a year, a month or a day; empty: not known)."""
    groups: dict[tuple[str, bool, bool], list[Hit]] = {}
    undated: list[Hit] = []
    for hit in found:
        if not hit.is_wrong and not date:
            undated.append(hit)
        elif hit.is_wrong or standing(hit.term, date):
            groups.setdefault((hit.form, hit.is_wrong, hit.is_cited), []).append(hit)
    for group in groups.values():
        first, spans = group[0], _spans(group, places)
        made = _wrong(first, spans[0]) if first.is_wrong else _out_of_time(first, date, spans[0])
        yield replace(_counted(made, len(spans)), also=spans[1:])
    if undated:
        yield _undated(undated, places)


def standing(term: Term, date: str) -> str:
    """Where `date` lies: `after` the time of a term, `before` it, or "" for in it or not known.

    Dates of different precision are compared as far as both go, so that a year alone is never outside.
    """
    if term.valid_until and date[: len(term.valid_until)] > term.valid_until[: len(date)]:
        return "after"
    if term.valid_from and date[: len(term.valid_from)] < term.valid_from[: len(date)]:
        return "before"
    return ""


def _spans(group: list[Hit], places: Places) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(places.inside(hit.path, *hit.typed) for hit in group))


def _counted(finding: Diagnostic, count: int) -> Diagnostic:
    if count == 1:
        return finding
    message = finding.message
    return replace(finding, message=Message(f"{message.zh}，共 {count} 处", f"{message.en}, {count} places"))


def _wrong(hit: Hit, span: Span) -> Diagnostic:
    term = hit.term
    zh, en = f"“{hit.form}”应作“{term.standard}”", f"{hit.form} should be {term.standard}"
    hints = _advice(term)
    if term.level is Severity.ERROR and GAP not in hit.form:
        hints = (*hints, Message("fix 能改", "`fix` mends it"))
    if hit.is_cited:
        hints = (
            Message("这里在书名或引文里，照原文的就不改", "it is quoted here: keep what the original has"),
        )
    if hit.is_cited or term.level is Severity.NOTE:
        return note("review.term", span, zh=zh, en=en, hints=hints)
    if term.level is Severity.WARNING:
        return warning("review.term", span, zh=zh, en=en, hints=hints)
    return error("review.term", span, zh=zh, en=en, hints=hints)


def _out_of_time(hit: Hit, date: str, span: Span) -> Diagnostic:
    term = hit.term
    if standing(term, date) == "after":
        zh = f"“{hit.form}”用到 {term.valid_until} 为止，这份报告是 {date} 的"
        en = f"{hit.form} was in use until {term.valid_until}, and this report is of {date}"
        now = term.successor
        cure = Message(
            f"现在的说法是“{now}”；写当时的事可以保留" if now else "改用现在的说法；写当时的事可以保留",
            f"it is now called {now}; keep it for what happened then"
            if now
            else "write what is said now; keep it for what happened then",
        )
    else:
        zh = f"“{hit.form}”从 {term.valid_from} 起才用，这份报告是 {date} 的"
        en = f"{hit.form} is in use since {term.valid_from} only, and this report is of {date}"
        cure = None
    hints = (*([cure] if cure else ()), *_advice(term))
    if hit.is_cited or term.level is Severity.NOTE:
        return note("review.dated-term", span, zh=zh, en=en, hints=hints)
    return warning("review.dated-term", span, zh=zh, en=en, hints=hints)


def _undated(found: list[Hit], places: Places) -> Diagnostic:
    """Terms of a time, in a report that does not say of which day it is: one note for all."""
    names = tuple(dict.fromkeys(hit.form for hit in found))
    spans = _spans(found, places)
    made = note(
        "review.undated-terms",
        spans[0],
        zh=f"报告没有写日期，这些有时效的说法没有核对：{'、'.join(names)}",
        en=f"the report names no date, so these terms of a time were not checked: {', '.join(names)}",
        hints=(
            Message(
                "填写 document.date，或 congress 的 date",
                "fill in document.date, or the date of the congress",
            ),
        ),
    )
    return replace(made, also=spans[1:])


def _advice(term: Term) -> tuple[Message, ...]:
    """The note of a list and its source; they are in the language of the list."""
    said = "；".join(part for part in (term.note, f"依据：{term.source}" if term.source else "") if part)
    return (Message(said, said),) if said else ()

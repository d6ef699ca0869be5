"""The foot line of charts: note, source, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.content.scope import Scope
from reportgen.core.text import RichText, joined
from reportgen.data.dates import date_text
from reportgen.data.format import time_text
from reportgen.data.metrics import Citation, Metric

_PLACE = re.compile(r"(\D*?)(\d+)(\D*)")
_FULL_STOPS = "。！？；.!?;"


def foot_line(
    scope: Scope,
    note: RichText,
    citations: Sequence[Citation],
    metrics: Sequence[Metric],
    *,
    two_ends: bool = False,
) -> RichText:
    """斜线段为界限。来源：统计公报；2020年. Places in a source (第47行) and missing dates are for drafts."""
    words = scope.words
    parts: list[RichText | str] = []
    if note:
        parts.append(note)
        if note.text[-1] not in _FULL_STOPS:
            parts.append("。" if scope.language == "zh" else ".")
    tail = [text for text in (source_text(scope, citations), _times(scope, metrics, two_ends)) if text]
    if tail:
        gap = " " if note and scope.language == "en" else ""
        parts.append(gap + words.semicolon.join(tail))
    return joined(parts)


def source_text(scope: Scope, citations: Sequence[Citation]) -> str:
    """来源：甲、乙; with 第25、47行 in drafts."""
    places: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for citation in citations:
        titles[citation.source.id] = citation.source.title
        seen = places.setdefault(citation.source.id, [])
        if citation.at and citation.at not in seen:
            seen.append(citation.at)
    if not titles:
        return ""
    listed = (
        title + (merged_places(places[key], scope.words.listing) if scope.keep_pending else "")
        for key, title in titles.items()
    )
    return scope.words.source + scope.words.listing.join(listed)


def merged_places(places: Sequence[str], listing: str) -> str:
    """第25行 and 第47行 as 第25、47行; other places one after another."""
    matches = [_PLACE.fullmatch(place) for place in places]
    if len(places) > 1 and all(matches) and len({(m[1], m[3]) for m in matches if m}) == 1:
        found = [m for m in matches if m]
        numbers = sorted({int(m[2]) for m in found})
        return found[0][1] + listing.join(map(str, numbers)) + found[0][3]
    return listing.join(places)


def _times(scope: Scope, metrics: Sequence[Metric], two_ends: bool) -> str:
    """The dates of the figures; in drafts also that some have none."""
    words = scope.words
    if not metrics:
        return ""
    if two_ends:
        # Dated ends are labelled in the chart itself.
        open_ends = [m for m in metrics if not (m.as_of and m.baseline_as_of)]
        return words.ends_undated if open_ends and scope.keep_pending else ""
    times = [time_text(metric, scope.language) for metric in metrics]
    parts: list[str] = []
    if times[0] and len(set(times)) == 1:
        parts.append(times[0])
    else:
        # What holds for one figure must not seem to hold for its neighbours.
        gap = "" if scope.language == "zh" else " "
        parts += (m.name + gap + date_text(m.as_of, scope.language) for m in metrics if m.as_of)
    missing = sum(not m.is_dated for m in metrics)
    if missing and scope.keep_pending:
        if missing < len(metrics):
            parts.append(words.some_undated)
        else:
            parts.append(words.time_undated if len(metrics) == 1 else words.times_undated)
    return words.comma.join(parts)

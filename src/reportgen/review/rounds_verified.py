"""Whether a file is the one of a round, and what differs if it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.review.rounds import Change, Item, PageText, Round, What, changes

# A stretch that is compared as one: a number, a word, else a character.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|\S")
_AROUND = 4  # tokens shown on either side of a difference


@dataclass(frozen=True, slots=True)
class PageDiffers:
    """One stretch of a page that reads otherwise; empty where the page, or the stretch, is missing."""

    page: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A file held against the rounds on record.

    `round` is the one it belongs to, or that it was compared with; `is_signed` is whether its bytes are those
    of that round, and `is_last` whether no round came after it.
    """

    round: Round
    is_signed: bool
    is_last: bool
    items: tuple[Change, ...] = ()
    pages: tuple[PageDiffers, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether this is what was signed last."""
        return self.is_signed and self.is_last


def verified(
    rounds: Sequence[Round], sha256: str, pages: Sequence[PageText], items: Sequence[Item] | None
) -> Verified:
    """A file with this digest and these pages against `rounds`, of which there is at least one.

    `items` are the figures of the spec that the file was made from, where that is known; without them, a
    figure counts as changed that is no longer on its page.
    """
    last = rounds[-1]
    for made in reversed(rounds):
        if any(file.sha256 == sha256 for file in made.files):
            if made is last:
                return Verified(made, True, True)
            found = changes(made.items, last.items)
            return Verified(made, True, False, found, tuple(_differences(made.pages, last.pages)))
    found = changes(last.items, items) if items is not None else _missing(last, pages)
    return Verified(last, False, False, found, tuple(_differences(last.pages, pages)))


def _missing(made: Round, pages: Sequence[PageText]) -> tuple[Change, ...]:
    """The items with a form that stood on a page of theirs and does so no more."""
    before = {page.label: _squeezed(page.text) for page in made.pages}
    now = {page.label: _squeezed(page.text) for page in pages}
    found: list[Change] = []
    for item in made.items:
        for label in item.pages:
            old, new = before.get(label, ""), now.get(label, "")
            forms = map(_squeezed, item.forms)
            if any(old.count(form) > new.count(form) for form in forms):
                found.append(Change(What.CHANGED, item, None))
                break
    return tuple(found)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _differences(old: Sequence[PageText], new: Sequence[PageText]) -> Iterator[PageDiffers]:
    """Page by page, where the text differs; pages are counted from the front."""
    for number in range(max(len(old), len(new))):
        before = old[number] if number < len(old) else None
        after = new[number] if number < len(new) else None
        if before is None or after is None:
            here = before or after
            assert here is not None, "a page of neither"
            text = _shortened(here.text)
            yield PageDiffers(here.label, text if before else "", text if after else "")
        elif before.digest != after.digest:
            yield from _within(after.label, _TOKEN.findall(before.text), _TOKEN.findall(after.text))


def _within(label: str, old: Sequence[str], new: Sequence[str]) -> Iterator[PageDiffers]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            lead, tail = max(0, a - _AROUND), b + _AROUND
            first, end = max(0, c - _AROUND), d + _AROUND
            yield PageDiffers(label, "".join(old[lead:tail]), "".join(new[first:end]))


def _shortened(text: str, most: int = 40) -> str:
    plain = _squeezed(text)
    return plain if len(plain) <= most else plain[:most] + "…"

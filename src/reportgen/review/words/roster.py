"""People against the roster: the order of their names, slips in a name beside a post, a wrong post.

The roster (`people`) is in order of rank. What counts as an enumeration is narrow, since a sentence may well
name people in another order for a reason (乙陪同甲调研): names with nothing between them but separators,
posts of the roster and other short items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.core.diagnostics import Diagnostic, Message, error, warning
from reportgen.core.places import Places, SpecPath
from reportgen.review.words.likeness import differing, is_alike
from reportgen.review.words.matching import pattern_of
from reportgen.review.words.shown import HAN, Shown
from reportgen.spec.schema import Person

# Between two names of an enumeration, posts already taken out.
_JOINT = re.compile(rf"(?:同志)?[、，,和及与以\s（）()]+(?:[{HAN}]{{2,4}}[、，])*[（(]?")
# What may follow the name of two characters that is like one of the roster; else it may be part of a verb.
_AFTER = re.compile(
    r"$|[^\u4e00-\u9fff]|同志|[说在到和与等及率带赴为就向对]|出席|主持|参加|指出|强调|表示|要求|介绍|讲话|宣布|致辞|作|陪同|调研"
)
_BASE = re.compile(
    r"(?P<vice>副)?(?P<base>书记|区长|县长|市长|省长|镇长|乡长|主任|主席|部长|局长|院长|检察长|秘书长|会长|所长|校长)"
)
_TITLE = re.compile(rf"(?P<whole>[{HAN}]*?{_BASE.pattern})(?:同志)?$")
_IN_BRACKETS = re.compile(r"(?:同志)?[（(]([^（）()]{2,30})[）)]")
_FORMER = re.compile(r"(?:原|前|时任|曾任|历任|代|兼)[^，。；、]{0,8}$")
_NEXT_NAME = re.compile(rf"[{HAN}]{{2,4}}、(?=[{HAN}]{{2}})")
_BETWEEN = re.compile(r"(?:同志|：|:| )?")


Base = tuple[bool, str]  # a post without the body it belongs to, and whether it is a vice one


@dataclass(frozen=True)
class Roster:
    """The people of a report. A post of several parts (`区委副书记、区长`) counts whole and by its parts."""

    people: tuple[Person, ...]
    names: re.Pattern[str] | None
    posts: re.Pattern[str] | None
    ranks: dict[str, int] = field(default_factory=dict)
    holders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bases: dict[str, frozenset[Base]] = field(default_factory=dict)  # by name


def roster_of(people: Sequence[Person]) -> Roster:
    """What is sought of the roster."""
    ranks = {person.name: rank for rank, person in reversed(list(enumerate(people)))}
    holders: dict[str, tuple[str, ...]] = {}
    for person in people:
        for post in {person.post, *_parts(person.post)} - {""}:
            holders[post] = (*holders.get(post, ()), person.name)
    bases = {person.name: _bases(person.post) for person in people}
    return Roster(tuple(people), pattern_of(ranks), pattern_of(holders), ranks, holders, bases)


def _parts(post: str) -> list[str]:
    return [part.strip() for part in re.split("[、，,；;和 ]", post) if part.strip()]


def roster_findings(
    texts: Iterable[tuple[SpecPath, Shown]], roster: Roster, places: Places
) -> Iterator[Diagnostic]:
    """Findings of all kinds, text by text."""
    if roster.names is None:
        return
    for path, shown in texts:
        yield from _order(path, shown, roster, places)
        yield from _variants(path, shown, roster, places)
        yield from _posts(path, shown, roster, places)


# ------------------------------------------------------------------ order


def _order(path: SpecPath, shown: Shown, roster: Roster, places: Places) -> Iterator[Diagnostic]:
    """The first name of each enumeration that stands behind one of lower rank."""
    assert roster.names is not None
    last: re.Match[str] | None = None
    is_told = False
    for match in roster.names.finditer(shown.text):
        joined = last is not None and _is_joint(shown.text[last.end() : match.start()], roster)
        if not joined:
            is_told = False
        elif last is not None and roster.ranks[last[0]] > roster.ranks[match[0]] and not is_told:
            is_told = not shown.is_allowed(last.start(), match.end())
            if is_told:
                yield _misplaced(path, shown, (last, match), places)
        last = match


def _is_joint(between: str, roster: Roster) -> bool:
    bare = roster.posts.sub("", between) if roster.posts else between
    return bool(_JOINT.fullmatch(bare))


def _misplaced(
    path: SpecPath, shown: Shown, pair: tuple[re.Match[str], re.Match[str]], places: Places
) -> Diagnostic:
    before, after = pair
    return error(
        "review.name-order",
        places.inside(path, *shown.typed_span(*after.span())),
        zh=f"“{after[0]}”在名单里排在“{before[0]}”前面，这里排在后面",
        en=f"{after[0]} stands before {before[0]} in the roster and after here",
        hints=(
            Message(
                "照 people 的次序改；另有缘故就把这几个字写进 review.allow", "follow `people`, or allow it"
            ),
        ),
    )


# ------------------------------------------------------------------ names


def _variants(path: SpecPath, shown: Shown, roster: Roster, places: Places) -> Iterator[Diagnostic]:
    """Beside a post: what is nearly the name of one who holds it."""
    if roster.posts is None:
        return
    text = shown.text
    for match in roster.posts.finditer(text):
        if text[max(0, match.start() - 1) : match.start()] in ("副", "原", "前"):
            continue
        names = roster.holders[match[0]]
        for start, end in _beside(text, match, {len(name) for name in names}):
            found = text[start:end]
            if found in roster.ranks:
                continue
            name = next((name for name in names if _is_slip(name, found, text[end : end + 2])), "")
            if name and not shown.is_allowed(start, end):
                yield warning(
                    "review.name-variant",
                    places.inside(path, *shown.typed_span(start, end)),
                    zh=f"“{match[0]}”在名单里是“{name}”，这里写作“{found}”",
                    en=f"the {match[0]} of the roster is {name}; here stands {found}",
                    hints=(Message("核对姓名；另有其人就写进 review.allow", "check it, or allow it"),),
                )
                break


def _beside(text: str, post: re.Match[str], lengths: set[int]) -> Iterator[tuple[int, int]]:
    """Where a name may stand: behind the post, one after the other, or before it and a bracket."""
    gap = _BETWEEN.match(text, post.end())
    start = gap.end() if gap else post.end()
    while start > 0:
        for length in sorted(lengths, reverse=True):
            if start + length <= len(text):
                yield start, start + length
        more = _NEXT_NAME.match(text, start)
        start = more.end() if more else 0
    if text[max(0, post.start() - 1) : post.start()] in ("（", "("):
        for length in sorted(lengths, reverse=True):
            if post.start() - 1 - length >= 0:
                yield post.start() - 1 - length, post.start() - 1


def _is_slip(name: str, found: str, after: str) -> bool:
    """Whether `found`, followed by `after`, is likely to be meant for `name`."""
    if len(name) != len(found) or not 2 <= len(name) <= 4 or not re.fullmatch(f"[{HAN}]+", found):
        return False
    pairs = differing(name, found)
    if all(is_alike(*pair) for pair in pairs) and len(pairs) < max(len(name), 2):
        return True
    if len(pairs) != 1:
        return False
    return len(name) > 2 or (name[0] == found[0] and _AFTER.match(after) is not None)


# ------------------------------------------------------------------ posts


def _posts(path: SpecPath, shown: Shown, roster: Roster, places: Places) -> Iterator[Diagnostic]:
    """Directly before a name, or in brackets behind it: a post that the roster gives to others, or with 副
    too many or too few."""
    assert roster.names is not None
    everyone = {base for bases in roster.bases.values() for base in bases}
    for match in roster.names.finditer(shown.text):
        own = roster.bases[match[0]]
        for start, end, given in _said_posts(shown.text, match):
            other = (not given[0], given[1])
            if not own or given in own or (given not in everyone and other not in own):
                continue
            if shown.is_allowed(start, end):
                continue
            post = roster.people[roster.ranks[match[0]]].post
            yield warning(
                "review.post",
                places.inside(path, *shown.typed_span(start, end)),
                zh=f"“{match[0]}”在名单里的职务是“{post}”，这里写作“{'副' if given[0] else ''}{given[1]}”",
                en=f"the roster gives {match[0]} the post {post}, which is not what stands here",
                hints=(
                    Message(
                        "核对职务；当时的职务写“时任”", "check the post; write 时任 for a post at that time"
                    ),
                ),
            )
            break


def _said_posts(text: str, name: re.Match[str]) -> Iterator[tuple[int, int, Base]]:
    """The posts that a text gives to a name, and where each stands with it."""
    first = max(0, name.start() - 16)
    before = text[first : name.start()]
    title = _TITLE.search(before)
    if title and not _FORMER.search(before[: title.end("whole")]):
        start = first + title.start("vice" if title["vice"] else "base")
        yield start, name.end(), (bool(title["vice"]), title["base"])
    bracket = _IN_BRACKETS.match(text, name.end())
    if bracket and not _FORMER.search(bracket[1]):
        for base in _BASE.finditer(text, bracket.start(1), bracket.end(1)):
            if text[base.end() : base.end() + 1] in ("）", ")", "、", "，"):
                yield base.start(), base.end(), (bool(base["vice"]), base["base"])


def _bases(post: str) -> frozenset[Base]:
    """The posts in a title."""
    return frozenset((bool(match["vice"]), match["base"]) for match in _BASE.finditer(post))

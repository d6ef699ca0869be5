"""Places where addresses, paths and long identifiers may be broken, without a hyphen (rule book, 4.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

IN_URL = 60
IN_IDENTIFIER = 200
LONG_IDENTIFIER = 12  # characters; only what is longer is broken
LEAST_PART = 3  # characters on either side of a break

_TAIL = ".,;:!?)]}>'\""  # marks after an address that are rarely part of it
_TOP = "com|org|net|edu|gov|info|int|io|eu|cn|hk|mo|tw|jp|kr|uk|de|fr|us"
# Schemes and names are bounded, so that a long run of letters costs no search from each of them.
_URL = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,30}://|www\.|mailto:)[!-~]+"
    r"|[\w.+-]{1,64}@[\w-]+\.[\w.-]+"
    rf"|(?<![\w.@/-])(?:[a-z0-9][a-z0-9-]*\.)+(?:{_TOP})(?![\w.-])(?:[:/?#][!-~]*)?",
    re.IGNORECASE | re.ASCII,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?")
_TOKEN = re.compile(rf"[!-~]{{{LONG_IDENTIFIER + 1},}}")
_AFTER, _BEFORE = frozenset("/?&=#"), frozenset(".-_~%")
_HOLDS = _AFTER | _BEFORE - {"%"}  # no break before a sign that follows one of these


def opened(text: str) -> Iterator[tuple[int, int, int, list[int]]]:
    """(start, end, penalty, places) of every token that may be broken: only at its places, at the penalty."""
    if len(text) <= LONG_IDENTIFIER:
        return
    done: list[tuple[int, int]] = []
    for match in _URL.finditer(text):
        url = match[0].rstrip(_TAIL)
        done.append(match.span())
        places = [match.start() + place for place in url_places(url)]
        yield match.start(), match.end(), IN_URL, places
    for match in _TOKEN.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in done):
            continue
        places = [match.start() + place for place in identifier_places(match[0])]
        if places:
            yield match.start(), match.end(), IN_IDENTIFIER, places


def url_places(url: str) -> list[int]:
    """After / ? & = #, before . - _ ~ %, never inside `scheme://` or %XX, never near the ends."""
    scheme = _SCHEME.match(url)
    first = max(LEAST_PART, scheme.end() + 1 if scheme else 0)
    places = []
    for place in range(first, len(url) - LEAST_PART + 1):
        left, right = url[place - 1], url[place]
        if "%" in url[place - 2 : place]:
            continue
        if (left in _AFTER and right not in _AFTER) or (right in _BEFORE and left not in _HOLDS):
            places.append(place)
    return places


def identifier_places(token: str) -> list[int]:
    """After / \\ . _ and before a hump of camelCase; none in a token without a letter."""
    start, end = 0, len(token)
    while start < end and not token[start].isalnum() and token[start] not in "/\\._":
        start += 1
    while end > start and not token[end - 1].isalnum():
        end -= 1
    if end - start <= LONG_IDENTIFIER or not any(char.isalpha() for char in token):
        return []
    places = []
    for place in range(start + LEAST_PART, end - LEAST_PART + 1):
        left, right = token[place - 1], token[place]
        if left in "/\\._":
            if right.isalnum() and not (left == "." and right.isdigit()):
                places.append(place)
        elif right.isupper() and (
            left.islower() or (left.isupper() and place + 1 < end and token[place + 1].islower())
        ):
            places.append(place)
    return places

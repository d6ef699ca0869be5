"""Every figure of a text: numbers with units and qualifiers; dates, places, times and names told apart.

One pass of one pattern over the text, which starts at a digit or a Chinese numeral, then a short look at what
touches each hit; so the time is linear in the text. What cannot be a figure (an address, a document number, a
list marker, a bare Chinese numeral as in 统一) is not returned at all. Offsets count characters of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.review.figures.figure import Figure, Kind
from reportgen.review.figures.grammar import (
    AFTER_ONE,
    BEFORE_MARKER,
    BEFORE_MINUS,
    BELOW_ZERO,
    FIRST,
    FULL_WIDTH,
    GROUPING,
    LIST_MARKER,
    MASTER,
    NOT_BEFORE_HAN,
    ORDINAL_TAIL,
    POWERS,
    QUALIFIER_BEFORE,
    QUALIFIER_LENGTH,
    STOP,
    TAIL,
    TERM,
    WITHOUT_MORE,
    WORDS_OF_SCALE,
    YEAR_IN,
)
from reportgen.review.figures.han import han_value
from reportgen.review.figures.names import is_in_name, spans_of_names


def decimal_of(text: str) -> Decimal:
    """The number that digits with grouping, full-width or not, write."""
    if not text.isascii() or "," in text:
        text = text.translate(FULL_WIDTH).translate(GROUPING)
    return Decimal(text)


def scan(text: str) -> tuple[Figure, ...]:
    """The figures of `text`, in order."""
    return tuple(_figures(text))


def _figures(text: str) -> Iterator[Figure]:
    spans = spans_of_names(text)
    starts = [start for start, _ in spans]
    done = 0
    for first in FIRST.finditer(text):
        if first.start() < done:
            continue  # within a figure, as the 万 of 4万元
        match = MASTER.match(text, first.start())
        if match is None:
            continue
        start, end = match.span()
        done = end
        if spans:
            index = bisect_right(starts, start) - 1
            if index >= 0 and start < spans[index][1]:
                continue
        found = _figure(text, match, start, end)
        if found is not None:
            done = max(end, found.right)
            yield found


def _figure(text: str, match: re.Match[str], start: int, end: int) -> Figure | None:
    match match.lastgroup:
        case "han":
            return _han(text, start, end)
        case "fraction":
            return _fraction(text, start, end)
        case "number":
            return _number(text, start, end)
        case "date":
            if is_in_name(text, start, end, is_han=False):
                return None
            year = YEAR_IN.search(match[0])
            stated = year[0].translate(FULL_WIDTH) if year else ""
            return Figure(Kind.DATE, start, end, start, end, year=stated)
        case "time":
            return Figure(Kind.TIME, start, end, start, end)
        case "ratio":
            return _ratio(match)
        case "phone":
            return None
    return _range(text, match)


def _number(text: str, start: int, end: int) -> Figure | None:
    if start and text[start - 1] == "第":
        return _place(text, start, end, is_han=False)
    if is_in_name(text, start, end, is_han=False) or _is_marker(text, start, end):
        return None
    high, parted, low = text[start:end].partition("亿")
    value = decimal_of(high)
    if parted:  # 3亿5000万元
        value = value * 10000 + decimal_of(low)
    if start and text[start - 1] in "-−－" and text[start - 2 : start - 1] in BEFORE_MINUS:
        return _with_tail(text, start - 1, end, -value, is_han=False)
    if BELOW_ZERO.search(text, max(0, start - 2), start):
        return _with_tail(text, start - 2, end, -value, is_han=False)
    return _with_tail(text, start, end, value, is_han=False)


def _place(text: str, start: int, end: int, *, is_han: bool) -> Figure | None:
    """第一, 第12位."""
    digits = text[start:end].translate(FULL_WIDTH)
    value = han_value(digits) if is_han else Decimal(digits) if digits.isdigit() else None
    if value is None:
        return None
    tail = ORDINAL_TAIL.match(text, end)
    stop = tail.end() if tail else end
    return Figure(
        Kind.PLACE,
        start - 1,
        stop,
        start - 1,
        stop,
        value,
        unit=text[end:stop],
        number_end=end,
        is_han=is_han,
    )


def _is_marker(text: str, start: int, end: int) -> bool:
    """1. and （1） and 1、 at the head of a line."""
    if end - start > 3 or not LIST_MARKER.match(text, end):
        return False
    before = text[start - 1 : start]
    if text[end] in ")）":
        return before in ("（", "(") or before in BEFORE_MARKER
    return before in BEFORE_MARKER and before not in ("（", "(")


def _han(text: str, start: int, end: int) -> Figure | None:
    raw = text[start:end]
    if start and text[start - 1] == "第":
        return _place(text, start, end, is_han=True)
    if TERM.match(text, end) and end - start <= 2:
        return Figure(Kind.PLACE, start, end + 1, start, end + 1, han_value(raw), number_end=end, is_han=True)
    if is_in_name(text, start, end, is_han=True):
        return None
    if raw[0] in "万亿":
        return None  # 万元, 上万人: the number is missing
    value = han_value(raw)
    if not value or (start and text[start - 1] in NOT_BEFORE_HAN):
        return None
    if value == 1 and text[end : end + 1] not in AFTER_ONE:
        return None  # 一件事, 一起, 一面旗帜: mostly an article or a part of a word
    return _with_tail(text, start, end, value, is_han=True)


def _fraction(text: str, start: int, end: int) -> Figure | None:
    raw = text[start:end]
    if raw.startswith("百分之"):
        value, unit = han_value(raw.removeprefix("百分之")), "%"
    else:
        value, unit = han_value(raw), ""
    return (
        None if value is None else _qualified(text, (start, end, end, end), value, 0, unit, "", is_han=True)
    )


def _with_tail(text: str, start: int, end: int, value: Decimal, *, is_han: bool) -> Figure | None:
    tail = TAIL.match(text, end)
    assert tail is not None, "every part of the tail may be empty"
    unit = (tail["whole"] or "") + tail["unit"]
    power, number_end = _scaled(tail, end)
    if is_han and not unit and not (power and value % 1):
        return None  # 三点五亿 may leave its unit out, 三亿 may be a part of a word
    stop = tail.end("unit") if unit else number_end
    after = tail["after"] or ("多" if tail["over"] or (tail["inner"] and unit) else "")
    bounds = (start, stop, number_end, stop + len(tail["after"]))
    found = _qualified(text, bounds, value, power, _same_unit(unit), after, is_han=is_han)
    is_bare = not unit and power > 0 and STOP.match(text, bounds[-1]) is not None
    return replace(found, is_bare=True) if is_bare else found


def _scaled(tail: re.Match[str], end: int) -> tuple[int, int]:
    """The power of ten that a tail says, and where the number ends with it; `end` is where the digits do."""
    if tail["english"]:
        return WORDS_OF_SCALE[tail["english"]], tail.end("english")
    if tail["over"]:
        return POWERS[tail["over"].translate(WITHOUT_MORE)], tail.end("over")
    return (POWERS[tail["scale"]], tail.end("scale")) if tail["scale"] else (0, end)


def _same_unit(unit: str) -> str:
    if unit in ("％", "percent", "per cent"):
        return "%"
    return "百分点" if unit in ("个百分点", "percentage points") else unit


def _qualified(
    text: str,
    bounds: tuple[int, int, int, int],
    value: Decimal,
    power: int,
    unit: str,
    after: str,
    *,
    is_han: bool,
) -> Figure:
    """The figure and the qualifier before it; `bounds`: start, end, end of digits, end of what follows."""
    start, end, number_end, right = bounds
    found = QUALIFIER_BEFORE.search(text, max(0, start - QUALIFIER_LENGTH), start)
    before = found[0].strip().removesuffix("了") if found else ""
    left = found.start() if found else start
    return Figure(
        Kind.QUANTITY, start, end, left, right, value, power, unit, number_end, before, after, is_han
    )


def _ratio(match: re.Match[str]) -> Figure:
    parts = re.split("[:：∶]", match[0].translate(FULL_WIDTH))
    start, end = match.span()
    if len(parts) == 2 and len(parts[1]) == 2 and parts[0].isdigit() and int(parts[0]) <= 24:
        return Figure(Kind.TIME, start, end, start, end)
    values = tuple(decimal_of(part) for part in parts)
    return Figure(Kind.RATIO, start, end, start, end, values=values)


def _range(text: str, match: re.Match[str]) -> Figure | None:
    """15%～30%, 13万元～17万元, 100～150公里."""
    start, end = match.span()
    if is_in_name(text, start, end, is_han=False):
        return None
    tail = TAIL.match(text, end)
    assert tail is not None, "every part of the tail may be empty"
    unit = (tail["whole"] or "") + tail["unit"]
    if not unit and match["range"][len(match["low"]) :].startswith(("-", "－")):
        return None  # 010-12345, 3-2: a code or a score
    ends = (decimal_of(match["low"]), decimal_of(match["high"]))
    power, _ = _scaled(tail, end)
    stop = tail.end("unit") if unit else end
    return Figure(Kind.RANGE, start, stop, start, stop, None, power, _same_unit(unit), end, values=ends)

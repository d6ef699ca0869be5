"""Line breaking of Unicode (UAX 14, version 17.0), untailored: the base that `breaks` builds on.

`tables/line_break.txt` gives every code point a letter, LB1 applied (AI, SG, XX are AL, marks of SA are CM,
CJ is NS). The answer for a place is one letter too: `MUST` a forced line end, `MAY` an opportunity, `NOT`
none, and `NEVER` none by rules that no tailoring may touch (LB4 to LB12a: spaces, joiners, glue, marks).
What a text allows depends on its letters alone, so the answers are remembered by letters: numbers of one
form cost one look.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from pathlib import Path

UNICODE_VERSION = "17.0.0"
MUST, MAY, NOT, NEVER = "!+-x"

_WIDE = 0x100  # added to the letter of a character whose East_Asian_Width is F, W or H
_TABLE = Path(__file__).with_name("tables") / "line_break.txt"
_REMEMBERED = 200  # letters; longer texts rarely come twice
_IDEOGRAPH = chr(ord("I") + _WIDE)

_FORCED = frozenset("KRF")
_LETTER = frozenset("ALo")  # AL, HL and the dotted circle, which is AL too
_QUOTES = frozenset("qit")  # QU: neither, initial, final
_PICTURE = frozenset("IeEX")  # ID, EB, EM
_HYPHEN = frozenset("-y")
_HANGUL = frozenset("jVThH")
_AKSARA = frozenset("ko")
_BASES = frozenset("kos")
_BEFORE_INITIAL = frozenset("KRF(qitGSZ")
_AFTER_FINAL = frozenset("SGW}qit)!,/KRFZ")
_BEFORE_HYPHEN = frozenset("KRFSZcG")


class _Letters(dict[int, str]):
    """Letter by code point, filled as characters turn up. Used with `str.translate`."""

    def __init__(self) -> None:
        super().__init__()
        runs: list[tuple[int, int, str]] = []
        for line in _TABLE.read_text(encoding="ascii").splitlines():
            if line.startswith("#"):
                continue
            name, *numbers = line.split()
            letter = chr(ord(name[0]) + _WIDE) if name.endswith("w") else name
            at = 0
            for step, length in zip(numbers[::2], numbers[1::2], strict=True):
                start = at + int(step, 16)
                at = start + int(length, 16)
                runs.append((start, at, letter))
        runs.sort()
        self._starts = [start for start, _, _ in runs]
        self._runs = runs

    def __missing__(self, codepoint: int) -> str:
        place = bisect_right(self._starts, codepoint) - 1
        letter = "A"
        if place >= 0 and codepoint < self._runs[place][1]:
            letter = self._runs[place][2]
        self[codepoint] = letter
        return letter


@cache
def _letters() -> _Letters:
    return _Letters()


def line_break_letters(text: str) -> str:
    """The line breaking letter of every character."""
    return text.translate(_letters())


def base_breaks(text: str, before: bool = False, after: bool = False) -> str:
    """What Unicode says of the place before each character, and of the end: one longer than the text.

    `before` and `after`: whether an ideograph stands next to the text. Without one the start is `NEVER` and
    the end `MUST`, as at the edges of a paragraph.
    """
    letters = text.translate(_letters())
    if before:
        letters = _IDEOGRAPH + letters
    if after:
        letters += _IDEOGRAPH
    found = _decided(letters) if len(letters) <= _REMEMBERED else _decide(letters)
    return found[before : len(found) - after]


def _decide(letters: str) -> str:
    if not letters:
        return NEVER
    result = [NEVER] * len(letters)
    units: list[str] = []  # classes after LB9 and LB10
    wide: list[bool] = []
    starts: list[int] = []
    joined: list[bool] = []  # the unit ends with a zero width joiner (LB8a)
    for index, full in enumerate(letters):
        code = ord(full)
        letter = chr(code - _WIDE) if code >= _WIDE else full
        if letter in "mz":
            if units and units[-1] not in "KRFSZ":
                joined[-1] = letter == "z"
                continue
            joined.append(letter == "z")
            letter = "A"
        else:
            joined.append(False)
        units.append(letter)
        wide.append(code >= _WIDE)
        starts.append(index)
    base = 0  # the last unit that is no space
    flags = 0  # regional indicators in a row
    for place in range(1, len(units)):
        left = units[place - 1]
        if left != "S":
            base = place - 1
        flags = flags + 1 if left == "r" else 0
        if joined[place - 1]:
            continue
        if flags % 2 and units[place] == "r":  # LB30a
            result[starts[place]] = NOT
        else:
            result[starts[place]] = _between(units, wide, place, base)
    result.append(MUST)
    return "".join(result)


_decided = lru_cache(maxsize=16_384)(_decide)


def _between(units: list[str], wide: list[bool], place: int, base: int) -> str:
    """The rules in their order, for the place before unit `place`; `base`: the last unit that is no space."""
    left, right = units[place - 1], units[place]
    if left in _FORCED:  # LB4, LB5
        return NEVER if left == "R" and right == "F" else MUST
    if right in "KRFSZ":  # LB6, LB7
        return NEVER
    solid = units[base]
    if solid == "Z":  # LB8
        return MAY
    if "W" in (left, right) or left == "G" or (right == "G" and left not in "Sb-y"):  # LB11 to LB12a
        return NEVER
    if right in "})!/" or solid == "(":  # LB13, LB14
        return NOT
    return _marks(units, wide, place, base, solid) or _words(units, wide, place)


def _marks(units: list[str], wide: list[bool], place: int, base: int, solid: str) -> str:
    """LB15a to LB21b: quotation marks, spaces, hyphens; empty if none of them speaks."""
    left, right = units[place - 1], units[place]
    count = len(units)
    following = units[place + 1] if place + 1 < count else ""
    if solid == "i" and (base == 0 or units[base - 1] in _BEFORE_INITIAL):  # LB15a
        return NOT
    if right == "t" and (not following or following in _AFTER_FINAL):  # LB15b
        return NOT
    if right == ",":  # LB15c, LB15d
        return MAY if left == "S" and following == "0" else NOT
    if (solid in ("}", ")") and right == "n") or (solid == right == "2"):  # LB16, LB17
        return NOT
    if left == "S":  # LB18
        return MAY
    if right in ("q", "t") or left in ("q", "i"):  # LB19
        return NOT
    if right in _QUOTES and (not wide[place - 1] or not following or not wide[place + 1]):  # LB19a
        return NOT
    if left in _QUOTES and (not wide[place] or place == 1 or not wide[place - 2]):
        return NOT
    if "c" in (left, right):  # LB20
        return MAY
    if left in _HYPHEN and right in _LETTER and (place == 1 or units[place - 2] in _BEFORE_HYPHEN):  # LB20a
        return NOT
    if right in "by-n" or left == "B":  # LB21
        return NOT
    if left in _HYPHEN and place > 1 and units[place - 2] == "L" and right != "L":  # LB21a
        return NOT
    return NOT if left == "/" and right == "L" else ""  # LB21b


def _words(units: list[str], wide: list[bool], place: int) -> str:
    """LB22 to LB31: words, numbers, syllables, pictures."""
    left, right = units[place - 1], units[place]
    following = units[place + 1] if place + 1 < len(units) else ""
    before = units[place - 2] if place > 1 else ""
    kept = (
        right == "."  # LB22
        or (left in _LETTER and right in "0$%")  # LB23, LB24
        or (left in "0$%" and right in _LETTER)
        or (left == "$" and right in _PICTURE)  # LB23a
        or (left in _PICTURE and right == "%")
        or _in_number(units, place, following)
        or (left == "j" and right in "jVhH")  # LB26
        or (left in "Vh" and right in "VT")
        or (left in "TH" and right == "T")
        or (left in _HANGUL and right == "%")  # LB27
        or (left == "$" and right in _HANGUL)
        or (left in _LETTER and right in _LETTER)  # LB28
        or (left == "p" and right in _BASES)  # LB28a
        or (left in _BASES and right in "fv")
        or (left == "v" and before in _BASES and before and right in _AKSARA)
        or (left in _BASES and right in _BASES and following == "f")
        or (left == "," and right in _LETTER)  # LB29
        or (right == "(" and not wide[place] and (left in _LETTER or left == "0"))  # LB30
        or (left == ")" and not wide[place - 1] and (right in _LETTER or right == "0"))
        or (right == "E" and left in "eX")  # LB30b
    )
    return NOT if kept else MAY


def _in_number(units: list[str], place: int, following: str) -> bool:
    """LB25."""
    left, right = units[place - 1], units[place]
    if right == "0" and left in "%$-,":
        return True
    if left in "%$" and right == "(":
        after = units[place + 2] if place + 2 < len(units) else ""
        return following == "0" or (following == "," and after == "0")
    if right not in "0%$":
        return False
    at = place - 1
    if left in "})" and right != "0":
        at -= 1
    while at >= 0 and units[at] in "/,":
        at -= 1
    return at >= 0 and units[at] == "0"

"""Where a figure stands in a decimal column: the character whose left edge all figures share (CY/T 170).

    12.5       the decimal point
    1,200      behind the ones digit; a unit or a sign after it stands to the right
    15%～30%   the connector of a range
    0.8±0.1    the sign between a value and its error
    —          no value: centred on the integers of the column

One column may hold all of these: they share one axis.
"""

from __future__ import annotations

import re

MISSING = frozenset({"—", "——", "…", "……", "–", "-", "−"})

# Behind the last digit of a number may stand a unit: 15%～30%, 13万元～17万元; before the next a sign.
_RANGE = re.compile(r"[0-9][^0-9～~—–]*(?P<at>～|~|—{1,2}|–)[^0-9～~—–]{0,3}[0-9]")
# A hyphen makes a range of two numbers; dates and telephone numbers have more of them.
_HYPHENED = re.compile(r"[^0-9-]*[0-9][0-9.,]*[^0-9-]*(?P<at>-)[0-9][0-9.,]*[^0-9-]*")
_ERROR = re.compile(r"[0-9][^0-9±]{0,3}(?P<at>±)")
_POINT = re.compile(r"(?P<at>\.)[0-9]")
_ONES = re.compile("[0-9](?:[,\u00a0\u2005\u2009\u202f ]?[0-9])*")


def axis(text: str) -> int | None:
    """Index of the character that begins at the axis; the text's length where the axis is its end.

    None for words without a figure.
    """
    if (hyphened := _HYPHENED.fullmatch(text)) is not None:
        return hyphened.start("at")
    for pattern in (_RANGE, _ERROR, _POINT):
        match = pattern.search(text)
        if match is not None:
            return match.start("at")
    ones = _ONES.search(text)
    return ones.end() if ones else None


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.strip() in MISSING

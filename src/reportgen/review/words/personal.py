"""Personal data that a printed report must not carry: identity, telephone and card numbers.

A number counts only if it is well formed: the check digit of an identity number (GB 11643, ISO 7064 MOD
11-2) and of a card (Luhn) must be right, a mobile number has eleven digits and a prefix in use. Service
numbers (12345, 110, 400 and landlines of offices) have other forms and pass. No message holds a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.core.diagnostics import Diagnostic, Message, warning
from reportgen.core.places import Places, SpecPath
from reportgen.review.words.shown import Shown

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z.])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.,-])(?:\+?86[ -]?)?1[3-9]\d(?:\d{8}|([ -])\d{4}\1\d{4})(?![0-9A-Za-z,]|[.]\d)"
    r"(?![余多]?\s?(?:[万亿]?[元人户个件家吨亩斤千公平方立]|[万亿]))"
)
_CARD = re.compile(
    r"(?<![0-9A-Za-z.,-])(?:62|4|5[1-5])"
    r"(?:\d{14,17}|\d{2}(?: \d{4}){3}(?: \d{1,3})?|\d{3}(?: \d{4}){3})(?![0-9A-Za-z])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DIGITS = re.compile(r"\d{11}|\d{3,4}[ -]\d{4}[ -]\d{4}")


def personal_findings(texts: Iterable[tuple[SpecPath, Shown]], places: Places) -> Iterator[Diagnostic]:
    """A warning for each number of a person."""
    for path, shown in texts:
        text = shown.text
        if not _DIGITS.search(text):
            continue
        for zh, en, start, end in _numbers(text):
            if not shown.is_allowed(start, end):
                yield warning(
                    "review.personal-data",
                    places.inside(path, *shown.typed_span(start, end)),
                    zh=f"像是个人的{zh}，不宜印出",
                    en=f"this looks like somebody's {en} and should not be printed",
                    hints=(
                        Message(
                            "删去或隐去中间几位；确是公开的号码，写进 review.allow",
                            "remove it or hide its middle; list a public number under review.allow",
                        ),
                    ),
                )


def _numbers(text: str) -> Iterator[tuple[str, str, int, int]]:
    taken: list[tuple[int, int]] = []
    for match in _IDENTITY.finditer(text):
        if is_identity(match[0]):
            taken.append(match.span())
            yield "身份证号", "identity number", *match.span()
    for match in _CARD.finditer(text):
        if has_luhn(match[0].replace(" ", "")) and match.span() not in taken:
            yield "银行卡号", "card number", *match.span()
    for match in _MOBILE.finditer(text):
        yield "手机号码", "mobile number", *match.span()


def is_identity(number: str) -> bool:
    """Whether the last of 18 characters is the check character of the others (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def has_luhn(number: str) -> bool:
    """Whether the last digit of a card number is the check digit of the others."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0

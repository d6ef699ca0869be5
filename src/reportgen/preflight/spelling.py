"""How strings, names and numbers of a file's objects are spelled; what exceeds a limit is noted.

A library reads them all, however they are written, so the text of the objects is gone through once:
objects that stand for themselves in the bytes of the file, the others in their object streams.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reportgen.preflight.access import TooLarge, decoded
from reportgen.preflight.inventory import Held
from reportgen.preflight.raw import RawFile

MAX_NAME, MAX_STRING = 127, 32767  # bytes (ISO 19005-2, 6.1.13)
_SPELLED = re.compile(
    rb"\((?P<string>[^()\\]*(?:\\.[^()\\]*)*)\)"
    rb"|<<|(?<!<)<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*)>"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?<![^\0\t\n\f\r \[])(?P<number>[+-]?[0-9]{10,}\.?[0-9]*)(?![^\0\t\n\f\r \]/<>])",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"#[0-9A-Fa-f]{2}")
_INTEGERS = (-(1 << 31), (1 << 31) - 1)
_LARGEST_REAL = 3.403e38

Noted = tuple[int, str]  # number of the object, and what to say of it


@dataclass(slots=True)
class Spelling:
    """What is too long, out of range or odd."""

    long_names: list[Noted] = field(default_factory=list)
    long_strings: list[Noted] = field(default_factory=list)
    odd_hex: list[Noted] = field(default_factory=list)
    large_numbers: list[Noted] = field(default_factory=list)


def read_spelling(raw: RawFile, object_streams: Iterable[Held]) -> Spelling:
    """Go through the text of all objects."""
    noted = Spelling()
    for number, text in _texts(raw, object_streams):
        for found in _SPELLED.finditer(text):
            match found.lastgroup:
                case "name":
                    if len(found["name"]) > MAX_NAME:
                        length = len(_ESCAPE.sub(b"x", found["name"]))
                        if length > MAX_NAME:
                            noted.long_names.append((number, str(length)))
                case "string":
                    if len(found["string"]) > MAX_STRING:
                        noted.long_strings.append((number, str(len(found["string"]))))
                case "hex":
                    digits = found["hex"].translate(None, b"\0\t\n\f\r ")
                    if len(digits) % 2:
                        noted.odd_hex.append((number, str(len(digits))))
                    if len(digits) > 2 * MAX_STRING:
                        noted.long_strings.append((number, str(len(digits) // 2)))
                case "number":
                    if _is_outside(found["number"]):
                        noted.large_numbers.append((number, found["number"][:20].decode("ascii")))
    return noted


def _texts(raw: RawFile, object_streams: Iterable[Held]) -> Iterator[tuple[int, bytes]]:
    for item in raw.objects():
        yield item.key[0], bytes(raw.data[item.start : item.text_end])
    for held in object_streams:
        try:
            yield held.at[0], decoded(held.value) or b""
        except TooLarge:
            continue


def _is_outside(spelled: bytes) -> bool:
    value = float(spelled)
    if b"." in spelled:
        return abs(value) > _LARGEST_REAL
    return not _INTEGERS[0] <= value <= _INTEGERS[1]

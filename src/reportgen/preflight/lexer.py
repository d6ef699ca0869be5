"""Content streams and CMaps as operators with operands (ISO 32000-1, 7.8.2).

One regular expression finds the tokens, so that a page of thousands of operators costs milliseconds. Numbers
become floats, names `str`, strings `bytes`, arrays lists, dictionaries dicts. What is not well-formed is
noted and passed over; reading never stops before the end. The parser of pikepdf is not used: it mends odd
hexadecimal strings without a word, stops at a string that is not closed, and gives objects that would have
to be unwrapped one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Operand = object  # float, str (a name), bytes (a string), list, dict, bool, None

_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*(?:"
    rb"([^\0\t\n\f\r ()<>\[\]{}/%]+)"  # 1 number or operator
    rb"|/([^\0\t\n\f\r ()<>\[\]{}/%]*)"  # 2 name
    rb"|<([0-9A-Fa-f\0\t\n\f\r ]*)>"  # 3 hexadecimal string
    rb"|\(([^()\\]*(?:\\.[^()\\]*)*)\)"  # 4 string without parentheses in it
    rb"|(<<|>>|[\[\]{}])"  # 5 delimiter
    rb"|(%[^\r\n]*)"  # 6 comment
    rb"|([()<>])"  # 7 string with parentheses, or astray
    rb")",
    re.DOTALL,
)
_NUMBER_START = frozenset(b"+-.0123456789")
_WORDS = {b"true": True, b"false": False, b"null": None}
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n?|\n)|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_IMAGE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)")
_BINARY = re.compile(rb"[^\t\n\f\r -\x7e]")
MAX_OPERANDS = 1 << 18  # of one operator outside an array; some writers put a whole CMap into one section

ODD_HEX, EXPONENT, ASTRAY, UNCLOSED, NOT_A_NUMBER = "odd-hex", "exponent", "astray", "unclosed", "number"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to an indirect object: its number and its generation."""

    parts: list[Operand]


@dataclass(slots=True)
class Notes:
    """What was wrong while reading: kind of fault to the first text that has it, and the longest values."""

    faults: dict[str, str] = field(default_factory=dict)
    longest_string: int = 0
    longest_name: int = 0

    def add(self, kind: str, shown: bytes) -> None:
        """Note a fault; of each kind the first is kept."""
        self.faults.setdefault(kind, shown[:40].decode("latin-1"))


def instructions(data: bytes, notes: Notes) -> Iterator[tuple[bytes, list[Operand]]]:
    """Operators with their operands; an inline image comes as `BI` with its dictionary and its data."""
    operands: list[Operand] = []
    outer: list[tuple[list[Operand], bytes]] = []  # containers that are open, with their opening marks
    match = _TOKEN.match
    at = 0
    while (found := match(data, at)) is not None:
        at = found.end()
        kind = found.lastindex
        if kind == 1:
            word = found[1]
            if word[0] in _NUMBER_START:
                operands.append(_number(word, notes))
            elif word in _WORDS:
                operands.append(_WORDS[word])
            elif outer:
                if word == b"R":  # a reference, in the syntax of objects
                    operands[-2:] = [Reference(operands[-2:])]
                else:
                    notes.add(ASTRAY, word)
            elif word == b"ID":
                pairs = _paired(operands)
                operands = []
                content, at = _image_data(data, at, pairs, notes)
                yield b"BI", [pairs, content]
            elif word == b"BI":
                operands = []
            else:
                yield word, operands
                operands = []
        elif kind == 2:
            operands.append(_name(found[2], notes))
        elif kind == 3:
            operands.append(_hex(found[3], notes))
        elif kind == 4:
            operands.append(_string(found[4], notes))
        elif kind == 5:
            mark = found[5]
            if mark in (b"[", b"<<"):
                outer.append((operands, mark))
                operands = []
            elif mark in (b"]", b">>") and outer and (outer[-1][1] == b"[") == (mark == b"]"):
                inner = operands
                operands = outer.pop()[0]
                operands.append(inner if mark == b"]" else _paired(inner))
            else:
                notes.add(ASTRAY, mark)
        elif kind == 7:
            if found[7] != b"(":
                notes.add(ASTRAY, found[7])
                continue
            content, at = _nested(data, at, notes)
            operands.append(_string(content, notes))
        if len(operands) > MAX_OPERANDS and not outer:
            notes.add(ASTRAY, b"operands without an operator")
            operands = []
    if outer or operands:
        notes.add(UNCLOSED, b"the end of the stream")


def _number(word: bytes, notes: Notes) -> float:
    try:
        value = float(word)
    except ValueError:
        notes.add(NOT_A_NUMBER, word)
        head = re.match(rb"[+-]*[0-9]*\.?[0-9]*", word)
        try:
            return float(head[0].lstrip(b"+-")) if head else 0.0
        except ValueError:
            return 0.0
    if b"e" in word or b"E" in word or b"_" in word:
        notes.add(EXPONENT, word)
    return value


def _name(spelled: bytes, notes: Notes) -> str:
    if b"#" in spelled:
        spelled = _NAME_ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), spelled)
    if len(spelled) > notes.longest_name:
        notes.longest_name = len(spelled)
    return spelled.decode("utf-8", "surrogateescape")


def _hex(digits: bytes, notes: Notes) -> bytes:
    try:
        value = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        digits = b"".join(digits.split()).replace(b"\0", b"")
        if len(digits) % 2:
            notes.add(ODD_HEX, digits)
            digits += b"0"
        value = bytes.fromhex(digits.decode("ascii"))
    if len(value) > notes.longest_string:
        notes.longest_string = len(value)
    return value


def _string(content: bytes, notes: Notes) -> bytes:
    if b"\\" in content:
        content = _ESCAPE.sub(_unescaped, content)
    if len(content) > notes.longest_string:
        notes.longest_string = len(content)
    return content


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1] is not None:
        return bytes([int(found[1], 8) & 0xFF])
    if found[2] is not None:
        return b""  # the line goes on
    return _ESCAPED.get(found[3], found[3])


def _nested(data: bytes, start: int, notes: Notes) -> tuple[bytes, int]:
    """The content of a string that holds parentheses, and where reading goes on."""
    depth, at = 1, start
    for found in re.compile(rb"\\.|[()]", re.DOTALL).finditer(data, start):
        if found[0] == b"(":
            depth += 1
        elif found[0] == b")":
            depth -= 1
            if not depth:
                return data[start : found.start()], found.end()
        at = found.end()
    notes.add(UNCLOSED, data[start - 1 : at])
    return data[start:], len(data)


def _paired(flat: list[Operand]) -> dict[str, Operand]:
    return {name: value for name, value in zip(flat[::2], flat[1::2], strict=False) if isinstance(name, str)}


def _image_data(data: bytes, at: int, pairs: dict[str, Operand], notes: Notes) -> tuple[bytes, int]:
    """The data of an inline image that begins after `ID`, and where reading goes on behind `EI`.

    Without a filter the length follows from the dictionary; else the first `EI` counts that is followed by
    something that looks like a content stream.
    """
    start = at + 1 if data[at : at + 1].isspace() else at
    length = _bare_length(pairs)
    after = start + length if length is not None else start
    for found in _IMAGE_END.finditer(data, max(after - 1, start - 1)):
        following = data[found.end() : found.end() + 20]
        if not _BINARY.search(following):
            return data[start : found.start()], found.end()
    notes.add(UNCLOSED, b"BI")
    return data[start:], len(data)


def _bare_length(pairs: dict[str, Operand]) -> int | None:
    if pairs.get("F", pairs.get("Filter")) not in (None, []):
        return None
    width, height = pairs.get("W", pairs.get("Width")), pairs.get("H", pairs.get("Height"))
    if not isinstance(width, float) or not isinstance(height, float):
        return None
    bits = pairs.get("BPC", pairs.get("BitsPerComponent"))
    if pairs.get("IM", pairs.get("ImageMask")) is True:
        bits = 1.0
    spaces = {"G": 1, "DeviceGray": 1, "RGB": 3, "DeviceRGB": 3, "CMYK": 4, "DeviceCMYK": 4}
    space = pairs.get("CS", pairs.get("ColorSpace"))
    components = spaces.get(space) if isinstance(space, str) else 1
    if components is None or not isinstance(bits, float):
        return None
    return (int(width) * components * int(bits) + 7) // 8 * int(height)

"""The file as bytes: header, cross-reference sections, where objects begin and how they are spelled.

A PDF library mends what it reads, so these questions are asked of the bytes themselves. Nothing is copied:
the file is mapped into memory, and each object is looked at by its offset.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.preflight.access import Key
from reportgen.preflight.lexer import Notes, Operand, instructions

Bytes = bytes | mmap.mmap

_HEADER = re.compile(rb"%PDF-(\d\.\d)")
_STARTXREF = re.compile(rb"startxref\s+(\d{1,18})(?!\d)")
_SUBSECTION = re.compile(rb"\s*(\d{1,10})\s+(\d{1,10}) ?(?:\r\n|\n|\r)")
_TRAILER = re.compile(rb"\s*trailer\s*")
_OBJECT = re.compile(rb"\s*(\d{1,10})(\s+)(\d{1,5})(\s+)obj")
_STREAM = re.compile(rb">>\s*stream(\r\n|\n|\r|)")
_LINEARIZED = re.compile(rb"/Linearized\s+1")
_EOL = (b"\n", b"\r")
_MAX_SECTIONS = 10_000
_MAX_DICTIONARY = 1 << 16  # bytes of the dictionary of a cross-reference stream


@dataclass(frozen=True, slots=True)
class RawObject:
    """How an object stands in the file. `text_end` is where its stream, or else the object, ends."""

    key: Key
    start: int
    text_end: int
    stream_start: int | None
    stream_mark: bytes  # the end of line after the keyword `stream`
    is_well_spaced: bool  # number, generation and keywords, as ISO 19005-2, 6.1.9 asks for


@dataclass(slots=True)
class RawFile:
    """The bytes of a file."""

    data: Bytes
    sections: list[int] = field(default_factory=list)  # offsets of cross-reference sections, newest first
    offsets: dict[Key, int] = field(default_factory=dict)
    is_readable: bool = True  # whether the sections could be followed to the end
    _objects: list[RawObject] | None = None

    @property
    def header(self) -> re.Match[bytes] | None:
        """The header, wherever it stands in the first 1,024 bytes."""
        return _HEADER.search(self.data[:1024])

    @property
    def version(self) -> str:
        """The version that the header names; empty without one."""
        found = self.header
        return found[1].decode("ascii") if found else ""

    @property
    def is_linearized(self) -> bool:
        """Whether the file was laid out for slow networks, which takes two sections of itself."""
        return _LINEARIZED.search(self.data[:1024]) is not None

    @property
    def updates(self) -> int:
        """How many updates were appended to the file."""
        return max(len(self.sections) - (2 if self.is_linearized else 1), 0)

    def objects(self) -> list[RawObject]:
        """Every object that stands for itself, in the order of the file."""
        if self._objects is None:
            self._objects = list(self._found())
        return self._objects

    def _found(self) -> Iterator[RawObject]:
        starts = sorted((at, key) for key, at in self.offsets.items() if 0 <= at < len(self.data))
        marks = sorted({at for at, _ in starts} | set(self.sections) | {len(self.data)})
        following = dict(pairwise(marks))
        for at, key in starts:
            yield self._object(key, at, following.get(at, len(self.data)))

    def _object(self, key: Key, start: int, limit: int) -> RawObject:
        head = _OBJECT.match(self.data, start, min(start + 64, limit))
        end = self.data.rfind(b"endobj", start, limit)
        found = _STREAM.search(self.data, start, limit)
        stream_start = found.end() if found else None
        text_end = found.start() + 2 if found else (end if end >= 0 else limit)
        well_spaced = (
            head is not None
            and head.start(1) == start
            and head[2] in (b" ", b"\n", b"\r", b"\t")
            and head[4] in (b" ", b"\n", b"\r", b"\t")
            and self.data[head.end() : head.end() + 1] in _EOL
            and self.data[start - 1 : start] in _EOL
            and end >= 0
            and self.data[end - 1 : end] in _EOL
            and self.data[end + 6 : end + 7] in (*_EOL, b"")
        )
        return RawObject(key, start, text_end, stream_start, found[1] if found else b"", well_spaced)


def read_raw(data: Bytes) -> RawFile:
    """Follow the cross-reference sections of a file, newest first."""
    raw = RawFile(data)
    tail = data[max(len(data) - 2048, 0) :]
    found = list(_STARTXREF.finditer(tail))
    pending = [int(found[-1][1])] if found else []
    raw.is_readable = bool(found)
    while pending and len(raw.sections) < _MAX_SECTIONS:
        at = pending.pop(0)
        if at in raw.sections:
            break
        trailer = _table(raw, at) if data[at : at + 4] == b"xref" else _stream(raw, at)
        if trailer is None:
            raw.is_readable = False
            break
        raw.sections.append(at)
        hybrid = _whole(trailer.get("XRefStm"))
        if hybrid is not None and _stream(raw, hybrid) is None:
            raw.is_readable = False
        previous = _whole(trailer.get("Prev"))
        if previous is not None:
            pending.append(previous)
    return raw


def _table(raw: RawFile, at: int) -> dict[str, Operand] | None:
    """Read a table; returns its trailer, or None if it is not one."""
    at += 4
    while (found := _SUBSECTION.match(raw.data, at)) is not None:
        first, count = int(found[1]), int(found[2])
        at = found.end()
        if count * 20 > len(raw.data):
            return None
        for number in range(first, first + count):
            entry = raw.data[at : at + 20]
            if entry[17:18] == b"n" and entry[:10].isdigit() and entry[11:16].isdigit():
                raw.offsets.setdefault((number, int(entry[11:16])), int(entry[:10]))
            at += 20
    head = _TRAILER.match(raw.data, at)
    if head is None:
        return None
    return _dictionary(raw.data[head.end() : head.end() + _MAX_DICTIONARY] + b" startxref", b"startxref")


def _stream(raw: RawFile, at: int) -> dict[str, Operand] | None:
    """Read a cross-reference stream; returns its dictionary, or None if it is not one."""
    head = _OBJECT.match(raw.data, at)
    if head is None:
        return None
    found = _STREAM.search(raw.data, head.end(), head.end() + _MAX_DICTIONARY)
    if found is None:
        return None
    trailer = _dictionary(raw.data[head.end() : found.start() + 2] + b" stream", b"stream")
    widths = [_whole(item) for item in _list(trailer.get("W"))]
    length, size = _whole(trailer.get("Length")), _whole(trailer.get("Size"))
    if len(widths) != 3 or None in widths or length is None or size is None:
        return None
    fields = [width or 0 for width in widths]
    if min(fields) < 0 or not 0 < sum(fields) <= 32:
        return None
    rows = _rows(raw.data[found.end() : found.end() + length], trailer, sum(fields))
    index = [_whole(item) or 0 for item in _list(trailer.get("Index"))] or [0, size]
    numbers = (
        number
        for first, count in zip(index[::2], index[1::2], strict=False)
        for number in range(first, first + count)
    )
    for number, row in zip(numbers, rows, strict=False):
        kind = int.from_bytes(row[: fields[0]], "big") if fields[0] else 1
        second = int.from_bytes(row[fields[0] : fields[0] + fields[1]], "big")
        if kind == 1:
            generation = int.from_bytes(row[fields[0] + fields[1] :], "big")
            raw.offsets.setdefault((number, generation), second)
    return trailer


def _rows(packed: bytes, trailer: dict[str, Operand], width: int) -> list[bytes]:
    """The entries of a cross-reference stream, unpacked and freed of the PNG predictor."""
    if trailer.get("Filter") in ("FlateDecode", ["FlateDecode"]):
        try:
            packed = zlib.decompressobj().decompress(packed)
        except zlib.error:
            return []
    elif trailer.get("Filter") is not None:
        return []
    parameters = trailer.get("DecodeParms")
    if isinstance(parameters, list):
        parameters = parameters[0] if parameters else None
    predictor = _whole(parameters.get("Predictor")) if isinstance(parameters, dict) else None
    if predictor is None or predictor < 10:
        return [packed[at : at + width] for at in range(0, len(packed), width)]
    rows: list[bytes] = []
    above = bytes(width)
    for at in range(0, len(packed) - width, width + 1):
        kind, row = packed[at], bytearray(packed[at + 1 : at + 1 + width])
        if kind == 2:
            row = bytearray((byte + up) & 0xFF for byte, up in zip(row, above, strict=True))
        elif kind == 1:
            for place in range(1, width):
                row[place] = (row[place] + row[place - 1]) & 0xFF
        elif kind:
            return rows  # Average and Paeth: no writer is known to use them here
        above = bytes(row)
        rows.append(above)
    return rows


def _dictionary(text: bytes, ending: bytes) -> dict[str, Operand]:
    for operator, operands in instructions(text, Notes()):
        found = operands[-1] if operands else None
        if isinstance(found, dict):
            return found
        if operator == ending:
            break
    return {}


def _whole(value: Operand) -> int | None:
    return int(value) if isinstance(value, float) else None


def _list(value: Operand) -> list[Operand]:
    return value if isinstance(value, list) else []

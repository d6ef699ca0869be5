"""Values of a PDF that may be anything: every question has an answer, whatever stands in the file.

A finished file may hold a name where a number belongs, or nothing at all. These functions take any value
and return what was asked for, or the empty answer (`None`, `""`, `[]`) where the file has something else.
They are the only place where pikepdf's objects are looked into.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pikepdf

Key = tuple[int, int]  # number and generation of an indirect object

MAX_DECODED = 256 << 20  # bytes of one stream; more is a bomb or a mistake
_BROKEN = (pikepdf.PdfError, ValueError, KeyError, IndexError, TypeError, RuntimeError, OverflowError)


class TooLarge(Exception):  # noqa: N818 - a state of the file, not a failure of ours
    """A stream that unpacks to more than MAX_DECODED bytes."""


def get(value: object, *path: str) -> object:
    """What stands under the keys (without slash), one inside the other; None where there is nothing."""
    for step in path:
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            return None
        try:
            value = value.get("/" + step)
        except _BROKEN:
            return None
    return value


def has(value: object, step: str) -> bool:
    """Whether the dictionary has the key, with any value but null."""
    return get(value, step) is not None


def number(value: object) -> float | None:
    """A number, or None."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            return None
    return None


def integer(value: object) -> int | None:
    """A whole number, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def numbers(value: object, count: int = 0) -> tuple[float, ...]:
    """The numbers of an array; empty if anything else stands in it or there are not `count` (0: any)."""
    found = [number(item) for item in array(value)]
    if (count and len(found) != count) or any(item is None for item in found):
        return ()
    return tuple(item for item in found if item is not None)


def name(value: object) -> str:
    """A name without its slash; bytes that are not UTF-8 come as surrogates. Empty: no name."""
    if not isinstance(value, pikepdf.Name):
        return ""
    return bytes(value)[1:].decode("utf-8", "surrogateescape")


def text(value: object) -> str | None:
    """A text string, decoded; None for anything else."""
    if not isinstance(value, pikepdf.String):
        return None
    try:
        return str(value)
    except (UnicodeDecodeError, *_BROKEN):
        return bytes(value).decode("latin-1")


def data(value: object) -> bytes | None:
    """The bytes of a string, or None."""
    return bytes(value) if isinstance(value, pikepdf.String) else None


def array(value: object) -> list[object]:
    """The items of an array; empty for anything else."""
    if not isinstance(value, pikepdf.Array):
        return []
    try:
        return list(value)
    except _BROKEN:
        return []


def entries(value: object) -> list[tuple[str, object]]:
    """Keys (without slash) and values of a dictionary or a stream's dictionary, in order of keys."""
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return []
    try:
        return sorted(((step[1:], item) for step, item in value.items()), key=lambda entry: entry[0])
    except (UnicodeDecodeError, *_BROKEN):
        return []


def is_dictionary(value: object) -> bool:
    """Whether it is a dictionary (a stream is none)."""
    return isinstance(value, pikepdf.Dictionary)


def is_stream(value: object) -> bool:
    """Whether it is a stream."""
    return isinstance(value, pikepdf.Stream)


def key(value: object) -> Key:
    """Number and generation of an indirect object; (0, 0) for a direct one."""
    if not isinstance(value, pikepdf.Object):
        return (0, 0)
    found: Key = value.objgen
    return found


def object_numbers(*values: object) -> tuple[int, ...]:
    """The numbers of those values that are indirect objects, for a finding."""
    found = (key(value)[0] for value in values)
    return tuple(dict.fromkeys(number for number in found if number))


def one_or_more(value: object) -> list[object]:
    """An array's items, or the value alone; empty for null."""
    if isinstance(value, pikepdf.Array):
        return array(value)
    return [] if value is None else [value]


def filters(stream: object) -> list[str]:
    """The names of a stream's filters, in the order of decoding."""
    return [name(item) for item in one_or_more(get(stream, "Filter"))]


def decoded(stream: object) -> bytes | None:
    """The content of a stream; None if it cannot be unpacked.

    Raises TooLarge. What is packed with Flate, ASCII85 and ASCIIHex alone is unpacked here, within a limit,
    since a few kilobytes can stand for gigabytes; the rest is left to qpdf.
    """
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        packed = filters(stream)
        if set(packed) <= _UNPACK.keys() and not has(stream, "DecodeParms"):
            content = stream.read_raw_bytes()
            for each in packed:
                content = _UNPACK[each](content)
            return content
        return stream.read_bytes()
    except (zlib.error, binascii.Error, *_BROKEN):
        return None


def raw_bytes(stream: object) -> bytes:
    """The bytes of a stream as they stand in the file; empty for anything else."""
    if not isinstance(stream, pikepdf.Stream):
        return b""
    try:
        return stream.read_raw_bytes()
    except _BROKEN:
        return b""


def tree(root: object, leaves: str) -> Iterator[tuple[object, object]]:
    """The pairs of a name tree (`Names`) or a number tree (`Nums`) in the file's order; loops are cut."""
    pending, seen = [root], set[Key]()
    while pending:
        node = pending.pop()
        at = key(node)
        if at in seen:
            continue
        if at != (0, 0):
            seen.add(at)
        flat = array(get(node, leaves))
        yield from zip(flat[::2], flat[1::2], strict=False)
        pending.extend(reversed(array(get(node, "Kids"))))


def name_tree(root: object) -> Iterator[tuple[bytes, object]]:
    """Names and values of a name tree."""
    for found, value in tree(root, "Names"):
        spelled = data(found)
        if spelled is not None:
            yield spelled, value


def number_tree(root: object) -> Iterator[tuple[int, object]]:
    """Numbers and values of a number tree."""
    for found, value in tree(root, "Nums"):
        index = integer(found)
        if index is not None:
            yield index, value


def _inflate(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    content = unpacker.decompress(packed, MAX_DECODED + 1)
    if len(content) > MAX_DECODED:
        raise TooLarge
    if not unpacker.eof and not content:
        raise zlib.error("no data")
    return content


def _from_ascii85(packed: bytes) -> bytes:
    body = packed.strip().removeprefix(b"<~")
    end = body.find(b"~")
    return base64.a85decode(body[: end if end >= 0 else None], ignorechars=b"\0\t\n\f\r ")


def _from_hex(packed: bytes) -> bytes:
    digits = b"".join(packed.partition(b">")[0].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


_UNPACK = {
    "FlateDecode": _inflate,
    "Fl": _inflate,
    "ASCII85Decode": _from_ascii85,
    "A85": _from_ascii85,
    "ASCIIHexDecode": _from_hex,
    "AHx": _from_hex,
}


def first(values: Iterable[object]) -> object:
    """The first value that is not None, or None."""
    return next((value for value in values if value is not None), None)

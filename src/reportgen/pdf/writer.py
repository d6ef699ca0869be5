"""The file itself: objects written as they come, object streams, cross-reference stream, trailer.

ReportLab's document holds every object until the end and then joins one string. This one derives from it,
so that its object model (dictionaries, streams, forms, whatever a canvas registers) keeps working, but
puts each object out at once and remembers only where it went:

- a number is reserved when something must refer to an object that comes later (pages, fonts);
- objects without a stream gather in object streams, those with one go straight out;
- the digest of everything written becomes the trailer's /ID, so equal content has equal bytes.

Only `canvas` draws on this and only `document` closes it.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Mapping
from typing import Any, BinaryIO

from reportlab import rl_config  # type: ignore[import-untyped,unused-ignore]
from reportlab.pdfbase import pdfdoc  # type: ignore[import-untyped,unused-ignore]

from reportgen.pdf.syntax import dictionary

_PACK_OBJECTS = 200  # a reader unpacks a whole object stream to get at one object
_PACK_BYTES = 1 << 16
_HOLE = -2  # reserved and not written yet
_DIRECT = -1  # written by itself, at an offset
_STREAM_HEAD = b"\nstream\n"
_STREAM_TAIL = b"endstream\n"


def reference(number: int) -> bytes:
    """How one object names another."""
    return b"%d 0 R" % number


class StreamingDocument(pdfdoc.PDFDocument):  # type: ignore[misc]
    """A PDF being written to `out`. Numbers count from 1; `level` is zlib's."""

    def __init__(self, out: BinaryIO, *, version: tuple[int, int], level: int) -> None:
        # The library reads the environment and the home folder for these; ours come from here alone.
        rl_config.invariant = 1
        rl_config.pdfComments = 0
        rl_config.pdfMultiLine = 0
        rl_config.useA85 = 0
        self._out = out
        self._level = level
        self._offset = 0
        self._digest = hashlib.sha256()
        self._packed: list[tuple[int, bytes]] = []
        self._packed_bytes = 0
        self._forget()
        super().__init__(compression=1, invariant=1, pdfVersion=version)
        self._forget()  # the base class begins with an object for the fourteen standard fonts
        # Bytes above 127 tell transfer programs that the file is binary (ISO 19005-2, 6.1.2).
        self._write(b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % version)

    def _forget(self) -> None:
        """Begin the numbering: nothing reserved, nothing registered."""
        self.objectcounter = 0
        self.idToObjectNumberAndVersion: dict[str, tuple[int, int]] = {}
        self.idToObject: dict[str, Any] = {}
        self.numberToId: dict[int, str] = {}
        self._named: list[str] = []  # registered by ReportLab's objects, to be written
        self._place = array("Q", [0])  # per number: offset, or number of the object stream
        self._index = array("l", [_HOLE])  # per number: place inside the object stream, or _DIRECT, _HOLE

    def reserve(self, count: int = 1) -> int:
        """The first of `count` new object numbers in a row."""
        first = int(self.objectcounter) + 1
        self.objectcounter += count
        self._place.extend([0] * count)
        self._index.extend([_HOLE] * count)
        return first

    def add(self, body: bytes | pdfdoc.PDFObject, number: int = 0) -> bytes:
        """Write an object (bytes: spelled already) under `number` or a new one; its reference."""
        number = number or self.reserve()
        self._put(number, pdfdoc.format(body, self, toplevel=1))
        self._write_named()
        return reference(number)

    def add_stream(
        self, entries: Mapping[str, bytes], data: bytes, *, number: int = 0, deflate: bool = True
    ) -> bytes:
        """Write a stream under `number` or a new one; its reference. `deflate`: data come uncompressed."""
        number = number or self.reserve()
        head = dict(entries)
        if deflate:
            data = zlib.compress(data, self._level)
            head["Filter"] = b"/FlateDecode"
        head["Length"] = b"%d" % len(data)
        self._put_direct(number, dictionary(head) + _STREAM_HEAD + data + b"\n" + _STREAM_TAIL)
        return reference(number)

    @property
    def digest(self) -> bytes:
        """SHA-256 of all that has been written, gathered objects included."""
        self._flush()
        return self._digest.digest()

    def finish(self, catalogue: bytes, info: bytes) -> None:
        """Write cross-reference stream and trailer; `catalogue` and `info` are references."""
        self._write_named()
        identifier = self.digest[:16].hex().encode("ascii")
        number = self.reserve()
        self._place[number], self._index[number] = self._offset, _DIRECT
        start = self._offset
        holes = [n for n in range(1, number + 1) if self._index[n] == _HOLE]
        if holes:
            raise AssertionError(f"object {holes[0]} of the PDF was promised and never written")
        width = max(1, (start.bit_length() + 7) // 8)
        rows = [b"\x00" + bytes(width) + b"\xff\xff"]
        for place, index in zip(self._place[1:], self._index[1:], strict=True):
            kind, last = (b"\x01", 0) if index == _DIRECT else (b"\x02", index)
            rows.append(kind + place.to_bytes(width, "big") + last.to_bytes(2, "big"))
        entries = {
            "Type": b"/XRef",
            "Size": b"%d" % (number + 1),
            "W": b"[1 %d 2]" % width,
            "Root": catalogue,
            "Info": info,
            "ID": b"[<%s> <%s>]" % (identifier, identifier),
        }
        self.add_stream(entries, b"".join(rows), number=number)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    # What ReportLab's own objects call while they are drawn or spelled.

    def Reference(self, obj: Any, name: str | None = None) -> Any:  # noqa: N802 - ReportLab's name
        """ReportLab's registration: a reference to `obj`, which is written with our next object."""
        before = self.objectcounter
        result = super().Reference(obj, name)
        if self.objectcounter != before:
            self.objectcounter = before
            if before + 1 in self.numberToId:  # really new, not only seen again
                self.reserve()
                self._named.append(self.numberToId[before + 1])
        return result

    def _write_named(self) -> None:
        while self._named:
            key = self._named.pop(0)
            number, _ = self.idToObjectNumberAndVersion[key]
            body = pdfdoc.format(self.idToObject[key], self, toplevel=1)
            self.idToObject[key] = None  # known, but no longer held
            self._put(number, body)

    def _put(self, number: int, body: bytes) -> None:
        if body.endswith(_STREAM_TAIL):
            # ReportLab writes no line end before `endstream`; PDF/A asks for one (ISO 19005-2, 6.1.7.1).
            data = body[: -len(_STREAM_TAIL)]
            self._put_direct(number, (data if data.endswith(b"\n") else data + b"\n") + _STREAM_TAIL)
            return
        assert self._index[number] == _HOLE, f"object {number} of the PDF is written twice"
        self._index[number] = 0  # provisional: the place comes with the object stream
        self._packed.append((number, body))
        self._packed_bytes += len(body)
        if len(self._packed) >= _PACK_OBJECTS or self._packed_bytes >= _PACK_BYTES:
            self._flush()

    def _put_direct(self, number: int, body: bytes) -> None:
        assert self._index[number] in (_HOLE, _DIRECT), f"object {number} of the PDF is written twice"
        self._place[number], self._index[number] = self._offset, _DIRECT
        self._write(b"%d 0 obj\n" % number + body + b"endobj\n")

    def _flush(self) -> None:
        """Write the gathered objects as one object stream (ISO 32000-1, 7.5.7)."""
        if not self._packed:
            return
        packed, self._packed, self._packed_bytes = self._packed, [], 0
        holder = self.reserve()
        heads, bodies, offset = [], [], 0
        for index, (number, body) in enumerate(packed):
            heads.append(b"%d %d" % (number, offset))
            bodies.append(body)
            offset += len(body) + 1
            self._place[number], self._index[number] = holder, index
        head = b" ".join(heads) + b"\n"
        entries = {"Type": b"/ObjStm", "N": b"%d" % len(packed), "First": b"%d" % len(head)}
        self.add_stream(entries, head + b"\n".join(bodies), number=holder)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._offset += len(data)

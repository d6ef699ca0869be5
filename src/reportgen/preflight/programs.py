"""Font programs as a printer reads them: which glyphs there are, and how wide they are.

Three formats occur (ISO 32000-1, 9.9). Of TrueType only a few tables are needed, and of Type 1 only the
beginning of each charstring; both are read here. CFF and the `cmap` table are left to fontTools, since their
formats are many. Whatever goes wrong in a damaged program is an `UnreadableProgram`.
"""

from __future__ import annotations

import io
import re
import struct
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from fontTools.cffLib import TopDict  # type: ignore[import-untyped,unused-ignore]

Read = TypeVar("Read")


class UnreadableProgram(Exception):  # noqa: N818 - a state of the file, not a failure of ours
    """The program is damaged, or of another format than the font says."""


class Program(ABC):
    """An embedded font program. Widths are in thousandths of an em."""

    glyph_count: int

    @abstractmethod
    def width(self, glyph: int) -> float | None:
        """The advance of a glyph, or None where it is not there."""

    def named(self, name: str) -> int | None:
        """The glyph of that name, or None."""
        return None

    def of_cid(self, cid: int) -> int | None:
        """The glyph of a CID in a program that is not TrueType, or None where it has none."""
        return cid if cid < self.glyph_count else None

    @property
    def encoding(self) -> Mapping[int, str]:
        """The names of the codes in the program's own encoding."""
        return {}

    @property
    def names(self) -> frozenset[str]:
        """The names of all glyphs, .notdef left out; empty where there are none."""
        return frozenset()

    @property
    def cids(self) -> frozenset[int]:
        """The CIDs of a program keyed by them."""
        return frozenset()


class TrueTypeProgram(Program):
    """A TrueType program (FontFile2, or OpenType with `glyf`)."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        tables = _tables(content)
        try:
            (self._upem,) = struct.unpack_from(">H", tables["head"], 18)
            (self.glyph_count,) = struct.unpack_from(">H", tables["maxp"], 4)
            (self._metrics,) = struct.unpack_from(">H", tables["hhea"], 34)
            self._hmtx = tables["hmtx"]
        except (KeyError, struct.error) as problem:
            raise UnreadableProgram(str(problem)) from problem
        if not self._upem or not self._metrics or len(self._hmtx) < 4 * self._metrics:
            raise UnreadableProgram("hmtx")
        self.has_outlines = "glyf" in tables
        self._has_cmap = "cmap" in tables

    def width(self, glyph: int) -> float | None:
        """From hmtx; glyphs beyond its full entries have the last width."""
        if glyph >= self.glyph_count:
            return None
        (units,) = struct.unpack_from(">H", self._hmtx, 4 * min(glyph, self._metrics - 1))
        return float(units * 1000 / self._upem)

    @cached_property
    def maps(self) -> Mapping[tuple[int, int], Mapping[int, int]]:
        """The character maps of `cmap` by platform and encoding: code to glyph."""
        if not self._has_cmap:
            return {}

        def read() -> Mapping[tuple[int, int], Mapping[int, int]]:
            # Takes half a second, and few programs need it.
            from fontTools.ttLib import TTFont  # type: ignore[import-untyped,unused-ignore]

            font = TTFont(io.BytesIO(self._content), lazy=True)
            ids = {name: index for index, name in enumerate(font.getGlyphOrder())}
            return {
                (table.platformID, table.platEncID): {
                    code: ids.get(name, 0) for code, name in (getattr(table, "cmap", None) or {}).items()
                }
                for table in font["cmap"].tables
            }

        return _guarded(read)


class CffProgram(Program):
    """A CFF program (FontFile3, or OpenType with `CFF `)."""

    def __init__(self, content: bytes) -> None:
        def read() -> TopDict:
            from fontTools.cffLib import CFFFontSet  # type: ignore[import-untyped,unused-ignore]

            fonts = CFFFontSet()
            fonts.decompile(io.BytesIO(content), None)
            return fonts[0]

        self._top: Any = _guarded(read)
        self._order: list[str] = _guarded(lambda: list(self._top.charset))
        self.glyph_count = len(self._order)
        self.is_cid_keyed: bool = hasattr(self._top, "ROS")

    @cached_property
    def _ids(self) -> Mapping[str, int]:
        return {name: index for index, name in enumerate(self._order)}

    @cached_property
    def _glyph_of_cid(self) -> Mapping[int, int]:
        return {int(name[3:]): index for name, index in self._ids.items() if name[3:].isdigit()} | {0: 0}

    @property
    def cids(self) -> frozenset[int]:
        """The charset of a CID-keyed program."""
        return frozenset(self._glyph_of_cid) if self.is_cid_keyed else frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The charset of a program keyed by names."""
        return frozenset() if self.is_cid_keyed else frozenset(self._order[1:])

    @cached_property
    def encoding(self) -> Mapping[int, str]:
        """The built-in encoding; a name stands for one of the two standard ones."""

        def read() -> Mapping[int, str]:
            found = getattr(self._top, "Encoding", "StandardEncoding")
            if isinstance(found, str):
                from fontTools.encodings.StandardEncoding import StandardEncoding  # type: ignore[import-untyped,unused-ignore]

                found = StandardEncoding
            return {code: name for code, name in enumerate(found) if name != ".notdef"}

        return _guarded(read)

    def named(self, name: str) -> int | None:
        """The place of the name in the charset."""
        return self._ids.get(name)

    def of_cid(self, cid: int) -> int | None:
        """By the charset; in a program keyed by names a CID is a glyph number."""
        if self.is_cid_keyed:
            return self._glyph_of_cid.get(cid)
        return cid if cid < self.glyph_count else None

    def width(self, glyph: int) -> float | None:
        """From the charstring, scaled by the font matrix."""
        if glyph >= self.glyph_count:
            return None

        def read() -> float:
            from fontTools.misc.psCharStrings import T2WidthExtractor  # type: ignore[import-untyped,unused-ignore]

            strings = self._top.CharStrings
            string, selector = strings.getItemAndSelector(self._order[glyph])
            private = self._top.FDArray[selector].Private if selector is not None else self._top.Private
            subroutines = getattr(private, "Subrs", [])
            extractor = T2WidthExtractor(
                subroutines, self._top.GlobalSubrs, private.nominalWidthX, private.defaultWidthX
            )
            extractor.execute(string)
            matrix = getattr(self._top, "FontMatrix", None) or (0.001,)
            if selector is not None:  # the matrix of a part counts on top
                part = getattr(self._top.FDArray[selector], "FontMatrix", None)
                if part and "FontMatrix" in self._top.FDArray[selector].rawDict:
                    own = "FontMatrix" in self._top.rawDict
                    return float(extractor.width * part[0] * (matrix[0] if own else 1) * 1000)
            return float(extractor.width * matrix[0] * 1000)

        return _guarded(read)


class Type1Program(Program):
    """A Type 1 program (FontFile): clear text, then charstrings behind two layers of encryption."""

    def __init__(self, content: bytes) -> None:
        start = content.find(b"eexec")
        if start < 0:
            raise UnreadableProgram("eexec")
        start += 5
        while content[start : start + 1] in (b" ", b"\n", b"\r", b"\t"):
            start += 1
        private = content[start:]
        if re.match(rb"[0-9A-Fa-f\s]{8}", private):
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", private)
            private = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        private = _decrypted(private, 55665)[4:]
        skipped = re.search(rb"/lenIV\s+(-?\d+)", private)
        self._skip = int(skipped[1]) if skipped else 4
        self._strings = dict(_charstrings(private))
        if not self._strings:
            raise UnreadableProgram("CharStrings")
        self._order = [".notdef", *(name for name in self._strings if name != ".notdef")]
        self._ids = {name: index for index, name in enumerate(self._order)}
        self.glyph_count = len(self._order)
        self._encoding = {
            int(code): name.decode("latin-1")
            for code, name in re.findall(rb"dup\s+(\d+)\s*/(\S+)\s+put", content[:start])
        }
        scale = re.search(rb"/FontMatrix\s*\[\s*([0-9.eE+-]+)", content[:start])
        self._scale = _guarded(lambda: float(scale[1]) * 1000) if scale else 1.0

    @property
    def encoding(self) -> Mapping[int, str]:
        """The built-in encoding; the standard one where the program names it."""
        if self._encoding:
            return self._encoding
        from fontTools.encodings.StandardEncoding import StandardEncoding  # type: ignore[import-untyped,unused-ignore]

        return {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}

    @property
    def names(self) -> frozenset[str]:
        """The names of the charstrings."""
        return frozenset(self._order[1:])

    def named(self, name: str) -> int | None:
        """The place of a name among the charstrings; .notdef comes first."""
        return self._ids.get(name)

    def width(self, glyph: int) -> float | None:
        """From `hsbw` or `sbw`, with which every charstring begins."""
        if glyph >= self.glyph_count:
            return None
        string = self._strings.get(self._order[glyph])
        if string is None:
            return None
        code = _decrypted(string, 4330)[self._skip :] if self._skip >= 0 else string
        units = _first_width(code)
        return None if units is None else units * self._scale


def read_program(kind: str, subtype: str, content: bytes) -> Program:
    """The program in a stream. `kind` is the key it stands under, `subtype` that of FontFile3.

    Raises UnreadableProgram.
    """
    if kind == "FontFile":
        return Type1Program(content)
    if kind == "FontFile2" or content[:4] in (b"\0\1\0\0", b"true"):
        return TrueTypeProgram(content)
    if subtype == "OpenType" or content[:4] == b"OTTO":
        tables = _tables(content)
        if "CFF " not in tables:
            return TrueTypeProgram(content)
        content = tables["CFF "]
    return CffProgram(content)


def _guarded(read: Callable[[], Read]) -> Read:
    """The outcome of `read`; fontTools fails in many ways on damaged programs, all of them are one here."""
    try:
        return read()
    except Exception as problem:
        raise UnreadableProgram(f"{type(problem).__name__}: {problem}") from problem


def _tables(content: bytes) -> dict[str, bytes]:
    """The tables of an sfnt by tag."""
    try:
        (count,) = struct.unpack_from(">H", content, 4)
        tables = {}
        for index in range(count):
            tag, _, start, length = struct.unpack_from(">4sLLL", content, 12 + 16 * index)
            tables[tag.decode("latin-1")] = content[start : start + length]
    except struct.error as problem:
        raise UnreadableProgram(str(problem)) from problem
    return tables


def _decrypted(content: bytes, state: int) -> bytes:
    """Adobe Type 1 Font Format, 7.1."""
    plain = bytearray()
    for byte in content:
        plain.append(byte ^ (state >> 8))
        state = ((byte + state) * 52845 + 22719) & 0xFFFF
    return bytes(plain)


def _charstrings(private: bytes) -> Iterator[tuple[str, bytes]]:
    at = max(private.find(b"/CharStrings"), 0)
    head = re.compile(rb"/(\S+)\s+(\d+)\s+(?:RD|-\||\S+)\s")
    while (found := head.search(private, at)) is not None:
        length = int(found[2])
        if length > len(private):
            return
        if found[1] != b"CharStrings":
            yield found[1].decode("latin-1"), private[found.end() : found.end() + length]
            at = found.end() + length
        else:
            at = found.end()


def _first_width(code: bytes) -> float | None:
    """The width that the first `hsbw` (13) or `sbw` (12 7) of a charstring sets."""
    stack: list[float] = []
    at = 0
    while at < len(code):
        byte = code[at]
        at += 1
        if byte >= 32:
            if byte <= 246:
                stack.append(byte - 139)
            elif byte <= 250:
                stack.append((byte - 247) * 256 + code[at] + 108 if at < len(code) else 0)
                at += 1
            elif byte <= 254:
                stack.append(-(byte - 251) * 256 - code[at] - 108 if at < len(code) else 0)
                at += 1
            else:
                stack.append(int.from_bytes(code[at : at + 4], "big", signed=True))
                at += 4
        elif byte == 13 and len(stack) >= 2:
            return stack[-1]
        elif byte == 12 and at < len(code):
            at += 1
            if code[at - 1] == 12 and len(stack) >= 2 and stack[-1]:  # div
                divisor = stack.pop()
                stack.append(stack.pop() / divisor)
            elif code[at - 1] == 7 and len(stack) >= 4:
                return stack[-2]
        else:
            return None
    return None

"""Fonts of a PDF: codes in strings to widths, glyphs and characters (ISO 32000-1, 9.5 to 9.10).

Each font dictionary is read once for the whole file. While pages are read, it gathers the codes that are
shown with it; the rules on fonts look at those when all pages are known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from reportgen.preflight.access import (
    TooLarge,
    array,
    decoded,
    entries,
    get,
    has,
    integer,
    is_stream,
    key,
    name,
    number,
    numbers,
)
from reportgen.preflight.cmaps import CMap, read_cmap
from reportgen.preflight.encodings import character, differences, named_encoding
from reportgen.preflight.programs import Program, TrueTypeProgram, UnreadableProgram, read_program

SIMPLE = ("Type1", "MMType1", "TrueType", "Type3")
PROGRAM_KEYS = ("FontFile", "FontFile2", "FontFile3")
_SYMBOLIC = 4  # bit 3 of /Flags
_MAX_ARRAY = 1 << 17  # entries of /W that are read


def is_private(char: str) -> bool:
    """Whether a character means nothing outside the font or the firm that uses it."""
    code = ord(char)
    return 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0x10FFFD


class Font:
    """One font dictionary. `shown` are the codes seen on pages, `first_page` the page where it was met.

    `shown_invisibly` are codes seen in rendering mode 3 alone; PDF/A does not ask for their glyphs.
    """

    def __init__(self, value: object) -> None:
        self.value = value
        self.key = key(value)
        self.subtype = name(get(value, "Subtype"))
        self.base_font = name(get(value, "BaseFont"))
        self.is_composite = self.subtype == "Type0"
        descendants = array(get(value, "DescendantFonts"))
        self.descendant = descendants[0] if descendants else None
        self.descriptor = get(self.descendant if self.is_composite else value, "FontDescriptor")
        self.shown: set[int] = set()
        self.shown_visibly: set[int] = set()
        self.first_page = 0
        self._widths: dict[int, float] = {}

    @property
    def label(self) -> str:
        """The font's name for a finding."""
        return self.base_font or name(get(self.value, "Name")) or "?"

    @cached_property
    def file_key(self) -> str:
        """The key in the descriptor under which the program stands; empty: none is embedded."""
        return next((each for each in PROGRAM_KEYS if has(self.descriptor, each)), "")

    @property
    def is_embedded(self) -> bool:
        """Whether the file carries the glyphs; a Type 3 font always does."""
        return bool(self.file_key) or self.subtype == "Type3"

    @property
    def is_symbolic(self) -> bool:
        """Whether the descriptor says that the font has an encoding of its own."""
        return bool((integer(get(self.descriptor, "Flags")) or 0) & _SYMBOLIC)

    @property
    def descendant_type(self) -> str:
        """CIDFontType0 or CIDFontType2 of a composite font."""
        return name(get(self.descendant, "Subtype"))

    @cached_property
    def _loaded(self) -> tuple[Program | None, str]:
        if not self.file_key:
            return None, ""
        stream = get(self.descriptor, self.file_key)
        try:
            content = decoded(stream)
            if content is None:
                return None, "the stream cannot be unpacked"
            return read_program(self.file_key, name(get(stream, "Subtype")), content), ""
        except TooLarge:
            return None, "the stream is too large"
        except UnreadableProgram as problem:
            return None, str(problem)

    @property
    def program(self) -> Program | None:
        """The embedded program; None if there is none, or it cannot be read."""
        return self._loaded[0]

    @property
    def program_problem(self) -> str:
        """Why the program cannot be read; empty if it can, or there is none."""
        return self._loaded[1]

    # -------------------------------------------------------------- codes

    @cached_property
    def cmap(self) -> CMap:
        """The CMap of a composite font."""
        return read_cmap(get(self.value, "Encoding"))

    @property
    def is_vertical(self) -> bool:
        """Whether lines run down."""
        return self.is_composite and self.cmap.vertical

    def split(self, string: bytes) -> Sequence[int]:
        """The codes in a string."""
        return self.cmap.split(string) if self.is_composite else string

    def show(self, codes: Sequence[int], *, visibly: bool) -> None:
        """Note that codes are on a page."""
        self.shown.update(codes)
        if visibly:
            self.shown_visibly.update(codes)

    # -------------------------------------------------------------- widths

    @cached_property
    def _given_widths(self) -> Mapping[int, float]:
        """Widths as the dictionary has them: by CID for composite fonts, by code for simple ones."""
        if self.is_composite:
            return _cid_widths(get(self.descendant, "W"))
        first = integer(get(self.value, "FirstChar")) or 0
        given = array(get(self.value, "Widths"))[:_MAX_ARRAY]
        return {
            first + index: width for index, item in enumerate(given) if (width := number(item)) is not None
        }

    @cached_property
    def _default_width(self) -> float:
        if self.is_composite:
            given = number(get(self.descendant, "DW"))
            return 1000.0 if given is None else given
        return number(get(self.descriptor, "MissingWidth")) or 0.0

    @cached_property
    def glyph_scale(self) -> float:
        """What turns widths into ems: a thousandth, or the font matrix of a Type 3 font."""
        if self.subtype == "Type3":
            matrix = numbers(get(self.value, "FontMatrix"), 6)
            return abs(matrix[0]) if matrix else 0.001
        return 0.001

    def width(self, code: int) -> float:
        """The width of a code as the dictionary says, in glyph space (thousandths of an em)."""
        found = self._widths.get(code)
        if found is None:
            at = self.cmap.cid(code) if self.is_composite else code
            found = self._given_widths.get(-1 if at is None else at, self._default_width)
            self._widths[code] = found
        return found

    def advance(self, codes: Sequence[int]) -> float:
        """The width of all codes together, in ems."""
        if self.is_vertical:
            return len(codes) * 1.0  # /DW2 is nearly always 1 em; only places of text depend on it
        known = self._widths
        try:
            total = sum([known[code] for code in codes])
        except KeyError:
            total = sum([self.width(code) for code in codes])
        return total * self.glyph_scale

    # -------------------------------------------------------------- glyphs

    @cached_property
    def _cid_to_gid(self) -> bytes | None:
        """The map of a CIDFontType2 as bytes; None: identity."""
        value = get(self.descendant, "CIDToGIDMap")
        try:
            return decoded(value)
        except TooLarge:
            return None

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Glyph names by code, of a simple font that is not symbolic TrueType."""
        encoding = get(self.value, "Encoding")
        base = name(encoding) or name(get(encoding, "BaseEncoding"))
        if base:
            found = dict(named_encoding(base))
        elif self.program is not None and self.subtype != "TrueType" and self.program.encoding:
            found = dict(self.program.encoding)
        else:
            found = dict(named_encoding("StandardEncoding"))
        return found | differences(encoding)

    def glyph(self, code: int) -> int | None:
        """The glyph number of a code in the embedded program; 0 is .notdef, None means it cannot be told."""
        program = self.program
        if program is None:
            return None
        if self.is_composite:
            cid = self.cmap.cid(code)
            if cid is None:
                return None
            if isinstance(program, TrueTypeProgram):
                mapped = self._cid_to_gid
                if mapped is None:
                    return cid
                pair = mapped[2 * cid : 2 * cid + 2]
                return int.from_bytes(pair, "big") if len(pair) == 2 else 0
            return program.of_cid(cid) or 0
        if isinstance(program, TrueTypeProgram):
            return self._truetype_glyph(code, program)
        glyph = self.names.get(code, ".notdef")
        return program.named(glyph) or 0

    def _truetype_glyph(self, code: int, program: TrueTypeProgram) -> int | None:
        """9.6.6.4: by name and Unicode, or by the code itself in symbolic fonts."""
        maps = program.maps
        symbol, roman, unicode = maps.get((3, 0)), maps.get((1, 0)), maps.get((3, 1))
        if has(self.value, "Encoding") and not self.is_symbolic:
            glyph = self.names.get(code)
            if glyph is None:
                return 0
            if unicode is not None:
                char = character(glyph)
                return unicode.get(ord(char), 0) if len(char) == 1 else None
        for table in (symbol, roman):
            if table is not None:
                found = table.get(code) or table.get(0xF000 + code) or 0
                if found:
                    return found
        if unicode is not None:
            return unicode.get(code) or unicode.get(0xF000 + code) or 0
        return 0 if maps else None

    def glyph_procedures(self) -> list[object]:
        """The content streams of a Type 3 font's glyphs; as many as there can be codes."""
        return [item for _, item in entries(get(self.value, "CharProcs")) if is_stream(item)][:256]

    # -------------------------------------------------------------- characters

    @cached_property
    def to_unicode(self) -> CMap | None:
        """The ToUnicode CMap, or None without one."""
        value = get(self.value, "ToUnicode")
        return None if value is None or name(value) else read_cmap(value)

    @cached_property
    def _private(self) -> frozenset[int]:
        texts = self.to_unicode.texts if self.to_unicode is not None else {}
        return frozenset(code for code, found in texts.items() if any(map(is_private, found)))

    def private_codes(self, string: bytes) -> frozenset[int]:
        """The codes in a string that stand for characters of private use."""
        return self._private.intersection(self.split(string)) if self._private else frozenset()

    def text(self, code: int) -> str | None:
        """What a code stands for: by ToUnicode, else by names or a registered collection; None: unknown.

        The empty text means that ToUnicode is silent and a collection of Adobe's knows the answer.
        """
        if self.to_unicode is not None and code in self.to_unicode.texts:
            return self.to_unicode.texts[code]
        if self.is_composite:
            ordering = get(self.descendant, "CIDSystemInfo", "Ordering")
            registered = str(ordering) if ordering is not None else ""
            return "" if registered in ("GB1", "CNS1", "Japan1", "Korea1", "KR") else None
        if self.subtype == "TrueType" and (self.is_symbolic or not has(self.value, "Encoding")):
            return None
        glyph = self.names.get(code)
        return character(glyph) or None if glyph else None


def _cid_widths(value: object) -> dict[int, float]:
    """/W: `first [w ...]` or `first last w` (9.7.4.3)."""
    found: dict[int, float] = {}
    items = array(value)[:_MAX_ARRAY]
    at = 0
    while at + 1 < len(items):
        first = integer(items[at])
        listed = array(items[at + 1])
        if first is None:
            at += 1
        elif listed or integer(items[at + 1]) is None:
            for offset, item in enumerate(listed):
                width = number(item)
                if width is not None:
                    found[first + offset] = width
            at += 2
        else:
            last, width = integer(items[at + 1]), number(items[at + 2]) if at + 2 < len(items) else None
            if last is not None and width is not None:
                for cid in range(first, min(last, first + 0xFFFF) + 1):
                    found[cid] = width
            at += 3
    return found

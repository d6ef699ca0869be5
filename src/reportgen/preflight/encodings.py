"""Names of glyphs for the codes of simple fonts, and the characters those names stand for.

ISO 32000-1, annex D, for the named encodings; the Adobe Glyph List for names.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from reportgen.preflight.access import array, get, integer, name

_CODECS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}


@cache
def named_encoding(encoding: str) -> Mapping[int, str]:
    """Codes to glyph names; empty for an encoding that is not known here."""
    if encoding == "StandardEncoding":
        from fontTools.encodings.StandardEncoding import StandardEncoding  # type: ignore[import-untyped,unused-ignore]

        return {code: glyph for code, glyph in enumerate(StandardEncoding) if glyph != ".notdef"}
    codec = _CODECS.get(encoding)
    if codec is None:
        return {}
    from fontTools.agl import UV2AGL  # type: ignore[import-untyped,unused-ignore]

    found = {}
    for code in range(32, 256):
        char = bytes([code]).decode(codec, "ignore")
        if char and ord(char) in UV2AGL:
            found[code] = UV2AGL[ord(char)]
    if encoding == "WinAnsiEncoding":
        found |= {0xA0: "space", 0xAD: "hyphen"}
        found |= {code: "bullet" for code in range(0x7F, 256) if code not in found}
    return found


def character(glyph: str) -> str:
    """The characters a glyph name stands for; empty for a name of the font's own."""
    from fontTools.agl import toUnicode  # type: ignore[import-untyped,unused-ignore]

    return str(toUnicode(glyph))


def differences(encoding: object) -> dict[int, str]:
    """The codes that an encoding dictionary names itself (9.6.6.1)."""
    found: dict[int, str] = {}
    code = 0
    for item in array(get(encoding, "Differences")):
        start = integer(item)
        if start is not None:
            code = start
        elif name(item):
            found[code] = name(item)
            code += 1
    return found

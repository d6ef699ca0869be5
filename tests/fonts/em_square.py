"""Generated test faces whose widths are mental arithmetic.

Han characters and full-width marks are 1 em wide, Latin letters and digits 0.5 em, the space 0.25 em; a
full-width comma has its ink in the left half of its frame, a full-width opening bracket in the right half.
`EmSquare-Regular` holds every Han character of the first block, `EmSquare-Bold` only the characters of
GB 2312, so that it needs a stand-in for the others. The features `halt` (half frames of marks) and `pwid`
(half-em quotes) work as in Noto.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.paged import FontId

if TYPE_CHECKING:
    from reportgen.typeset.fonts import Role

REGULAR, BOLD = "EmSquare-Regular", "EmSquare-Bold"
UPEM = 1000
LEFT_INK = "，。、；：！？）】》」』〉〕〗”’"  # closing marks and stops: the right half of the frame is empty
RIGHT_INK = "（【《「『〈〔〖“‘"  # opening marks: the left half is empty
QUOTES = "“”‘’"
FULL_WIDTH = "—…⸺～·＋－＝％￥＃＆＊＠℃№㎡㎏㎞→←↑↓■□●○◆◇▲△▼▽★☆①②③④⑤⑥⑦⑧⑨⑩×÷±≤≥≈≠∞〇〓々"
BLANKS = {" ": 250, "\u00a0": 250, "\u2002": 500, "\u2003": 1000, "\u3000": 1000}
HALF_EM = [chr(c) for c in (*range(0x21, 0x7F), *range(0xA1, 0x180)) if chr(c) not in FULL_WIDTH]
HALF_EM += ["–", "−", "‐", "‑", "€", "™", "†", "‡", "•", "′", "″"]


def files() -> dict[FontId, Path]:
    """Both faces by their id; built once for each version of this module, kept in the temporary folder."""
    digest = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"reportgen-em-square-{digest}"
    folder.mkdir(exist_ok=True)
    faces = {FontId(name): folder / f"{name}.ttf" for name in (REGULAR, BOLD)}
    for name, path in faces.items():
        if not path.is_file():
            aside = path.with_suffix(f".{os.getpid()}")  # test workers may build at the same time
            build(aside, name)
            aside.replace(path)
    return faces


def roles() -> dict[str, Role]:
    """The roles of the theme, played by these faces."""
    from reportgen.typeset.fonts import DEFAULT_ROLES, Role

    bold = ("title", "display", "heading")
    return {
        name: Role(FontId(BOLD if name in bold or name.endswith("_strong") else REGULAR))
        for name in DEFAULT_ROLES
    }


def han(name: str) -> list[str]:
    """The Han characters of a face."""
    block = [chr(c) for c in range(0x4E00, 0xA000)]
    if name == REGULAR:
        return block
    return [char for char in block if len(char.encode("gb2312", "ignore")) == 2]


def build(path: Path, name: str) -> None:
    """Write one face."""
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString  # half a second, rarely needed
    from fontTools.fontBuilder import FontBuilder

    boxes: dict[str, tuple[int, tuple[int, int, int, int] | None]] = {}  # char: advance and ink box
    for char in han(name):
        boxes[char] = (1000, (40, -80, 960, 840))
    for code in range(0xFF01, 0xFF5F):
        boxes[chr(code)] = (1000, (250, 0, 750, 700))
    for char in FULL_WIDTH:
        boxes[char] = (1000, (0 if char in "—⸺" else 100, 300, 1000 if char in "—⸺" else 900, 400))
    for char in LEFT_INK:
        boxes[char] = (1000, (50, -80, 450, 840))
    for char in RIGHT_INK:
        boxes[char] = (1000, (550, -80, 950, 840))
    for char in HALF_EM:
        boxes[char] = (500, (50, 0, 450, 500 if char.islower() else 700))
    for char, advance in BLANKS.items():
        boxes[char] = (advance, None)

    glyphs = {".notdef": _box((100, 0, 900, 800))}
    metrics = {".notdef": (1000, 100)}
    cmap = {}
    shared: dict[tuple[int, int, int, int] | None, object] = {}
    for char, (advance, ink) in sorted(boxes.items()):
        glyph = f"u{ord(char):04X}"
        if ink not in shared:
            shared[ink] = _box(ink)
        glyphs[glyph], metrics[glyph], cmap[ord(char)] = shared[ink], (advance, ink[0] if ink else 0), glyph
    for char in QUOTES:
        glyph = f"u{ord(char):04X}.pwid"
        glyphs[glyph], metrics[glyph] = _box((50, 400, 450, 700)), (500, 50)

    family, style = "Em Square", name.partition("-")[2]
    font = FontBuilder(UPEM, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap(cmap)
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(metrics)
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable(
        {
            "copyright": "None.",
            "familyName": family,
            "styleName": style,
            "uniqueFontIdentifier": f"1;{name}",
            "fullName": f"{family} {style}",
            "version": "Version 1",
            "psName": name,
            "licenseDescription": "Made by a test; no rights reserved.",
        },
        mac=False,
    )
    font.setupOS2(
        sTypoAscender=880,
        sTypoDescender=-120,
        usWinAscent=880,
        usWinDescent=120,
        usWeightClass=700 if name == BOLD else 400,
        fsType=0,
    )
    font.setupPost(keepGlyphNames=False)
    addOpenTypeFeaturesFromString(font.font, _features())
    font.font["head"].created = font.font["head"].modified = 3_600_000_000  # of the font's clock; any
    font.font.recalcTimestamp = False
    font.save(path)


def _box(ink: tuple[int, int, int, int] | None) -> object:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    if ink is not None:
        left, bottom, right, top = ink
        pen.moveTo((left, bottom))
        for point in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def _features() -> str:
    def names(chars: str) -> str:
        return " ".join(f"u{ord(char):04X}" for char in chars)

    wide, narrow = names(QUOTES), " ".join(f"u{ord(char):04X}.pwid" for char in QUOTES)
    return f"""
        languagesystem DFLT dflt; languagesystem hani dflt; languagesystem latn dflt;
        feature halt {{
            pos [{names(LEFT_INK)}] <0 0 -500 0>;
            pos [{names(RIGHT_INK)}] <-500 0 -500 0>;
        }} halt;
        feature pwid {{ sub [{wide}] by [{narrow}]; }} pwid;
    """

"""Rules on what pages hold: pictures, transparency, fonts, glyphs, encodings, the meaning of text."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import em_square
import pytest
import toolkit
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf
from toolkit import (
    Broken,
    Change,
    broken,
    case,
    codes,
    first_font,
    form,
    found,
    good,
    paint,
    painting,
    picture,
    place,
    resource,
)

from reportgen.preflight import check

Entries = dict[str, Any]


def placed(width: float, height: float, pixels: tuple[int, int] = (100, 100), **more: Any) -> Change:
    """A picture of so many pixels, placed at so many points on page 2."""
    return lambda pdf: place(pdf, picture(pdf, *pixels, **more), width, height, page=2)


def set_state(entries: Entries, operators: bytes = b"/Odd gs 0 g 200 300 9 9 re f") -> Change:
    """Something painted in a graphics state of its own, on page 2."""

    def change(pdf: Pdf) -> None:
        resource(pdf, "ExtGState", "Odd", Dictionary(Type=Name.ExtGState, **entries), 2)
        paint(pdf, operators, 2)

    return change


def grouped(space: Name) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.pages[1].obj.Group = Dictionary(S=Name.Transparency, CS=space)

    return change


def opaque(pdf: Pdf) -> None:
    """A file of X-1a with something transparent."""
    toolkit.edit_xmp(pdf, b"PDF/X-4", b"PDF/X-1a:2003")
    set_state({"ca": 0.5})(pdf)


def with_form(entries: Entries) -> Change:
    return lambda pdf: place(pdf, form(pdf, b"", **entries), 1, 1)


def postscript(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"showpage")
    stream.Type, stream.Subtype = Name.XObject, Name.PS
    resource(pdf, "XObject", "Odd", stream)


# ------------------------------------------------------------------ fonts


def simple_font(font: Callable[[Pdf], object], string: bytes = b"(A) Tj") -> Change:
    """A word on page 2 in a font of its own."""

    def change(pdf: Pdf) -> None:
        resource(pdf, "Font", "Odd", pdf.make_indirect(font(pdf)), 2)
        paint(pdf, b"0 0 0 1 k BT /Odd 10 Tf 200 300 Td " + string + b" ET", 2)

    return change


def helvetica(pdf: Pdf) -> object:
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )


def drawn(pdf: Pdf) -> object:
    """A Type 3 font of one glyph."""
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 1000, 1000],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(A=pdf.make_stream(b"500 0 0 0 500 500 d1 0 0 500 500 re f")),
        Encoding=Dictionary(Type=Name.Encoding, Differences=[65, Name.A]),
        FirstChar=65,
        LastChar=65,
        Widths=[500],
        Resources=Dictionary(),
    )


def truetype(pdf: Pdf, *, flags: int = 32, encoding: Name | None = None) -> object:
    """A simple TrueType font of the letter A, embedded, by default without the encoding that it needs."""
    file = TTFont(em_square.files()[em_square.REGULAR])  # type: ignore[index]
    from fontTools.subset import Subsetter

    subsetter = Subsetter()
    subsetter.populate(text="A")
    subsetter.subset(file)
    out = io.BytesIO()
    file.save(out)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+Square"),
        Flags=flags,
        FontBBox=[0, 0, 1000, 1000],
        ItalicAngle=0,
        Ascent=900,
        Descent=-100,
        CapHeight=700,
        StemV=80,
        FontFile2=pdf.make_stream(out.getvalue()),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/ABCDEF+Square"),
        FirstChar=65,
        LastChar=65,
        Widths=[500],
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    if encoding is not None:
        font.Encoding = encoding
    return font


def font(change: Callable[[Any], object]) -> Change:
    """Change the dictionary of the file's font."""
    return lambda pdf: change(first_font(pdf))


def descendant(change: Callable[[Any], object]) -> Change:
    return lambda pdf: change(first_font(pdf).DescendantFonts[0])


def entry(step: str, value: object) -> Callable[[Any], object]:
    """Set an entry; None removes it."""

    def change(dictionary: Any) -> None:
        if value is None:
            del dictionary[Name("/" + step)]
        else:
            dictionary[Name("/" + step)] = value

    return change


def named(name: str) -> Change:
    """The font under another name, in all three places."""

    def change(pdf: Pdf) -> None:
        outer = first_font(pdf)
        inner = outer.DescendantFonts[0]
        outer.BaseFont = inner.BaseFont = inner.FontDescriptor.FontName = Name("/" + name)

    return change


def shown(codes_shown: str) -> Change:
    """These codes on page 2, in the file's own font."""
    return painting(f"BT /F1 10 Tf 200 300 Td <{codes_shown}> Tj ET".encode("ascii"), 2)


def cmap(program: bytes, **entries: Any) -> Change:
    """An embedded CMap in place of Identity-H."""

    def change(pdf: Pdf) -> None:
        stream = pdf.make_stream(
            b"/CMapName /Odd def 1 begincodespacerange <0000> <ffff> endcodespacerange " + program
        )
        stream.Type, stream.CMapName = Name.CMap, Name.Odd
        stream.CIDSystemInfo = Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
        for step, value in entries.items():
            stream[Name("/" + step)] = value
        first_font(pdf).Encoding = pdf.make_indirect(stream)

    return change


def in_text(target: str) -> Change:
    """A character of a paragraph stands for another one: what is no artifact."""

    def change(pdf: Pdf) -> None:
        stream = first_font(pdf).ToUnicode
        content = stream.read_bytes()
        assert b"<1631> <62a5>" in content, "the code of the first character"
        stream.write(content.replace(b"<1631> <62a5>", b"<1631> <" + target.encode("ascii") + b">"))

    return change


CASES: dict[str, Callable[[], Broken]] = {
    # pictures: 72 pt are an inch
    "preflight.picture-coarse": case("press", placed(72, 72), page=2),
    "preflight.picture-soft": case("press", placed(28.8, 28.8), page=2, severity="warning"),
    "preflight.line-art-coarse": case(
        "press", placed(24, 24, space=Name.DeviceGray, BitsPerComponent=1), page=2, severity="warning"
    ),
    "preflight.picture-fine": case("press", placed(7.2, 7.2), page=2, severity="note"),
    "preflight.picture-stretched": case("press", placed(20, 22), page=2, severity="warning"),
    "preflight.interpolate": case("web", placed(9, 9, space=Name.DeviceGray, Interpolate=True)),
    "preflight.inline-interpolate": case(
        "web", painting(b"9 0 0 9 200 300 cm BI /W 1 /H 1 /CS /G /BPC 8 /I true ID x EI", 2), page=2
    ),
    "preflight.inline-filter": case(
        "web", painting(b"9 0 0 9 200 300 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /LZW ID x EI", 2), page=2
    ),
    "preflight.alternates": case("web", placed(9, 9, space=Name.DeviceGray, Alternates=Array([]))),
    "preflight.opi": case("press", placed(24, 24, OPI=Dictionary())),
    "preflight.picture-bits": case("web", placed(9, 9, space=Name.DeviceGray, BitsPerComponent=3)),
    "preflight.jpeg-two-thousand": case(
        "web", placed(9, 9, space=Name.DeviceGray, Filter=Name.JPXDecode, data=b"no picture at all")
    ),
    "preflight.missing-picture-data": case("web", placed(9, 9, space=None, data=bytes(400)), page=2),
    # transparency and graphics state
    "preflight.blend-mode": case("web", set_state({"BM": Name.Odd}), page=2),
    "preflight.transparency": case("press", opaque, page=2),
    "preflight.group-missing": case("press", set_state({"ca": 0.5}), page=2, severity="warning"),
    "preflight.group-colour": case("press", grouped(Name.DeviceRGB), page=2),
    "preflight.group-device-colour": case("web", grouped(Name.DeviceCMYK), page=2),
    "preflight.transfer-function": case("web", set_state({"TR": Name.Identity})),
    "preflight.halftone-phase": case("web", set_state({"HTP": Array([0, 0])})),
    "preflight.halftone": case("press", set_state({"HT": Dictionary(Type=Name.Halftone, HalftoneType=6)})),
    "preflight.halftone-transfer": case(
        "web",
        set_state({"HT": Dictionary(Type=Name.Halftone, HalftoneType=1, TransferFunction=Name.Identity)}),
    ),
    "preflight.postscript": case("press", postscript),
    "preflight.reference-form": case("press", with_form({"Ref": Dictionary()})),
    # fonts
    "preflight.font-not-embedded": case("press", simple_font(helvetica), page=2),
    "preflight.font-not-subset": case("press", named("EmSquare-Regular"), severity="warning"),
    "preflight.font-names-differ": case(
        "web",
        descendant(lambda inner: entry("FontName", Name.Other)(inner.FontDescriptor)),
        severity="warning",
    ),
    "preflight.type-three": case("press", simple_font(drawn), page=2, severity="warning"),
    "preflight.font-dictionary": case("web", font(entry("Type", None))),
    "preflight.font-program": case(
        "press", descendant(lambda inner: inner.FontDescriptor.FontFile2.write(b"no font"))
    ),
    "preflight.cid-to-gid": case("web", descendant(entry("CIDToGIDMap", None))),
    "preflight.glyph-list": case(
        "web",
        lambda pdf: entry("CIDSet", pdf.make_stream(b"\0"))(
            first_font(pdf).DescendantFonts[0].FontDescriptor
        ),
    ),
    "preflight.truetype-encoding": case("web", simple_font(truetype), page=2),
    # glyphs
    "preflight.font-widths": case("web", descendant(entry("W", Array([0x1631, Array([500])])))),
    "preflight.notdef": case("web", shown("0000")),
    "preflight.glyph-missing": case("web", shown("fffe")),
    # encodings
    "preflight.cmap-unknown": case("web", font(entry("Encoding", Name("/Odd-H")))),
    "preflight.cmap-predefined": case(
        "press", font(entry("Encoding", Name("/UniGB-UTF16-H"))), severity="warning"
    ),
    "preflight.cmap-direction": case(
        "web", cmap(b"/WMode 1 def 1 begincidrange <0000> <ffff> 0 endcidrange")
    ),
    "preflight.cid-system": case("web", descendant(entry("CIDSystemInfo", None))),
    "preflight.cid-range": case("web", cmap(b"1 begincidchar <1631> 70000 endcidchar")),
    # what text means
    "preflight.no-unicode": case("web", font(entry("ToUnicode", None))),
    "preflight.bad-unicode": case("web", in_text("fffd")),
    "preflight.look-alike": case("web", in_text("2f00"), severity="warning"),
    "preflight.private-use": case("web", in_text("e000"), page=1),
}


# ------------------------------------------------------------------ places, resources, limits


def test_a_coarse_picture_says_which_one_and_where() -> None:
    (finding,) = found(CASES["preflight.picture-coarse"]().verdict(), "preflight.picture-coarse")

    assert "100x100" == finding.resource
    assert "100 ppi" in finding.message.en
    assert 1 == len(finding.objects)
    assert finding.place is not None
    assert (25.4, 25.4) == (finding.place.width, finding.place.height)


def test_a_picture_that_is_fine_enough_is_no_finding() -> None:
    verdict = check(broken(good("press"), placed(24, 24)))

    assert [] == [code for code in codes(verdict) if "picture" in code]


def test_a_plain_colour_stored_as_a_picture_needs_no_pixels() -> None:
    verdict = check(broken(good("press"), placed(300, 300, (2, 2), data=b"\x40\0\0\0" * 4)))

    assert "preflight.picture-coarse" not in codes(verdict)


def test_the_same_picture_is_fine_on_a_screen() -> None:
    """The web asks for no resolution."""
    verdict = check(broken(good("web"), placed(72, 72, space=Name.DeviceGray)))

    assert [] == [code for code in codes(verdict) if "picture" in code]


def test_the_name_of_a_missing_font_is_told() -> None:
    (finding,) = found(CASES["preflight.font-not-embedded"]().verdict(), "preflight.font-not-embedded")

    assert ("Helvetica", 2) == (finding.resource, finding.page)
    assert "base fonts" in finding.message.en


def test_text_nobody_sees_needs_no_embedded_width() -> None:
    """An OCR layer, set invisibly, is judged by its meaning alone."""
    verdict = check(broken(good("web"), painting(b"BT 3 Tr /F1 10 Tf 200 300 Td <fffe> Tj ET", 2)))

    assert "preflight.glyph-missing" not in codes(verdict)


@pytest.mark.parametrize("encoding", [Name.WinAnsiEncoding, Name.MacRomanEncoding])
def test_a_simple_font_with_an_encoding_is_fine(encoding: Name) -> None:
    verdict = check(broken(good("web"), simple_font(lambda pdf: truetype(pdf, encoding=encoding))))

    assert [] == [
        code for code in codes(verdict) if "font" in code or "encoding" in code or "unicode" in code
    ]


@pytest.mark.parametrize("point", ["fe30", "f900", "2e80", "d87edc00"])
def test_look_alikes_of_every_block_are_seen(point: str) -> None:
    assert "preflight.look-alike" in codes(check(broken(good("web"), in_text(point))))


def test_twelve_ideographs_of_the_compatibility_block_are_characters_of_their_own() -> None:
    assert "preflight.look-alike" not in codes(check(broken(good("web"), in_text("fa0e"))))


@pytest.mark.parametrize("point", ["0000", "feff", "fffe", "d800"])
def test_code_points_that_are_no_characters(point: str) -> None:
    assert "preflight.bad-unicode" in codes(check(broken(good("web"), in_text(point))))


def test_a_page_group_of_the_intent_s_colour_is_fine() -> None:
    def change(pdf: Pdf) -> None:
        grouped(Name.DeviceCMYK)(pdf)
        set_state({"ca": 0.5})(pdf)

    found_codes = codes(check(broken(good("press"), change)))

    assert [] == [code for code in found_codes if "group" in code or "transparency" in code]


@pytest.mark.parametrize("value", [Name.Odd, Array([]), Dictionary(), 7])
@pytest.mark.parametrize("step", ["DescendantFonts", "Encoding", "ToUnicode", "BaseFont"])
def test_a_font_of_nonsense_is_a_finding_and_no_crash(step: str, value: object) -> None:
    verdict = check(broken(good("web"), font(entry(step, value))))

    assert codes(verdict)
    assert "preflight.not-checked" not in codes(verdict)

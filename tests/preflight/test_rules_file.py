"""Rules on the file as a whole: opening, structure, limits, page content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
import toolkit
from pikepdf import Array, Dictionary, Name, Pdf, String
from toolkit import Broken, broken, case, codes, good, painting, plain, raw_case, resource, set_content, swap

from reportgen.preflight import check
from reportgen.preflight.document import Document
from reportgen.preflight.page import Page
from reportgen.preflight.rule import PAGE_RULES, Fault
from reportgen.preflight.verdict import Verdict

ENCRYPTED = pikepdf.Encryption(owner="owner", user="", R=4)
LOCKED = pikepdf.Encryption(
    owner="owner", user="", R=3, aes=False, metadata=False, allow=pikepdf.Permissions(accessibility=False)
)
LZW = b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"  # the example of ISO 32000-1, 7.4.4.2


def saved(kind: toolkit.Kind, **save: object) -> bytes:
    """A good file as the library writes it: with a table of cross references."""
    return broken(good(kind), lambda pdf: None, **save)


def from_saved(kind: toolkit.Kind, edit: Callable[[bytes], bytes], **more: object) -> Callable[[], Broken]:
    return lambda: Broken(edit(saved(kind)), saved(kind), **more)  # type: ignore[arg-type]


def extra(pdf: Pdf, value: object) -> None:
    """Hang something on the catalogue that no reader asks for."""
    pdf.Root.Extra = value


def packed(pdf: Pdf, data: bytes, **entries: object) -> None:
    stream = pdf.make_stream(data)
    for step, value in entries.items():
        stream[f"/{step}"] = value
    extra(pdf, pdf.make_indirect(stream))


def updated(data: bytes) -> bytes:
    """The file with an update appended that changes nothing."""
    start = data.rindex(b"startxref\n") + 10
    previous = data[start : data.index(b"\n", start)]
    table = len(data)
    return data + (
        b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 5 /Root 1 0 R /Prev %s >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (previous, table)
    )


def odd_hex() -> Broken:
    data = broken(good("web"), lambda pdf: extra(pdf, pdf.make_indirect(String(b"\xff\xfe\x01"))))
    return Broken(swap(data, b"<fffe01>", b"<fffe0 >"), data)


def not_utf8() -> Broken:
    """A spot colour whose name is in an old encoding."""

    def change(pdf: Pdf) -> None:
        function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0, 0], N=1)
        resource(pdf, "ColorSpace", "Odd", Array([Name.Separation, Name.OddInkZZ, Name.DeviceCMYK, function]))
        toolkit.paint(pdf, b"/Odd cs 1 scn 100 100 50 50 re f")

    data = broken(good("press"), change)
    return Broken(swap(data, b"/OddInkZZ", b"/OddIn#FF"), data)


def many_inks(pdf: Pdf) -> None:
    names = Array([Name(f"/Ink{number}") for number in range(33)])
    function = pdf.make_stream(b"{ " + b"pop " * 33 + b"0 0 0 }")
    function.FunctionType, function.Domain, function.Range = 4, Array([0, 1] * 33), Array([0, 1] * 3)
    resource(pdf, "ColorSpace", "Odd", Array([Name.DeviceN, names, Name.DeviceRGB, function]))
    toolkit.paint(pdf, b"/Odd cs " + b"0 " * 33 + b"scn 100 100 50 50 re f")


def above(pdf: Pdf) -> None:
    """Resources stand with the parent of the pages."""
    page = pdf.pages[1].obj
    pdf.Root.Pages.Resources = page.Resources
    del page.Resources


def snake(pdf: Pdf) -> None:
    body = toolkit.form(pdf, b"/Again Do")
    body.Resources = Dictionary(XObject=Dictionary(Again=body))
    toolkit.place(pdf, body, 1, 1, page=3)


def deep(pdf: Pdf) -> None:
    inner = toolkit.form(pdf, b"0 0 5 5 re f")
    for _ in range(80):
        inner = toolkit.form(pdf, b"/In Do", Resources=Dictionary(XObject=Dictionary(In=inner)))
    toolkit.place(pdf, inner, 1, 1)


def undecodable(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"not packed at all")
    stream.Filter = Name.FlateDecode
    pdf.pages[1].obj.Contents = stream


def small(pdf: Pdf) -> None:
    pdf.pages[1].obj.MediaBox = Array([0, 0, 2, 2])


@dataclass(frozen=True, slots=True)
class Stumbling(Broken):
    """A good file, and a rule that breaks down over each of its pages."""

    def verdict(self) -> Verdict:
        rule = PAGE_RULES["preflight.rotated"]
        PAGE_RULES["preflight.rotated"] = replace(rule, look=stumble)
        try:
            return Broken.verdict(self)
        finally:
            PAGE_RULES["preflight.rotated"] = rule


def stumble(page: Page, document: Document) -> Iterator[Fault]:
    raise ZeroDivisionError("as a fault of ours would")
    yield


CASES = {
    "preflight.not-checked": lambda: Stumbling(good("press"), good("press"), page=3, severity="warning"),
    # opening
    "preflight.no-file": lambda: Broken(Path("no/such/file.pdf"), good("plain")),
    "preflight.unreadable": lambda: Broken(Path(__file__).parent, good("plain")),
    "preflight.empty-file": raw_case("plain", lambda data: b""),
    "preflight.not-pdf": raw_case("plain", lambda data: b"PK\x03\x04" + data[20:]),
    "preflight.password": lambda: Broken(
        saved("press", encryption=pikepdf.Encryption(owner="owner", user="secret", R=4)), good("press")
    ),
    "preflight.damaged": raw_case("plain", lambda data: data[:80]),
    "preflight.no-pages": lambda: Broken(
        toolkit.assembled(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"),
        plain(),
    ),
    # structure of the file
    "preflight.header": raw_case("web", lambda data: b"junk\n" + data),
    "preflight.binary-comment": from_saved("web", lambda data: data[:10] + b"abcd" + data[14:]),
    "preflight.version": lambda: Broken(saved("web", force_version="2.0"), good("web")),
    "preflight.version-in-catalogue": case(
        "press", lambda pdf: setattr(pdf.Root, "Version", Name("/1.5")), severity="warning"
    ),
    "preflight.after-end": raw_case("web", lambda data: data + b"and so on"),
    "preflight.updated": raw_case("plain", updated, severity="note"),
    "preflight.repaired": raw_case(
        "plain", lambda data: data.replace(b"startxref\n", b"startxref\n9"), severity="warning"
    ),
    "preflight.trailer-id": from_saved("web", lambda data: swap(data, b"/ID [", b"/IX [")),
    "preflight.encrypted": lambda: Broken(saved("press", encryption=ENCRYPTED), good("press")),
    "preflight.access-denied": lambda: Broken(saved("web", encryption=LOCKED), good("web")),
    "preflight.stream-ends": from_saved("web", lambda data: swap(data, b"\nendstream\n", b"endstream\n\n")),
    "preflight.stream-length": raw_case(
        "plain", lambda data: swap(data, b"/Length 25", b"/Length 20"), severity="warning", objects=(4,)
    ),
    "preflight.object-spacing": from_saved(
        "web", lambda data: swap(data, b"\n1 0 obj\n", b"\n1 0 obj "), objects=(1,)
    ),
    "preflight.filter-forbidden": case("web", lambda pdf: packed(pdf, LZW, Filter=Name.LZWDecode)),
    "preflight.filter-unknown": case("web", lambda pdf: packed(pdf, b"x", Filter=Name.OddDecode)),
    "preflight.external-stream": case("web", lambda pdf: packed(pdf, b"", F=String("other.bin"))),
    "preflight.permissions-dictionary": case(
        "web", lambda pdf: setattr(pdf.Root, "Perms", Dictionary(Odd=Dictionary()))
    ),
    "preflight.heavy": case("web", lambda pdf: packed(pdf, bytes(16 << 20)), severity="warning"),
    # limits
    "preflight.name-length": case("web", lambda pdf: extra(pdf, Name("/" + "n" * 128))),
    "preflight.string-length": case("web", lambda pdf: extra(pdf, String("s" * 32768))),
    "preflight.number-range": case("web", lambda pdf: extra(pdf, 1 << 40)),
    "preflight.odd-hex": odd_hex,
    "preflight.odd-hex-in-content": case("web", painting(b"/Odd << /A <123> >> DP", 2), page=2),
    "preflight.long-value-in-content": case(
        "web", painting(b"/Odd << /A /" + b"n" * 128 + b" >> DP", 2), page=2
    ),
    "preflight.name-encoding": not_utf8,
    "preflight.q-nesting": case("web", painting(b"q " * 29 + b"Q " * 29, 3), page=3),
    "preflight.many-colorants": case("web", many_inks),
    "preflight.page-size": case("web", small, page=2),
    # content
    "preflight.unknown-operator": case("web", painting(b"1 2 odd", 4), page=4),
    "preflight.content-syntax": case("web", painting(b"1.2.3 w", 4), page=4),
    "preflight.undecodable": case("web", undecodable, page=2),
    "preflight.q-balance": case(
        "web", lambda pdf: set_content(pdf, toolkit.content(pdf) + b" q"), page=1, severity="warning"
    ),
    "preflight.missing-resource": case("web", painting(b"/Gone gs", 2), page=2),
    "preflight.inherited-resources": case("web", above, page=2),
    "preflight.recursive": case("press", snake, page=3),
    "preflight.too-complex": case("press", deep, page=1, severity="warning"),
    "preflight.marked-content-balance": case(
        "web", lambda pdf: set_content(pdf, toolkit.content(pdf) + b" /Artifact BMC"), page=1
    ),
}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n", b"\0" * 2000])
def test_nothing_in_a_file_is_raised(data: bytes) -> None:
    """Whatever it is given, the check ends with a finding."""
    verdict = check(data, "press")

    assert not verdict.passes()
    assert verdict.findings[0].cure.zh


@pytest.mark.parametrize("part", range(1, 20))
def test_a_file_that_was_cut_off_ends_in_a_verdict(part: int) -> None:
    data = good("archive")

    assert not check(data[: len(data) * part // 20], "archive").passes()


def test_what_cannot_be_opened_is_the_only_finding() -> None:
    assert ["preflight.password"] == codes(CASES["preflight.password"]().verdict())
    assert ["preflight.not-pdf"] == codes(CASES["preflight.not-pdf"]().verdict())


def test_the_mending_library_does_not_hide_spelling() -> None:
    """Saved again by the library, odd digits and missing line ends are gone."""
    for code in ("preflight.odd-hex", "preflight.stream-ends", "preflight.object-spacing"):
        data = CASES[code]().data
        assert isinstance(data, bytes)

        assert code in codes(check(data))
        assert code not in codes(check(broken(data, lambda pdf: None)))


@pytest.mark.parametrize("code", ["preflight.repaired", "preflight.damaged"])
def test_what_the_library_says_comes_without_addresses(code: str, tmp_path: Path) -> None:
    """The same words twice, whether the file comes by its path or as bytes."""
    data = CASES[code]().data
    assert isinstance(data, bytes)
    path = tmp_path / "broken" / "odd.pdf"
    path.parent.mkdir()
    path.write_bytes(data)
    messages = {toolkit.found(check(source), code)[0].message.en for source in (data, path, str(path))}

    assert 1 == len(messages)
    assert " at 0x" not in messages.pop()

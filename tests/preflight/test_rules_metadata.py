"""Rules on metadata, claims and output intents."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import toolkit
from pikepdf import Array, Dictionary, Name, Pdf, String
from toolkit import Broken, add_xmp, broken, case, codes, edit_xmp, found, good

from reportgen.preflight import check


def xmp(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    return lambda pdf: edit_xmp(pdf, old, new)


def xmp_value(name: str, value: str) -> Callable[[Pdf], None]:
    """Give a simple property of the packet another value."""

    def change(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_raw_bytes()
        pattern = f"<{name}>[^<]*</{name}>".encode()
        assert re.search(pattern, packet), name
        pdf.Root.Metadata.write(re.sub(pattern, f"<{name}>{value}</{name}>".encode(), packet))

    return change


def info(name: str, value: str) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.trailer.Info.__setitem__(Name(name), String(value))


def intent(step: str, value: object) -> Callable[[Pdf], None]:
    """Set an entry of the output intent; None removes it."""

    def change(pdf: Pdf) -> None:
        where = pdf.Root.OutputIntents[0]
        if value is None:
            del where[Name("/" + step)]
        else:
            where[Name("/" + step)] = value

    return change


def untrapped(pdf: Pdf) -> None:
    xmp(b"pdf:Trapped", b"pdf:Unknown")(pdf)
    del pdf.trailer.Info.Trapped


def unregistered(pdf: Pdf) -> None:
    intent("RegistryName", String("http://example.org"))(pdf)
    if "/Info" in pdf.Root.OutputIntents[0]:
        intent("Info", None)(pdf)


def twice(pdf: Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def another(pdf: Pdf) -> None:
    """A second intent with a profile of its own."""
    first = pdf.Root.OutputIntents[0]
    profile = pdf.make_stream(first.DestOutputProfile.read_bytes())
    profile.N = first.DestOutputProfile.N
    pdf.Root.OutputIntents.append(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.ISO_PDFE1,
            OutputConditionIdentifier=String("sRGB"),
            DestOutputProfile=profile,
        )
    )


def packed() -> Broken:
    """The library unpacks metadata when it saves a file, so the type is put in afterwards."""

    def change(pdf: Pdf) -> None:
        stream = pdf.Root.Metadata
        stream.write(zlib.compress(stream.read_raw_bytes()), filter=Name.FlateDecode)
        del stream.Type
        stream.Typx = Name.Metadata

    return Broken(
        toolkit.swap(broken(good("press"), change), b"/Typx /Metadata", b"/Type /Metadata"), good("press")
    )


def profile_of(pdf: Pdf) -> object:
    return pdf.Root.OutputIntents[0].DestOutputProfile


CASES = {
    # XMP
    "preflight.no-xmp": case("press", lambda pdf: pdf.Root.__delitem__("/Metadata")),
    "preflight.xmp-type": case("web", lambda pdf: pdf.Root.Metadata.__delitem__("/Subtype")),
    "preflight.xmp-packed": packed,
    "preflight.xmp-broken": case("press", xmp(b"</rdf:RDF>", b"</rdf:RD>")),
    "preflight.xmp-packet": case("web", xmp(b"<?xpacket begin", b'<?xpacket bytes="9" begin')),
    "preflight.xmp-container": case(
        "web", lambda pdf: add_xmp(pdf, "<dc:source><rdf:Bag><rdf:li>a</rdf:li></rdf:Bag></dc:source>")
    ),
    "preflight.no-title": case("press", xmp(b"dc:title", b"dc:rights")),
    "preflight.xmp-incomplete": case("press", xmp(b"xmpMM:VersionID", b"xmpMM:Versions")),
    "preflight.trapped": case("press", untrapped),
    "preflight.bad-date": case("press", xmp_value("xmp:CreateDate", "1 March 2026")),
    "preflight.date-order": case(
        "press", xmp_value("xmp:ModifyDate", "2020-01-01T00:00:00Z"), severity="warning"
    ),
    # extension schemas
    "preflight.undeclared-property": case("web", lambda pdf: add_xmp(pdf, "<odd:thing>a</odd:thing>")),
    "preflight.schema-incomplete": case("web", xmp(b"pdfaProperty:category", b"pdfaProperty:kind")),
    # document information
    "preflight.info-differs": case("press", info("/Title", "别的标题")),
    "preflight.info-placeholder": case("press", info("/Author", "(anonymous)"), severity="warning"),
    # claims
    "preflight.claim-missing": case("web", xmp(b"pdfuaid:part>", b"pdfuaid:rev>"), profile="web"),
    "preflight.claim-malformed": case("web", xmp_value("pdfaid:conformance", "X")),
    "preflight.claims-conflict": case("web", lambda pdf: add_xmp(pdf, "<pdfaid:part>3</pdfaid:part>")),
    "preflight.claim-unknown": case("press", xmp(b"PDF/X-4", b"PDF/X-3:2003"), severity="note"),
    # output intents
    "preflight.no-output-intent": case("press", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    "preflight.several-output-intents": case("press", twice),
    "preflight.intent-without-profile": case("press", intent("DestOutputProfile", None)),
    "preflight.intent-profile": case("press", lambda pdf: profile_of(pdf).write(b"no profile")),  # type: ignore[attr-defined]
    "preflight.intent-components": case("press", lambda pdf: setattr(profile_of(pdf), "N", 3)),
    "preflight.intent-identifier": case("press", intent("OutputConditionIdentifier", None)),
    "preflight.intent-registry": case("press", unregistered, severity="warning"),
    "preflight.intents-differ": case("web", another),
    "preflight.intent-reference": case("press", intent("DestOutputProfileRef", Dictionary())),
}


def test_a_press_file_made_for_the_screen_is_told_so() -> None:
    """An sRGB profile in the intent of PDF/X."""
    srgb = (toolkit.ICC / "sRGB.icc").read_bytes()

    def change(pdf: Pdf) -> None:
        stream = pdf.Root.OutputIntents[0].DestOutputProfile
        stream.write(srgb)
        stream.N = 3

    (finding,) = found(check(broken(good("press"), change)), "preflight.intent-profile")

    assert "mntr" in finding.message.en
    assert "GTS_PDFX" == finding.resource


def test_an_older_claim_asks_for_less() -> None:
    """X-3 keeps its metadata in the information dictionary."""
    verdict = CASES["preflight.claim-unknown"]().verdict()

    assert ("PDF/X-3:2003",) == verdict.claims.names
    assert "preflight.xmp-incomplete" not in codes(verdict)


def test_the_profile_asks_for_claims_only_when_it_is_named() -> None:
    """A file that claims nothing is any file; asked to be a web file, it lacks three claims."""
    data = good("plain")

    assert "any" == check(data).profile
    assert "preflight.claim-missing" not in codes(check(data))
    assert 2 == len(found(check(data, "web"), "preflight.claim-missing"))


def test_every_entry_of_the_information_is_compared() -> None:
    for name in ("/Title", "/Author", "/Subject", "/Creator", "/Producer"):
        verdict = check(broken(good("archive"), info(name, "别的")))

        assert [name[1:]] == [each.resource for each in found(verdict, "preflight.info-differs")]


def test_an_array_of_intents_that_is_none_is_no_crash() -> None:
    for value in (Array([]), Name.Odd, Array([1, Name.Odd]), Dictionary()):
        verdict = check(
            broken(good("press"), lambda pdf, value=value: setattr(pdf.Root, "OutputIntents", value))
        )  # type: ignore[misc]

        assert "preflight.no-output-intent" in codes(verdict)
        assert "preflight.not-checked" not in codes(verdict)

"""Rules on print: boxes, bleed, colour, spot colours, overprint, ink, lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import toolkit
from pikepdf import Array, Dictionary, Name, Pdf
from toolkit import MARGIN, MM, Broken, Change, broken, case, codes, found, good, paint, painting, resource

from reportgen.preflight import check

WIDTH, HEIGHT = 210 * MM, 285 * MM  # of the trim
TOP, RIGHT = MARGIN + HEIGHT, MARGIN + WIDTH
INK = "<16313bf4>"  # two characters of the test face


def box(name: str, value: object, page: int = 2) -> Change:
    """Set a box of a page; None removes it."""

    def change(pdf: Pdf) -> None:
        where = pdf.pages[page - 1].obj
        if value is None:
            del where[Name("/" + name)]
        else:
            where[Name("/" + name)] = Array(value) if isinstance(value, list | tuple) else value

    return change


def same_box(name: str, other: str) -> Change:
    return lambda pdf: box(name, list(pdf.pages[1].obj[Name("/" + other)]))(pdf)


def text(
    x: float = 200,
    y: float = 300,
    size: float = 10,
    colour: str = "0 0 0 1 k",
    page: int = 2,
    state: str = "",
) -> Change:
    """Two characters more, in black that overprints unless `colour` and `state` say otherwise."""
    more = f"/{state or 'OverOn'} gs {colour} BT /F1 {size} Tf {x} {y} Td {INK} Tj ET"
    return painting(more.encode("ascii"), page)


def pages(count: int, *changes: Change) -> Change:
    """So many pages, copies of the first four."""

    def change(pdf: Pdf) -> None:
        for each in changes:
            each(pdf)
        for number in range(4, count):
            pdf.pages.append(pdf.pages[number % 4])

    return change


def separation(name: str, second: float = 1) -> Array:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, second, 0, 0], N=1)
    return Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, function])


def in_space(space: object | Callable[[Pdf], object], operators: bytes = b"1 scn", page: int = 2) -> Change:
    """A square painted in a colour space of its own."""

    def change(pdf: Pdf) -> None:
        made = space(pdf) if callable(space) else space
        resource(pdf, "ColorSpace", "Odd", made, page)
        paint(pdf, b"/Odd cs " + operators + b" 200 300 50 50 re f", page)

    return change


def icc(content: bytes, components: int) -> Callable[[Pdf], object]:
    def space(pdf: Pdf) -> object:
        stream = pdf.make_stream(content)
        stream.N = components
        return Array([Name.ICCBased, stream])

    return space


def press_profile() -> bytes:
    return (toolkit.ICC / "FOGRA39L_coated.icc").read_bytes()


def other_press_profile() -> bytes:
    """The same but for the day on which it was made."""
    profile = bytearray(press_profile())
    profile[24] ^= 1
    return bytes(profile)


def state(**entries: object) -> Change:
    """A graphics state `Odd` on page 2."""
    return lambda pdf: resource(pdf, "ExtGState", "Odd", Dictionary(Type=Name.ExtGState, **entries), 2)


def both(*changes: Change) -> Change:
    def change(pdf: Pdf) -> None:
        for each in changes:
            each(pdf)

    return change


def blank(pdf: Pdf) -> None:
    for number in range(1, 5):
        toolkit.set_content(pdf, b"", number)


def two_definitions(pdf: Pdf) -> None:
    resource(pdf, "ColorSpace", "One", separation("PANTONE 185 C"))
    resource(pdf, "ColorSpace", "Two", separation("PANTONE 185 C", 0.8), 2)
    paint(pdf, b"/One cs 1 scn 100 100 50 50 re f")
    paint(pdf, b"/Two cs 1 scn 100 100 50 50 re f", 2)


def device_n(pdf: Pdf) -> Array:
    function = pdf.make_stream(b"{ pop 0 0 0 }")
    function.FunctionType, function.Domain, function.Range = 4, Array([0, 1]), Array([0, 1] * 3)
    return Array([Name.DeviceN, Array([Name("/PANTONE 185 C")]), Name.DeviceRGB, function])


def heavy_picture(pdf: Pdf) -> None:
    toolkit.place(pdf, toolkit.picture(pdf, 40, 40, data=b"\xe6" * 6400), 9, 9, page=3)


def deep_picture(pdf: Pdf) -> None:
    toolkit.place(pdf, toolkit.picture(pdf, 40, 40, BitsPerComponent=16), 9, 9, page=3)


def with_device_n() -> Broken:
    return Broken(broken(good("web"), in_space(device_n)), good("web"))


CASES: dict[str, Callable[[], Broken]] = {
    # boxes
    "preflight.bad-box": case("press", box("TrimBox", [0, 0, 0, 0]), page=2),
    "preflight.no-trim-box": case("press", box("TrimBox", None), page=2),
    "preflight.trim-and-art": case("press", same_box("ArtBox", "TrimBox"), page=2),
    "preflight.box-order": case("press", box("BleedBox", [-50, -50, 900, 1200]), page=2),
    "preflight.crop-box": case("press", same_box("CropBox", "TrimBox"), page=2),
    "preflight.user-unit": case("press", box("UserUnit", 2), page=2),
    "preflight.rotated": case("press", box("Rotate", 90), page=2, severity="warning"),
    "preflight.bad-rotation": case("press", box("Rotate", 45), page=2),
    "preflight.media-origin": case(
        "press", box("MediaBox", [-10, -10, RIGHT + MARGIN, TOP + MARGIN]), page=2, severity="warning"
    ),
    "preflight.unknown-size": case(
        "press", box("TrimBox", [MARGIN, MARGIN, RIGHT - 30, TOP], 1), page=1, severity="note"
    ),
    "preflight.sizes-differ": case(
        "press", box("TrimBox", [MARGIN, MARGIN, RIGHT - 30, TOP], 3), page=3, severity="warning"
    ),
    "preflight.page-count": case("press", pages(22), binding="saddle", severity="warning"),
    "preflight.thick-for-saddle": case("press", pages(68), binding="saddle", severity="warning"),
    # bleed
    "preflight.bleed": case("press", same_box("BleedBox", "TrimBox"), page=2),
    "preflight.no-bleed-box": case("press", box("BleedBox", None), page=2),
    "preflight.short-of-bleed": case("press", painting(b"1 0 0 0 k %.2f 300 90 90 re f" % MARGIN, 2), page=2),
    "preflight.marks-in-bleed": case(
        "press", painting(b"0 0 0 1 K .25 w %.2f 300 m %.2f 300 l S" % (MARGIN - 7, MARGIN - 3), 3), page=3
    ),
    "preflight.no-marks": case("press", blank, severity="note"),
    "preflight.safe-margin": case("press", text(MARGIN + 4, 300), page=2, severity="warning"),
    "preflight.gutter": case(
        "press", pages(6, text(MARGIN + 25, 300, page=1)), binding="perfect", page=1, severity="warning"
    ),
    # colour
    "preflight.rgb": case("press", painting(b"1 0 0 rg 200 300 50 50 re f", 2), page=2),
    "preflight.profiled-colour": case(
        "press",
        in_space(Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]), b"50 0 0 scn"),
        page=2,
        severity="warning",
    ),
    "preflight.device-colour": case("web", painting(b"1 0 0 0 k 200 300 50 50 re f", 2), page=2),
    "preflight.icc-profile": case("web", in_space(icc(b"no profile", 3), b"1 0 0 scn")),
    "preflight.icc-is-intent": case("press", in_space(icc(press_profile(), 4), b"1 0 0 0 scn")),
    "preflight.icc-overprint": case(
        "press",
        both(
            state(OP=True, op=True, OPM=1),
            in_space(icc(other_press_profile(), 4), b"/Odd gs 1 0 0 0 scn"),
        ),
        page=2,
    ),
    "preflight.rendering-intent": case("web", painting(b"/Odd ri 0 g 200 300 9 9 re f", 2), page=2),
    "preflight.odd-space": case("web", in_space(Array([Name.Odd, 1])), page=2),
    # spot colours
    "preflight.spot-differs": case("press", two_definitions),
    "preflight.spot-undescribed": with_device_n,
    "preflight.spot-all": case("press", in_space(separation("All")), page=2),
    "preflight.finish-knocks-out": case("press", in_space(separation("刀模")), page=2, severity="warning"),
    "preflight.spot-colours": case("press", in_space(separation("PANTONE 185 C")), severity="note"),
    # black and overprint
    "preflight.rich-black-text": case("press", text(colour="0.6 0.4 0.4 1 k"), page=2),
    "preflight.black-knocks-out": case("press", text(state="OverOff"), page=2, severity="warning"),
    "preflight.many-inks-small": case(
        "press", text(size=8, colour="1 0.5 0.2 0 k", state="OverOff"), page=2, severity="warning"
    ),
    "preflight.white-overprints": case(
        "press", painting(b"/OverOn gs 0 0 0 0 k 200 300 50 50 re f", 2), page=2
    ),
    # ink
    "preflight.total-ink": case("press", painting(b"1 0.9 0.9 0.5 k 200 300 50 50 re f", 2), page=2),
    "preflight.picture-ink": case("press", heavy_picture, page=3),
    "preflight.picture-not-sampled": case("press", deep_picture, page=3, severity="note"),
    "preflight.black-flat": case(
        "press", painting(b"0 0 0 1 k 200 300 150 150 re f", 2), page=2, severity="warning"
    ),
    # lines and small type
    "preflight.hairline": case("press", painting(b"0 0 0 1 K 0.1 w 200 300 m 250 300 l S", 2), page=2),
    "preflight.thin-tint-line": case(
        "press", painting(b"0 0 0 0.5 K 0.3 w 200 300 m 250 300 l S", 2), page=2, severity="warning"
    ),
    "preflight.small-text": case("press", text(size=4), page=2, severity="warning"),
    "preflight.small-reversed-text": case(
        "press", text(size=6, colour="0 0 0 0 k", state="OverOff"), page=2, severity="warning"
    ),
}


# ------------------------------------------------------------------ places and limits


def places(change: Change, code: str, **settings: Any) -> list[tuple[float, float, float, float]]:
    """Where on the page the findings of a rule lie, in mm."""
    verdict = check(broken(good("press"), change), **settings)
    return [
        (place.left, place.top, place.width, place.height)
        for finding in found(verdict, code)
        if (place := finding.place) is not None
    ]


def test_a_place_is_measured_from_the_top_left_of_the_trim() -> None:
    x, y = MARGIN + 20 * MM, TOP - 40 * MM
    square = b"1 1 1 0.5 k %.3f %.3f %.3f %.3f re f" % (x, y, 10 * MM, 5 * MM)

    assert [(20.0, 35.0, 10.0, 5.0)] == places(painting(square), "preflight.total-ink")


def test_the_limit_of_ink_can_be_set() -> None:
    """A newsprint limit is stricter, a generous one lets the colour pass."""
    data = broken(good("press"), painting(b"1 0.9 0.9 0.5 k 200 300 50 50 re f"))
    mixed = broken(good("press"), painting(b"1 1 0.5 0 k 200 300 50 50 re f"))

    assert "preflight.total-ink" not in codes(check(data, ink=340))
    assert "preflight.total-ink" not in codes(check(mixed))
    assert "preflight.total-ink" in codes(check(mixed, ink=240))


def test_four_pages_more_or_less() -> None:
    """22 pages do for perfect binding; for saddle stitch two are missing."""
    data = broken(good("press"), pages(22))

    assert "preflight.page-count" not in codes(check(data, binding="perfect"))
    assert "preflight.page-count" not in codes(check(data))
    (finding,) = found(check(data, binding="saddle"), "preflight.page-count")
    assert "2 more" in finding.message.en


def test_saddle_stitch_asks_for_wider_margins() -> None:
    data = broken(good("press"), text(MARGIN + 4 * MM, 300))

    assert "preflight.safe-margin" not in codes(check(data))
    assert "preflight.safe-margin" in codes(check(data, binding="saddle"))


def test_art_that_goes_to_the_bleed_or_stays_inside_is_fine() -> None:
    to_bleed = b"1 0 0 0 k %.2f 300 90 90 re f" % (MARGIN - 3 * MM)
    inside = b"1 0 0 0 k %.2f 300 90 90 re f" % (MARGIN + 2)

    assert "preflight.short-of-bleed" not in codes(check(broken(good("press"), painting(to_bleed))))
    assert "preflight.short-of-bleed" not in codes(check(broken(good("press"), painting(inside))))


def test_each_side_is_told() -> None:
    data = broken(good("press"), painting(b"1 0 0 0 k 300 %.2f 90 90 re f" % (TOP - 90)))
    (finding,) = found(check(data), "preflight.short-of-bleed")

    assert "upper" in finding.message.en
    assert "left" not in finding.message.en


def test_white_needs_no_bleed() -> None:
    data = broken(good("press"), painting(b"0 0 0 0 k %.2f 300 90 90 re f" % MARGIN))

    assert "preflight.short-of-bleed" not in codes(check(data))


def test_a_picture_with_a_profile_is_only_a_warning() -> None:
    """RGB without a profile is an error; with one the press can convert it, and should be asked."""
    srgb = (toolkit.ICC / "sRGB.icc").read_bytes()

    def bare(pdf: Pdf) -> None:
        toolkit.place(pdf, toolkit.picture(pdf, 50, 50, space=Name.DeviceRGB), 9, 9)

    def profiled(pdf: Pdf) -> None:
        space = icc(srgb, 3)(pdf)
        toolkit.place(pdf, toolkit.picture(pdf, 50, 50, space=space, components=3), 9, 9)

    assert ["error"] == [
        each.severity.value for each in found(check(broken(good("press"), bare)), "preflight.rgb")
    ]
    verdict = check(broken(good("press"), profiled))
    assert "preflight.rgb" not in codes(verdict)
    assert "preflight.profiled-colour" in codes(verdict)


def test_marks_of_a_press_file_are_no_fault() -> None:
    """The registration colour, hairlines in it and 400 % of ink stand outside the bleed."""
    assert [] == codes(check(good("press")))


def test_a_finish_that_overprints_is_fine() -> None:
    data = broken(good("press"), in_space(separation("刀模"), b"/OverOn gs 1 scn"))

    assert "preflight.finish-knocks-out" not in codes(check(data))


def test_large_black_text_may_be_rich() -> None:
    data = broken(good("press"), text(size=36, colour="0.6 0.4 0.4 1 k"))

    assert "preflight.rich-black-text" not in codes(check(data))


def test_what_is_clipped_away_is_not_there() -> None:
    """An RGB square outside the clip paints nothing, and a large one counts where it can be seen."""
    data = broken(good("press"), painting(b"200 300 20 20 re W n 1 1 1 1 k 0 0 600 700 re f"))
    (finding,) = found(check(data), "preflight.total-ink")

    assert finding.place is not None
    assert (7.1, 7.1) == (finding.place.width, finding.place.height)
    assert "preflight.short-of-bleed" not in codes(check(data))

"""Operators of painted pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from paged_samples import BODY, EM_BOLD, PLAIN, RED, RULE, opened, operators, paged, run_of, text_at

from reportgen.core.geometry import Rect
from reportgen.core.paged import Artifact, DrawItem, GroupItem, ImageItem, ImageRef, PathItem, PathOp, Tag
from reportgen.core.style import INK, WHITE

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

SQUARE: tuple[PathOp, ...] = (("m", 0.0, 0.0), ("l", 10.0, 0.0), ("l", 10.0, 5.0), ("h",))


def painted(book: FontBook, *items: DrawItem) -> list[str]:
    """The content of a page of 200 × 100 pt."""
    return operators(opened(paged(items), book))


def hexes(book: FontBook, text: str) -> str:
    run = run_of(book, text)
    return "".join(f"{glyph:04x}" for glyph in run.glyph_ids)


def test_lines_share_a_text_object_and_its_state(em_book: FontBook) -> None:
    """Baselines 20 and 38 pt from the top of a page of 100 pt; ink is #1a1a1a, a grey."""
    lines = [text_at(10, 20, run_of(em_book, "报表")), text_at(12.5, 38, run_of(em_book, "报表"))]

    assert painted(em_book, *lines) == [
        "BT",
        "/F1 10 Tf",
        "0.102 g",
        "10 80 Td",
        f"<{hexes(em_book, '报表')}> Tj",
        "2.5 -18 Td",
        f"<{hexes(em_book, '报表')}> Tj",
        "ET",
    ]


def test_only_what_changes_is_set_again(em_book: FontBook) -> None:
    bold = run_of(em_book, "报", font=EM_BOLD)
    lines = [
        text_at(10, 20, run_of(em_book, "报")),
        text_at(10, 40, bold),
        text_at(10, 60, bold, colour=RED),
        text_at(10, 80, replace(bold, size=8.0, advances=(8.0,)), colour=RED),
    ]
    content = painted(em_book, *lines)

    assert [line for line in content if line.endswith(("Tf", " g", " rg"))] == [
        "/F1 10 Tf",
        "0.102 g",
        "/F2 10 Tf",
        "0.8 0.1 0 rg",
        "/F2 8 Tf",
    ]


def test_character_spacing_is_set_and_taken_back(em_book: FontBook) -> None:
    wide = run_of(em_book, "报表报", extra=[0.25, 0.25, 0.25])
    content = painted(em_book, text_at(10, 20, wide), text_at(10, 40, run_of(em_book, "报表")))

    assert [line for line in content if line.endswith("Tc")] == ["0.25 Tc", "0 Tc"]


def test_emboldened_text_is_filled_and_stroked_in_one_colour(em_book: FontBook) -> None:
    heavy = replace(run_of(em_book, "报"), embolden_em=0.05)
    content = painted(em_book, text_at(10, 20, heavy), text_at(10, 40, run_of(em_book, "报")))

    assert content[1:8] == ["/F1 10 Tf", "0.102 g", "0.102 G", "0.5 w", "1 j", "2 Tr", "10 80 Td"]
    assert [line for line in content if line.endswith("Tr")] == ["2 Tr", "0 Tr"]


def test_a_run_without_glyphs_paints_nothing(em_book: FontBook) -> None:
    assert painted(em_book, text_at(10, 20, run_of(em_book, ""))) == []


@pytest.mark.parametrize(
    ("fill", "stroke", "even_odd", "operator"),
    [(INK, None, False, "f"), (INK, None, True, "f*"), (INK, RED, False, "B"), (None, RED, False, "S")],
)
def test_paths_are_filled_and_stroked(em_book: FontBook, fill, stroke, even_odd, operator) -> None:
    content = painted(em_book, PathItem(SQUARE, fill, stroke, 0.5, RULE, even_odd=even_odd))

    assert content[-5:] == ["0 100 m", "10 100 l", "10 95 l", "h", operator]


def test_curves_and_pens(em_book: FontBook) -> None:
    curve = PathItem(
        (("m", 1.0, 1.0), ("c", 2.0, 2.0, 3.0, 2.0, 4.0, 1.0)), None, INK, 0.25, RULE, (3.0, 1.5), 1, 1
    )
    again = replace(curve, dash=())

    assert painted(em_book, curve, again) == [
        *("0.102 G", "0.25 w", "1 J", "1 j", "[3 1.5] 0 d"),
        *("1 99 m", "2 98 3 98 4 99 c", "S"),
        *("[] 0 d", "1 99 m", "2 98 3 98 4 99 c", "S"),
    ]


def test_a_path_without_paint_is_left_out(em_book: FontBook) -> None:
    assert painted(em_book, PathItem(SQUARE, None, None, 1.0, RULE)) == []


def test_groups_move_their_items(em_book: FontBook) -> None:
    rule = PathItem((("m", 1.0, 2.0), ("l", 3.0, 2.0)), None, INK, 1.0, RULE)
    inner = GroupItem((rule,), 10.0, 20.0, RULE)

    assert painted(em_book, GroupItem((inner,), 100.0, 30.0, RULE), rule)[1:] == [
        *("111 48 m", "113 48 l", "S"),
        *("1 98 m", "3 98 l", "S"),
    ]


def test_a_clip_holds_for_its_group_only(em_book: FontBook) -> None:
    """What is set inside q … Q is gone after it, and the painter knows."""
    red = PathItem(SQUARE, RED, None, 1.0, RULE)
    clipped = GroupItem((red,), 50.0, 10.0, RULE, clip=SQUARE)

    assert painted(em_book, clipped, red) == [
        *("q", "50 90 m", "60 90 l", "60 85 l", "h", "W n"),
        *("0.8 0.1 0 rg", "50 90 m", "60 90 l", "60 85 l", "h", "f", "Q"),
        *("0.8 0.1 0 rg", "0 100 m", "10 100 l", "10 95 l", "h", "f"),
    ]


def test_text_ends_before_a_path_and_begins_again(em_book: FontBook) -> None:
    line = text_at(10, 20, run_of(em_book, "报"))
    content = painted(em_book, line, PathItem(SQUARE, WHITE, None, 1.0, RULE), line)

    assert [line for line in content if line in ("BT", "ET", "f")] == ["BT", "ET", "f", "BT", "ET"]
    assert content.count("10 80 Td") == 2, "a new text object counts from the page's corner"


def test_clips_may_not_nest_deeper_than_pdf_a_allows(em_book: FontBook) -> None:
    item: DrawItem = PathItem(SQUARE, INK, None, 1.0, RULE)
    for _ in range(29):
        item = GroupItem((item,), 0.0, 0.0, RULE, clip=SQUARE)

    with pytest.raises(AssertionError, match="28 levels"):
        painted(em_book, item)


def test_an_empty_crop_is_our_bug(em_book: FontBook) -> None:
    item = ImageItem(ImageRef("x.png", "", 1, 1), Rect(0, 0, 10, 10), (0.5, 0.0, 0.5, 1.0), BODY)

    with pytest.raises(AssertionError, match="crop"):
        painted(em_book, item)


def test_marked_content_encloses_everything_and_never_nests(em_book: FontBook) -> None:
    """A profile with tags hands in what opens a mark; groups lend their tag to untagged items."""
    import io

    from reportgen.pdf.document import write

    class Naming:
        def begin_page(self, number: int) -> None:
            assert number

        def open(self, tag: Tag) -> str:
            return f"/{tag.node or (tag.artifact and tag.artifact.name)} BMC"

        def extend(self, tag: Tag, box: tuple[float, float, float, float]) -> None:
            assert box[0] <= box[2]
            assert box[1] <= box[3]

        def annotate(self, tag: Tag, number: int) -> int:
            raise AssertionError("there is no annotation")

        def end_page(self) -> dict[str, bytes]:
            return {}

    rule = PathItem(SQUARE, INK, None, 1.0, Tag())
    items = [
        text_at(10, 20, run_of(em_book, "报")),
        text_at(10, 40, run_of(em_book, "表")),
        GroupItem((rule, text_at(0, 0, run_of(em_book, "报"), tag=Tag())), 0.0, 0.0, RULE, clip=SQUARE),
        GroupItem((replace(rule, tag=Tag(artifact=Artifact.FOOTER)), rule), 0.0, 0.0, BODY),
    ]
    out = io.BytesIO()
    write(paged(items), em_book, out, profile=PLAIN, producer="x", marking=Naming())
    import pikepdf

    content = operators(pikepdf.open(out))
    seen = [line for line in content if line in ("BT", "ET", "q", "Q", "f", "EMC") or line.endswith("BMC")]

    assert seen == [
        *("/body BMC", "BT", "ET", "EMC"),
        *("q", "/LAYOUT BMC", "f", "BT", "ET", "EMC", "Q"),
        *("/FOOTER BMC", "f", "EMC", "/body BMC", "f", "EMC"),
    ]

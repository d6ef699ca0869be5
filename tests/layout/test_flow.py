"""Pages are filled from a work list: what stands where, in half lines of the grid."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.content.blocks import Place
from reportgen.layout.boxes import Fit, Outcome, Part, Row, RowsBox, SolidBox, Spacing
from reportgen.layout.flow import Step, Work, fill
from reportgen.layout.spreads import run


def _part(height: int) -> Part:
    return Part(height, lambda x, y: [])


def solid(height: int, place: Place = Place.MAIN, **spacing: object) -> SolidBox:
    return SolidBox(_part(height), place, replace(Spacing(), **spacing))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Lines:
    """A paragraph of so many lines, with the widow and orphan rule of two."""

    count: int
    place: Place = Place.MAIN
    spacing: Spacing = Spacing()  # noqa: RUF009 - frozen
    floats: bool = False
    paragraphs: int = 0

    @property
    def least(self) -> int:
        return 2 * (self.count if self.count < 4 else 2)

    def reset(self, number: int, by: int) -> None:
        return None

    def fit(self, room: int, *, force: bool = False) -> Fit:
        lines = min(self.count, room // 2)
        if lines < self.count:
            lines = min(lines, self.count - 2)
            if lines < 2:
                return Fit(Outcome.REFUSED, reason="no room")
        if lines == self.count:
            return Fit(Outcome.PLACED, _part(2 * lines))
        return Fit(Outcome.SPLIT, _part(2 * lines), replace(self, count=self.count - lines))


def heading() -> SolidBox:
    return solid(2, before=3, after=1, parity=1, keep_next=True)


def starts(filled) -> list[tuple[Place, int]]:
    return [(placed.place, placed.start) for placed in filled.placed]


def test_heading_stands_on_half_lines_and_text_returns_to_the_grid():
    page, left = fill(Work((Step(Lines(4)), Step(heading()), Step(Lines(4)))), 72)

    # four lines end at 8; the heading begins three half lines below, its text one after it
    assert [0, 11, 14] == [placed.start for placed in page.placed]
    assert left.is_done


def test_heading_at_the_top_of_a_page_drops_its_space():
    page, _ = fill(Work((Step(heading()), Step(Lines(4)))), 72)

    assert [1, 4] == [placed.start for placed in page.placed]


def test_heading_goes_over_with_the_first_two_lines():
    # after 30 lines: heading at 63..65, text could start at 66, and two lines need 70
    page, left = fill(Work((Step(Lines(30)), Step(heading()), Step(Lines(4)))), 69)

    assert [0] == [placed.start for placed in page.placed]
    assert left.next == 1


def test_paragraph_leaves_two_lines_on_either_side():
    page, left = fill(Work((Step(Lines(33)), Step(Lines(4)))), 72)

    # three lines are left on the page: two go there, two go over
    assert [66, 4] == [placed.part.height for placed in page.placed]
    assert left.rest is not None
    assert left.rest.count == 2


def test_paragraph_of_three_lines_is_never_split():
    page, left = fill(Work((Step(Lines(34)), Step(Lines(3)))), 72)

    assert [68] == [placed.part.height for placed in page.placed]
    assert left.next == 1
    assert left.rest is None


def test_side_box_stands_beside_its_block():
    side = solid(10, Place.SIDE, before=2, after=2)
    page, _ = fill(Work((Step(Lines(6)), Step(Lines(6), (side,)))), 72)

    assert (Place.SIDE, 12) in starts(page)


def test_side_box_stands_lower_if_the_place_is_taken():
    side = solid(20, Place.SIDE, before=2, after=2)
    page, _ = fill(Work((Step(Lines(3), (side,)), Step(Lines(6), (side,)))), 72)

    assert [0, 22] == [start for place, start in starts(page) if place is Place.SIDE]


def test_side_box_moves_up_rather_than_over():
    side = solid(10, Place.SIDE, before=2, after=2)
    page, left = fill(Work((Step(Lines(32)), Step(Lines(4), (side,)))), 72)

    assert (Place.SIDE, 62) in starts(page)
    assert left.is_done


def test_side_box_waits_for_the_next_page_if_it_must():
    tall = solid(60, Place.SIDE, before=2, after=2)
    page, left = fill(Work((Step(Lines(6), (tall, tall)), Step(Lines(40)))), 72)

    assert [0] == [start for place, start in starts(page) if place is Place.SIDE]
    following, left = fill(left, 72)
    assert (Place.SIDE, 0) in starts(following)
    assert left.is_done


def test_full_width_stands_below_both_columns():
    side = solid(30, Place.SIDE, before=2, after=2)
    wide = solid(10, Place.FULL, before=2, after=2)
    page, _ = fill(Work((Step(Lines(6), (side,)), Step(wide))), 72)

    assert (Place.FULL, 32) in starts(page)


def test_nothing_is_lost_and_the_order_stays():
    boxes = [Step(Lines(count)) for count in (7, 19, 40, 3, 3, 55, 2)]
    pages = run(boxes, 72)

    assert 2 * (7 + 19 + 40 + 3 + 3 + 55 + 2) == sum(p.part.height for page in pages for p in page.placed)


def test_short_last_page_shares_the_white_space():
    # 36 + 4 lines: alone the last page would hold four lines
    pages = run([Step(Lines(10)) for _ in range(4)], 72)

    assert 2 == len(pages)
    assert pages[-1].depth >= 0.45 * 72
    assert 80 == sum(page.depth for page in pages)


def test_too_tall_box_is_placed_alone_rather_than_looping():
    pages = run([Step(Lines(4)), Step(solid(100)), Step(Lines(4))], 72)

    assert [8, 100, 8] == [p.part.height for page in pages for p in page.placed]


def test_page_break_starts_a_page():
    pages = run([Step(Lines(4)), Step(Lines(4), breaks=True)], 72)

    assert [8, 8] == [page.depth for page in pages]


def rows(count: int, height: int = 2, head: int = 4) -> RowsBox:
    again = (Row(_part(head)),)
    return RowsBox(tuple(Row(_part(height)) for _ in range(count)), 9.0, (Row(_part(head)),), lambda n: again)


def test_table_breaks_between_rows_and_repeats_its_head():
    page, left = fill(Work((Step(Lines(20)), Step(rows(20)))), 72)
    following, left = fill(left, 72)

    # 32 half lines are left: head 4 and 14 rows; the other 6 rows stand under the head again
    assert [40, 32] == [p.part.height for p in page.placed]
    assert [4 + 12] == [p.part.height for p in following.placed]
    assert left.is_done


def test_table_keeps_two_rows_on_either_side():
    fit = rows(5).fit(4 + 8)

    assert fit.outcome is Outcome.SPLIT
    assert fit.part is not None
    assert 4 + 2 * 3 == fit.part.height
    assert Outcome.REFUSED is rows(5).fit(4 + 2).outcome


def test_filling_a_page_changes_nothing_in_the_work_list():
    work = Work((Step(Lines(50)), Step(Lines(30))))
    first, _ = fill(work, 72)
    again, _ = fill(work, 60)

    assert 0 == work.next
    assert [72, 60] == [first.depth, again.depth]


def figure(height: int) -> SolidBox:
    return SolidBox(_part(height), Place.MAIN, Spacing(2, 2), floats=True)


def test_text_goes_on_before_a_figure_that_finds_no_room():
    page, left = fill(Work((Step(Lines(30)), Step(figure(20)), Step(Lines(10)))), 72)

    assert [0, 60] == [placed.start for placed in page.placed]  # six lines of the text that follows
    following, left = fill(left, 72)
    assert [20, 8] == [placed.part.height for placed in following.placed]
    assert left.is_done


def test_figures_keep_their_order():
    page, left = fill(Work((Step(Lines(30)), Step(figure(20)), Step(figure(4)), Step(Lines(6)))), 72)
    following, _ = fill(left, 72)

    assert [60, 12] == [placed.part.height for placed in page.placed]
    assert [20, 4] == [placed.part.height for placed in following.placed]


def test_figures_stay_before_a_page_break():
    pages = run([Step(Lines(30)), Step(figure(20)), Step(Lines(4), breaks=True)], 72)

    assert [[60], [20], [8]] == [[p.part.height for p in page.placed] for page in pages]


def test_a_figure_beside_the_text_does_not_overtake_one_that_floats():
    side = SolidBox(_part(6), Place.SIDE, Spacing(2, 2), floats=True)
    page, left = fill(Work((Step(Lines(30)), Step(figure(20)), Step(Lines(4), (side,)))), 72)
    following, _ = fill(left, 72)

    assert [Place.MAIN, Place.MAIN] == [placed.place for placed in page.placed]
    assert {Place.MAIN, Place.SIDE} == {placed.place for placed in following.placed}


def test_a_side_list_longer_than_a_page_goes_on_over_pages():
    box = RowsBox(tuple(Row(_part(2)) for _ in range(50)), 9.0, place=Place.SIDE, breakable=False)
    pages = run([Step(None, (box,))], 72)

    assert [72, 28] == [page.side for page in pages]


def test_what_should_not_break_goes_whole_to_the_next_page():
    box = RowsBox(tuple(Row(_part(2)) for _ in range(20)), 9.0, breakable=False)
    page, left = fill(Work((Step(Lines(25)), Step(box))), 72)

    assert [50] == [placed.part.height for placed in page.placed]
    assert 1 == left.next

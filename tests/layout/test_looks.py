"""Marks in rich text become looks: stress by another face, powers by size and rise, marks between lines."""

from __future__ import annotations

import pytest

from reportgen.core.paged import Inline, InlineKind, LinkItem, NodeId, PathItem, Tag, TextItem
from reportgen.core.text import InterlinearKind, Mark, MarkKind, RichText
from reportgen.layout.drawing import paragraph_items, parted, text_items
from reportgen.layout.looks import BAND, spliced, styled

TAG = Tag()
BODY = "body"  # 10.5 pt on 18
SIZE = 10.5


def marked(text, *marks):
    return RichText(text, tuple(Mark(*mark) for mark in marks))


@pytest.fixture
def looks(em_setter):
    """`looks(text)`: the runs of a text in the style of the body, as (start, end, what differs)."""
    body = em_setter.style(BODY).text

    def made(text):
        return styled(text, body, em_setter.colour("red"), em_setter.colour(BAND))

    return made


@pytest.mark.parametrize(
    ("kind", "role"),
    [(MarkKind.STRONG, "body_strong"), (MarkKind.EMPHASIS, "subheading")],
)
def test_stress_is_another_face_and_never_a_slant(looks, kind, role):
    (run,) = looks(marked("甲乙丙丁", (1, 3, kind))).runs

    assert (run.start, run.end, run.style.role) == (1, 3, role)


@pytest.mark.parametrize(("kind", "rise"), [(MarkKind.RAISED, 0.35 * SIZE), (MarkKind.LOWERED, -0.15 * SIZE)])
def test_powers_are_small_and_raised_whatever_the_font_says(looks, kind, rise):
    """Rule book 16.4: size 0.6, raised 0.35 em."""
    (run,) = looks(marked("面积2", (2, 3, kind))).runs

    assert run.style.size == pytest.approx(0.6 * SIZE)
    assert run.style.rise == pytest.approx(rise)


def test_marks_nest(looks):
    text = looks(marked("甲乙丙丁", (0, 4, MarkKind.STRONG), (1, 3, MarkKind.DOTS), (2, 3, MarkKind.RAISED)))

    assert [(run.start, run.end, run.style.role) for run in text.runs] == [
        (0, 2, "body_strong"),
        (2, 3, "body_strong"),
        (3, 4, "body_strong"),
    ]
    assert [(mark.start, mark.end, mark.kind) for mark in text.marks] == [(1, 3, InterlinearKind.DOTS)]


def test_marks_between_lines_do_not_cut_the_text_into_runs(looks):
    """A dot under a character changes nothing of how the characters are set."""
    text = looks(marked("甲乙丙丁", (0, 2, MarkKind.UNDERLINE), (1, 4, MarkKind.NAME)))

    assert text.runs == ()
    assert len(text.marks) == 2


def test_readings_have_a_face_and_bands_a_colour_of_their_own(looks, em_setter):
    ruby, band = looks(marked("雁峰区", (0, 2, MarkKind.RUBY, "yàn fēng"), (2, 3, MarkKind.BACKGROUND))).marks

    assert (ruby.kind, ruby.text, ruby.role) == (InterlinearKind.RUBY, "yàn fēng", "label")
    assert band.colour == em_setter.colour(BAND)


def test_spliced_texts_keep_their_marks_in_place(looks, em_setter):
    body = em_setter.style(BODY).text
    first = looks(marked("甲乙", (0, 1, MarkKind.STRONG)))
    second = looks(marked("丙丁戊", (1, 2, MarkKind.DOTS), (2, 3, MarkKind.RAISED)))
    whole = spliced([(first, body), (second, body)])

    assert whole.text == "甲乙丙丁戊"
    assert [(mark.start, mark.end) for mark in whole.marks] == [(3, 4)]
    assert [(run.start, run.end) for run in whole.runs if run.style.rise] == [(4, 5)]
    assert [run.end for run in whole.runs] == sorted({run.end for run in whole.runs})


# ------------------------------------------------------------------ on paper


def painted(em_setter, text, measure=SIZE * 20):
    paragraph = em_setter.paragraph(text, "review", measure)  # as the body, without an indent
    return paragraph_items(paragraph, 100.0, 200.0, TAG)


def boxes(items):
    """Left, top, right and bottom of each drawn path."""
    found = []
    for item in items:
        if isinstance(item, PathItem):
            points = [op[i : i + 2] for op in item.ops for i in range(1, len(op), 2)]
            xs, ys = zip(*points, strict=True)
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def test_dots_stand_centred_below_their_characters(em_setter):
    items = painted(em_setter, marked("甲乙丙丁，戊", (1, 3, MarkKind.DOTS)))
    centres = [((left + right) / 2, top) for left, top, right, _ in boxes(items)]

    assert [x for x, _ in centres] == pytest.approx([100 + 1.5 * SIZE, 100 + 2.5 * SIZE])
    assert all(top > 200.0 + 0.12 * SIZE - 0.01 for _, top in centres)  # below the frame


def test_punctuation_gets_no_dot(em_setter):
    items = painted(em_setter, marked("甲，乙", (0, 3, MarkKind.DOTS)))

    assert len(boxes(items)) == 2


def test_an_underline_goes_through_marks_and_gaps_it_spans(em_setter):
    items = painted(em_setter, marked("甲乙，GDP丙", (0, 7, MarkKind.UNDERLINE)))
    right = max(i.x + sum(i.run.advances) for i in items if isinstance(i, TextItem))
    ((left, _, end, _),) = boxes(items)

    assert (left, end) == (pytest.approx(100.0), pytest.approx(right))


def test_two_names_side_by_side_show_as_two(em_setter):
    items = painted(em_setter, marked("衡阳雁峰", (0, 2, MarkKind.NAME), (2, 4, MarkKind.NAME)))
    first, second = boxes(items)

    assert first[2] < second[0]
    assert second[0] - first[2] < 0.2 * SIZE


def test_a_band_is_behind_the_text_and_a_line_through_it_before(em_setter):
    items = painted(em_setter, marked("甲乙", (0, 1, MarkKind.BACKGROUND), (1, 2, MarkKind.STRIKE)))

    assert [isinstance(item, TextItem) for item in items] == [False, True, False]


def test_a_reading_comes_after_its_characters_and_stands_above_them(em_setter):
    items = painted(em_setter, marked("雁峰区", (0, 2, MarkKind.RUBY, "yan")))
    base, rest, reading = [item for item in items if isinstance(item, TextItem)]

    assert (base.run.text, rest.run.text, reading.run.text) == ("雁峰", "区", "yan")
    assert reading.y < base.y - 0.8 * SIZE
    middle = reading.x + sum(reading.run.advances) / 2
    assert middle == pytest.approx(100 + SIZE, abs=0.01)


def test_stretches_of_a_node_are_told_apart(em_setter):
    """Readings with their bases, links, other languages: each with a key of its own, the rest of the line
    with none; a mark and a boundary of looks change no width."""
    text = marked(
        "雁峰看GDP去吧",
        (0, 2, MarkKind.RUBY, "yan"),
        (2, 3, MarkKind.LINK, "#a"),
        (3, 6, MarkKind.LANGUAGE, "en"),
    )
    paragraph = em_setter.paragraph(text, "review", SIZE * 20)
    items = paragraph_items(paragraph, 0.0, 0.0, Tag(NodeId("n")))
    found = [(i.run.text, i.tag.inline and (i.tag.inline.kind.value, i.tag.inline.key)) for i in texts(items)]

    assert found == [
        ("雁峰", ("base", "1")),
        ("看", ("link", "#a")),
        ("GDP", ("language", "en")),
        ("去吧", None),
        ("yan", ("reading", "1")),
    ]
    (area,) = [item for item in items if isinstance(item, LinkItem)]
    assert area.tag == Tag(NodeId("n"), inline=Inline(InlineKind.LINK, "#a"))
    assert (
        paragraph.lines[0].width == em_setter.paragraph("雁峰看GDP去吧", "review", SIZE * 20).lines[0].width
    )


def texts(items):
    return [item for item in items if isinstance(item, TextItem)]


def test_an_artifact_has_no_stretches(em_setter):
    items = painted(em_setter, marked("甲乙", (0, 1, MarkKind.LINK, "#a")))

    assert {item.tag for item in texts(items)} == {TAG}


def test_a_mark_over_a_line_end_is_on_both_lines(em_setter):
    items = painted(em_setter, marked("甲" * 10, (3, 7, MarkKind.UNDERLINE)), measure=SIZE * 5)
    first, second = boxes(items)

    assert (first[0], first[2]) == (pytest.approx(100 + 3 * SIZE), pytest.approx(100 + 5 * SIZE))
    assert (second[0], second[2]) == (pytest.approx(100.0), pytest.approx(100 + 2 * SIZE))
    assert second[1] - first[1] == pytest.approx(em_setter.style(BODY).leading)


def test_a_line_without_marks_is_text_alone(em_setter):
    line = em_setter.line("甲乙丙", "caption")

    assert [type(item) for item in text_items(line, 0.0, 0.0, TAG)] == [TextItem]


def test_parted_lines_take_their_marks_along(em_setter):
    """A run-in heading and its paragraph are two nodes on one line; nothing is drawn twice or lost."""
    text = marked("甲乙丙丁戊己", (0, 2, MarkKind.STRONG), (1, 2, MarkKind.DOTS), (4, 6, MarkKind.UNDERLINE))
    paragraph = em_setter.paragraph(text, "review", SIZE * 20)
    head, tail = parted(paragraph, 2)
    whole = paragraph_items(paragraph, 0.0, 0.0, TAG)
    parts = [paragraph_items(part, 0.0, 0.0, TAG) for part in (head, tail)]

    assert [len(boxes(part)) for part in parts] == [1, 1]
    assert sorted(boxes(parts[0] + parts[1])) == sorted(boxes(whole))
    assert [i.run.text for i in parts[0] if isinstance(i, TextItem)] == ["甲乙"]

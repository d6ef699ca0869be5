"""What must hold for every text the composer sets: rule book, section 18."""

from __future__ import annotations

from itertools import pairwise
from math import isclose
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.core.geometry import TOLERANCE
from reportgen.core.style import Align, CjkStyle, Hanging, Kinsoku, ParaStyle, Punctuation, TextStyle
from reportgen.core.text import Interlinear, InterlinearKind, StyledText, StyleRun
from reportgen.typeset.paragraph import Line, Paragraph, compose

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

SIZE = 10.0
NO_START = set("”’」』）》〉】〕］、，：；。！？·–～％℃／々")
NO_END = set("“‘「『（《〈【〔［￥／")
RELAXED = "typeset.kinsoku-relaxed"

han = st.text("国民经济发展和社会进步的一二三年月日亿元区", min_size=1, max_size=12)
mark = st.sampled_from("，。、；：！？（）《》“”‘’「」·—…～／％　々")
pair = st.sampled_from(["——", "……", "？！", "！！！", "”。", "》，", "（《", "，“"])
word = st.sampled_from(
    ["GDP", "PM2.5", "COVID-19", "R&D", "A/B", "report", "internationalization", "H₂O", "don’t"]
)
number = st.sampled_from(
    ["1,234,567.89", "12.5%", "36.5℃", "3—5", "2026-11-22", "¥3,000", "100 km", "10 000", "第3章"]
)
blank = st.sampled_from([" ", "  ", "\n", "\u00a0", "\u200b", "\u2060"])
texts = st.lists(st.one_of(han, han, mark, pair, word, number, blank), max_size=25).map("".join)
measures = st.one_of(st.floats(0.5, 6.0), st.floats(6.0, 40.0)).map(lambda em: em * SIZE)
aligns = st.sampled_from(list(Align))
levels = st.sampled_from(list(Kinsoku))
CHECKS = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def codes(paragraph: Paragraph) -> set[str]:
    return {finding.code for finding in paragraph.findings}


def shown(line: Line) -> str:
    return "".join(run.run.text for run in line.runs)


def styled(text: str, cuts: list[int]) -> StyledText:
    """The text with every other stretch between the cuts set in bold, larger in turn."""
    places = sorted({min(cut, len(text)) for cut in cuts})
    runs = [
        StyleRun(a, b, TextStyle("body_strong", SIZE if i % 2 else SIZE * 1.2), no_break=i % 3 == 0)
        for i, (a, b) in enumerate(zip(places[::2], places[1::2], strict=False))
        if a < b
    ]
    return StyledText(text, tuple(runs))


@CHECKS
@given(
    texts,
    measures,
    aligns,
    levels,
    st.lists(st.integers(0, 60), max_size=6),
    st.sampled_from(list(Punctuation)),
)
def test_every_text_is_set_whole_and_within_its_measure(
    em_book: FontBook,
    text: str,
    measure: float,
    align: Align,
    level: Kinsoku,
    cuts: list[int],
    punctuation: Punctuation,
) -> None:
    style = ParaStyle(
        TextStyle("body", SIZE),
        18.0,
        align=align,
        indent_em=2.0,
        cjk=CjkStyle(kinsoku=level, punctuation=punctuation),
    )
    paragraph = compose(styled(text, cuts), style, measure, em_book)
    found = codes(paragraph)

    places = [0, *(line.end for line in paragraph.lines)]
    assert [line.start for line in paragraph.lines] == places[:-1], "lines tile the text"
    assert places[-1] == len(text)

    for number, line in enumerate(paragraph.lines):
        source = text[line.start : line.end]
        assert is_shown(source, shown(line))
        advances = [advance for run in line.runs for advance in run.run.advances]
        assert isclose(sum(advances), line.width, abs_tol=1e-6), "widths add up"
        x = line.x
        for placed in line.runs:
            assert isclose(placed.x, x, abs_tol=1e-6), "runs follow one another"
            x += sum(placed.run.advances)
            run = placed.run
            assert len(run.glyph_ids) == len(run.advances) == len(run.clusters)
            assert len(run.offsets) in (0, len(run.glyph_ids))
            assert list(run.clusters) == sorted(run.clusters)
            assert run.clusters[0] == 0
            assert 0 not in run.glyph_ids
        if not found & {"typeset.overflow"}:
            assert line.x + line.width <= max(measure, line.x) + TOLERANCE
        is_last = number + 1 == len(paragraph.lines) or source.endswith("\n")
        if align is Align.JUSTIFY and not is_last and not found & {"typeset.overflow", "typeset.short-line"}:
            full = measure if punctuation is not Punctuation.GRID else SIZE * int(measure / SIZE + 1e-6)
            assert isclose(line.x + line.width, full, abs_tol=TOLERANCE), "justified lines are full"


def is_shown(source: str, on_paper: str) -> bool:
    """Whether `on_paper` is `source` without some blanks."""
    at = 0
    for char in source:
        if at < len(on_paper) and on_paper[at] == char:
            at += 1
        elif char not in " \n\u200b\u2060\u00a0\u3000":
            return False
    return at == len(on_paper)


@CHECKS
@given(texts, st.floats(8.0, 40.0))
def test_no_forbidden_line_start_or_end(em_book: FontBook, text: str, measure_em: float) -> None:
    style = ParaStyle(TextStyle("body", SIZE), 18.0, indent_em=2.0)
    paragraph = compose(StyledText(text), style, measure_em * SIZE, em_book)
    if RELAXED in codes(paragraph):
        return
    for before, after in zip(paragraph.lines, paragraph.lines[1:], strict=False):
        if text[before.start : before.end].endswith("\n"):
            continue
        head, end = shown(after)[:1], shown(before)[-1:]
        assert head not in NO_START
        assert end not in NO_END
        joint = text[before.end - 1 : before.end + 1]
        assert joint not in ("——", "……") or runs_even(text, before.end)
        in_number = all(char.isascii() and char.isdigit() for char in joint)
        assert not in_number or "typeset.token-broken" in codes(paragraph)


def runs_even(text: str, at: int) -> bool:
    """Whether the run of dashes or dots before `at` consists of whole pairs."""
    start = at
    while start and text[start - 1] == text[at]:
        start -= 1
    return (at - start) % 2 == 0


@CHECKS
@given(texts, st.floats(10.0, 30.0))
def test_hanzi_on_one_line_stand_equally_far_apart(em_book: FontBook, text: str, measure_em: float) -> None:
    style = ParaStyle(TextStyle("body", SIZE), 18.0)
    paragraph = compose(StyledText(text), style, measure_em * SIZE, em_book)
    for line in paragraph.lines:
        steps = []
        for placed in line.runs:
            run = placed.run
            text_of = [run.text[c : c + 1] for c in run.clusters]  # a hyphen has no text
            pairs = zip(text_of, text_of[1:], run.advances, strict=False)
            steps += [advance for a, b, advance in pairs if is_han(a) and is_han(b)]
        assert not steps or max(steps) - min(steps) < 0.001 * SIZE


def is_han(char: str) -> bool:
    return len(char) == 1 and "\u4e00" <= char <= "\u9fff"


@CHECKS
@given(texts, measures)
def test_inks_never_overlap(em_book: FontBook, text: str, measure: float) -> None:
    style = ParaStyle(TextStyle("body", SIZE), 18.0)
    for line in compose(StyledText(text), style, measure, em_book).lines:
        right = float("-inf")
        for placed in line.runs:
            run = placed.run
            face = em_book.face(run.font)
            pen = placed.x
            for i, glyph in enumerate(run.glyph_ids):
                x0, _, x1, _ = face.bounds(glyph)
                offset = run.offsets[i][0] if run.offsets else 0.0
                if x1 > x0:
                    assert pen + offset + x0 * SIZE / face.upem >= right - 1e-6
                    right = pen + offset + x1 * SIZE / face.upem
                pen += run.advances[i]


@CHECKS
@given(texts, measures)
def test_the_same_input_gives_the_same_paragraph(em_book: FontBook, text: str, measure: float) -> None:
    from reportgen.typeset.fonts import FontBook

    style = ParaStyle(TextStyle("body", SIZE), 18.0)
    fresh = FontBook.from_files({f: em_book.face(f).path for f in em_book.records}, em_book.roles)
    compose(StyledText("先用别的文字占用缓存，GDP 12%。"), style, 100.0, fresh)

    assert compose(StyledText(text), style, measure, em_book) == compose(
        StyledText(text), style, measure, fresh
    )


ODD = {
    "quotes": "“",
    "apostrophes": "’",
    "dashes": "—",
    "dots": "…",
    "letters": "a",
    "digits": "1",
    "brackets": "（）",
    "opening": "（",
    "stops": "。",
    "exclaims": "！",
    "numbers": "1 ",
    "hyphens": "a-",
    "solidi": "国/",
    "lines": "\n",
    "blanks": " ",
    "no-break": "\u00a0",
    "hints": "国\u200b",
    "accents": "\u0301",
    "surrogates": "\ud800",
    "controls": "\x07",
    "right to left": "שלום ",
    "emoji": "\U0001f600",
    "addresses": "http://a.b/c/",
}


@pytest.mark.parametrize("punctuation", [Punctuation.QUANJIAO, Punctuation.GRID])
@pytest.mark.parametrize("name", ODD)
def test_odd_texts_end_in_good_time(em_book: FontBook, name: str, punctuation: Punctuation) -> None:
    """What nobody writes and somebody pastes: all of it is set, and the time grows as the text does."""
    style = ParaStyle(TextStyle("body", SIZE), 18.0, cjk=CjkStyle(punctuation=punctuation))

    def seconds(length: int) -> float:
        text = (ODD[name] * length)[:length]
        start = process_time()
        paragraph = compose(StyledText(text), style, 200.0, em_book)
        took = process_time() - start
        assert sum(line.end - line.start for line in paragraph.lines) == len(text)
        return took

    # four times the text; sixteen times the time would be its square. Once more if the machine was busy.
    seconds(2_000)  # what is made once, is made here
    assert any(seconds(8_000) < 12 * seconds(2_000) for _ in range(4))


@pytest.mark.parametrize("punctuation", [Punctuation.QUANJIAO, Punctuation.GRID])
def test_a_hundred_thousand_characters_without_a_break(em_book: FontBook, punctuation: Punctuation) -> None:
    style = ParaStyle(TextStyle("body", SIZE), 18.0, cjk=CjkStyle(punctuation=punctuation))
    text = "a" * 100_000
    paragraph = compose(StyledText(text), style, 200.0, em_book)

    assert "".join(text[line.start : line.end] for line in paragraph.lines) == text
    assert {"typeset.token-broken"} <= codes(paragraph)
    assert max(line.width for line in paragraph.lines) <= 200.0 + TOLERANCE


kinds = st.sampled_from(list(InterlinearKind))
spans = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 12), kinds), max_size=6)


@CHECKS
@given(texts, st.floats(6.0, 40.0), spans, st.booleans())
def test_marks_between_lines_change_no_line_but_readings(
    em_book: FontBook, text: str, measure_em: float, spans: list[tuple[int, int, InterlinearKind]], grid: bool
) -> None:
    """Rule book 11: dots and rules stand where the characters are, and break nothing."""
    punctuation = Punctuation.GRID if grid else Punctuation.QUANJIAO
    style = ParaStyle(TextStyle("body", SIZE), 18.0, cjk=CjkStyle(punctuation=punctuation))
    marks = marked(text, spans)
    paragraph = compose(StyledText(text, (), None, marks), style, measure_em * SIZE, em_book)
    plain = compose(StyledText(text), style, measure_em * SIZE, em_book)

    places = [0, *(line.end for line in paragraph.lines)]
    assert [line.start for line in paragraph.lines] == places[:-1]
    assert places[-1] == len(text)
    if not any(mark.kind is InterlinearKind.RUBY for mark in marks):
        assert [line.runs for line in paragraph.lines] == [line.runs for line in plain.lines]
    for line in paragraph.lines:
        left, right = line.x - TOLERANCE, line.x + line.width + line.hung + TOLERANCE
        for rule in line.rules:
            assert left <= rule.x <= rule.right <= right
            assert 0.03 * SIZE <= rule.thickness or rule.behind
        for dot in line.dots:
            assert left <= dot.x <= right
        readings = sorted(line.above, key=lambda placed: placed.x)
        for placed in readings:
            width = sum(placed.run.advances)
            if "typeset.overflow" not in codes(paragraph):
                assert placed.x >= min(left, 0.0) - 0.25 * SIZE
                assert placed.x + width <= max(right, measure_em * SIZE) + 0.25 * SIZE
        for one, other in pairwise(readings):
            assert one.x + sum(one.run.advances) <= other.x + TOLERANCE, "readings never overlap"


def marked(text: str, spans: list[tuple[int, int, InterlinearKind]]) -> tuple[Interlinear, ...]:
    """Marks inside the text; those of ruby do not overlap, and each has as many syllables as characters."""
    marks: list[Interlinear] = []
    ruby_end = 0
    for start, length, kind in sorted(spans, key=lambda span: span[:2]):
        end = min(start + length, len(text))
        if start >= end or (kind is InterlinearKind.RUBY and start < ruby_end):
            continue
        if kind is InterlinearKind.RUBY:
            ruby_end = end
            marks.append(Interlinear(start, end, kind, " ".join(["yan"] * (end - start)), "body"))
        else:
            marks.append(Interlinear(start, end, kind))
    return tuple(marks)


@CHECKS
@given(texts, st.sampled_from(["quanjiao", "kaiming", "banjiao"]))
def test_marks_are_as_wide_as_the_table_says(em_book: FontBook, text: str, punctuation: str) -> None:
    """Section 18, 5: no mark of an unjustified line has any width but those of section 5, and 9: nothing
    stands before the first frame of a line or behind its last one."""
    style = ParaStyle(
        TextStyle("body", SIZE), 18.0, align=Align.START, cjk=CjkStyle(punctuation=Punctuation(punctuation))
    )
    for line in compose(StyledText(text), style, 300.0, em_book).lines:
        if line.width != line.natural:
            continue  # reduced to fit
        for placed in line.runs:
            run = placed.run
            for cluster, advance in zip(run.clusters, run.advances, strict=True):
                if run.text[cluster + 1 : cluster + 2] in set("·—…–～／％"):
                    continue  # the pen goes on to a glyph that is wider than its frame
                if run.text[cluster : cluster + 1] in set("，。、；：！？（）《》「」"):
                    width = round(advance / SIZE, 6)
                    assert width in {0.5, 1.0, 1.5} or width == 0.0, (run.text, cluster)
        if line.runs:
            edges = shown(line)
            assert edges[0] not in " \u00a0" or edges[0] == "\u00a0"
            last = line.runs[-1].run
            if last.text[-1:] in set("，。、；：（《「」》）"):
                assert last.advances[-1] <= 0.5 * SIZE + 1e-6 or last.text[-1] in "（《「"


@CHECKS
@given(texts, st.floats(8.0, 30.0), st.sampled_from([-1, 0, 1]))
def test_total_fit_agrees_with_the_search_by_number_of_lines(
    em_book: FontBook, text: str, measure_em: float, looseness: int
) -> None:
    """One count of demerits in both searches; and no request loses text or overfills a line."""
    from reportgen.typeset.itemise import composer_of, spans_of
    from reportgen.typeset.items import Sums
    from reportgen.typeset.justify import limits_of
    from reportgen.typeset.linebreak import LastLine, Room, find_ends, total_fit
    from reportgen.typeset.looseness import fits_by_lines
    from reportgen.typeset.quotes import resolve

    flat = text.replace("\n", "")
    base = TextStyle("body", SIZE)
    style = ParaStyle(base, 18.0)
    spans = spans_of(StyledText(flat), base)
    items = composer_of(em_book).itemise(flat, 0, len(flat), spans, resolve(flat), style.cjk, {})
    if items.kinds:
        sums = Sums(items)
        ends = find_ends(items, sums)
        room = Room(measure_em * SIZE, measure_em * SIZE)
        limits = limits_of(style.cjk, 0.25)
        best = total_fit(sums, ends, room, limits, LastLine())
        ways = fits_by_lines(sums, ends, room, limits, LastLine())
        assert (best is None) == (not ways)
        if best is not None:
            cheapest = min(way.demerits for way in ways.values())
            assert cheapest <= best.demerits + 1e-6
            # `total_fit` forgets the fitness of dearer ways: they may differ by one neighbour's demerits
            assert isclose(cheapest, best.demerits, abs_tol=1e-6) or best.demerits - cheapest <= 400.0

    plain = compose(StyledText(text), style, measure_em * SIZE, em_book)
    asked = compose(StyledText(text), style, measure_em * SIZE, em_book, looseness=looseness)
    assert len(asked.lines) - len(plain.lines) == asked.looseness
    assert asked.looseness in (0, looseness)
    assert [line.start for line in asked.lines[1:]] == [line.end for line in asked.lines[:-1]]
    if not codes(plain) & {"typeset.overflow"}:
        assert all(line.width <= measure_em * SIZE + TOLERANCE for line in asked.lines)


@CHECKS
@given(texts, measures, st.sampled_from(["zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "ja", "xx"]))
def test_locales_and_hanging_lose_nothing(em_book: FontBook, text: str, measure: float, locale: str) -> None:
    """Whatever hangs is one mark, a pause or a stop, and on a line that needed the room."""
    for hanging in Hanging:
        style = ParaStyle(TextStyle("body", SIZE), 18.0, cjk=CjkStyle(locale=locale, hanging=hanging))
        paragraph = compose(StyledText(text), style, measure, em_book)

        assert "".join(text[line.start : line.end] for line in paragraph.lines) == text
        for line in paragraph.lines:
            assert 0.0 <= line.hung <= SIZE
            assert not line.hung or shown(line)[-1] in "，、。"
            assert not line.hung or hanging is not Hanging.NONE
            if "typeset.overflow" not in codes(paragraph):
                assert line.width <= measure + TOLERANCE

"""Total fit against the sum of all ways to break a paragraph, and first fit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest

from reportgen.core.style import CjkStyle, ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset.firstfit import first_fit
from reportgen.typeset.itemise import StyleSpan, composer_of
from reportgen.typeset.items import Items, Sums
from reportgen.typeset.justify import Limits, expansion, limits_of
from reportgen.typeset.linebreak import Ends, LastLine, Room, find_ends, total_fit
from reportgen.typeset.paragraph import Paragraph, compose
from reportgen.typeset.quotes import NO_QUOTES
from reportgen.typeset.tightest import tightest

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

BODY = TextStyle("body", 10.0)
WEIGHTS = {1: 0.2, 2: 0.4, 3: 0.5, 4: 0.7, 5: 1.5}  # R2 to R6
PIECES = ["国家经济", "发展", "，", "。", "（一二）", "GDP", "12%", "“人民”", "——", " and the ", "、", "社会"]


def items_of(book: FontBook, text: str) -> Items:
    spans = (StyleSpan(0, len(text), BODY),)
    return composer_of(book).itemise(text, 0, len(text), spans, NO_QUOTES, CjkStyle(), {})


def line_cost(
    sums: Sums, ends: Ends, start: int, end: int, room: float, limits: Limits
) -> tuple[float, str] | None:
    """`(10 + b)^2` of a line and its fitness, straight from section 8; None: impossible."""
    first, last = ends.glyphs[start], ends.last[end]
    excess = room - (ends.positions[end] - ends.starts[start])
    final = end == len(ends.glyphs) - 1

    def total(x: list[float] | None) -> float:
        return 0.0 if x is None else x[last] - x[first]

    if excess < -0.01:
        amounts = [(WEIGHTS[c], total(sums.shrink[c])) for c in WEIGHTS]
        whole = sum(a for _, a in amounts)
        if -excess > whole + 0.01:
            return None
        need, badness = -excess, 0.0
        for weight, amount in amounts:
            used = min(need, amount)
            badness += weight * (used / amount) ** 3 if amount else 0.0
            need -= used
        return (10 + 100 * badness) ** 2, "tight" if -excess >= whole / 2 else "normal"
    if final or excess <= 0.01:
        return 100.0, "normal"
    x1, x2, x3 = (total(s) for s in sums.stretch[1:])
    used = {"x1": 0.0, "x2": 0.0, "x3": 0.0}
    steps = [
        ("x1", x1, limits.x1_soft),
        ("x2", x2, limits.x2_soft),
        ("x3", x3, limits.x3_soft),
        ("x1", x1, limits.x1_hard - limits.x1_soft),
        ("x2", x2, limits.x2_hard - limits.x2_soft),
        ("x3", x3, limits.x3 - limits.x3_soft),
    ]
    for name, weight, limit in steps:
        if weight > 0:
            more = min(excess / weight, limit)
            used[name] += more
            excess -= more * weight
    if excess > 0.01:
        return None
    badness = 0.3 * (used["x1"] / 0.22) ** 3 + 0.5 * (used["x2"] / 0.25) ** 3 + 12 * (used["x3"] / 0.25) ** 3
    return (10 + 100 * badness) ** 2, "loose" if used["x3"] > 0.1 + 1e-9 else "normal"


def best_of_all(sums: Sums, ends: Ends, room: Room, limits: Limits, last_line: LastLine) -> float:
    """The least demerits over every possible sequence of lines."""
    final = len(ends.glyphs) - 1
    best = float("inf")
    stack: list[tuple[int, float, str]] = [(0, 0.0, "")]
    while stack:
        node, demerits, fitness = stack.pop()
        if node == final:
            best = min(best, demerits)
            continue
        for end in range(node + 1, final + 1):
            found = line_cost(sums, ends, node, end, room.other if node else room.first, limits)
            if found is None:
                continue
            cost, kind = found
            cost += ends.costs[end] + (400 if fitness and kind != fitness else 0)
            if end == final and node:
                han = last_line.han.get(ends.glyphs[node], 99)
                cost += 10_000 if han < last_line.minimum else 800 if han == last_line.minimum else 0
                cost += 1_500 if ends.positions[end] - ends.starts[node] < last_line.indent else 0
            stack.append((end, demerits + cost, kind))
    return best


def test_total_fit_finds_the_best_of_all_ways(em_book: FontBook) -> None:
    random = Random(8)
    compared = 0
    for _ in range(60):
        text = "".join(random.choices(PIECES, k=random.randint(4, 12)))
        items = items_of(em_book, text)
        sums = Sums(items)
        ends = find_ends(items, sums)
        measure = random.choice([80.0, 100.0, 125.0])
        room = Room(measure - 20.0, measure)
        limits = limits_of(CjkStyle(), 0.25)
        han = {len(items.kinds) - 1: 1, len(items.kinds) - 2: 2}
        last_line = LastLine(2, 20.0, han)
        found = total_fit(sums, ends, room, limits, last_line)
        expected = best_of_all(sums, ends, room, limits, last_line)

        if found is None:
            assert expected == float("inf")
            continue
        compared += 1
        assert found.demerits == pytest.approx(expected)
    assert compared > 30


def loosest_of_all(sums: Sums, ends: Ends, room: Room, limits: Limits) -> float:
    """How far hanzi stand apart on the loosest line, for the sequence of lines where that is least."""
    final = len(ends.glyphs) - 1
    best = float("inf")
    stack: list[tuple[int, float]] = [(0, 0.0)]
    while stack:
        node, loosest = stack.pop()
        if node == final:
            best = min(best, loosest)
            continue
        for end in range(node + 1, final + 1):
            measure = room.other if node else room.first
            if line_cost(sums, ends, node, end, measure, limits) is None:
                continue
            first, last = ends.glyphs[node], ends.last[end]
            excess = measure - (ends.positions[end] - ends.starts[node])
            apart = 0.0
            if excess > 0.01 and end != final:
                weights = (0.0 if s is None else s[last] - s[first] for s in sums.stretch[1:])
                apart = expansion(excess, *weights, limits)[2]
            stack.append((end, max(loosest, apart)))
    return best


def test_no_way_is_tighter_than_the_tightest(em_book: FontBook) -> None:
    """And total fit finds an answer under that ceiling, but under no lower one."""
    random = Random(5)
    compared = 0
    for _ in range(60):
        text = "".join(random.choices(PIECES, k=random.randint(4, 12)))
        items = items_of(em_book, text)
        sums = Sums(items)
        ends = find_ends(items, sums)
        measure = random.choice([80.0, 100.0, 125.0])
        room, limits, last_line = Room(measure - 20.0, measure), limits_of(CjkStyle(), 0.25), LastLine(1)
        found = tightest(sums, ends, room, limits, last_line)

        if found is None:
            assert loosest_of_all(sums, ends, room, limits) == float("inf")
            continue
        assert found == pytest.approx(loosest_of_all(sums, ends, room, limits), abs=1e-6)
        assert total_fit(sums, ends, room, limits, last_line, ceiling=found) is not None
        if found > 0.01:
            compared += 1
            assert total_fit(sums, ends, room, limits, last_line, ceiling=found - 0.002) is None
    assert compared > 15


def test_a_strict_last_line_is_never_shorter(em_book: FontBook) -> None:
    items = items_of(em_book, "国" * 21)
    sums = Sums(items)
    ends = find_ends(items, sums)
    room, limits = Room(100.0, 100.0), limits_of(CjkStyle(), 0.25)
    lone = LastLine(2, 0.0, {20: 1, 19: 2, 18: 3})
    strict = replace(lone, is_strict=True)
    narrow = limits_of(CjkStyle(), 0.05)

    assert total_fit(sums, ends, room, narrow, lone) is not None
    assert total_fit(sums, ends, room, narrow, strict) is None
    assert tightest(sums, ends, room, narrow, strict) is None
    assert tightest(sums, ends, room, limits, strict) == pytest.approx(0.125)


def test_total_fit_costs_no_more_than_first_fit(em_book: FontBook) -> None:
    random = Random(3)
    for _ in range(40):
        text = "".join(random.choices(PIECES, k=60))
        items = items_of(em_book, text)
        sums = Sums(items)
        ends = find_ends(items, sums)
        room, limits = Room(180.0, 200.0), limits_of(CjkStyle(), 0.5)
        greedy = first_fit(sums, ends, room, limits)
        found = total_fit(sums, ends, room, limits, LastLine(1))

        assert found is not None
        nodes = [0, *greedy.nodes]
        costs = [line_cost(sums, ends, a, b, 200.0 if a else 180.0, limits) for a, b in pairwise(nodes)]
        if all(cost is not None for cost in costs):
            kinds = [kind for _, kind in filter(None, costs)]
            unlike = sum(400 for a, b in pairwise(kinds) if a != b)
            assert found.demerits <= greedy.demerits + unlike + 1e-6


def lines_of(paragraph: Paragraph) -> list[str]:
    return [paragraph.text[line.start : line.end] for line in paragraph.lines]


def set_lines(book: FontBook, text: str, measure_em: float, indent_em: float = 0.0) -> list[str]:
    style = ParaStyle(BODY, 18.0, indent_em=indent_em)
    return lines_of(compose(StyledText(text), style, measure_em * BODY.size, book))


def test_closing_bracket_never_starts_a_line(em_book: FontBook) -> None:
    """The opening bracket gives up its white so that the closing one finds room."""
    assert ["报表（季度）", "完成工作量"] == set_lines(em_book, "报表（季度）完成工作量", 5.0)


def test_a_full_line_is_left_alone(em_book: FontBook) -> None:
    assert ["国" * 10, "国" * 10, "国" * 5] == set_lines(em_book, "国" * 25, 10.0)


def test_the_last_line_gets_company(em_book: FontBook) -> None:
    """Twenty-one hanzi in lines of ten would leave one alone; an earlier line gives some away."""
    lines = set_lines(em_book, "国" * 61, 20.0)

    assert len(lines[-1]) >= 3
    assert "国" * 61 == "".join(lines)


def test_a_line_prefers_to_end_after_a_stop(em_book: FontBook) -> None:
    """The stop at the 20th place leaves half an em, which nobody sees; ending behind it is a gain."""
    text = "国" * 19 + "。" + "国" * 30

    assert "。" == set_lines(em_book, text, 20.0)[0][-1]


def test_first_fit_takes_the_line_that_is_best_by_itself(em_book: FontBook) -> None:
    style = ParaStyle(BODY, 18.0, total_fit=False)
    paragraph = compose(StyledText("国" * 21), style, 100.0, em_book)

    assert ["国" * 10, "国" * 10, "国"] == lines_of(paragraph)


def test_first_fit_pulls_a_mark_in_by_reduction(em_book: FontBook) -> None:
    style = ParaStyle(BODY, 18.0, total_fit=False)
    paragraph = compose(StyledText("国（国国国国国）国国国国国国"), style, 70.0, em_book)

    assert "国（国国国国国）" == lines_of(paragraph)[0]
    assert paragraph.lines[0].width == pytest.approx(70.0)


def test_words_are_divided_only_when_needed(em_book: FontBook) -> None:
    """Without division the first line would stand half empty."""
    lines = set_lines(em_book, "国家 internationalization 战略规划", 10.0)

    assert lines[0].startswith("国家 in")
    assert not lines[0].endswith(" ")
    whole = set_lines(em_book, "国家战略规划国家 nationalization 战略规划国家战略规划国家战略规划", 30.0)
    assert all("nationalization" in line or "nation" not in line for line in whole)


def gap_of(book: FontBook, text: str, measure: float) -> tuple[list[str], float]:
    """The lines, and how far hanzi stand apart on the first (em)."""
    paragraph = compose(StyledText(text), ParaStyle(BODY, 18.0), measure, book)
    run = paragraph.lines[0].runs[0].run
    return lines_of(paragraph), run.advances[0] / 10 - 1


def test_a_number_is_torn_from_its_unit_only_beyond_a_seventh_of_an_em(em_book: FontBook) -> None:
    """Section 4.4: eight hanzi before 35亿元 may stand 0.14 em apart, not 0.29, so that it stays whole."""
    text = "国国国国国国国国35亿元国国国国国国国国国国国国国国国国国国国国国国国国"
    kept, apart = gap_of(em_book, text, 90.0)
    torn, together = gap_of(em_book, text, 105.0)

    assert "国" * 8 == kept[0]
    assert apart == pytest.approx(1 / 7)
    assert torn[0].startswith("国" * 8 + "35")
    assert "35亿元" not in torn[0]
    assert together < 0.15


def test_a_word_is_divided_only_beyond_a_tenth_of_an_em(em_book: FontBook) -> None:
    """Section 4.5: eleven hanzi 0.1 em apart before the word, then twelve in a measure that wants 0.18."""
    text = "internationalization国国国国国国国国国国国国国国国国国国国国国国国国"
    whole, apart = gap_of(em_book, "国" * 11 + text, 120.0)
    divided, _ = gap_of(em_book, "国" * 10 + text, 120.0)

    assert "国" * 11 == whole[0]
    assert apart == pytest.approx(0.1)
    assert divided[0] != "国" * 10

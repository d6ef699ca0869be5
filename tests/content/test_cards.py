"""Cards: the figure in its parts, the note from the metric, badges for exact places only."""

import pytest

from reportgen.content.blocks import FigureText
from reportgen.core.text import MarkKind

METRICS = """
metrics:
  - id: gdp
    name: 亩均GDP产出
    value: 18.5
    unit: 万元
    rank: [{scope: 四城区, position: 1, of: 4}]
    section: one
  - id: streak
    name: 全面小康实现程度
    value: 4
    unit: 年
    modifier: 连续
    rank: [{scope: 全省, words: 前列}, {scope: 全市, position: 1}]
  - {id: rd, name: 强度, value: 2.5, unit: "%", baseline: {value: 1, qualifier: 不足}}
  - {id: dated, name: 比重, value: 40.5, unit: "%", as_of: 2021, baseline: {value: 20, as_of: 2016}}
  - {id: fewer, name: 案件, value: 5, unit: 件, baseline: {value: 9}}
  - {id: patents, name: 专利, value: 13, unit: 件, multiple: {of: 省平均水平, factor: 2}}
  - id: income
    name: 收入
    value: 4
    unit: 万元
    qualifier: 首超
    growth: {label: 年均增长, value: 8.5, compared_with: 跑赢GDP}
  - {id: spending, name: 民生, value: 70, unit: "%", qualifier: 以上, period: 始终保持}
  - {id: toilets, name: 卫生厕所, rank: [{scope: 全省一类县（市）区, position: 1}]}
  - {id: pledged, name: 实事, value: 10, unit: 件, numerals: han}
  - {id: long, name: 户数, value: 12345, unit: 户, modifier: 全部}
"""
CARDS = "- cards: [gdp, streak, rd, dated, fewer, patents, income, spending, toilets, pledged, long]"


@pytest.fixture
def cards(build_blocks):
    def make(**options):
        (block,) = build_blocks(CARDS, METRICS, **options).blocks
        return {card.name: card for card in block.cards}

    return make


def test_figures_in_their_parts(cards):
    """As spoken: red words before or after, digits Arabic even where prose writes 十件."""
    figures = {name: card.figure for name, card in cards().items()}
    assert FigureText("", "18.5", "万元", "") == figures["亩均GDP产出"]
    assert FigureText("首超", "4", "万元", "") == figures["收入"]
    assert FigureText("", "70", "%", "以上") == figures["民生"]
    assert FigureText("连续", "4", "年", "") == figures["全面小康实现程度"]
    assert FigureText("全部", "12,345", "户", "") == figures["户数"]
    assert FigureText("", "10", "件", "") == figures["实事"]
    assert FigureText("", "第一", "", "", is_word=True) == figures["卫生厕所"]


@pytest.mark.parametrize(
    ("name", "delivered", "draft"),
    [
        ("亩均GDP产出", "", "时间未注明"),
        ("全面小康实现程度", "位居全省前列", "位居全省前列；时间未注明"),
        ("强度", "由不足1%提高", "由不足1%提高；时间未注明"),
        ("比重", "由2016年的20%提高；2021年", "由2016年的20%提高；2021年"),
        ("案件", "由9件减少", "由9件减少；时间未注明"),
        ("专利", "为省平均水平的2倍", "为省平均水平的2倍；时间未注明"),
        ("收入", "年均增长8.5%；跑赢GDP", "年均增长8.5%；跑赢GDP；时间未注明"),
        ("民生", "始终保持", "始终保持"),
        ("卫生厕所", "全省一类县（市）区", "全省一类县（市）区；时间未注明"),
    ],
)
def test_notes_from_the_metric(cards, name, delivered, draft):
    """That a date is missing is a remark for drafts."""
    assert delivered == cards()[name].note.text
    assert draft == cards(draft=True)[name].note.text


def test_the_qualifier_in_a_note_is_marked(cards, stretches):
    note = cards()["强度"].note
    assert ["不足"] == stretches(note, MarkKind.QUALIFIER)
    assert ["不足1%"] == stretches(note, MarkKind.FIGURE)


def test_badges_are_for_exact_places(cards):
    """Scope and position; never for words, a multiple, or a rank that is the figure itself."""
    badges = {name: card.badge for name, card in cards().items() if card.badge}
    assert {"亩均GDP产出": "四城区第一", "全面小康实现程度": "全市第一"} == badges


def test_the_average_behind_a_multiple_is_never_printed(build_blocks, words):
    """A15: 13 is twice the average; 6.5 is no figure of the source."""
    built = build_blocks(
        """
        - cards: [patents]
        - text: 是{{ patents | multiple }}。
        - {chart: bar, title: 专利, metrics: [patents]}
        """,
        METRICS,
        draft=True,
    )
    assert not any("6.5" in text for text in words(built.document.sections))
    (series,) = built.blocks[-1].plan.series
    assert ["13件"] == [point.text for point in series.points]


def test_a15_an_average_that_is_a_metric_of_its_own_is_printed(build_blocks, words):
    """With a source of its own the figure is one, and a reference to it prints it."""
    average = "  - {id: average, name: 省平均水平, value: 6.5, unit: 件}\n"
    built = build_blocks("- text: 省平均水平为{{ average }}。", METRICS.rstrip() + "\n" + average)

    assert "省平均水平为6.5件。" in words(built.document.sections)


def test_words_of_the_editor_come_first(build_blocks):
    built = build_blocks(
        "- cards: [{metric: rd, name: 研发, note: '起点是{{ rd | from }}', lead: true}]", METRICS
    )
    (card,) = built.blocks[0].cards
    assert ("研发", "起点是不足1%", True) == (card.name, card.note.text, card.lead)


def test_the_chapter_on_a_card(build_text):
    """The metric's own chapter, wherever the card stands; a chapter's own card says that chapter."""
    built = build_text(
        METRICS
        + """
sections:
  - {id: all, title: 一览, kind: overview, blocks: [{cards: [gdp, rd], place: full}]}
  - {id: zero, title: 另一章}
  - {id: one, title: 第一章名, short: 综合, blocks: [{cards: [rd]}]}
"""
    )
    overview, _, one = built.document.sections
    assert ["二\u3000综合", ""] == [card.section_label for card in overview.blocks[0].cards]
    assert ["二\u3000综合"] == [card.section_label for card in one.blocks[0].cards]


def test_key_figures(build_text):
    built = build_text(
        METRICS
        + """
sections:
  - {id: one, title: 甲, key: {metric: spending}}
  - {id: two, title: 乙, key: {word: 首批, name: 省级示范区}}
"""
    )
    one, two = built.document.sections
    assert (FigureText("", "70", "%", "以上"), "民生") == (one.key.figure, one.key.name)
    assert (FigureText("", "首批", "", "", is_word=True), "省级示范区") == (two.key.figure, two.key.name)


def test_english_cards(build_blocks):
    head = "format: reportgen/1\ndocument: {title: Book, organisation: District, language: en}\n"
    built = build_blocks("- cards: [rd, income, spending]", METRICS, head=head)
    assert [
        FigureText("", "2.5", "%", ""),
        FigureText("over", "40", "thousand yuan", "for the first time"),
        FigureText("at least", "70", "%", ""),
    ] == [card.figure for card in built.blocks[0].cards]
    assert "up from less than 1%" == built.blocks[0].cards[0].note.text

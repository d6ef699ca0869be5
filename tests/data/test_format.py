"""Figures as printed: qualifiers in their place, digits as typed (A04 to A07)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.data.format import (
    FILTERS,
    UnprintableError,
    number_text,
    pieces,
    quantity_text,
    text_of,
)
from reportgen.data.metrics import Growth, Metric, Multiple, Rank, RankCount
from reportgen.data.qualified import QUALIFIERS, Qualified


def q(value, words=None):
    return Qualified(Decimal(value), QUALIFIERS[words] if words else None)


def printed(metric, form, language="zh"):
    return text_of(pieces(metric, form, language))


RD = Metric("rd", "研发投入强度", q("2.5"), "%", baseline=q("1", "不足"))
HIGHTECH = Metric("ht", "高新技术产业增加值占GDP比重", q("40.5"), "%", baseline=q("20"))
PATENTS = Metric("p", "发明专利", q("13"), "件", multiple=Multiple("省平均水平", Decimal(2)))
INCOME = Metric("i", "可支配收入", q("4", "首超"), "万元", growth=Growth("年均增长", q("8.5"), "%"))


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (q("1", "不足"), "%", "不足1%", "less than 1%"),
        (q("70", "以上"), "%", "70%以上", "at least 70%"),
        (q("3.5", "以内"), "%", "3.5%以内", "no more than 3.5%"),
        (q("4", "超"), "万元", "超4万元", "over 40 thousand yuan"),
        (q("4", "首超"), "万元", "首超4万元", "over 40 thousand yuan for the first time"),
        (q("30", "约"), "户", "约30户", "about 30 households"),
        (q("91.2", "达"), "%", "达91.2%", "91.2%"),
        (q("194"), "户", "194户", "194 households"),
        (q("6"), "个", "6个", "6"),
    ],
)
def test_qualifiers_stand_where_speech_puts_them(value, unit, zh, en):
    """A05."""
    assert (zh, en) == (quantity_text(value, unit, "zh"), quantity_text(value, unit, "en"))


@pytest.mark.parametrize(
    ("typed", "printed_as"),
    [
        ("18.50", "18.50"),
        ("0.46", "0.46"),
        ("0", "0"),
        ("0.00", "0.00"),
        ("-3.2", "\u22123.2"),
        ("1234", "1234"),  # four digits stay together
        ("12345", "12,345"),
        ("13966.12", "13,966.12"),
        ("-12345678.1234", "\u221212,345,678.1234"),  # the fraction is not grouped
        ("4E+4", "40,000"),
    ],
)
def test_digits_as_typed(typed, printed_as):
    """A06: no zero lost, no exponent, a real minus."""
    assert printed_as == number_text(Decimal(typed))


@pytest.mark.parametrize("form", ["from", "fromto"])
@pytest.mark.parametrize(("language", "words"), [("zh", "不足1%"), ("en", "less than 1%")])
def test_a_bound_never_loses_its_words(form, language, words):
    """A04."""
    text = printed(RD, form, language)
    assert words in text
    assert text.count("1%") == text.count(words)


@pytest.mark.parametrize(
    ("metric", "form", "zh", "en"),
    [
        (HIGHTECH, "value", "40.5%", "40.5%"),
        (HIGHTECH, "fromto", "由20%提高到40.5%", "from 20% to 40.5%"),
        (RD, "fromto", "由不足1%提高到2.5%", "from less than 1% to 2.5%"),
        (HIGHTECH, "change", "提高20.5个百分点", "rose by 20.5 percentage points"),
        (RD, "change", "提高超1.5个百分点", "rose by over 1.5 percentage points"),
        (HIGHTECH, "change_rate", "增长102.5%", "rose by 102.5%"),
        (PATENTS, "multiple", "省平均水平的2倍", "2 times 省平均水平"),
        (INCOME, "growth", "年均增长8.5%", "年均增长 8.5%"),
        (INCOME, "name", "可支配收入", "可支配收入"),
        (INCOME, "date", "未注明", "undated"),
    ],
)
def test_forms(metric, form, zh, en):
    """A07 among them: points for the difference of percentages, per cent growth only on request."""
    assert (zh, en) == (printed(metric, form), printed(metric, form, "en"))


def test_a_fall_is_a_fall():
    """The sign is in the verb."""
    metric = Metric("u", "失业率", q("3.5"), "%", baseline=q("4.1"))
    assert "下降0.6个百分点" == printed(metric, "change")
    assert "由4.1%下降到3.5%" == printed(metric, "fromto")


def test_amounts_increase_rates_rise():
    """Only percentages have percentage points."""
    metric = Metric("h", "学校", q("12"), "所", baseline=q("9"))
    assert "增加3所" == printed(metric, "change")
    assert "由9所增加到12所" == printed(metric, "fromto")
    assert "减少3所" == printed(Metric("h", "学校", q("9"), "所", baseline=q("12")), "change")


def test_a_falling_bound_turns_round():
    """2 after more than 3 has fallen by more than 1."""
    assert "下降超1个百分点" == printed(Metric("x", "率", q("2"), "%", baseline=q("3", "超")), "change")


def test_no_change_and_no_amount():
    """Equal ends are 持平; a bound at the value itself says that it rose, not by how much."""
    assert "持平" == printed(Metric("x", "率", q("2"), "%", baseline=q("2")), "change")
    assert "有所提高" == printed(Metric("x", "率", q("1"), "%", baseline=q("1", "不足")), "change")


def test_open_direction_is_neither_rise_nor_fall():
    """1.5 after less than 2 may be either: the ends are printed, the change is refused."""
    metric = Metric("x", "率", q("1.5"), "%", baseline=q("2", "不足"))
    assert "由不足2%到1.5%" == printed(metric, "fromto")
    with pytest.raises(UnprintableError):
        printed(metric, "change")


def test_ranks_and_breakdown():
    """Places in Han numerals behind their scope; ranks in words keep their words."""
    metric = Metric(
        "r",
        "排名",
        q("6"),
        "个",
        ranks=(Rank("全省", None, words="前列"), Rank("全市", 1)),
        breakdown=(RankCount(2, "全市", 1), RankCount(1, "城区", 2)),
    )
    assert "全省前列、全市第一" == printed(metric, "rank")
    assert "2个全市第一、1个城区第二" == printed(metric, "breakdown")


def test_han_numerals():
    """十件, 两个, 百分之八点五; the plain form is there for the asking."""
    pledged = Metric("l", "民生实事", q("10"), "件", numerals="han")
    assert "十件" == printed(pledged, "value")
    assert "10件" == printed(pledged, "arabic")
    assert "两个" == printed(Metric("b", "基地", q("2"), "个"), "han")
    assert "百分之八点五" == printed(Metric("b", "率", q("8.5"), "%"), "han")
    assert "不足两个" == printed(Metric("b", "基地", q("2", "不足"), "个"), "han")


@pytest.mark.parametrize(
    "form",
    ["from", "fromto", "change", "change_rate", "rank", "breakdown", "multiple", "times", "fold", "growth"],
)
def test_a_form_without_its_data_is_refused(form):
    """Nothing is printed for what the source does not say."""
    with pytest.raises(UnprintableError) as caught:
        pieces(Metric("m", "户数", q("194"), "户"), form, "zh")
    assert "户数" in caught.value.reason.zh


def test_a_metric_of_rank_alone_has_no_value():
    with pytest.raises(UnprintableError):
        pieces(Metric("t", "厕所", None, ranks=(Rank("全省一类县（市）区", 1),)), "value", "zh")


@pytest.mark.parametrize("form", sorted(FILTERS))
def test_number_and_unit_are_one_piece(form):
    """D06: whatever the form, digits and their unit never stand in different keeping stretches."""
    full = Metric(
        "m",
        "名",
        q("2.5", "超"),
        "%",
        numerals="arabic",
        as_of="2020",
        baseline=q("1"),
        baseline_as_of="2019",
        ranks=(Rank("全市", 1),),
        breakdown=(RankCount(2, "全市", 1),),
        multiple=Multiple("平均", Decimal(2)),
        growth=Growth("年均增长", q("8.5"), "%"),
    )
    if form == "capital":
        full = replace(full, unit="万元")
    elif form == "range":
        full = replace(full, value=q("2.5"))
    elif form == "fold":
        full = replace(full, value=q("2"))
    for piece in pieces(full, form, "zh"):
        if any(char.isdigit() for char in piece.text):
            assert piece.keeps
            assert not piece.text[-1].isdigit()  # the unit is in the same piece


def test_qualifiers_are_marked():
    """The words that are printed in red are known as such."""
    assert [("超", True), ("4万元", False)] == [
        (p.text, p.is_qualifier) for p in pieces(Metric("m", "收入", q("4", "超"), "万元"), "value", "zh")
    ]

"""Forms that only a reference can ask for: scaled, yoy, span, range, capital; and ‰ where configured."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.data.format import UnprintableError, pieces, text_of
from reportgen.data.metrics import Growth, Metric
from reportgen.data.qualified import QUALIFIERS, Qualified
from reportgen.data.style import DEFAULT, NumberStyle


def q(value, words=None):
    return Qualified(Decimal(value), QUALIFIERS[words] if words else None)


def printed(metric, form, language="zh", style=DEFAULT):
    return text_of(pieces(metric, form, language, style))


REVENUE = Metric("r", "收入", q("126000"), "万元", as_of="2025", baseline=q("120000"), baseline_as_of="2024")
RATE = Metric("u", "失业率", q("3.5"), "%", as_of="2025-06", baseline=q("4.1"), baseline_as_of="2024-06")


@pytest.mark.parametrize(
    ("metric", "zh", "en"),
    [
        (REVENUE, "同比增长5%", "rose by 5% year on year"),
        (replace(REVENUE, value=q(114000)), "同比下降5%", "fell by 5% year on year"),
        (replace(REVENUE, value=q(120000)), "同比持平", "unchanged year on year"),
        (RATE, "同比下降0.6个百分点", "fell by 0.6 percentage points year on year"),
    ],
)
def test_year_on_year(metric, zh, en):
    """The sign is in the word; per cents differ by percentage points."""
    assert (zh, en) == (printed(metric, "yoy"), printed(metric, "yoy", "en"))


@pytest.mark.parametrize(
    ("start", "end"),
    [("", "2025"), ("2024", ""), ("2020", "2025"), ("2024-06", "2025-07"), ("2024", "2025-06")],
)
def test_no_year_on_year_between_other_dates(start, end):
    with pytest.raises(UnprintableError, match="year apart"):
        printed(replace(REVENUE, baseline_as_of=start, as_of=end), "yoy")


@pytest.mark.parametrize(
    ("label", "rate", "zh"),
    [
        ("同比增长", q("8.5"), "同比增长8.5%"),
        ("同比增长", q("-3.20"), "同比下降3.20%"),
        ("年均增长", q("0"), "年均持平"),
        ("增长", q("-3", "约"), "下降约3%"),
        ("增长", q("-3", "不足"), "下降超3%"),  # below −3 is a fall of more than 3
        ("增长", q("-3", "超"), "增长超−3%"),  # above −3 may be either
        ("增速", q("-3"), "增速−3%"),  # another word does not turn round
    ],
)
def test_growth_without_a_sign(label, rate, zh):
    assert zh == printed(Metric("g", "名", None, growth=Growth(label, rate, "%")), "growth")


def test_scaled_keeps_to_the_style_of_the_document():
    metric = Metric("m", "名", q("123450"), "元")
    assert "约12.35万元" == printed(metric, "scaled")
    assert "约12.3万元" == printed(metric, "scaled", style=NumberStyle(decimals=1))
    assert "约12.34万元" == printed(metric, "scaled", style=NumberStyle(rounding="ROUND_HALF_EVEN"))
    assert "123,450元" == printed(metric, "value")  # nobody asked


def test_range_and_span():
    assert "3.5%～4.1%" == printed(RATE, "range")  # the lower end first
    assert "2024年6月—2025年6月" == printed(RATE, "span")
    assert "3.5%" == printed(replace(RATE, baseline=q("3.5")), "range")
    with pytest.raises(UnprintableError, match="qualifiers"):
        printed(replace(RATE, value=q("3", "不足")), "range")
    with pytest.raises(UnprintableError, match="date"):
        printed(replace(RATE, as_of=""), "span")


def test_capital_amounts():
    assert "壹拾贰亿陆仟万元整" == printed(REVENUE, "capital")
    assert "不足壹佰元零伍角整" == printed(Metric("m", "款", q("100.5", "不足"), "元"), "capital")
    assert "壹万元整以上" == printed(Metric("m", "款", q("1", "以上"), "万元"), "capital")
    assert printed(REVENUE, "value", "en") == printed(REVENUE, "capital", "en")
    with pytest.raises(UnprintableError, match="no amount"):
        printed(RATE, "capital")
    with pytest.raises(UnprintableError, match="fen"):
        printed(Metric("m", "款", q("0.005"), "元"), "capital")


@pytest.mark.parametrize(("start", "expected"), [("0.5", "由5‰提高到8.5‰"), ("1", "由1%下降到0.85%")])
def test_permille_for_both_ends_or_none(start, expected):
    metric = Metric("b", "率", q("0.85"), "%", baseline=q(start))
    assert expected == printed(metric, "fromto", style=NumberStyle(permille=True))


def test_permille_only_where_configured():
    rate = Metric("b", "率", q("0.85", "不足"), "%", baseline=q("0.50"))
    on = NumberStyle(permille=True)
    assert "不足0.85%" == printed(rate, "value")
    assert "不足8.5‰" == printed(rate, "value", style=on)
    assert "5.0‰" == printed(rate, "from", style=on)
    assert "千分之八点五" == printed(replace(rate, value=q("0.85")), "han", style=on)
    assert "0%" == printed(replace(rate, value=q("0"), baseline=None), "value", style=on)
    assert "1%" == printed(replace(rate, value=q("1"), baseline=None), "value", style=on)

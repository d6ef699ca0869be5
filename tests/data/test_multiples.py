"""倍 and 番: so many times what it was, and doubled only where it is exactly that."""

from decimal import Decimal

import pytest

from reportgen.data.format import FILTERS, UnprintableError, pieces, text_of
from reportgen.data.metrics import Metric, Multiple
from reportgen.data.qualified import QUALIFIERS, Qualified


def q(value, words=None):
    return Qualified(Decimal(value), QUALIFIERS[words] if words else None)


def printed(value, start, form, language="zh", date=""):
    metric = Metric("m", "产值", value, "亿元", baseline=start, baseline_as_of=date)
    return text_of(pieces(metric, form, language))


@pytest.mark.parametrize(
    ("value", "start", "zh", "en"),
    [
        (q("10"), q("4"), "是2020年的2.5倍", "2.5 times the figure of 2020"),
        (q("10.00"), q("5"), "是2020年的2倍", "2 times the figure of 2020"),
        (q("7"), q("3"), "是2020年的约2.33倍", "about 2.33 times the figure of 2020"),
        (q("10", "达"), q("4"), "是2020年的2.5倍", "2.5 times the figure of 2020"),
        (q("2.5"), q("1", "不足"), "是2020年的超2.5倍", "over 2.5 times the figure of 2020"),
        (q("7", "以上"), q("3"), "是2020年的2.33倍以上", "at least 2.33 times the figure of 2020"),
        (q("4"), q("4.0"), "与2020年持平", "the same as the figure of 2020"),
    ],
)
def test_times_what_it_was(value, start, zh, en):
    """A04, A15: a rounded factor is 约, a bound stays one and stays true."""
    assert (zh, en) == tuple(printed(value, start, "times", language, "2020") for language in ("zh", "en"))


def test_times_the_start_without_a_date():
    assert "是期初的2.5倍" == printed(q(10), q(4), "times")
    assert "2.5 times the initial figure" == printed(q(10), q(4), "times", "en")


@pytest.mark.parametrize(
    ("value", "start"),
    [
        (q("3"), q("4")),  # nothing falls to so many times
        (q("3"), q("0")),
        (q("3"), q("-1")),
        (q("4", "不足"), q("4")),
        (q("4", "超"), q("3", "超")),
        (q("4", "约"), q("3", "超")),
    ],
)
def test_what_has_not_grown_has_no_factor(value, start):
    with pytest.raises(UnprintableError, match="not grown"):
        printed(value, start, "times")


@pytest.mark.parametrize(
    ("value", "start", "zh", "en"),
    [
        (q("8"), q("4"), "翻一番", "doubled"),
        (q("16.0"), q("4"), "翻两番", "quadrupled"),
        (q("32"), q("4"), "翻三番", "grew eightfold"),
        (q("0.3"), q("0.15"), "翻一番", "doubled"),
    ],
)
def test_doubled(value, start, zh, en):
    """翻两番 is four times, not twice."""
    assert (zh, en) == tuple(printed(value, start, "fold", language) for language in ("zh", "en"))


@pytest.mark.parametrize(
    ("value", "start"),
    [
        (q("7.99"), q("4")),
        (q("12"), q("4")),  # three times is no doubling
        (q("4"), q("4")),
        (q("8", "超"), q("4")),
        (q("8", "约"), q("4")),
        (q("8"), q("4", "不足")),
        (q("8"), q("0")),
    ],
)
def test_nearly_doubled_is_not_doubled(value, start):
    with pytest.raises(UnprintableError, match="exactly"):
        printed(value, start, "fold")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_form_divides_by_the_factor(language):
    """A15: 13 is twice the average; 6.5 is no figure of the source, and no form makes it one."""
    metric = Metric("p", "专利", q(13), "件", multiple=Multiple("省平均水平", Decimal(2)))
    for form in FILTERS:
        try:
            assert "6.5" not in text_of(pieces(metric, form, language))
        except UnprintableError:
            continue


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        ("%", "提高20.5个百分点", "rose by 20.5 percentage points"),
        ("‰", "提高20.5个千分点", "rose by 20.5 per mille points"),
        ("个百分点", "提高20.5个百分点", "rose by 20.5 percentage points"),
        ("亿元", "增加20.5亿元", "rose by 2.05 billion yuan"),
    ],
)
def test_rates_differ_by_points(unit, zh, en):
    """A07."""
    metric = Metric("r", "率", q("40.5"), unit, baseline=q("20"))
    assert (zh, en) == tuple(text_of(pieces(metric, "change", language)) for language in ("zh", "en"))

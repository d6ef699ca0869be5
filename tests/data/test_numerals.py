"""Chinese numerals as they are said and written."""

from decimal import Decimal

import pytest

from reportgen.data.numerals import han, han_decimal, place, year


@pytest.mark.parametrize(
    ("expected", "number"),
    [
        ("零", 0),
        ("一", 1),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("一百零一", 101),
        ("一百一十", 110),
        ("一百一十五", 115),
        ("一千零一", 1001),
        ("一千零一十", 1010),
        ("一万", 10_000),
        ("一万零一十", 10_010),
        ("十一万", 110_000),
        ("十二万零五百", 120_500),
        ("一亿零五千", 100_005_000),
        ("三亿四千五百万", 345_000_000),
        ("负二十", -20),
    ],
)
def test_counting(expected, number):
    """Zeros between digits are said once, a leading ten without its 一 (rule book 13)."""
    assert expected == han(number)


def test_two_before_a_classifier_is_liang():
    """两个 and 两万人, but 二 in every number that is not two alone."""
    assert "两" == han(2, before_classifier=True)
    assert "两万" == han(20_000, before_classifier=True)
    assert "十二" == han(12, before_classifier=True)
    assert "二十" == han(20, before_classifier=True)
    assert "二" == han(2)


def test_decimals_are_read_digit_by_digit():
    """The zero of 18.50 is read as typed."""
    assert "八点五" == han_decimal(Decimal("8.5"))
    assert "十八点五零" == han_decimal(Decimal("18.50"))
    assert "两" == han_decimal(Decimal(2), before_classifier=True)
    assert "二点五" == han_decimal(Decimal("2.5"), before_classifier=True)


def test_years_and_places():
    """〇 in years, 零 in counting."""
    assert "二〇二六" == year(2026)
    assert "第十二" == place(12)


def test_what_nobody_counts_in_words_is_refused():
    """Numbers beyond the words for them are an error of the caller."""
    with pytest.raises(ValueError, match="too large"):
        han(10**16)

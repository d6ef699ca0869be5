"""Chinese numerals as they are said and written."""

from decimal import Decimal

import pytest

from reportgen.data.numerals import LARGEST, capital, capital_amount, han, han_decimal, place, year


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
        ("一万亿", 10**12),
        ("一万二千三百四十五亿", 1_234_500_000_000),
        ("一万零一亿", 10**12 + 10**8),
        ("一万亿零五千", 10**12 + 5000),
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


@pytest.mark.parametrize(
    ("expected", "yuan"),
    [
        ("零元整", "0"),
        ("壹拾元整", "10"),
        ("壹佰零壹元整", "101"),
        ("壹佰壹拾元整", "110"),
        ("壹拾壹万元整", "110000"),
        ("壹仟肆佰零玖元伍角整", "1409.50"),
        ("陆仟零柒元壹角肆分", "6007.14"),
        ("壹仟陆佰捌拾元零叁角贰分", "1680.32"),
        ("壹拾万柒仟元零伍角叁分", "107000.53"),
        ("壹万陆仟肆佰零玖元零贰分", "16409.02"),
        ("叁佰贰拾伍元零肆分", "325.04"),
        ("伍角叁分", "0.53"),
        ("伍分", "0.05"),
        ("负贰拾元整", "-20"),
        ("玖亿捌仟柒佰陆拾伍万肆仟叁佰贰拾壹元整", "987654321.000"),
    ],
)
def test_amounts_of_money(expected, yuan):
    """As the rules for filling in bills have them; 整 where there are no 分."""
    assert expected == capital_amount(Decimal(yuan))


def test_amounts_that_cannot_be_written():
    """Nothing is rounded away, nothing is too large in silence."""
    with pytest.raises(ValueError, match="fen"):
        capital_amount(Decimal("0.001"))
    with pytest.raises(ValueError, match="too large"):
        capital_amount(Decimal(LARGEST + 1))
    assert "负壹拾" == capital(-10)

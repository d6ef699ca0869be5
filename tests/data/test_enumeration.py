"""Numbers of things in a row; every number has one, and no two have the same."""

import pytest

from reportgen.data.enumeration import circled, letters, roman


def test_circled_numbers_end_at_fifty():
    """Rule book 14: ① to ㊿ from three places of Unicode, then （51）."""
    assert "①⑳㉑㉟㊱㊿" == "".join(map(circled, (1, 20, 21, 35, 36, 50)))
    assert ["（0）", "（51）", "（1000）"] == [circled(n) for n in (0, 51, 1000)]
    assert 50 == len({circled(n) for n in range(1, 51)})
    assert all(len(circled(n)) == 1 for n in range(1, 51))


@pytest.mark.parametrize(
    ("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (40, "XL"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX")]
)
def test_roman(number, text):
    assert text == roman(number)


def test_roman_numerals_end():
    assert ("0", "4000") == (roman(0), roman(4000))


def test_letters_go_on_with_two():
    assert ["a", "z", "aa", "az", "ba", "zz", "aaa"] == [letters(n) for n in (1, 26, 27, 52, 53, 702, 703)]
    assert 2000 == len({letters(n) for n in range(1, 2001)})
    assert "0" == letters(0)

"""Parts and totals (A08 to A10)."""

from decimal import Decimal

import pytest

from reportgen.data.sums import Verdict, compare_sum


def decimals(*texts):
    return [Decimal(text) for text in texts]


def test_rounding_is_no_error():
    """A10: 451.30 + 5589.58 + 7925.24 is 13966.12; 13966.11 is rounding."""
    check = compare_sum(decimals("451.30", "5589.58", "7925.24"), Decimal("13966.11"))
    assert (Verdict.ROUNDING, Decimal("13966.12")) == (check.verdict, check.total)


def test_counts_are_exact():
    """A08: 2 + 2 + 1 is not 6, and no rounding excuses it."""
    check = compare_sum(decimals("2", "2", "1"), Decimal(6))
    assert (Verdict.DIFFERS, Decimal(5)) == (check.verdict, check.total)


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        (("13", "53.8", "33.6"), Verdict.DIFFERS),  # 100.4, three halves of 0.1 allow 0.15
        (("9.5", "39.4", "51.1"), Verdict.EXACT),
        (("33.3", "33.3", "33.3"), Verdict.ROUNDING),  # 99.9
        (("33", "33", "33"), Verdict.ROUNDING),  # whole per cents round too
    ],
)
def test_shares_of_a_whole(shares, verdict):
    """A09."""
    assert verdict is compare_sum(decimals(*shares), Decimal(100), counts=False).verdict


def test_sums_beyond_28_digits_stay_exact():
    """The default context of decimal would round here."""
    big = Decimal("1234567890123456789012345.12345")
    assert Decimal("1234567890123456789012345.12346") == compare_sum([big, Decimal("0.00001")], big).total

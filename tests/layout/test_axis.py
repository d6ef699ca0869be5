"""On what a figure stands in a decimal column."""

import pytest

from reportgen.layout.axis import axis, is_missing


@pytest.mark.parametrize(
    "text",
    [
        # | stands where the axis is
        "12|.5",
        "12|.5%",
        "1,200|",
        "1\u202f200\u202f300|",
        "\u221218|.50",
        "12|%",
        "35|亿元",
        "约1,200|户",
        "15%|～30%",
        "400|—429",
        "100|–150",
        "1.5|～2.5",
        "13万元|～17万元",
        "\u221236|～\u22128",
        "2020|—2025年",
        "100|-150",
        "3.5|~4.5",
        "0.8|±0.1",
        "12.5%|±0.3%",
        "±0|.5",  # a sign before the only number is part of it
        "|.5",
        "2026|-01-05",  # a date is no range
        "第3|",
    ],
)
def test_axis(text):
    """CY/T 170: the point, the ones digit, the connector of a range, the sign of an error."""
    assert text.index("|") == axis(text.replace("|", ""))


@pytest.mark.parametrize("text", ["", "—", "持平", "…", "No."])
def test_words_have_none(text):
    assert axis(text) is None


def test_missing_values():
    assert [True, True, True, False, False] == [is_missing(t) for t in ("—", "…", "——", "—5", "持平")]

"""YAML 1.2 scalars as typed, and line folds between Chinese characters."""

from decimal import Decimal

import pytest

from reportgen.spec.scalars import close_folds, one_line, resolve
from reportgen.spec.written import Kind, counts_at_line_ends


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("40.5", Decimal("40.5")),
        ("0", 0),
        ("-3", -3),
        ("2020", 2020),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_what_plainly_means_a_value_becomes_one(typed, value):
    """Numbers, the two truth values and nothing are recognised."""
    assert resolve(typed) == value
    assert type(resolve(typed)) is type(value)


def test_zeros_stay_as_typed():
    """18.50 keeps its zero: the decimal's digits are those of the file."""
    assert str(resolve("18.50")) == "18.50"
    assert str(resolve("0.00")) == "0.00"


@pytest.mark.parametrize(
    "typed",
    [
        "yes",
        "no",
        "on",
        "off",
        "y",
        "12:30",
        "012",
        "1_000",
        "2021-09-23",
        "1e5",
        "+5",
        ".5",
        "5.",
        "0x1F",
        "0o17",
        ".inf",
        "-.inf",
        ".nan",
        "NaN",
        "tRUE",
        "1,000",
        "-0",
        "4０.５",
        "９",
    ],
)
def test_whatever_other_readers_guess_at_stays_text(typed):
    """Nothing that YAML 1.1 or Python would convert is converted."""
    assert resolve(typed) == typed
    assert type(resolve(typed)) is str


@pytest.mark.parametrize(
    ("value", "source", "closed"),
    [
        ("综合 实力", "综合\n  实力", "综合实力"),
        ("综合， 实力", "综合，\n  实力", "综合，实力"),
        ("说 “好”", "说\n  “好”", "说“好”"),
        ("the GDP of", "the GDP\n  of", "the GDP of"),
        ("增长 GDP", "增长\n  GDP", "增长 GDP"),
        ("张 三 来了", "张 三\n来了", "张 三来了"),
        ("张 三 来了", "张\n三 来了", "张三 来了"),
    ],
)
def test_only_spaces_from_line_ends_are_closed(value, source, closed):
    """A folded line end between Chinese characters leaves nothing; a space that was typed stays."""
    ends = counts_at_line_ends(source, 0, len(source), Kind.PLAIN)

    assert close_folds(value, lambda: ends) == closed


def test_text_on_one_line():
    """Line ends of a block scalar close up in Chinese and become a space in Latin."""
    assert one_line("雁峰\n赶考\n") == "雁峰赶考"
    assert one_line("first\n  second\n") == "first second"
    assert one_line("  雁峰　赶考 ") == "雁峰　赶考"

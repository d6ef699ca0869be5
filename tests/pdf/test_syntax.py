"""Spelling of numbers, strings and names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.pdf.syntax import dictionary, name, number, text_string, thousandths


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (-0.0004, "0"),
        (10.0, "10"),
        (100.0, "100"),
        (10.5, "10.5"),
        (0.12345, "0.123"),
        (-3.1, "-3.1"),
        (1e-9, "0"),
        (1e7, "10000000"),
    ],
)
def test_numbers_have_three_decimals_and_no_exponent(value: float, text: str) -> None:
    assert number(value) == text


@given(st.integers(-10_000_000, 10_000_000))
def test_thousandths_are_exact(value: int) -> None:
    text = thousandths(value)

    assert re.fullmatch(r"-?[0-9]*(\.[0-9]{0,2}[1-9])?", text)
    assert text
    assert round(float(text) * 1000) == value


def test_a_length_that_is_not_finite_is_our_bug() -> None:
    with pytest.raises(AssertionError, match="finite"):
        number(float("nan"))


def test_text_strings_are_plain_ascii_or_marked_utf16() -> None:
    assert text_string("a (b) \\") == b"(a \\(b\\) \\\\)"
    assert text_string("中") == b"<feff4e2d>"
    assert text_string("𠮷") == b"<feffd842dfb7>"
    assert text_string("a\nb") == b"<feff0061000a0062>"
    assert text_string("") == b"()"


def test_names_escape_what_is_not_regular_and_stay_short() -> None:
    assert name("A b/专") == b"/A#20b#2f#e4#b8#93"
    assert name("专" * 60) == b"/" + b"#e4#b8#93" * 42  # 126 bytes; 127 would cut a character


def test_dictionaries_are_sorted_and_leave_out_what_is_empty() -> None:
    assert dictionary({"Type": b"/Page", "Annots": b"", "Kids": b"[]"}) == b"<< /Kids [] /Type /Page >>"

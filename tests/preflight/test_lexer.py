"""Content streams as operators with operands, and what is noted on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.preflight.lexer import (
    ASTRAY,
    EXPONENT,
    NOT_A_NUMBER,
    ODD_HEX,
    UNCLOSED,
    Notes,
    instructions,
)


def read(data: bytes) -> list[tuple[bytes, list[object]]]:
    return list(instructions(data, Notes()))


def faults(data: bytes) -> set[str]:
    notes = Notes()
    list(instructions(data, notes))
    return set(notes.faults)


@pytest.mark.parametrize(
    ("data", "operand"),
    [
        (b"1", 1.0),
        (b"-.5", -0.5),
        (b"+3.", 3.0),
        (b"/Name", "Name"),
        (b"/A#20B", "A B"),
        (b"/\xe5\xad\x97", "字"),
        (b"/", ""),
        (b"(a(b)c)", b"a(b)c"),
        (rb"(\101\n\)\\)", b"A\n)\\"),
        (b"(a\\\nb)", b"ab"),
        (b"<48 65>", b"He"),
        (b"<486>", b"H\x60"),
        (b"[1 [2] /N]", [1.0, [2.0], "N"]),
        (b"<< /A 1 /B << /C (x) >> >>", {"A": 1.0, "B": {"C": b"x"}}),
        (b"true", True),
        (b"null", None),
    ],
)
def test_every_kind_of_operand(data: bytes, operand: object) -> None:
    assert [(b"op", [operand])] == read(data + b" op")


def test_operators_need_no_blank_before_them() -> None:
    assert [(b"Tj", [b"a"]), (b"'", [b"b"]), (b"Do", ["X"])] == read(b"(a)Tj(b)'/X Do")


def test_comments_are_passed_over() -> None:
    assert [(b"re", [1.0, 2.0])] == read(b"1 % (not a string\n2 re %")


def test_an_inline_image_is_one_instruction() -> None:
    """Without a filter its length is known, so `EI` among the data does not end it."""
    data = b"BI /W 4 /H 1 /BPC 8 /CS /G ID a EI EI\nQ"

    assert [(b"BI", [{"W": 4.0, "H": 1.0, "BPC": 8.0, "CS": "G"}, b"a EI"]), (b"Q", [])] == read(data)


def test_a_packed_inline_image_ends_where_content_goes_on() -> None:
    data = b"BI /W 9 /H 9 /F /Fl ID \x01 EI \xff\x02 EI Q"

    assert [b"BI", b"Q"] == [operator for operator, _ in read(data)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<123> Tj", ODD_HEX),
        (b"1e5 w", EXPONENT),
        (b"1.2.3 w", NOT_A_NUMBER),
        (b"--5 w", NOT_A_NUMBER),
        (b"] w", ASTRAY),
        (b"> w", ASTRAY),
        (b"[1 2", UNCLOSED),
        (b"(abc", UNCLOSED),
        (b"BI /W 1 ID xx", UNCLOSED),
    ],
)
def test_faults_are_noted_and_passed_over(data: bytes, kind: str) -> None:
    assert kind in faults(data)
    assert (b"Q", []) in read(data + b" EI Q") or kind == UNCLOSED


def test_the_longest_values_are_known() -> None:
    notes = Notes()
    list(instructions(b"/" + b"n" * 200 + b" (" + b"s" * 300 + b") x", notes))

    assert (200, 300) == (notes.longest_name, notes.longest_string)


@given(st.binary(max_size=200))
def test_nothing_stops_the_reader(data: bytes) -> None:
    """Whatever the bytes, reading ends, and says nothing but operators with operands."""
    assert all(isinstance(operator, bytes) for operator, _ in read(data))


@given(st.lists(st.binary(max_size=20), max_size=8))
def test_strings_come_back(strings: list[bytes]) -> None:
    """Written in hexadecimal, between brackets, in any number."""
    written = b"[" + b" ".join(b"<%s>" % each.hex().encode("ascii") for each in strings) + b"] TJ"

    assert [(b"TJ", [strings])] == read(written)

"""How places in data are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.locating import DataKind, address, address_text, conditions, kind_of


@pytest.mark.parametrize(
    ("text", "place"),
    [("A1", (0, 0)), ("C7", (6, 2)), ("aa10", (9, 26)), ("$B$2", (1, 1)), (" Ｃ７ ", (6, 2))],
)
def test_address(text, place):
    assert place == address(text)


@pytest.mark.parametrize("text", ["", "7C", "C", "7", "C0", "C7:D8", "表!C7", "ABCD1", "C07"])
def test_no_address(text):
    assert address(text) is None


@given(st.integers(0, 999_999), st.integers(0, 18_000))
def test_addresses_round_trip(row, column):
    assert (row, column) == address(address_text(row, column))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("指标=财政收入", (("指标", "财政收入"),)),
        ("指标 ＝ 财政收入；年份=2025;", (("指标", "财政收入"), ("年份", "2025"))),
        ("式=a=b", (("式", "a=b"),)),
        ("备注=", (("备注", ""),)),
        ("", None),
        ("；", None),
        ("财政收入", None),
        ("=财政收入", None),
        ("指标=甲；乙", None),
    ],
)
def test_conditions(text, found):
    assert found == conditions(text)


def test_kinds():
    assert [DataKind.TEXT, DataKind.WORKBOOK, DataKind.JSON, DataKind.SQLITE] == [
        kind_of(name) for name in ("a/b.CSV", "a\\b.xls", "b.json", "b.db")
    ]
    assert [None] * 4 == [kind_of(name) for name in ("b.docx", "csv", "", "a.csv/b")]

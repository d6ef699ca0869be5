"""What was read, kept: stable bytes, and what has changed since (A20)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.data.readings import Reading
from reportgen.data.snapshot import Change, Drift, Part, Snapshot, Taken, drift, from_json, snapshot, to_json


def taken(metric: str, text: str, part: Part = Part.VALUE, index: int = 0) -> Taken:
    path = ("metrics", index, "source") if part is Part.VALUE else ("metrics", index, "baseline", "source")
    return Taken(metric, part, path, Reading(Decimal(text.replace(",", "")), text, f"汇总.csv，{metric}"))


def of(*figures: Taken, moment: str = "2026-08-01T09:00:00Z") -> Snapshot:
    return snapshot(figures, {"汇总.csv": "ab" * 32}, {"db": "cd" * 32}, moment)


def test_json_round_trip():
    whole = of(taken("b", "18.50"), taken("a", "1,234"), taken("a", "-0.3", Part.BASELINE, 1))

    assert whole == from_json(to_json(whole))
    assert '"value": "18.50"' in to_json(whole)


def test_order_of_reading_leaves_no_trace():
    one, two = taken("a", "1"), taken("b", "2", index=1)

    assert to_json(of(one, two)) == to_json(of(two, one))


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_any_decimal_comes_back_exactly(value):
    """Property: digits, zeros and exponent alike."""
    given_ = snapshot([Taken("x", Part.VALUE, ("metrics", 0, "source"), Reading(value, "x", "y"))], {}, {})

    again = from_json(to_json(given_)).figures[0].reading.value
    assert value.as_tuple() == again.as_tuple()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"format": 2}',
        '{"format": 1, "files": [], "answers": {}, "figures": [], "moment": ""}',
        '{"format": 1, "files": {}, "answers": {}, "figures": [{}], "moment": ""}',
        '{"format": 1, "files": {}, "answers": {}, "moment": "", "figures": [{"metric": "a", "part": "value",'
        ' "path": [], "value": "NaN", "text": "", "where": ""}]}',
        "[" * 100_000,
    ],
)
def test_anything_else_is_no_snapshot(text):
    with pytest.raises(ValueError, match=r".+"):
        from_json(text)


def test_drift_a20_bad_case():
    """A20: a newer communiqué has another value, a new figure and none of an old one."""
    old = of(taken("gdp", "451.30"), taken("schools", "12"))
    new = of(taken("gdp", "449.80"), taken("parks", "6"))

    assert (
        Drift("gdp", Part.VALUE, Change.CHANGED, "451.30", "449.80", "汇总.csv，gdp"),
        Drift("parks", Part.VALUE, Change.NEW, "", "6", "汇总.csv，parks"),
        Drift("schools", Part.VALUE, Change.GONE, "12", "", "汇总.csv，schools"),
    ) == drift(old, new)


def test_drift_a20_good_case():
    """A20: read again at another moment, from a file written otherwise, in another order: no drift."""
    old = of(taken("gdp", "12,345"), taken("schools", "12"))
    new = of(taken("schools", "12", index=5), taken("gdp", "12345"), moment="2026-09-01T09:00:00Z")

    assert () == drift(old, new)


def test_a_decimal_more_is_a_change():
    """18.5 and 18.50 are printed as they stand, so that they differ in print."""
    assert Change.CHANGED is drift(of(taken("a", "18.5")), of(taken("a", "18.50")))[0].change


def test_start_and_value_of_a_metric_are_two_figures():
    old = of(taken("a", "1"), taken("a", "2", Part.BASELINE))
    new = of(taken("a", "1"), taken("a", "3", Part.BASELINE))

    assert [(Part.BASELINE, "2", "3")] == [(item.part, item.old, item.new) for item in drift(old, new)]

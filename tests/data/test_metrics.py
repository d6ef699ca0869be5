"""Metrics from the spec: as typed, undated where the source is."""

from decimal import Decimal

from reportgen.data.metrics import bind
from reportgen.data.qualified import Comparator
from reportgen.spec.load import load_spec_text

HEAD = "format: reportgen/1\ndocument: {title: 书, organisation: 区}\n"


def bound(text):
    loaded = load_spec_text(HEAD + text)
    assert loaded.spec is not None, loaded.findings
    return bind(loaded.spec, loaded.places)


def test_figures_keep_their_digits_and_bounds():
    data, findings = bound(
        """
sources: [{id: s, title: 公报}]
metrics:
  - id: gdp
    name: 产出
    value: 18.50
    unit: 万元
    source: {id: s, at: 第25行}
  - id: rd
    name: 强度
    value: 2.5
    unit: "%"
    baseline: {value: 1, qualifier: 不足}
"""
    )
    assert findings == ()
    gdp, rd = data.metrics["gdp"], data.metrics["rd"]
    assert "18.50" == str(gdp.value.value)
    assert ("公报", "第25行") == (gdp.citation.source.title, gdp.citation.at)
    assert (Decimal("1.5"), Comparator.GT) == (rd.change.value, rd.change.comparator)
    assert not rd.is_dated
    assert rd.origin.line == 11


def test_undated_is_a_state():
    """A11: no date is made up; a period in words is a statement of time."""
    data, _ = bound(
        """
metrics:
  - {id: a, name: 甲, value: 1, unit: 件}
  - {id: b, name: 乙, value: 2, unit: 件, as_of: 2020}
  - {id: c, name: 丙, value: 3, unit: 件, period: 五年累计}
"""
    )
    assert [False, True, True] == [m.is_dated for m in data.metrics.values()]
    assert "" == data.metrics["a"].as_of


def test_an_end_before_its_start_is_an_error():
    """A start of 2021 cannot lead to an end of 2016; a year beside one of its months is no contradiction."""
    _, findings = bound(
        """
metrics:
  - {id: a, name: 甲, value: 2, as_of: 2016, baseline: {value: 1, as_of: 2021}}
  - {id: b, name: 乙, value: 2, as_of: 2021, baseline: {value: 1, as_of: 2021-06}}
"""
    )
    assert [("figures.ends-reversed", 5)] == [(f.code, f.span.line) for f in findings]

"""Rules on sources and on the places in them that figures are read from."""

from __future__ import annotations

import pytest
from spec_samples import metric, spec

from reportgen.core.diagnostics import Severity
from reportgen.spec.load import load_spec_text

SOURCES = """\
sources:
  - {{id: t, title: 表, {source}}}
metrics:
  - {{id: a, name: 甲, as_of: 2020, source: {{id: t, {place}}}}}
"""


def found(source: str, place: str):
    return load_spec_text(spec(SOURCES.format(source=source, place=place))).findings


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("file: a.csv", "cell: C7"),
        ("file: a.csv", "column: 数值, row: 指标=甲"),
        ("file: a.xlsx, sheet: 一", "cell: C7, sheet: 二"),
        ("file: a.ods", "column: 数值, row: 指标=甲；年份=2025"),
        ("file: a.json", "path: /a/0"),
        ("file: a.sqlite", "query: SELECT 1"),
        ("file: a.db", "column: 数值, row: 指标=甲"),
        ("connection: REPORT_DB", "query: SELECT 1"),
        ("connection: REPORT_DB, sheet: 表", "column: 数值, row: 指标=甲"),
    ],
)
def test_sound_places(source, place):
    assert () == found(source, place)


@pytest.mark.parametrize(
    ("source", "place", "code", "at"),
    [
        ("publisher: 某局", "cell: C7", "spec.source-without-data", "cell"),
        ("file: a.docx", "cell: C7", "spec.source-kind", "a.docx"),
        ("file: a.csv, connection: DB", "cell: C7", "spec.source-kind", "connection"),
        ("file: a.csv", "path: /a", "spec.bad-locator", "path"),
        ("file: a.csv", "query: SELECT 1", "spec.bad-locator", "query"),
        ("file: a.json", "cell: C7", "spec.bad-locator", "cell"),
        ("file: a.db", "cell: C7", "spec.bad-locator", "cell"),
        ("connection: DB", "cell: C7", "spec.bad-locator", "cell"),
        ("connection: DB", "column: 数, row: 甲=1", "spec.bad-locator", "column"),
        ("file: a.csv", "cell: C7, column: 数, row: 甲=1", "spec.bad-locator", "column"),
        ("file: a.csv", "cell: 7C", "spec.bad-locator", "7C"),
        ("file: a.csv", "cell: C7, row: 甲=1", "spec.bad-locator", "row"),
        ("file: a.csv", "column: 数", "spec.bad-locator", "数"),
        ("file: a.csv", "column: 数, row: 甲", "spec.bad-locator", "甲"),
        ("file: a.json", "path: a/0", "spec.bad-locator", "a/0"),
    ],
)
def test_places_that_are_not(source, place, code, at):
    """The finding stands at the word that is wrong."""
    text = spec(SOURCES.format(source=source, place=place))
    (finding,) = load_spec_text(text).findings

    assert (code, Severity.ERROR) == (finding.code, finding.severity)
    assert finding.span is not None
    assert text.split("\n")[finding.span.line - 1][finding.span.column - 1 :].startswith(at)


def test_row_without_column():
    """With a value of its own the metric is whole, and the row is left over."""
    (finding,) = load_spec_text(
        spec(
            SOURCES.format(source="file: a.csv", place="row: 甲=1").replace(
                "as_of: 2020", "value: 1, as_of: 2020"
            )
        )
    ).findings

    assert "spec.bad-locator" == finding.code


@pytest.mark.parametrize(
    "written",
    ["postgresql://user:s3cret@host/db", "host=h password=s3cret", "s3cret!", "REPORT DB s3cret"],
)
def test_address_in_the_file_is_not_repeated(written):
    """A password that was written into the spec is refused, and shown nowhere."""
    (finding,) = found(f"connection: '{written}'", "query: SELECT 1")

    assert "spec.bad-connection" == finding.code
    texts = [finding.message, *finding.hints]
    assert not any("s3cret" in text.zh + text.en for text in texts)


def test_unknown_source_of_a_start():
    (finding,) = load_spec_text(metric("value: 5\nbaseline: {value: 1, source: {id: nowhere}}\n")).findings

    assert ("spec.unknown-source", 11) == (finding.code, finding.span.line if finding.span else 0)


def test_places_that_nothing_is_read_from():
    """Tables, charts and honours show what is written in them."""
    text = """
    sources:
      - {id: t, title: 表, file: a.csv}
    honours:
      - {id: h, title: 称号, level: city, kind: 称号, subject: 某, body: 某, source: {id: t, cell: C7}}
    sections:
      - id: s
        title: 章
        blocks:
          - table: 题
            columns: [{head: 一}]
            rows: [[1]]
            source: {id: t, column: 数, row: 甲=1}
          - chart: bar
            title: 题
            data: {labels: [甲], series: [{values: [1]}], source: {id: t, path: /a}}
    """
    unused = [item for item in load_spec_text(spec(text)).findings if item.code == "spec.locator-unused"]

    assert [Severity.WARNING] * 4 == [item.severity for item in unused]
    assert {"cell", "column", "row", "path"} == {item.message.en.split(": ")[1].split()[0] for item in unused}

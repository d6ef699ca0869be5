"""From the sources of a spec to figures, digests and findings; nothing secret in any of them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from reportgen.core.diagnostics import Severity, Span
from reportgen.data.metrics import bind
from reportgen.data.snapshot import Change, Part, drift, from_json, to_json
from reportgen.pipeline.building import build
from reportgen.pipeline.checking import check
from reportgen.pipeline.sourcing import Sourced, read_sources
from reportgen.spec.load import load_spec

HEAD = """\
format: reportgen/1
document: {title: 样书, organisation: 样区, date: 2026-08-01, congress: {name: 大会, date: 2026}}
sections: [{id: s, title: 章, blocks: [{text: 正文。}]}]
"""
CSV = "指标,年份,数值\n财政收入,2025,18.50\n财政收入,2020,12.3\n城镇化率,2025,40.5%\n空,2025,\n"


class Desk:
    """A folder with a spec and its data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.spec = folder / "book.yaml"

    def write(self, text: str, **files: str | bytes) -> Desk:
        self.spec.write_text(HEAD + text, "utf-8")
        for name, content in files.items():
            path = self.folder / name.replace("__", ".")
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def read(self, **environ: str) -> Sourced:
        loaded = load_spec(self.spec)
        spec = loaded.spec or loaded.salvaged
        assert spec is not None
        return read_sources(spec, loaded.salvaged_places, self.folder, environ)

    def line(self, span: Span | None) -> str:
        assert span is not None
        return self.spec.read_text("utf-8").split("\n")[span.line - 1][span.column - 1 :]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def metrics(*lines: str, source: str = "file: t.csv") -> str:
    return f"sources: [{{id: t, title: 表, {source}}}]\nmetrics:\n" + "".join(
        f"- {{{line}}}\n" for line in lines
    )


INCOME = (
    "id: x, name: 收入, unit: 亿元, as_of: 2025, source: {id: t, column: 数值, row: 指标=财政收入；年份=2025}"
)
START = ", baseline: {as_of: 2020, source: {id: t, cell: C3}}"


def codes(sourced: Sourced) -> list[str]:
    return [item.code for item in sourced.findings]


def test_figures_reach_the_metrics(desk):
    """Value and start of a metric out of one file, exact and with their places."""
    desk.write(metrics(INCOME + START), t__csv=CSV)
    sourced = desk.read()
    loaded = load_spec(desk.spec)
    assert loaded.spec is not None
    model, _ = bind(loaded.spec, loaded.places, sourced.readings)
    metric = model.metrics["x"]

    assert () == sourced.findings
    assert metric.value is not None
    assert metric.baseline is not None
    assert ("18.50", "12.3") == (str(metric.value.value), str(metric.baseline.value))
    assert metric.reading is not None
    assert "t.csv，C2" == metric.reading.where


def test_figures_reach_the_pages(desk):
    """A01: one cell, and prose and chart have its digits; another cell, and they have those."""
    blocks = "[{text: '收入{{ x }}，{{ x | change }}。'}, {chart: bar, title: 图, metrics: [x]}]"
    for value, change in (("18.50", "6.20"), ("19.25", "6.95")):
        desk.write(metrics(INCOME + START), t__csv=CSV.replace("18.50", value).replace("12.3", "12.30"))
        desk.spec.write_text(desk.spec.read_text("utf-8").replace("[{text: 正文。}]", blocks), "utf-8")
        checked = check(desk.spec)
        assert [] == [item for item in checked.findings if item.severity is Severity.ERROR]
        assert checked.document is not None
        text, chart = (repr(block) for block in checked.document.sections[0].blocks)
        assert value in text
        assert change in text
        assert value in chart


def test_digests_and_snapshot(desk):
    """What was read is known by its digest; figures by place and by metric; the text form is stable."""
    desk.write(metrics(INCOME + START), t__csv=CSV)
    sourced = desk.read()

    assert (("t.csv", hashlib.sha256(CSV.encode()).hexdigest()),) == sourced.snapshot.files
    assert (desk.folder / "t.csv",) == sourced.files
    assert {("x", Part.VALUE), ("x", Part.BASELINE)} == set(sourced.snapshot.by_metric)
    assert dict(sourced.readings) == dict(sourced.snapshot.readings)
    assert sourced.snapshot == from_json(to_json(sourced.snapshot)) == desk.read().snapshot


def test_snapshot_fits_a_spec_in_another_order(desk):
    """Metrics may change places after a snapshot was taken; a metric that is gone is left out."""
    other = INCOME.replace("id: x", "id: y").replace("2025}", "2020}")
    old = desk.write(metrics(INCOME, other), t__csv=CSV).read().snapshot
    desk.write(metrics("id: n, name: 新, value: 1, unit: 件, as_of: 2025", other))
    loaded = load_spec(desk.spec)
    assert loaded.spec is not None

    assert {("metrics", 1, "source"): "12.3"} == {
        path: str(reading.value) for path, reading in old.readings_for(loaded.spec).items()
    }


def test_drift_a20(desk):
    """A20: read again after a newer communiqué: good case no drift, bad case the figure with both values."""
    desk.write(metrics(INCOME), t__csv=CSV)
    old = desk.read().snapshot
    assert () == drift(old, desk.read().snapshot)

    desk.write(metrics(INCOME), t__csv=CSV.replace("18.50", "18.45"))
    (item,) = drift(old, desk.read().snapshot)
    assert ("x", Change.CHANGED, "18.50", "18.45") == (item.metric, item.change, item.old, item.new)


def test_typed_value_that_differs(desk):
    """A20: what is typed is printed; the source says otherwise, which is a warning with both."""
    typed = INCOME.replace("unit:", "value: 18.4, unit:")
    sourced = desk.write(metrics(typed), t__csv=CSV).read()
    (finding,) = sourced.findings

    assert ("data.differs", Severity.WARNING) == (finding.code, finding.severity)
    assert "18.4" in finding.message.zh
    assert "18.50" in finding.message.zh
    assert desk.line(finding.span).startswith("18.4,")
    checked = check(desk.spec)
    assert "data.differs" in {item.code for item in checked.findings}


@pytest.mark.parametrize("value", ["18.50", "18.5"])
def test_typed_value_that_agrees(desk, value):
    """A20, good case; 18.5 and 18.50 are one value."""
    typed = INCOME.replace("unit:", f"value: {value}, unit:")

    assert [] == codes(desk.write(metrics(typed), t__csv=CSV).read())


def test_typed_start_that_differs(desk):
    start = ", baseline: {value: 12, as_of: 2020, source: {id: t, cell: C3}}"
    (finding,) = desk.write(metrics(INCOME + start), t__csv=CSV).read().findings

    assert "data.differs" == finding.code
    assert desk.line(finding.span).startswith("12,")


@pytest.mark.parametrize(
    ("place", "code", "at"),
    [
        ("column: 数直, row: 指标=财政收入；年份=2025", "data.no-column", "数直"),
        ("column: 数值, row: 指标=税收", "data.no-row", "数值"),
        ("column: 数值, row: 指标=财政收入", "data.several-rows", "数值"),
        ("column: 数值, row: 指标=空", "data.empty", "数值"),
        ("cell: Z99", "data.empty", "Z99"),
        ("cell: A2", "data.not-a-number", "A2"),
        ("cell: C4", "data.unit-differs", "C4"),
    ],
)
def test_figure_that_is_not_there(desk, place, code, at):
    """The finding names file and cell, and stands at the reference; others are read."""
    bad = f"id: y, name: 乙, unit: 亿元, as_of: 2025, source: {{id: t, {place}}}"
    sourced = desk.write(metrics(bad, INCOME), t__csv=CSV).read()
    (finding,) = sourced.findings

    assert (code, Severity.ERROR) == (finding.code, finding.severity)
    assert "t.csv" in finding.message.zh
    assert "t.csv" in finding.message.en
    assert desk.line(finding.span).startswith(at)
    assert [Decimal("18.50")] == [reading.value for reading in sourced.readings.values()]


def test_source_that_cannot_be_read_is_told_once(desk):
    """At the source, not at each of its figures; nothing that follows from it is told."""
    more = [INCOME.replace("id: x", f"id: x{n}") for n in range(5)]
    desk.write(metrics(*more))
    desk.spec.write_text(desk.spec.read_text("utf-8").replace("正文。", "'收入{{ x1 }}。'"), "utf-8")
    (finding,) = desk.read().findings

    assert "data.no-file" == finding.code
    assert desk.line(finding.span).startswith("t.csv")
    assert ["data.no-file"] == [
        item.code for item in check(desk.spec).findings if item.severity is Severity.ERROR
    ]


def test_references_that_break_a_rule_are_not_read(desk):
    """`spec` has told them."""
    bad = "id: y, name: 乙, as_of: 2025, source: {id: t, cell: 7C}"

    assert [] == codes(desk.write(metrics(bad), t__csv=CSV).read())
    assert ["spec.bad-locator"] == [i.code for i in check(desk.spec).findings if i.severity is Severity.ERROR]


def test_nothing_is_opened_for_nothing(desk):
    """A source that is only cited is not looked for."""
    assert Sourced() == desk.write(metrics("id: y, name: 乙, value: 1, as_of: 2025, source: {id: t}")).read()


def test_one_file_of_several_sources_is_read_once(desk, monkeypatch):
    two = "sources: [{id: t, title: 表, file: t.csv}, {id: u, title: 表, file: t.csv}]\nmetrics:\n"
    two += f"- {{{INCOME}}}\n- {{{INCOME.replace('id: x', 'id: y').replace('id: t', 'id: u')}}}\n"
    looks = []
    plain = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: (looks.append(self.name), plain(self))[1])
    sourced = desk.write(two, t__csv=CSV).read()

    assert 2 == len(sourced.readings)
    assert 2 == looks.count("t.csv")  # and a second look, whether it has changed


def test_changed_while_read(desk, monkeypatch):
    """Reading is refused; no figure is taken from half of one file and half of another."""
    desk.write(metrics(INCOME), t__csv=CSV)
    plain = Path.read_bytes

    def read(self: Path) -> bytes:
        data = plain(self)
        if self.name == "t.csv":
            self.write_text(CSV + "x\n", "utf-8")
        return data

    monkeypatch.setattr(Path, "read_bytes", read)
    sourced = desk.read()

    assert ["data.changed"] == codes(sourced)
    assert ({}, ()) == (dict(sourced.readings), sourced.snapshot.figures)


# ------------------------------------------------------------------ databases


def test_sqlite(desk):
    with sqlite3.connect(desk.folder / "t.sqlite") as connection:
        connection.execute("CREATE TABLE t (指标 TEXT, 数值)")
        connection.execute("INSERT INTO t VALUES ('收入', '18.50')")
    connection.close()
    given = "id: {}, name: 收入, unit: 亿元, as_of: 2025, source: {{id: t, {}}}"
    both = [
        given.format("x", "column: 数值, row: 指标=收入"),
        given.format("y", "query: 'SELECT 数值 FROM t'"),
    ]
    sourced = desk.write(metrics(*both, source="file: t.sqlite")).read()

    assert [] == codes(sourced)
    assert ["18.50", "18.50"] == [str(reading.value) for reading in sourced.readings.values()]


ASKED = "id: x, name: 收入, unit: 亿元, as_of: 2025, source: {id: t, query: SELECT 18.5}"
SECRET = "s3cret-Passw0rd"


def test_connection_without_address(desk):
    (finding,) = desk.write(metrics(ASKED, source="connection: REPORT_DB")).read().findings

    assert "data.no-connection" == finding.code
    assert desk.line(finding.span).startswith("REPORT_DB")


def test_slow_database_is_asked_once(desk, monkeypatch):
    """After one query too slow no other waits; the source is told once, at its connection."""
    from reportgen.data.sources import queries
    from reportgen.data.sources.database import Database

    asked = []

    def slow(self: Database, query: str) -> object:
        asked.append(query)
        raise queries.too_slow(self._spot)

    monkeypatch.setattr(Database, "answer", slow)
    several = [ASKED.replace("id: x", f"id: x{n}") for n in range(9)]
    url = f"sqlite:///{desk.folder / 'x.sqlite'}"
    sourced = desk.write(metrics(*several, source="connection: REPORT_DB")).read(REPORT_DB=url)

    assert (["data.too-slow"], 1) == (codes(sourced), len(asked))
    assert desk.line(sourced.findings[0].span).startswith("REPORT_DB")


def test_nothing_secret_is_kept(desk):
    """Neither findings nor snapshot nor the record in the PDF hold any of the address."""
    folder = desk.folder / SECRET
    folder.mkdir()
    url = f"sqlite:///{folder / 'x.sqlite'}"
    desk.write(metrics(ASKED, ASKED.replace("id: x", "id: y"), source="connection: REPORT_DB"))
    sourced = desk.read(REPORT_DB=url)

    assert {"t"} == set(dict(sourced.snapshot.answers))
    assert SECRET not in to_json(sourced.snapshot) + repr(sourced)

    broken = desk.read(REPORT_DB=f"postgresql://user:{SECRET}@127.0.0.1:1/db")
    assert ["data.connection-failed"] == codes(broken)
    assert SECRET not in repr(broken)


def test_answers_have_a_digest(desk):
    """Equal answers, equal digest, in whatever order they were asked for; another answer, another digest."""
    url = f"sqlite:///{desk.folder / 'x.sqlite'}"
    two = [ASKED, ASKED.replace("id: x", "id: y").replace("18.5", "7")]
    answers = [
        desk.write(metrics(*order, source="connection: DB")).read(DB=url).snapshot.answers
        for order in (two, two[::-1], [two[0]])
    ]

    assert answers[0] == answers[1] != answers[2]


# ------------------------------------------------------------------ workbooks


def workbook(value: float, number_format: str) -> bytes:
    from io import BytesIO

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = value
    sheet["A1"].number_format = number_format
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


FIRST = "id: x, name: 收入, unit: 亿元, as_of: 2025, source: {id: t, cell: A1}"


def test_more_than_is_shown(desk):
    """A06: the sheet shows 18.5 and holds 18.4567; unless the spec rounds, an editor is asked."""
    data = workbook(18.4567, "0.0")
    (finding,) = desk.write(metrics(FIRST, source="file: t.xlsx"), t__xlsx=data).read().findings

    assert ("data.more-than-shown", Severity.WARNING) == (finding.code, finding.severity)
    assert "decimals: 1" in finding.hints[0].zh
    rounded = FIRST.replace("unit:", "decimals: 1, unit:")
    assert [] == codes(desk.write(metrics(rounded, source="file: t.xlsx")).read())


def test_share_of_unknown_format(desk):
    import sys

    sys.path.insert(0, str(Path(__file__).parents[1] / "data" / "sources"))
    import workbooks

    share = FIRST.replace("亿元", '"%"')
    (finding,) = (
        desk.write(metrics(share, source="file: t.ods"), t__ods=workbooks.ods([[0.405]])).read().findings
    )

    assert ("data.percent-unclear", Severity.WARNING) == (finding.code, finding.severity)
    assert "40.5%" in finding.message.zh
    data = workbook(0.405, "0.0%")
    assert [] == codes(desk.write(metrics(share, source="file: t.xlsx"), t__xlsx=data).read())


# ------------------------------------------------------------------ what is built


def test_record_and_attachment(desk):
    """The archive file carries the data to the byte, and every file says by which digests it was made."""
    (desk.folder / "data").mkdir()
    text = metrics(INCOME, source="file: data/book.yaml.csv")
    desk.write(text)
    data = CSV.encode("gb18030")
    (desk.folder / "data" / "book.yaml.csv").write_bytes(data)
    built = build(desk.spec, desk.folder / "out", profile="archive")
    assert len(built.outputs) == 1, built.findings

    with pikepdf.open(built.outputs[0].path) as pdf:
        carried = {name: pdf.attachments[name] for name in pdf.attachments}
        file = carried["book.yaml.csv"]
        assert data == file.get_file().read_bytes()
        assert "/Data" == file.obj.AFRelationship
        assert "text/csv" == file.get_file().mime_type
        assert file.obj.objgen in {entry.objgen for entry in pdf.Root.AF}  # type: ignore[attr-defined]
        xmp = bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert hashlib.sha256(data).hexdigest() in xmp
    assert "data/book.yaml.csv" in xmp


def test_two_files_of_one_name(desk):
    """Names inside the PDF are told apart."""
    for folder in ("a", "b"):
        (desk.folder / folder).mkdir()
        (desk.folder / folder / "t.csv").write_text(CSV, "utf-8")
    two = "sources: [{id: t, title: 表, file: a/t.csv}, {id: u, title: 表, file: b/t.csv}]\nmetrics:\n"
    two += f"- {{{INCOME}}}\n- {{{INCOME.replace('id: x', 'id: y').replace('id: t', 'id: u')}}}\n"
    built = build(desk.write(two).spec, desk.folder / "out", profile="archive")
    assert len(built.outputs) == 1, built.findings

    with pikepdf.open(built.outputs[0].path) as pdf:
        assert {"book.yaml", "t.csv", "t-2.csv"} == set(pdf.attachments)


def test_changed_before_it_is_carried(desk):
    """What would be carried is not what was read: no file is made, and it is said."""
    from reportgen.pipeline.carried import data_files

    sourced = desk.write(metrics(INCOME), t__csv=CSV).read()
    (desk.folder / "t.csv").write_text("x", "utf-8")
    files, (finding,) = data_files(sourced.snapshot.files, desk.folder, (), is_english=False)

    assert ((), "data.changed-since", Severity.ERROR) == (files, finding.code, finding.severity)
    (desk.folder / "t.csv").unlink()
    assert (
        "data.changed-since"
        == data_files(sourced.snapshot.files, desk.folder, (), is_english=True)[1][0].code
    )


def test_same_bytes_twice(desk):
    """F12 with data files: two builds, one digest."""
    desk.write(metrics(INCOME + START), t__csv=CSV)
    made = []
    for name in ("one", "two"):
        built = build(desk.spec, desk.folder / name, profile="archive")
        made.append(hashlib.sha256(built.outputs[0].path.read_bytes()).hexdigest())

    assert made[0] == made[1]


def test_eight_thousand_figures(desk):
    """A table of 8,000 rows and as many metrics."""
    lines = [
        f"id: m{n}, name: 指标, unit: 件, as_of: 2025, source: {{id: t, column: 数值, row: 指标=名{n}}}"
        for n in range(8000)
    ]
    table = "指标,数值\n" + "".join(f"名{n},{n}.50\n" for n in range(8000))
    desk.write(metrics(*lines), t__csv=table)
    loaded = load_spec(desk.spec)
    assert loaded.spec is not None
    sourced = read_sources(loaded.spec, loaded.places, desk.folder, {})

    assert 8000 == len(sourced.readings)
    assert "7999.50" == str(sourced.readings["metrics", 7999, "source"].value)
    assert 8000 == len(json.loads(to_json(sourced.snapshot))["figures"])

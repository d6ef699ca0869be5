"""Tables that fill in templates: every kind of file gives the same rows, and what is wrong is told."""

from __future__ import annotations

import json
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from batches import TEMPLATE, write

from reportgen.pipeline.rows import read_rows
from reportgen.runs.rows import rows_for
from reportgen.spec.load import load_spec, load_spec_text
from reportgen.spec.parameters import Given

HEAD = ("区名", "财政收入", "编码")
BODY = [("青禾区", "30.5", "0043"), ("南岭区", "1234", "0044")]


def as_csv(folder: Path) -> Path:
    lines = [",".join(row) for row in (HEAD, *BODY)]
    (folder / "rows.csv").write_text("\ufeff" + "\r\n".join(lines) + "\r\n", "utf-8")
    return folder / "rows.csv"


def as_gbk(folder: Path) -> Path:
    lines = ["\t".join(row) for row in (HEAD, *BODY)]
    (folder / "rows.tsv").write_bytes("\n".join(lines).encode("gb18030"))
    return folder / "rows.tsv"


def as_xlsx(folder: Path) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for name, figure, code in BODY:
        book.active.append((name, float(figure), code))
    book.save(folder / "rows.xlsx")
    return folder / "rows.xlsx"


def as_json(folder: Path) -> Path:
    rows = [dict(zip(HEAD, (name, float(figure), code), strict=True)) for name, figure, code in BODY]
    (folder / "rows.json").write_text(json.dumps(rows, ensure_ascii=False).replace("1234.0", "1234"), "utf-8")
    return folder / "rows.json"


def as_sqlite(folder: Path) -> Path:
    with sqlite3.connect(folder / "rows.sqlite") as base:
        base.execute("CREATE TABLE 区 (区名 TEXT, 财政收入 REAL, 编码 TEXT)")
        base.executemany("INSERT INTO 区 VALUES (?, ?, ?)", BODY)
    base.close()
    return folder / "rows.sqlite"


@pytest.mark.parametrize("made", [as_csv, as_gbk, as_xlsx, as_json, as_sqlite])
def test_every_kind_of_table_gives_the_same_rows(tmp_path, made):
    """Numbers are exact, codes keep their zeros, whole numbers have no point."""
    read = read_rows(made(tmp_path))

    assert () == read.findings
    assert HEAD == read.columns
    first = 1 if made is as_json else 2
    assert [first, first + 1] == [row.number for row in read.rows]
    assert Given("青禾区") == read.rows[0].values["区名"]
    assert Given("30.5", Decimal("30.5")) == read.rows[0].values["财政收入"]
    assert Given("1234", 1234) == read.rows[1].values["财政收入"]
    assert "0043" == read.rows[0].values["编码"].text


def csv(folder: Path, text: str) -> Path:
    (folder / "t.csv").write_text(text, "utf-8")
    return folder / "t.csv"


def test_what_people_write_in_cells(tmp_path):
    """Groups of three, per cent, full width, blanks; empty cells and rows are none."""
    text = '名,甲,乙,丙\n x ,"1,234.50",81.4%,\n,,,\n⽂区,-3,约5,４０\n'
    rows = read_rows(csv(tmp_path, text)).rows

    assert [2, 4] == [row.number for row in rows]
    assert {
        "名": Given("x"),
        "甲": Given("1,234.50", Decimal("1234.50")),
        "乙": Given("81.4%", Decimal("81.4")),
    } == rows[0].values
    assert {"名": Given("文区"), "甲": Given("-3", -3), "乙": Given("约5"), "丙": Given("４０", 40)} == rows[
        1
    ].values


def test_an_error_of_a_formula_is_a_fault_of_its_row(tmp_path):
    """#REF! never gets into print; the other rows are sound."""
    rows = read_rows(csv(tmp_path, "名,甲\nx,#REF!\ny,2\n")).rows

    assert [["data.error-value"], []] == [[fault.code for fault in row.faults] for row in rows]
    assert 2 == rows[0].faults[0].span.line


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("t.csv", b"", "rows.none"),
        ("t.csv", "名,甲\n".encode(), "rows.none"),
        ("t.csv", "名,名\nx,y\n".encode(), "rows.double-column"),
        ("t.docx", b"x", "rows.unknown-kind"),
        ("t.xlsx", b"x", "data.unreadable"),
        ("t.json", b'{"a": 1}', "data.unreadable"),
        ("t.json", b"[1]", "data.unreadable"),
        ("t.json", b'[{"a": [1]}]', "data.unreadable"),
        ("t.json", b"[]", "rows.none"),
        ("t.sqlite", b"x", "data.unreadable"),
    ],
)
def test_tables_that_cannot_be_used(tmp_path, name, data, code):
    """A finding, and no rows."""
    (tmp_path / name).write_bytes(data)
    read = read_rows(tmp_path / name)

    assert [code] == [item.code for item in read.findings]
    assert () == read.rows


def test_a_missing_table(tmp_path):
    """There is none of that name."""
    assert ["data.no-file"] == [item.code for item in read_rows(tmp_path / "no.csv").findings]


def test_several_sheets_have_to_be_told_apart(tmp_path):
    """A database with two tables: which one has to be said."""
    with sqlite3.connect(as_sqlite(tmp_path)) as base:
        base.execute("CREATE TABLE other (x)")
    base.close()

    assert ["data.no-sheet"] == [item.code for item in read_rows(tmp_path / "rows.sqlite").findings]
    assert 2 == len(read_rows(tmp_path / "rows.sqlite", "区").rows)


def test_columns_against_parameters(tmp_path):
    """A column that is missing is an error, one that is not used a note; rows hold what is asked for."""
    spec = load_spec(write(tmp_path)).spec
    found = rows_for(spec, "t.yaml", csv(tmp_path, "区名,备注\n甲,x\n"))
    assert ["rows.no-column", "rows.unused-column"] == [item.code for item in found.findings]
    assert () == found.rows
    found = rows_for(spec, "t.yaml", csv(tmp_path, "备注,区名,财政收入\nx,甲,\n"))

    assert ["rows.unused-column"] == [item.code for item in found.findings]
    assert {"区名": Given("甲")} == found.rows[0].values


def test_a_report_without_parameters_is_no_template(tmp_path):
    """All would be the same."""
    plain = TEMPLATE[: TEMPLATE.index("parameters")] + TEMPLATE[TEMPLATE.index("document") :]
    spec = load_spec_text(plain.replace("<<财政收入>>", "1")).spec
    found = rows_for(spec, "t.yaml", csv(tmp_path, "区名\n甲\n"))

    assert ["rows.no-parameters"] == [item.code for item in found.findings]

"""Formulas over the columns of data files, from the file to the printed figure."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.pipeline.checking import Checked, check

SPEC = """\
format: reportgen/1
document: {{title: 试, organisation: 某市, congress: {{name: 第五次, date: 2030-08-01}}}}
sources: [{{id: districts, title: 各区县数据, file: {file}{more}}}]
metrics:
  - {{id: total, name: 全市收入, unit: 万元, as_of: 2029, formula: {formula}}}
sections:
  - {{id: s, title: 章, blocks: [text: "全市收入{{{{ total }}}}。"]}}
"""
ROWS = (("东区", "区", "1,200.50"), ("西区", "区", "800"), ("北县", "县", "99.5"))


def written(folder: Path, name: str) -> None:
    path = folder / name
    if name.endswith(".csv"):
        lines = ["区县,类别,收入", *(f'{a},{b},"{c}"' for a, b, c in ROWS)]
        path.write_bytes("\n".join(lines).encode("gb18030"))
    elif name.endswith(".sqlite"):
        with sqlite3.connect(path) as base:
            base.execute("CREATE TABLE d (区县 TEXT, 类别 TEXT, 收入 REAL)")
            base.executemany(
                "INSERT INTO d VALUES (?, ?, ?)", [(a, b, float(c.replace(",", ""))) for a, b, c in ROWS]
            )
        base.close()
    else:
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.active
        sheet.append(["各区县收入"])
        sheet.append(["区县", "类别", "收入"])
        for a, b, c in ROWS:
            sheet.append([a, b, float(c.replace(",", ""))])
        book.save(path)


def checked(folder: Path, file: str, formula: str, more: str = "") -> Checked:
    spec = folder / "report.yaml"
    spec.write_text(SPEC.format(file=file, formula=formula, more=more), "utf-8")
    return check(spec)


def codes(found: Checked) -> list[str]:
    return [item.code for item in found.findings]


@pytest.mark.parametrize(
    ("file", "more"),
    [("d.csv", ""), ("d.sqlite", ""), ("d.xlsx", ", header: 2")],
    ids=["csv", "sqlite", "xlsx"],
)
@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("sum(districts.收入)", "2100.00"),
        ("'sum(districts.收入, districts.类别 = \"区\")'", "2000.50"),
        ("max(districts.收入)", "1200.50"),
    ],
    ids=["sum", "of some", "greatest"],
)
def test_a_column_is_summed_whatever_file_it_stands_in(tmp_path, file, more, formula, value):
    written(tmp_path, file)
    found = checked(tmp_path, file, formula, more)

    assert [] == codes(found)
    assert Decimal(value) == found.model.metrics["total"].value.value


def test_the_file_is_among_those_that_were_read(tmp_path):
    """Its digest goes into the record and the archive carries it."""
    written(tmp_path, "d.csv")
    found = checked(tmp_path, "d.csv", "sum(districts.收入)")

    assert (tmp_path / "d.csv",) == found.sourced.files
    assert ["d.csv"] == [name for name, _ in found.sourced.snapshot.files]


def test_a_file_that_is_not_there_is_told_once_at_the_source(tmp_path):
    found = checked(tmp_path, "d.csv", "sum(districts.收入)")

    assert 1 == [item.span.line for item in found.findings if item.code.startswith("data.")].count(3)


def test_a_column_that_is_not_there_is_told_in_the_formula(tmp_path):
    written(tmp_path, "d.csv")
    (told,) = checked(tmp_path, "d.csv", "sum(districts.收人)").findings

    assert 5 == told.span.line
    assert "收入" in "".join(hint.zh for hint in told.hints)


def test_a_cell_that_is_no_number_is_told_with_its_row(tmp_path):
    (tmp_path / "d.csv").write_text("区县,收入\n东区,12\n西区,待定\n", "utf-8")
    (told,) = checked(tmp_path, "d.csv", "sum(districts.收入)").findings

    assert "3" in told.message.zh
    assert "待定" in told.message.zh

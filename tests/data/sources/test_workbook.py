"""Workbooks: what stands in a cell, as it is shown there."""

from __future__ import annotations

import datetime
import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import workbooks

from reportgen.core.locating import conditions
from reportgen.data.sources.figures import figure
from reportgen.data.sources.files import Content
from reportgen.data.sources.refusal import Refused
from reportgen.data.sources.workbook import Workbook
from reportgen.data.sources.xlsx_formats import number_format


def content(data: bytes, name: str = "汇总.xlsx") -> Content:
    return Content(name, Path(name), data, "")


def xlsx(cells: dict[str, object], formats: dict[str, str] | None = None, *, merged: str = "") -> bytes:
    """A workbook with one sheet, 收入."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "收入"
    for place, value in cells.items():
        sheet[place] = value
        if isinstance(value, str) and value.startswith("#"):
            sheet[place].data_type = "e"
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    if merged:
        sheet.merge_cells(merged)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, cell: str, unit: str = "", name: str = "汇总.xlsx"):
    found, spot = Workbook(content(data, name)).sheet("").at(cell)
    return figure(found, unit, spot)


def refused(call, *arguments) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*arguments)
    return caught.value


def test_numbers_are_as_typed():
    """Whole numbers arrive as floats and leave without a point; text is read like text."""
    data = xlsx({"A1": 1234567, "A2": 18.5, "A3": "1,234.50", "A4": "１２"})

    assert ["1234567", "18.5", "1234.50", "12"] == [str(read(data, f"A{n}").value) for n in (1, 2, 3, 4)]


def test_place_for_people():
    found = read(xlsx({"C7": 5}), "C7")

    assert ("汇总.xlsx，“收入”，C7", '汇总.xlsx, "收入", C7') == (found.spot.zh, found.spot.en)


def test_per_cent_format():
    """A07: what shows 40.5% holds 0.405 and is read as 40.5 per cent, never as 0.405."""
    data = xlsx({"A1": 0.405, "A2": 0.405}, {"A1": "0.0%"})

    assert "40.5" == str(read(data, "A1", "%").value)
    assert "40.5%" == read(data, "A1", "%").text
    assert "data.unit-differs" == refused(read, data, "A1", "万元").code
    assert "0.405" == str(read(data, "A2").value)


def test_decimals_of_the_format():
    """A06: 18.50 is 18.50."""
    data = xlsx({"A1": 18.5, "A2": 18.456, "A3": 1234.5}, {"A1": "0.00", "A2": "0.0", "A3": "#,##0.00_ "})

    assert "18.50" == str(read(data, "A1").value)
    assert ("18.456", "18.5") == (str(read(data, "A2").value), str(read(data, "A2").shown))
    assert "1234.50" == str(read(data, "A3").value)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("=1+2", "data.no-result"),
        ("#DIV/0!", "data.error-value"),
        ("#N/A", "data.error-value"),
        (None, "data.empty"),
        ("四十", "data.not-a-number"),
        (datetime.date(2025, 1, 2), "data.not-a-number"),
        (True, "data.not-a-number"),
    ],
)
def test_what_is_no_figure_names_the_cell(value, code):
    problem = refused(read, xlsx({"A1": "甲", "B7": value, "C9": 1}), "B7")

    assert code == problem.code
    assert "汇总.xlsx，“收入”，B7" in problem.message.zh
    assert '汇总.xlsx, "收入", B7' in problem.message.en


def test_formula_with_a_saved_result():
    """The result is read, whatever the formula."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx({"A1": "=1+2"}))) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                data, changed = re.subn(rb"<v ?/>|<v></v>", b"<v>3</v>", data)
                assert changed == 1
            new.writestr(entry, data)

    assert "3" == str(read(stream.getvalue(), "A1").value)


def test_merged_cells():
    data = xlsx({"A1": "地区", "B1": "数值", "A2": "甲区", "B2": 1, "B3": 2}, merged="A2:A3")
    grid = Workbook(content(data)).sheet("收入")

    assert "data.several-rows" == refused(grid.find, "数值", conditions("地区=甲区"), 1).code
    assert 2 == grid.at("B3")[0].value
    assert "甲区" == grid.at("A3")[0].value


def test_dates_mark_rows():
    data = xlsx({"A1": "日期", "B1": "数值", "A2": datetime.date(2025, 6, 30), "B2": 7})

    assert (
        7 == Workbook(content(data)).sheet("").find("数值", conditions("日期=2025-06-30") or (), 1)[0].value
    )


def test_sheets():
    book = openpyxl.load_workbook(BytesIO(xlsx({"A1": 1})))
    book.create_sheet("支出")
    stream = BytesIO()
    book.save(stream)
    workbook = Workbook(content(stream.getvalue()))

    assert 1 == workbook.sheet("收入").at("A1")[0].value
    assert workbook.sheet("支出").at("A1")[0].value is None
    assert ["data.no-sheet"] * 2 == [refused(workbook.sheet, name).code for name in ("", "收人")]
    assert "收入" in refused(workbook.sheet, "收人").hints[0].zh


@pytest.mark.parametrize("data", [b"", b"hello", xlsx({"A1": 1})[:2000], b"PK\x03\x04" + b"\0" * 200])
def test_damaged_workbooks(data):
    assert "data.unreadable" == refused(Workbook, content(data)).code


def test_workbook_that_unpacks_to_too_much():
    stream = BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/big.xml", "w") as entry,
    ):
        for _ in range(1100):
            entry.write(bytes(1 << 20))

    assert "data.too-large" == refused(Workbook, content(stream.getvalue())).code


ROWS: list[list[str | float]] = [["指标", "数值"], ["收入", 18.5], ["占比", 0.405]]


@pytest.mark.parametrize(("make", "name"), [(workbooks.ods, "表.ods"), (workbooks.xls, "表.xls")])
def test_other_workbooks(make, name):
    """Their formats are not read, so that a share in per cent is read as it is held, and doubtful."""
    grid = Workbook(content(make(ROWS), name)).sheet("表一")

    assert "18.5" == str(figure(*_with("亿元", grid.find("数值", conditions("指标=收入") or (), 1))).value)
    assert figure(*_with("%", grid.at("B3"))).may_be_percent


def _with(unit, found):
    cell, spot = found
    return cell, unit, spot


@pytest.mark.parametrize(
    ("code", "is_percent", "decimals"),
    [
        ("General", False, None),
        ("0", False, 0),
        ("0.00", False, 2),
        ("#,##0.0", False, 1),
        ("0.00%", True, 2),
        ("0.00_);(0.00)", False, 2),
        ('0.0"万元"', False, 1),
        ("[Red]0.00", False, 2),
        ("0.##", False, None),
        ("0,", False, None),
        ('0!.0,"万"', False, None),
        ("yyyy-mm-dd", False, None),
        ("0.00E+00", False, None),
        ("@", False, None),
        ("", False, None),
    ],
)
def test_number_formats(code, is_percent, decimals):
    assert (is_percent, decimals) == number_format(code)

"""CSV files of any encoding and dialect, and finding a cell in a table."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.locating import conditions
from reportgen.data.sources.csv_file import csv_grid
from reportgen.data.sources.decoding import decoded
from reportgen.data.sources.figures import Spot, figure
from reportgen.data.sources.files import Content
from reportgen.data.sources.grid import Grid
from reportgen.data.sources.refusal import Refused

TABLE = "指标,年份,数值\n财政收入,2025,18.50\n财政收入,2020,12.3\n学校,2025,194\n"


def content(text: str | bytes, encoding: str = "utf-8") -> Content:
    data = text.encode(encoding) if isinstance(text, str) else text
    return Content("表.csv", Path("表.csv"), data, "")


def find(grid: Grid, column: str, row: str, header: int = 1):
    where = conditions(row)
    assert where is not None
    cell, spot = grid.find(column, where, header)
    return cell.value, spot.zh


def refused(call, *arguments) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*arguments)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_encodings(encoding):
    """A file as Excel saves it in Chinese, with or without a mark."""
    grid = csv_grid(content(TABLE, encoding))

    assert ("18.50", "表.csv，C2") == find(grid, "数值", "指标=财政收入；年份=2025")


def test_no_encoding():
    assert "data.encoding" == refused(decoded, b"\x81\xff\xff", "表.csv").code
    assert "data.encoding" == refused(decoded, "数值".encode("utf-16-le") + b"\0", "表.csv").code
    assert "data.encoding" == refused(decoded, b"\xef\xbb\xbf\xff", "表.csv").code


def test_korean_bytes_pass_for_gb18030():
    """Known limit: the bytes are valid, the names are not found, so nothing wrong is printed."""
    grid = csv_grid(content("지표,값\n수입,18.5\n", "euc-kr"))

    assert "data.no-column" == refused(find, grid, "값", "지표=수입").code


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters(delimiter):
    """Commas inside numbers and text do not mislead."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([["指标", "数值"], ["甲，乙;丙", "1,234"], ["丁", "5"]])
    grid = csv_grid(content(stream.getvalue()))

    assert ("1,234", "表.csv，B2") == find(grid, "数值", "数值=1,234")
    assert ("5", "表.csv，B3") == find(grid, "数值", "指标=丁")


def test_quotes_and_line_breaks_in_them():
    grid = csv_grid(content('指标,数值\n"两行的\n名称",3\n"他说""好""",4\n'))

    assert ("3", "表.csv，B2") == find(grid, "数值", "指标=两行的 名称")
    assert ("4", "表.csv，B3") == find(grid, "数值", '指标=他说"好"')


def test_open_quote_does_not_swallow_the_rest():
    problem = refused(csv_grid, content('指标,数值\n"甲,1\n乙,2\n'))

    assert "data.unreadable" == problem.code


def test_empty_file_has_no_cells():
    grid = csv_grid(content(""))

    assert grid.at("A1")[0].value is None
    assert "data.no-column" == refused(find, grid, "数值", "指标=甲").code


def test_address():
    grid = csv_grid(content(TABLE))

    assert "12.3" == grid.at("C3")[0].value
    assert "12.3" == grid.at("$c$3")[0].value
    assert grid.at("ZZ99")[0].value is None


def test_names_in_another_row():
    grid = csv_grid(content("某区统计表,,\n单位：万元,,\n" + TABLE))

    assert ("18.50", "表.csv，C4") == find(grid, "数值", "指标=财政收入；年份=2025", 3)


@pytest.mark.parametrize(
    "row", ["指标=财政收入；年份=2025", "指标 = 财政收入; 年份＝２０２５", "年份=2025;指标= 财政收入 "]
)
def test_conditions_as_people_type_them(row):
    assert "18.50" == find(csv_grid(content(TABLE)), "数值", row)[0]


def test_no_such_column_or_row():
    grid = csv_grid(content(TABLE))

    problem = refused(find, grid, "数直", "指标=学校")
    assert ("data.no-column", True) == (problem.code, "数值" in problem.hints[0].zh)
    problem = refused(find, grid, "数值", "指标=财政收人；年份=2025")
    assert ("data.no-row", True) == (problem.code, "财政收入；2025" in problem.hints[0].zh)


def test_several_rows_or_columns():
    problem = refused(find, csv_grid(content(TABLE)), "数值", "指标=财政收入")
    assert "data.several-rows" == problem.code
    assert "2、3" in problem.message.zh
    assert "2, 3" in problem.message.en

    problem = refused(find, csv_grid(content("指标,数值,数值\n甲,1,2\n")), "数值", "指标=甲")
    assert "data.double-column" == problem.code
    assert "B1、C1" in problem.message.zh


def test_merged_cells_hold_for_all_their_rows():
    """A label over three rows is the label of each; a merged cell shows what stands in its first."""
    rows = [["地区", "年份", "数值"], ["甲区", 2024.0, 1.0], ["", 2025.0, 2.0], ["", 2026.0, 3.0]]
    grid = Grid(Spot("表", "table"), rows, merged=[((1, 0), (3, 0))])

    assert 2.0 == find(grid, "数值", "地区=甲区；年份=2025")[0]
    assert "甲区" == grid.at("A4")[0].value


def test_many_figures_of_one_file_are_found_by_an_index():
    """8,000 figures out of 8,000 rows: one pass, not one for each."""
    rows = [["指标", "数值"], *([f"指标{number}", float(number)] for number in range(8000))]
    grid = Grid(Spot("表", "table"), rows)

    assert [float(n) for n in range(8000)] == [find(grid, "数值", f"指标=指标{n}")[0] for n in range(8000)]
    assert 1 == len(grid._indices)


@given(st.lists(st.decimals(-(10**15), 10**15, places=6), min_size=1, max_size=20), st.sampled_from(",;\t"))
def test_what_is_written_to_csv_is_read_back(values, delimiter):
    """Property: exactly, as decimals, whatever the delimiter."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerows([["指标", "数值"], *([f"指标{n}", f"{value:f}"] for n, value in enumerate(values))])
    grid = csv_grid(content(stream.getvalue(), "gb18030"))

    for number, value in enumerate(values):
        where = conditions(f"指标=指标{number}")
        assert where is not None
        found = figure(*_cell(grid.find("数值", where, 1)))
        assert value == found.value
        assert value.as_tuple().exponent == found.value.as_tuple().exponent


def _cell(found):
    cell, spot = found
    return cell, "", spot


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data):
    """Property: nothing else happens."""
    with contextlib.suppress(Refused):
        assert csv_grid(content(data)).at("A1")[1].zh == "表.csv，A1"

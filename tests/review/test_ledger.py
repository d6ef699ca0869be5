"""The ledger: every printed figure, where it is printed, and from whom it is."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from signed_specs import write

from reportgen.pipeline.building import build
from reportgen.pipeline.options import Laid
from reportgen.pipeline.signing import ledger, texts_of
from reportgen.review import ledger as ledger_module
from reportgen.review.ledger import Ledger, csv_text, ledger_of, rows
from reportgen.review.ledger_figures import Kind, shown_figures, stands_in
from reportgen.review.ledger_pages import printed_figures
from reportgen.review.ledger_xlsx import workbook

ROOT = Path(__file__).resolve().parents[2]


def made(path: Path) -> Ledger:
    found = ledger(path)
    assert found.ledger is not None, "\n".join(map(str, found.findings))
    return found.ledger


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return made(write(tmp_path_factory.mktemp("ledger")))


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("−", "-")


def test_every_form_is_on_the_page_that_the_ledger_names(tmp_path):
    """A01: the ledger of the report itself, against the text of its finished file, page by page."""
    seen: list[Laid] = []
    built = build(ROOT / "report.yaml", tmp_path, profile="web", seen=seen.append)
    assert built.output is not None, "\n".join(map(str, built.findings))
    (laid,) = seen
    shown = shown_figures(laid.document)
    printed = printed_figures(shown, laid.paged)
    found = ledger_of(laid.model, printed, "zh")
    pages = {page.label: squeezed(page.text) for page in texts_of(built.output)}

    assert len(laid.model.metrics) == len(found.entries) + len(found.unprinted)
    assert len(shown) == len(printed), "a figure without a page"
    looked = 0
    for each in printed:
        if each.shown.kind is Kind.ALT:
            continue
        looked += 1
        if each.shown.kind in (Kind.CARD, Kind.CONTENTS):  # its parts are set apart, in sizes of their own
            digits = "".join(c for c in each.shown.text if c.isdigit() or c == ".")
            assert digits in pages[each.page], each
        else:
            assert squeezed(each.shown.found_by) in pages[each.page], each
    assert looked > 150
    tree = dict(alts(laid))
    for each in printed:
        if each.shown.kind is Kind.ALT:
            assert each.shown.text in tree[each.shown.node], each


def alts(laid: Laid):
    pending = [laid.paged.tree]
    while pending:
        node = pending.pop()
        yield node.id, node.alt
        pending += node.children


def test_figures_are_listed_with_all_that_is_known(small):
    rate = small.entries[0]

    assert (1, "rate", "达标率", "40.5%", "%", "40.5") == (
        rate.number, rate.metric, rate.name, rate.printed, rate.unit, rate.value,
    )  # fmt: skip
    assert ("云溪区统计公报", "第3页", "区统计局", "甲", "乙", "2030-02-01") == (
        rate.source, rate.at, rate.supplier, rate.entered_by, rate.confirmed_by, rate.confirmed_on,
    )  # fmt: skip
    assert {Kind.PROSE, Kind.CARD, Kind.CHART, Kind.TABLE, Kind.ALT} == {place.kind for place in rate.places}
    assert {"第一章", "第二章"} == {place.section[-3:] for place in rate.places}


def test_qualifiers_and_zeros_are_kept_in_every_form(small):
    """A04, A06: 不足1% is never 1%, and 18.50 keeps its zero."""
    share, roads = small.entries[1], small.entries[2]

    assert ("不足1%",) == share.forms
    assert "18.50公里" in roads.forms
    assert "18.50" == roads.value


def test_undated_figures_are_listed_as_such(small):
    """A11: without a date the ledger says so, and no other figure is in that list."""
    assert ["share"] == [entry.metric for entry in small.undated]
    table = list(rows(small, "zh"))
    dated = {row[1]: row[8] for row in table[1:]}
    assert {"rate": "已注明", "share": "未注明", "roads": "已注明"} == dated


def test_a_paragraph_over_two_pages_has_each_figure_on_its_own(tmp_path):
    """The same form twice in one text: the n-th stands where the n-th is drawn."""
    filler = "云溪区的道路一年比一年好走，" * 400
    path = write(
        tmp_path, ("达标率为{{ rate }}，占比", f"达标率为{{{{ rate }}}}，{filler}又是{{{{ rate }}}}，占比")
    )
    found = made(path)
    pages = [place.page for place in found.entries[0].places if place.kind is Kind.PROSE]

    assert ["2", "7"] == pages[:2], "the contents are page 1"


def test_csv_is_for_spreadsheets(small, tmp_path):
    """A BOM, a row for each place, and no cell that runs as a formula."""
    text = csv_text(small, "zh")
    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert sum(len(entry.places) for entry in small.entries) == len(table) - 1
    evil = made(write(tmp_path, ("name: 占比", 'name: "=1+1"')))
    assert "'=1+1" in {row[2] for row in csv.reader(io.StringIO(csv_text(evil, "zh")))}


def test_the_same_ledger_gives_the_same_workbook(small):
    from openpyxl import load_workbook

    data = workbook(small, "zh")
    sheet = load_workbook(io.BytesIO(data)).active

    assert data == workbook(small, "zh")
    assert list(next(rows(small, "zh"))) == [cell.value for cell in sheet[1]]
    assert 40.5 == sheet["F2"].value
    assert "D2" == sheet.freeze_panes


@pytest.mark.parametrize(
    ("form", "text", "stands"),
    [
        ("1%", "共1%。", True),
        ("1%", "共91%。", False),
        ("5", "5.5", False),
        ("5年", "15年", False),
        ("", "x", False),
    ],
)
def test_a_form_is_no_part_of_a_longer_number(form, text, stands):
    assert stands == stands_in(form, text)


@pytest.mark.parametrize(
    ("cell", "written"), [("-2+3项目", "'-2+3项目"), ("=A1", "'=A1"), ("-2.5", "-2.5"), ("甲", "甲")]
)
def test_no_cell_is_run_as_a_formula(cell, written):
    assert written == ledger_module._inert(cell)

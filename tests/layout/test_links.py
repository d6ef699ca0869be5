"""Links of running text become active areas; what a file leaves out cannot be linked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.core.paged import LinkItem, TextItem
from reportgen.layout.pages import lay_out
from reportgen.pipeline.building import chart_drawer
from reportgen.pipeline.checking import check
from reportgen.pipeline.clock import Clock
from reportgen.spec.theme import load_theme

JUBILEE = Path(__file__).parents[2] / "assets" / "themes" / "jubilee.yaml"
SPEC = """\
format: reportgen/1
document: {title: 甲, organisation: 乙}
contents: null
photos: [{id: p, caption: 待补}]
sections:
  - id: one
    title: 第一节
    blocks:
      - text: 见[第二节](#two)、[表](#figures)和[网页](https://example.com/a?b=1)，[照片](#album)见后。
  - id: two
    title: 第二节
    blocks:
      - table: 表题
        id: figures
        columns: [{head: 数}]
        rows: [[1]]
  - id: album
    title: 影像
    kind: back
    blocks: [{photo_grid: all}]
"""


def laid_out(tmp_path: Path, text: str, *, keep_pending: bool = False):
    spec = tmp_path / "linked.yaml"
    spec.write_text(text, encoding="utf-8")
    checked = check(spec, keep_pending=keep_pending)
    if checked.document is None or checked.fonts is None:
        return None, checked.findings
    theme = load_theme(JUBILEE, "大16开")
    paged, found = lay_out(
        checked.document, theme, checked.fonts, chart_drawer(theme, checked.fonts, Clock())
    )
    return paged, (*checked.findings, *found)


def links(paged) -> dict[str, LinkItem]:
    return {item.label: item for page in paged.pages for item in page.items if isinstance(item, LinkItem)}


def test_links_lead_to_sections_blocks_and_addresses(tmp_path: Path):
    paged, _ = laid_out(tmp_path, SPEC, keep_pending=True)
    found = links(paged)

    assert {"第二节", "表", "网页", "照片"} == set(found)
    assert "https://example.com/a?b=1" == found["网页"].target
    assert all(item.target[1:] in paged.destinations for label, item in found.items() if label != "网页")


def test_the_area_lies_on_the_words(tmp_path: Path):
    paged, _ = laid_out(tmp_path, SPEC, keep_pending=True)
    area = links(paged)["第二节"].box
    words = next(
        item
        for item in paged.pages[0].items
        if isinstance(item, TextItem) and item.run.text == "第二节" and item.run.size == 10.5
    )

    assert area.x == pytest.approx(words.x)
    assert area.width == pytest.approx(3 * 10.5, abs=1.0)
    assert area.y < words.y < area.bottom


def test_a_link_to_what_is_left_out_is_dropped_and_said(tmp_path: Path):
    paged, findings = laid_out(tmp_path, SPEC)

    assert "照片" not in links(paged)
    assert ["layout.dead-link"] == [item.code for item in findings if item.code.startswith("layout.dead")]


@pytest.mark.parametrize("target", ["#nowhere", "example.com", "#"])
def test_a_link_that_leads_nowhere_is_an_error_at_its_place(tmp_path: Path, target: str):
    _, findings = laid_out(tmp_path, SPEC.replace("](#two)", f"]({target})"))
    found = next(item for item in findings if item.code == "spec.unknown-link")

    line = "      - text: 见[第二节]("
    assert found.span is not None
    assert (9, len(line) + 1, len(target)) == (found.span.line, found.span.column, found.span.length)

"""Pages that texts name: 见第12页."""

from __future__ import annotations

import pytest

from reportgen.core.diagnostics import Severity
from reportgen.core.paged import LinkItem, NodeId
from reportgen.core.text import Mark, MarkKind, RichText
from reportgen.layout.page_numbers import with_page_numbers
from reportgen.spec.load import load_spec_text

LONG = "甲" * 29 * 36  # a page of text, and a line
BOOK = """
contents: null
sections:
  - id: first
    title: 章
    blocks:
      - text: 表见第{{ figures | page }}页，本章从**第{{ first | page }}页**起，《%s》。
      - text: %s
  - id: second
    title: 章
    blocks:
      - text: 乙
      - table: 表
        id: figures
        columns: [{head: 项}, {head: 数}]
        rows: [[甲, "第{{ first | page }}页"], [乙, 2]]
"""


def printed(book, node: str) -> str:
    return "".join(line.text for line in book.lines[NodeId(node)])


def test_pages_are_named_in_text_and_tables(pages_of):
    book = pages_of(BOOK % ("丙", LONG))

    assert printed(book, "sections.first.blocks.0.0") == "表见第3页，本章从第1页起，《丙》。"
    assert printed(book, "sections.second.blocks.figures.r.0.1") == "第1页"
    assert book.paged.destinations[NodeId("sections.second.blocks.figures")].page == 2
    assert () == book.findings or {f.severity for f in book.findings} == {Severity.NOTE}


def test_the_number_leads_to_its_page(pages_of):
    book = pages_of(BOOK % ("丙", "短"))
    links = [item for page in book.pages for item in page.items if isinstance(item, LinkItem)]

    assert ("#sections.second.blocks.figures", "2") in {(item.target, item.label) for item in links}


def test_numbers_settle_where_they_change_the_pages(pages_of):
    """The page named is the one that is true at the end, whatever was set before."""
    for length in range(900, 1100, 7):
        book = pages_of(BOOK % ("丙", "甲" * length))
        page = book.paged.destinations[NodeId("sections.second.blocks.figures")].page

        assert f"表见第{page + 1}页" in printed(book, "sections.first.blocks.0.0")
        assert "layout.page-numbers" not in {finding.code for finding in book.findings}


def test_what_is_not_printed_has_no_page(pages_of):
    text = """
contents: null
sections:
  - id: first
    title: 章
    blocks: [{text: "照片见第{{ images | page }}页。"}]
  - id: images
    title: 影像
    kind: back
    blocks: [{photo_grid: all}]
"""
    book = pages_of(text)

    assert printed(book, "sections.first.blocks.0.0") == "照片见第—页。"
    assert {"layout.no-page"} == {f.code for f in book.findings if f.severity is Severity.WARNING}


@pytest.mark.parametrize(
    ("written", "code", "at"),
    [
        ("{{ figurs | page }}", "spec.unknown-link", "figurs"),
        ("{{ figures }}", "spec.unknown-metric", "figures"),
        ("{{ figures | pages }}", "spec.unknown-metric", "figures"),
    ],
)
def test_wrong_references(tmp_path, written, code, at):
    from reportgen.pipeline.checking import check

    path = tmp_path / "report.yaml"
    head = "format: reportgen/1\ndocument: {title: 书, organisation: 区}\n"
    path.write_text(head + (BOOK % ("丙", "短")).replace("{{ figures | page }}", written, 1), "utf-8")
    (found,) = [f for f in check(path).findings if f.severity is Severity.ERROR]

    assert found.code == code
    assert bool(found.hints) == (code != "spec.unknown-link") or "figures" in found.hints[0].en
    line = path.read_text("utf-8").splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :][: found.span.length] == at


def test_marks_move_with_longer_and_shorter_numbers():
    """Two places in one text, a mark around one of them, one behind."""
    from dataclasses import dataclass, replace

    @dataclass(frozen=True)
    class Holder:
        sections: tuple[RichText, ...]
        colophon: None = None

    a, b = NodeId("a"), NodeId("b")
    text = RichText(
        "见00页和00页，后",
        (
            Mark(0, 4, MarkKind.STRONG),
            Mark(1, 3, MarkKind.PAGE, a),
            Mark(5, 7, MarkKind.PAGE, b),
            Mark(9, 10, MarkKind.DOTS),
        ),
    )
    put = with_page_numbers(Holder((text,)), {a: "7", b: "128"}).sections[0]  # type: ignore[arg-type,attr-defined]

    assert put.text == "见7页和128页，后"
    assert [put.text[m.start : m.end] for m in put.marks] == ["见7页", "7", "128", "后"]
    again = with_page_numbers(replace(Holder((put,))), {a: "12", b: "9"}).sections[0]  # type: ignore[arg-type,attr-defined]
    assert [again.text[m.start : m.end] for m in again.marks] == ["见12页", "12", "9", "后"]
    plain = RichText("没有页码", (Mark(0, 2, MarkKind.DOTS),))
    assert with_page_numbers(Holder((plain,)), {}).sections[0] is plain  # type: ignore[arg-type,attr-defined]


def test_a_text_without_pages_needs_one_round(pages_of, monkeypatch):
    """Only documents that name pages are made twice."""
    from reportgen.layout import pages

    rounds = []
    plain = pages._made
    monkeypatch.setattr(pages, "_made", lambda *given: rounds.append(1) or plain(*given))
    text = "sections: [{id: a, title: 章, blocks: [{text: 甲}]}]\n"
    pages_of(text)
    assert 1 == len(rounds)
    pages_of(text.replace("甲", "第{{ a | page }}页").replace("{text: ", '{text: "').replace("页}", '页"}'))
    assert 3 == len(rounds)


def test_spec_stage_knows_the_syntax():
    """No metric of that name is missed in a file with other errors."""
    text = "format: reportgen/1\nsections: [{id: a, title: 章, blocks: [{text: '第{{ a | page }}页'}]}]\n"
    assert "spec.unknown-metric" not in {f.code for f in load_spec_text(text).findings}

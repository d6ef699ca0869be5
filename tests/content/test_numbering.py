"""Numbers of headings, figures and tables: every scheme, what opts out, what is skipped, what texts say."""

import pytest

from reportgen.content.blocks import Chart, Heading, Table
from reportgen.content.numbering import HALF, NARROW, WIDE
from reportgen.core.diagnostics import Severity
from reportgen.core.text import MarkKind

HEAD = "format: reportgen/1\ndocument: {title: 书名, organisation: 某区}\n"
LEVELS = """
sections:
  - {id: fore, title: 前言, kind: front, blocks: [{heading: 缘起}, {text: 正文}]}
  - id: one
    title: 总体
    blocks:
      - {heading: 甲}
      - {heading: 乙, level: 3}
      - {heading: 丙, level: 4}
      - {heading: 丁, level: 5}
      - {heading: 戊, level: 5}
      - {heading: 己}
      - {heading: 庚, level: 3}
  - {id: two, title: 展望, blocks: [{heading: 辛}]}
"""


def printed(built):
    """Chapters and headings as titles print them."""
    found = []
    for section in built.document.sections:
        found.append(section.full_title)
        found += [block.full_title for block in section.blocks if isinstance(block, Heading)]
    return found


def numbers(built):
    parts = [part for s in built.document.sections for part in (s, *s.blocks)]
    return {part.number.label: part.number for part in parts if getattr(part, "number", None)}


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("none", "前言 缘起 一　总体 甲 乙 丙 丁 戊 己 庚 二　展望 辛"),
        (
            "hierarchy",
            "前言 缘起 一、总体 （一）甲 1._乙 （1）丙 ①_丁 ②_戊 （二）己 1._庚 二、展望 （一）辛",
        ),
        (
            "decimal",
            "前言 缘起 1　总体 1.1　甲 1.1.1　乙 1.1.1.1　丙 1.1.1.1.1　丁 1.1.1.1.2　戊 "
            "1.2　己 1.2.1　庚 2　展望 2.1　辛",
        ),
        (
            "chapters",
            "前言 缘起 第一章　总体 第一节　甲 一、乙 （一）丙 1._丁 2._戊 "
            "第二节　己 一、庚 第二章　展望 第一节　辛",
        ),
    ],
)
def test_schemes(build_text, scheme, expected):
    """Chapters and the headings in them are numbered, each level anew below the one above it."""
    built = build_text(f"headings: {{numbers: {scheme}}}\n{LEVELS}")

    assert [part.replace("_", " ") for part in expected.split(" ")] == printed(built)


def test_none_is_what_a_report_has_without_headings(build_text):
    assert printed(build_text("headings: {numbers: none}\n" + LEVELS)) == printed(build_text(LEVELS))


def test_english_schemes(build_text):
    head = HEAD.replace("某区}", "某区, language: en}")
    expected = {
        "none": ["1　总体", "甲", "乙", "丙", "丁"],
        "hierarchy": ["I. 总体", "A. 甲", "1. 乙", "(1) 丙", "(a) 丁"],
        "decimal": ["1　总体", "1.1　甲", "1.1.1　乙", "1.1.1.1　丙", "1.1.1.1.1　丁"],
        "chapters": ["Chapter 1　总体", "Section 1　甲", "1. 乙", "(1) 丙", "(a) 丁"],
    }
    for scheme, titles in expected.items():
        built = build_text(f"headings: {{numbers: {scheme}}}\n{LEVELS}", head=head)
        assert titles == printed(built)[2:7]


def test_white_behind_a_number(build_text):
    """None after 、 and ）, a third of an em after 1., one after 第一章 and decimals (rule book 14)."""
    gaps = {
        scheme: {
            n.mark: n.gap_em
            for n in numbers(build_text(f"headings: {{numbers: {scheme}}}\n{LEVELS}")).values()
        }
        for scheme in ("none", "hierarchy", "decimal", "chapters")
    }

    assert {"一": HALF, "二": HALF} == gaps["none"]
    assert (0.0, 0.0, NARROW, 0.0, NARROW) == tuple(
        gaps["hierarchy"][mark] for mark in ("一、", "（一）", "1.", "（1）", "①")
    )
    assert 0.25 <= NARROW <= 0.5
    assert {WIDE} == set(gaps["decimal"].values())
    assert (WIDE, WIDE, 0.0, 0.0, NARROW) == tuple(
        gaps["chapters"][mark] for mark in ("第一章", "第一节", "一、", "（一）", "1.")
    )


def test_opting_out_takes_what_is_below_along(build_text):
    """A heading without a number, and a chapter without one, have no numbered headings under them."""
    built = build_text(
        """
        headings: {numbers: decimal}
        sections:
          - id: one
            title: 一章
            blocks:
              - {heading: 甲}
              - {heading: 乙, numbered: false}
              - {heading: 丙, level: 3}
              - {heading: 丁}
              - {heading: 戊, level: 3}
          - {id: two, title: 无号, numbered: false, blocks: [{heading: 己}]}
          - {id: three, title: 次章}
        """
    )

    assert ["1　一章", "1.1　甲", "乙", "丙", "1.2　丁", "1.2.1　戊", "无号", "己", "2　次章"] == printed(
        built
    )
    assert ["1", "", "2"] == [section.numeral for section in built.document.sections]


def test_a_skipped_level_is_a_finding_and_keeps_numbers_apart(build_text):
    built = build_text(
        """
        headings: {numbers: decimal}
        sections:
          - id: one
            title: 一章
            blocks:
              - {heading: 甲}
              - {heading: 乙, level: 4}
              - {heading: 丙, level: 3}
              - {heading: 丁, level: 4}
              - {heading: 戊}
        """
    )
    (finding,) = built.findings

    assert ("content.skipped-level", Severity.WARNING, "4") == (
        finding.code,
        finding.severity,
        built.at(finding),
    )
    assert "level: 3" in finding.hints[0].zh
    assert ["1.1　甲", "1.1.0.1　乙", "1.1.1　丙", "1.1.1.1　丁", "1.2　戊"] == printed(built)[1:]


def test_a_chapter_that_begins_with_a_small_heading_skips_a_level(build_text):
    built = build_text("sections: [{id: one, title: 一章, blocks: [{heading: 甲, level: 3}]}]")
    assert ["content.skipped-level"] == built.codes


def test_more_headings_than_there_are_signs(build_text):
    """Fifty circled numbers, then （51）; a thousand headings are no trouble."""
    blocks = (
        "[{heading: 甲}, {heading: 乙, level: 3}, {heading: 丙, level: 4}" + ", {heading: 丁, level: 5}" * 60
    )
    built = build_text(
        f"headings: {{numbers: hierarchy}}\nsections: [{{id: one, title: 章, blocks: {blocks}]}}]"
    )
    titles = printed(built)

    assert ["㊿ 丁", "（51）丁", "（60）丁"] == [titles[53], titles[54], titles[63]]

    many = "[" + ", ".join(["{heading: 甲}"] * 1200) + "]"
    built = build_text(
        f"headings: {{numbers: hierarchy}}\nsections: [{{id: one, title: 章, blocks: {many}}}]"
    )
    assert ["（一百零一）甲", "（一千二百）甲"] == [printed(built)[101], printed(built)[1200]]


# ------------------------------------------------------------------ figures and tables

FIGURES = """
metrics: [{id: x, name: 某项, value: 4, as_of: 2020}]
sections:
  - id: one
    title: 一章
    blocks:
      - {chart: bar, title: 图甲, metrics: [x], id: a}
      - {table: 表甲, metrics: [x], id: b}
      - {chart: bar, title: 图乙, metrics: [x], id: c}
  - {id: end, title: 附, kind: back, blocks: [{table: 表乙, metrics: [x], id: d}]}
  - {id: two, title: 二章, blocks: [{chart: bar, title: 图丙, metrics: [x], id: e}]}
"""


def captions(built):
    return [b.label for s in built.document.sections for b in s.blocks if isinstance(b, Chart | Table)]


def test_captions_count_through_the_document(build_text):
    assert ["图1", "表1", "图2", "表2", "图3"] == captions(build_text(FIGURES))


def test_captions_by_chapter(build_text):
    """图2-1 is the first of chapter two; what is in no chapter has a plain number."""
    built = build_text("headings: {captions: chapter}\n" + FIGURES)
    assert ["图1-1", "表1-1", "图1-2", "表1", "图2-1"] == captions(built)

    head = HEAD.replace("某区}", "某区, language: en}")
    english = build_text("headings: {captions: chapter}\n" + FIGURES, head=head)
    assert ["Figure 1-1", "Table 1-1", "Figure 1-2", "Table 1", "Figure 2-1"] == captions(english)


# ------------------------------------------------------------------ references

REFERRING = """
headings: {{numbers: {scheme}, captions: chapter}}
metrics: [{{id: x, name: 某项, value: 4, as_of: 2020}}]
sections:
  - id: one
    title: 一章
    blocks:
      - text: 见[](#two)、[](#part)、[](#small)，[](#fig)和[](#tab)。
  - id: two
    title: 二章
    blocks:
      - {{heading: 甲, id: part}}
      - {{heading: 乙, level: 3, id: small}}
      - {{chart: bar, title: 图, metrics: [x], id: fig}}
      - {{table: 表, metrics: [x], id: tab}}
"""


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("hierarchy", "见第二章、（一）、1，图2-1和表2-1。"),
        ("decimal", "见第2章、第2.1节、第2.1.1节，图2-1和表2-1。"),
        ("chapters", "见第二章、第一节、一，图2-1和表2-1。"),
    ],
)
def test_an_empty_link_prints_the_number(build_text, stretches, scheme, text):
    """Of what comes later too; the number is a link and is never parted by a line end."""
    rich = build_text(REFERRING.format(scheme=scheme)).document.sections[0].blocks[0].text
    labels = text[1:-1].replace("，", "、").replace("和", "、").split("、")

    assert text == rich.text
    assert labels == stretches(rich, MarkKind.LINK) == stretches(rich, MarkKind.NO_BREAK)
    assert ["#sections.two", "#sections.two.blocks.part"] == [
        m.value for m in rich.marks if m.kind is MarkKind.LINK
    ][:2]


def test_references_in_english(build_text):
    head = HEAD.replace("某区}", "某区, language: en}")
    built = build_text(REFERRING.format(scheme="decimal"), head=head)

    assert "见Chapter 2、Section 2.1、Section 2.1.1，Figure 2-1和Table 2-1。" == built.blocks[0].text.text


def test_numbers_in_references_follow_what_they_name(build_text):
    """A chapter put before the others moves every number on."""
    text = REFERRING.format(scheme="decimal")
    moved = text.replace("sections:\n", "sections:\n  - {id: new, title: 新章}\n")

    assert (
        "见第3章、第3.1节、第3.1.1节，图3-1和表3-1。"
        == build_text(moved).document.sections[1].blocks[0].text.text
    )


def test_blank_and_marked_references(build_blocks, stretches):
    """A space between the brackets is nothing; marks around a reference hold its number."""
    built = build_blocks(
        "- text: '见[ ](#t)与**[](#t)**'\n- {table: 表, id: t, columns: [{head: 数}], rows: [[1]]}"
    )
    rich = built.blocks[0].text

    assert "见表1与表1" == rich.text
    assert ["表1"] == stretches(rich, MarkKind.STRONG)


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("[](#tabel)", "#table"),
        ("[](#para)", "#part"),
        ("[](https://example.cn)", "方括号"),
        ("[](#fore)", "方括号"),
    ],
)
def test_what_has_no_number_cannot_be_named_by_it(build_text, link, hint):
    """A paragraph, front matter, an address: an error at the address, with what may have been meant."""
    built = build_text(
        f"""
        headings: {{numbers: hierarchy}}
        sections:
          - id: one
            title: 一章
            blocks:
              - {{text: '见{link}。'}}
              - {{text: 另一段, id: para}}
              - {{text: 又一段, id: tabel}}
              - {{heading: 甲, id: part}}
              - {{table: 表, id: table, columns: [{{head: 数}}], rows: [[1]]}}
          - {{id: fore, title: 附, kind: back, blocks: [{{text: 文}}]}}
        """
    )
    (finding,) = built.findings

    assert ("content.no-label", Severity.ERROR) == (finding.code, finding.severity)
    assert link[3:-1] == built.at(finding)
    assert hint in "".join(message.zh for message in finding.hints)


def test_an_unknown_id_is_one_finding(build_blocks):
    built = build_blocks("- text: 见[](#nowhere)。")
    assert ["spec.unknown-link"] == built.codes


def test_a_number_is_never_read_as_markup(build_text):
    """Nothing inserted is parsed: a label is printed as it is."""
    built = build_text(
        """
        sections:
          - {id: one, title: '*章*', blocks: [{text: '[](#one)与[`](#one)'}]}
        """
    )
    assert "第一章与`" == built.blocks[0].text.text

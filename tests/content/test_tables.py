"""Tables an editor wrote: numbers as typed, totals and units checked."""

import pytest

from reportgen.content.blocks import CellAlign, Tone
from reportgen.core.diagnostics import Severity
from reportgen.core.text import MarkKind
from reportgen.spec.load import load_spec_text

HEAD = "format: reportgen/1\ndocument: {title: 书名, organisation: 某区}\n"


def table_of(build_blocks, rows, columns="[{head: 项目}, {head: 数值, align: decimal}]"):
    lines = "\n".join(f"          - {row}" for row in rows)
    return build_blocks(f"""
        - table: 表题
          columns: {columns}
          rows:
{lines}
    """)


def printed(table):
    return [[cell.text.text for cell in row] for row in table.rows]


def test_numbers_as_typed_words_as_written(build_blocks):
    """A06, A18: figures are grouped and keep their zeros; digits in words are names and stay alone."""
    built = table_of(
        build_blocks,
        [
            "[湘江南路12666号, 13966.10]",
            "[“30345工作室”, -18.50]",
            "[没有数值, null]",
            "['', '约 3 户']",
        ],
    )
    (table,) = built.blocks
    assert [
        ["湘江南路12666号", "13,966.10"],
        ["“30345工作室”", "\u221218.50"],
        ["没有数值", "—"],
        ["", "约 3 户"],
    ] == printed(table)
    assert Tone.QUIET is table.rows[2][1].tone
    assert [CellAlign.START, CellAlign.DECIMAL] == [column.align for column in table.columns]
    assert ("表1", "注：") == (table.label, table.note_prefix)


def test_addresses_are_never_numbers(build_blocks):
    """A18: in prose too, whatever their digits."""
    built = build_blocks("- text: 湘江南路12666号金融中心、“30345工作室”、邮编421000")
    assert "湘江南路12666号金融中心、“30345工作室”、邮编421000" == built.blocks[0].text.text


def test_cells_take_markup_and_metrics(build_blocks):
    built = build_blocks(
        """
        - table: '{{ rd | name }}'
          remark: 单位：%
          columns: [{head: 项目, width: 20mm}, {head: 数}]
          rows: [['**强度**', '{{ rd }}']]
          notes: ['期初为{{ rd | from }}。']
        """,
        'metrics: [{id: rd, name: 研发, value: 2.5, unit: "%", baseline: {value: 1, qualifier: 不足}}]',
    )
    (table,) = built.blocks
    assert [["强度", "2.5%"]] == printed(table)
    assert ("研发", "单位：%", ("期初为不足1%。",)) == (
        table.title.text,
        table.remark.text,
        tuple(n.text for n in table.notes),
    )
    assert pytest.approx(20 / 25.4 * 72) == table.columns[0].width


def test_mixed_scales_in_a_column(build_blocks):
    """A17: 4万元 over 40000元 cannot be read against each other."""
    built = table_of(build_blocks, ["[甲, 4万元]", "[乙, 40000元]", "[丙, 5万元]", "[丁, 3人]"])
    (finding,) = built.findings
    assert ("content.mixed-units", "40000元") == (finding.code, built.at(finding))
    assert "万元" in finding.hints[0].zh


@pytest.mark.parametrize(
    ("total", "codes"),
    [
        ("13966.12", []),
        ("13966.11", ["content.total-rounded"]),
        ("13966.21", ["content.total-differs"]),
    ],
)
def test_totals(build_blocks, total, codes):
    """A10: rounding is a note, a wrong total a warning, with the sum."""
    built = table_of(build_blocks, ["[甲, 451.30]", "[乙, 5589.58]", "[丙, 7925.24]", f"[合计, {total}]"])
    assert codes == built.codes
    if codes:
        assert "13,966.12" in built.findings[0].message.zh
        assert total == built.at(built.findings[0])


def test_a_total_with_gaps_is_not_judged(build_blocks):
    """Where a part is missing nothing can be said of the whole."""
    built = table_of(build_blocks, ["[甲, 1]", "[乙, null]", "[丙, 2]", "[合计, 9]"])
    assert [] == built.codes


# ------------------------------------------------------------------ groups, levels, totals

LEVELS = """
- table: 表题
  remark: 截至年底
  unit: 万元
  row_heads: true
  source: {id: s, at: 第3页}
  columns: [{head: 项目}, {head: 前, group: 投资, align: decimal}, {head: 后, group: 投资, align: decimal}]
  rows:
    - [总数, 3, 7]
    - ['　**其中**甲', 1, 3]
    - {cells: ['　乙', 2, 4], indent: 1}
    - {cells: [小计, 2, 4], total: true}
    - [合　计, 9, 9]
"""
SOURCES = "sources: [{id: s, title: 公报}]"


def test_levels_of_row_heads(build_blocks, stretches):
    """Typed full-width spaces and `indent` add up; marks stay on their words."""
    (table,) = build_blocks(LEVELS, SOURCES).blocks
    heads = [row[0] for row in table.rows]

    assert table.row_heads
    assert [("总数", 0), ("其中甲", 1), ("乙", 2), ("小计", 0), ("合　计", 0)] == [
        (cell.text.text, cell.indent) for cell in heads
    ]
    assert ["其中"] == stretches(heads[1].text, MarkKind.STRONG)
    assert {0} == {cell.indent for row in table.rows for cell in row[1:]}


def test_without_row_heads_a_space_is_a_space(build_blocks):
    built = table_of(build_blocks, ["[　甲, 1]", "[乙, 2]"])
    assert ["　甲", "乙"] == [row[0].text.text for row in built.blocks[0].rows]


def test_totals_are_said_or_named(build_blocks):
    """`total: true` anywhere; the last row also by its name, spaced out or not."""
    (table,) = build_blocks(LEVELS, SOURCES).blocks
    assert frozenset({3, 4}) == table.totals
    assert frozenset() == table_of(build_blocks, ["[甲, 1]", "[合计, 1]", "[乙, 2]"]).blocks[0].totals
    assert frozenset({2}) == table_of(build_blocks, ["[甲, 1]", "[乙, 2]", "[总计, 3]"]).blocks[0].totals


def test_a_total_is_not_held_against_its_parts_and_subtotals(build_blocks):
    """Subtotals do not count twice; with levels nothing is said: what is part of what is not told."""
    rows = ["[甲, 1]", "[乙, 2]", "{cells: [小计, 3], total: true}", "[丙, 4]", "[合计, 7]"]
    assert [] == table_of(build_blocks, rows).codes
    assert ["content.total-differs"] == table_of(build_blocks, [*rows[:-1], "[合计, 10]"]).codes
    built = table_of(build_blocks, [*rows[:-1], "{cells: [总数, 9], total: true}"])
    assert ("content.total-differs", "9") == (built.codes[0], built.at(built.findings[0]))
    assert [] == build_blocks(LEVELS, SOURCES).codes


def test_groups_and_the_words_around_a_table(build_blocks):
    (table,) = build_blocks(LEVELS, SOURCES).blocks

    assert [("投资", 1, 2)] == [(group.head.text, group.first, group.last) for group in table.groups]
    assert "截至年底；单位：万元" == table.remark.text
    assert "来源：公报" == table.source.text
    assert "来源：公报第3页" == build_blocks(LEVELS, SOURCES, draft=True).blocks[0].source.text


def test_heads_carry_marks_and_values(build_blocks, stretches):
    """A note mark stands at a head as often as in a cell."""
    text = LEVELS.replace("{head: 项目}", "{head: '项目[①]{注号}'}")
    text = text.replace("group: 投资", "group: '**投资**'")
    (table,) = build_blocks(text, SOURCES).blocks

    assert "项目①" == table.columns[0].head.text
    assert ["①"] == stretches(table.columns[0].head, MarkKind.RAISED)
    assert [("投资", 1, 2)] == [(group.head.text, group.first, group.last) for group in table.groups]
    assert ["投资"] == stretches(table.groups[0].head, MarkKind.STRONG)


def test_a_unit_alone(build_blocks):
    text = LEVELS.replace("  remark: 截至年底\n", "")
    assert "单位：万元" == build_blocks(text, SOURCES).blocks[0].remark.text


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("  row_heads: true\n", "", "spec.row-indent", "indent"),
        ("indent: 1", "indent: -1", "spec.out-of-range", "-1"),
        ("indent: 1", "indent: 10", "spec.out-of-range", "10"),
        ("[总数, 3, 7]", "[总数, 3]", "spec.row-length", "[总数, 3]"),
        ("cells: [小计, 2, 4]", "cells: [小计, 2]", "spec.row-length", "[小计, 2]"),
        ("total: true", "total: 是", "spec.wrong-type", "是"),
        ("total: true", "totl: true", "spec.unknown-key", "totl"),
        ("[总数, 3, 7]", "总数", "spec.wrong-type", "总数"),
        ("{id: s,", "{id: ss,", "spec.unknown-source", "ss"),
        ("{head: 项目}", "{head: 项目, grop: 甲}", "spec.unknown-key", "grop"),
    ],
)
def test_what_does_not_fit_is_shown_in_place(old, new, code, at):
    assert old in LEVELS
    body = LEVELS.replace(old, new, 1).replace("\n", "\n  ")
    source = f"{HEAD}{SOURCES}\nsections:\n- id: one\n  title: 章\n  blocks:{body}"
    found = [f for f in load_spec_text(source).findings if f.severity is Severity.ERROR]

    assert [code] == [f.code for f in found]
    span = found[0].span
    assert at == source.splitlines()[span.line - 1][span.column - 1 :][: span.length]


def test_a_group_that_is_parted_is_a_warning():
    columns = "[{head: 甲, group: 前}, {head: 乙}, {head: 丙, group: 前}]"
    table = f"{{table: 题, columns: {columns}, rows: [[1, 2, 3]]}}"
    source = f"{HEAD}sections: [{{id: one, title: 章, blocks: [{table}]}}]\n"
    found = [f for f in load_spec_text(source).findings if f.code == "spec.parted-group"]

    assert [Severity.WARNING] == [f.severity for f in found]
    assert found[0].span.column > source.splitlines()[2].index("丙")

"""Tables an editor wrote: numbers as typed, totals and units checked."""

import pytest

from reportgen.content.blocks import CellAlign, Tone


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

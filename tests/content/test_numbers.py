"""One way of writing numbers reaches every part of the book."""

import pytest

from reportgen.content.blocks import Chart, Table
from reportgen.data.grouping import GAP

METRICS = """
metrics:
  - {id: people, name: 人口, value: 12345.67890, unit: 人, as_of: 2026-01-05}
  - {id: loss, name: 漏损率, value: 0.85, unit: "%", as_of: 2026, baseline: {value: 0.50, as_of: 2026-01-31}}
"""
BLOCKS = """
- text: 人口{{ people }}，折合{{ people | scaled }}；漏损率{{ loss | fromto }}。
- cards: [people, loss]
- table: 表
  columns: [{head: 项}, {head: 数}]
  rows: [[甲, 20000.50], [乙, null]]
- table: 指标
  metrics: [people, loss]
- chart: bar
  title: 图
  data: {unit: 人, labels: ["2024年", "2025年"], series: [{name: 人口, values: [20000, 30000]}]}
"""
OTHER = """
numbers: {grouping: space, decimals: 1, permille: true, table_dates: words, missing: ellipsis}
"""


def parts(built):
    """The prose, the digits of the cards, both tables' cells and the labels of the chart."""
    text, *cards = built.blocks[0], built.blocks[1]
    tables = [block for block in built.blocks if isinstance(block, Table)]
    (chart,) = (block for block in built.blocks if isinstance(block, Chart))
    cells = [[[cell.text.text for cell in row] for row in table.rows] for table in tables]
    labels = [point.text for series in chart.plan.series for point in series.points]
    return text.text.text, cards[0], *cells, labels


@pytest.fixture
def default(build_blocks):
    return parts(build_blocks(BLOCKS, METRICS))


@pytest.fixture
def other(build_blocks):
    return parts(build_blocks(BLOCKS, METRICS + OTHER))


def test_without_wishes(default):
    text, cards, table, metrics, labels = default
    assert "人口12,345.67890人，折合约1.23万人；漏损率由0.50%提高到0.85%。" == text
    assert [("12,345.67890", "人"), ("0.85", "%")] == [(c.figure.number, c.figure.unit) for c in cards.cards]
    assert [["甲", "20,000.50"], ["乙", "—"]] == table
    assert [("12,345.67890", "2026-01-05"), ("0.50", "2026-01-31"), ("0.85", "2026年")] == [
        (row[3], row[6]) for row in metrics
    ]
    assert ["20,000", "30,000"] == labels


def test_with_every_wish(other):
    """Grouped by gaps everywhere; ‰ in words, cards and tables; charts keep their unit."""
    text, cards, table, metrics, labels = other
    number = f"12{GAP}345.678{GAP}90"
    assert f"人口{number}人，折合约1.2万人；漏损率由5.0‰提高到8.5‰。" == text
    assert [(number, "人"), ("8.5", "‰")] == [(c.figure.number, c.figure.unit) for c in cards.cards]
    assert [["甲", f"20{GAP}000.50"], ["乙", "…"]] == table
    assert [(number, "2026年1月5日"), ("5.0", "2026年1月31日"), ("8.5", "2026年")] == [
        (row[3], row[6]) for row in metrics
    ]
    assert [f"20{GAP}000", f"30{GAP}000"] == labels


def test_a_wish_that_does_not_exist(build_blocks):
    with pytest.raises(AssertionError, match="numbers"):
        build_blocks(BLOCKS, METRICS + "\nnumbers: {grouping: dots}\n")

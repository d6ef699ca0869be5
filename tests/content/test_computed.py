"""Figures that are computed or shown in another unit read alike in text, cards, tables and charts."""

METRICS = """
metrics:
  - {id: tax, name: 税收, value: 486000000, unit: 元, shown_in: 亿元, decimals: 2,
     baseline: {value: 400000000}}
  - {id: fees, name: 非税, value: 3.21, unit: 亿元, qualifier: 超}
  - {id: all, name: 合计, unit: 亿元, formula: tax + fees, shown_in: 万元}
  - {id: rise, name: 增量, unit: 元, formula: change(tax), shown_in: 亿元, decimals: 1}
"""


def test_one_figure_everywhere(build_blocks, words):
    """A01, A04, A17: no place prints 元, none loses the 超 that the sum inherits."""
    built = build_blocks(
        """
        - text: 税收{{ tax }}，{{ tax | change }}；合计{{ all }}，增量{{ rise }}。
        - cards: [tax, all]
        - {table: 指标, metrics: [tax, all, rise]}
        - {chart: bar, title: 收入, metrics: [tax, rise]}
        """,
        METRICS,
    )
    assert [] == [code for code in built.codes if not code.startswith("figures.undated")]
    text, cards, table, chart = built.blocks
    assert "税收4.86亿元，增加0.86亿元；合计超80,700万元，增量0.9亿元。" == text.text.text
    printed = list(words(built.document.sections))
    assert any("超80,700" in item for item in printed)
    assert not any("486,000,000" in item or "86000000" in item for item in printed)
    assert ["4.86亿元", "0.9亿元"] == [point.text for series in chart.plan.series for point in series.points]
    assert cards.cards
    assert table.rows


def test_the_unit_of_print_is_looked_up_in_the_fonts():
    """Characters that only `shown_in` holds are among those that reach paper."""
    from reportgen.content.paper_text import paper_strings
    from reportgen.spec.load import load_spec_text

    loaded = load_spec_text(
        "format: reportgen/1\ndocument: {title: 书, organisation: 区}\n"
        "metrics: [{id: a, name: 甲, value: 2, unit: 千克, shown_in: 万千克}]\n"
        "sections: [{id: s, title: 章, blocks: [{text: '{{ a }}'}]}]\n"
    )
    assert loaded.spec is not None
    assert "万千克" in {text for _, text, _ in paper_strings(loaded.spec)}

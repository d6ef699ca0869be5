"""Lists: markers, starts, lists in items, and the hint where the items of one sentence end unevenly."""

import pytest

from reportgen.content.items import INNER, Marker
from reportgen.content.tree import nodes
from reportgen.core.diagnostics import Severity
from reportgen.core.paged import NodeKind
from reportgen.core.theme import Turnover
from reportgen.spec.load import load_spec_text

HEAD = "format: reportgen/1\ndocument: {title: 书名, organisation: 某区}\n"


def marked(items):
    """Markers and texts, those of inner lists in brackets behind their item."""
    return [(item.marker, item.text.text, *([marked(item.items)] if item.items else [])) for item in items]


@pytest.mark.parametrize(
    ("keys", "markers"),
    [
        ("", ["•", "•", "•"]),
        ("ordered: true", ["1.", "2.", "3."]),
        ("markers: decimal", ["1.", "2.", "3."]),
        ("markers: parenthesis", ["（1）", "（2）", "（3）"]),
        ("markers: circled", ["①", "②", "③"]),
        ("markers: han", ["一、", "二、", "三、"]),
        ("markers: han_parenthesis, ordered: true", ["（一）", "（二）", "（三）"]),
        ("markers: bullet", ["•", "•", "•"]),
        ("ordered: true, start: 9", ["9.", "10.", "11."]),
        ("markers: circled, start: 49", ["㊾", "㊿", "（51）"]),
        ("markers: han, start: 100", ["一百、", "一百零一、", "一百零二、"]),
        ("place: side", ["", "", ""]),  # as it has always been
        ("place: side, ordered: true", ["1.", "2.", "3."]),
        ("place: side, markers: bullet", ["•", "•", "•"]),
    ],
)
def test_markers(build_blocks, keys, markers):
    built = build_blocks(f"- {{list: [甲, 乙, 丙], {keys}}}")
    assert markers == [item.marker for item in built.blocks[0].items]
    assert [] == built.codes


def test_markers_in_english(build_blocks):
    built = build_blocks(
        "- {list: [a, b], markers: parenthesis}", head=HEAD.replace("某区}", "某区, language: en}")
    )
    assert ["(1)", "(2)"] == [item.marker for item in built.blocks[0].items]


def test_a_list_in_an_item(build_blocks):
    """One level deep; its markers follow those of the list around it, or are its own."""
    built = build_blocks(
        """
        - list:
            - 甲
            - text: "乙{{ x }}："
              list: [子, 丑]
            - {text: 丙, list: [寅], markers: han, start: 3}
          ordered: true
        """,
        "metrics: [{id: x, name: 名, value: 5, unit: 项}]",
    )
    (block,) = built.blocks

    assert [
        ("1.", "甲"),
        ("2.", "乙5项：", [("（1）", "子"), ("（2）", "丑")]),
        ("3.", "丙", [("三、", "寅")]),
    ] == marked(block.items)


def test_every_marker_has_one_to_follow(build_blocks):
    assert set(Marker) == set(INNER)


def test_lists_in_the_tree(build_blocks):
    """The list inside an item is the item's child; every id comes once."""
    built = build_blocks("- {list: [甲, {text: 乙, list: [子, 丑]}], id: l}")
    found = [n for n in nodes(built.document.tree) if ".blocks.l" in n.id]

    assert [
        ("", NodeKind.LIST),
        (".0", NodeKind.LIST_ITEM),
        (".1", NodeKind.LIST_ITEM),
        (".1.list", NodeKind.LIST),
        (".1.0", NodeKind.LIST_ITEM),
        (".1.1", NodeKind.LIST_ITEM),
    ] == [(n.id.removeprefix("sections.one.blocks.l"), n.kind) for n in found]


def test_turned_lines_as_the_list_says(build_blocks):
    wishes = [
        build_blocks(f"- {{list: [甲], {keys}}}").blocks[0].turnover
        for keys in ("ordered: true", "turnover: hang", "turnover: margin")
    ]
    assert [None, Turnover.HANG, Turnover.MARGIN] == wishes


# ------------------------------------------------------------------ what does not fit


@pytest.mark.parametrize(
    ("keys", "code", "at"),
    [
        ("ordered: true, markers: bullet", "spec.list-markers", "bullet"),
        ("start: 3", "spec.list-markers", "start"),
        ("markers: bullet, start: 3", "spec.list-markers", "start"),
        ("markers: roman", "spec.bad-choice", "roman"),
        ("ordered: true, start: 0", "spec.out-of-range", "0"),
        ("ordered: true, start: 10000", "spec.out-of-range", "10000"),
        ("turnover: left", "spec.bad-choice", "left"),
    ],
)
def test_wishes_that_do_not_fit(keys, code, at):
    source = HEAD + f"sections: [{{id: one, title: 章, blocks: [{{list: [甲], {keys}}}]}}]\n"
    found = [f for f in load_spec_text(source).findings if f.severity is Severity.ERROR]

    assert [code] == [f.code for f in found]
    span = found[0].span
    assert at == source.splitlines()[span.line - 1][span.column - 1 :][: span.length]


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("{text: 甲, list: [子], start: 2}", "spec.list-markers"),  # bullets in bullets
        ("{text: 甲}", "spec.missing-key"),
        ("{list: [子]}", "spec.missing-key"),
        ("{text: 甲, lst: [子]}", "spec.unknown-key"),
        ("{text: 甲, list: []}", "spec.too-few"),
        ("{text: 甲, list: [{text: 子, list: [孙]}]}", "spec.wrong-type"),  # one level is all
        ("[子, 丑]", "spec.wrong-type"),
        ("{目标: 按期完成}", "spec.wrong-type"),  # a colon that wants quotes
    ],
)
def test_items_that_are_none(item, code):
    source = HEAD + f"sections: [{{id: one, title: 章, blocks: [{{list: [乙, {item}]}}]}}]\n"
    errors = {f.code for f in load_spec_text(source).findings if f.severity is Severity.ERROR}
    assert {code} == errors


# ------------------------------------------------------------------ ends of items


@pytest.mark.parametrize(
    ("items", "at"),
    [
        (["甲；", "乙；", "丙。"], []),
        (["甲；", "乙。", "丙；", "丁。"], ["。"]),
        (["甲；", "乙；", "丙"], ["丙"]),
        (["甲；", "乙", "丙；", "丁；"], ["乙", "；"]),
        (["甲。", "乙。", "丙"], []),  # sentences of their own: nobody's business
        (["甲", "乙；", "丙"], []),  # as many do as do not
        (["甲", "乙", "丙"], []),
        (["甲；"], []),
        (["甲；", "乙；", "{text: 丙：, list: [子]}", "丁！"], []),
        (["甲；", "乙；", "{text: 丙：, list: [子；, 丑；, 寅]}"], ["寅"]),
    ],
)
def test_items_of_one_sentence_end_alike(build_blocks, items, at):
    """A hint, never more, and only where most items end with ；."""
    built = build_blocks(f"- {{list: [{', '.join(items)}]}}")

    assert ["content.list-ends"] * len(at) == built.codes
    assert {Severity.NOTE} >= {finding.severity for finding in built.findings}
    assert at == [built.at(finding) for finding in built.findings]

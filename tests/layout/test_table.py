"""Tables on the page: heads on two levels, levels of rows, breaks between rows and inside tall ones."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reportgen.content.tree import nodes
from reportgen.core.paged import Artifact, NodeId, NodeKind, PathItem, Scope, TextItem
from reportgen.layout.boxes import Outcome
from reportgen.layout.table import table_box

TABLE = "sections.one.blocks.t"


def spec(table: str) -> str:
    return f"sections:\n  - id: one\n    title: 章\n    blocks:\n{table}"


def block(book, index=0):
    return book.document.sections[0].blocks[index]


def texts(book, page=1):
    """Texts of a page with their x and y, those of the head of the page left out."""
    return {
        leaf.item.run.text: (leaf.item.x, leaf.item.y)
        for leaf in book.leaves[page]
        if isinstance(leaf.item, TextItem) and leaf.tag.artifact not in (Artifact.HEADER, Artifact.FOOTER)
    }


def rules(book, page=1):
    """Left, right, y and width of the rules of a page."""
    return sorted(
        (leaf.item.ops[0][1], leaf.item.ops[1][1], leaf.item.ops[0][2], leaf.item.line_width)
        for leaf in book.leaves[page]
        if isinstance(leaf.item, PathItem) and leaf.item.stroke is not None
    )


GROUPED = (
    spec("""
      - table: 表题
        id: t
        unit: 万元
        row_heads: true
        columns:
          - {head: 项目}
          - {head: 投资, group: 前期, align: decimal}
          - {head: 进度, group: 前期}
          - {head: 投资额, group: 后期, align: decimal}
          - {head: 说明, group: 后期}
        rows:
          - [总数, 1.5, 一, 2, 三]
          - [　其中, 12, 一, 2.25, 三]
          - {cells: [更细, 2, 一, 2, 三], indent: 2}
          - {cells: [合　计, 2, 一, 2, 三], total: true}
        notes: [一条注。]
        source: {id: s, at: 第1页}
""")
    + "sources: [{id: s, title: 公报}]\n"
)


# ------------------------------------------------------------------ heads on two levels


def test_a_group_stands_in_the_middle_over_its_columns(pages_of):
    book = pages_of(GROUPED)
    found = texts(book)
    thin = [r for r in rules(book) if r[3] == book.theme.lengths["rule"]]
    over = {text: found[text] for text in ("前期", "后期")}
    partial = sorted((left, right, y) for left, right, y, _ in thin if right - left < 300)

    assert 2 == len(partial)
    for (left, right, y), text in zip(partial, ("前期", "后期"), strict=True):
        x, base = over[text]
        assert pytest.approx((left + right) / 2, abs=0.1) == x + 9  # two characters of 9 pt
        assert 4.5 + 0.12 * 9 == pytest.approx(y - base)  # half way between the frames of two lines
        assert 18.0 == pytest.approx(found["进度"][1] - base)


def test_partial_rules_do_not_touch(pages_of):
    """They are as wide as their columns, and the gap of columns lies between them."""
    book = pages_of(GROUPED)
    partial = [(left, right) for left, right, _, _ in rules(book) if right - left < 300]
    first, second = sorted(partial)[:2]

    assert second[0] - first[1] == pytest.approx(12.0)


def test_what_is_in_no_group_stands_half_way_up(pages_of):
    found = texts(pages_of(GROUPED))

    assert found["项目"][1] == pytest.approx((found["前期"][1] + found["进度"][1]) / 2)


def test_a_table_without_groups_has_one_line_of_heads(pages_of):
    text = GROUPED.replace(", group: 前期", "").replace(", group: 后期", "")
    found = texts(pages_of(text))

    assert found["项目"][1] == found["进度"][1] == found["说明"][1]
    assert 18.0 == pytest.approx(found["总数"][1] - found["项目"][1])


def test_a_head_without_room_turns(pages_of):
    """It does not run into its neighbour."""
    text = spec("""
      - table: 表题
        id: t
        columns: [{head: 很长的栏目名, width: 19mm}, {head: 乙}]
        rows: [[1, 2], [3, 4]]
""")
    book = pages_of(text)
    lines = [text for text in texts(book) if text in "很长的栏目名"]

    assert 2 == len(lines)
    top, bottom = (texts(book)[line][1] for line in lines)
    assert 18.0 == bottom - top
    assert top < texts(book)["乙"][1] < bottom  # in the middle of the two lines


def test_heads_in_the_tree(pages_of):
    """Groups span their columns, single heads both rows; heads of rows speak for rows."""
    book = pages_of(GROUPED)
    found = {n.id.removeprefix(f"{TABLE}."): n for n in nodes(book.paged.tree) if n.id.startswith(TABLE)}
    first, second = found["h"], found["below"]

    assert [("h.0", 1, 2), ("g.1", 2, 1), ("g.3", 2, 1)] == [
        (c.id.removeprefix(f"{TABLE}."), c.columns, c.rows) for c in first.children
    ]
    assert ["h.1", "h.2", "h.3", "h.4"] == [c.id.removeprefix(f"{TABLE}.") for c in second.children]
    assert {(NodeKind.HEAD_CELL, Scope.COLUMN)} == {
        (c.kind, c.scope) for c in (*first.children, *second.children)
    }
    assert [(NodeKind.HEAD_CELL, Scope.ROW), (NodeKind.DATA_CELL, None)] == [
        (found[f"r.1.{c}"].kind, found[f"r.1.{c}"].scope) for c in (0, 1)
    ]
    drawn = {leaf.tag.node for page in book.leaves for leaf in page}
    leaf_ids = {n.id for n in found.values() if not n.children}
    assert set() == leaf_ids - drawn


def test_unit_above_source_and_notes_below(pages_of):
    book = pages_of(GROUPED)
    found = texts(book)
    right = book.theme.page.left(False) + book.theme.page.width

    assert found["表1　表题"][1] == found["单位：万元"][1]
    line = next(
        leaf.item
        for leaf in book.leaves[1]
        if getattr(leaf.item, "run", None) and leaf.item.run.text == "单位：万元"
    )
    assert right == pytest.approx(line.x + sum(line.run.advances))
    assert found["来源：公报"][0] == book.theme.page.left(False)
    assert found["来源：公报"][1] > found["一条注。"][1] > found["合　计"][1]


def test_a_long_caption_leaves_room_for_the_unit(pages_of):
    text = GROUPED.replace("table: 表题", f"table: {'长' * 60}")
    book = pages_of(text)
    lines = [
        leaf.item
        for leaf in book.leaves[1]
        if isinstance(leaf.item, TextItem) and leaf.tag.node == f"{TABLE}.caption"
    ]
    unit = next(item for item in lines if item.run.text == "单位：万元")

    assert 3 == len(lines)
    assert unit.y == max(item.y for item in lines)
    assert all(item.x + sum(item.run.advances) <= unit.x - 9 + 0.1 for item in lines if item is not unit)


# ------------------------------------------------------------------ rows


def test_levels_of_row_heads(pages_of):
    """One em for each level, typed or said; turned lines keep it."""
    book = pages_of(GROUPED)
    left = book.theme.page.left(False)

    assert [0, 9, 18] == pytest.approx([texts(book)[text][0] - left for text in ("总数", "其中", "更细")])


def test_a_turned_row_head_keeps_its_level(pages_of):
    text = spec("""
      - table: 表题
        id: t
        place: side
        row_heads: true
        columns: [{head: 项目, width: 20mm}, {head: 乙}]
        rows: [[　很长很长的行目名称, 2], [3, 4]]
""")
    book = pages_of(text)
    lines = [
        leaf.item
        for leaf in book.leaves[1]
        if isinstance(leaf.item, TextItem) and leaf.tag.node == f"{TABLE}.r.0.0"
    ]

    assert len(lines) >= 2
    assert {9.0} == {round(line.x - book.theme.page.left(False), 2) for line in lines}


def test_totals_may_be_strong(pages_of):
    def fonts(book):
        return {
            leaf.item.run.text: leaf.item.run.font
            for leaf in book.leaves[1]
            if isinstance(leaf.item, TextItem)
        }

    plain, strong = pages_of(GROUPED), pages_of(GROUPED, choices={"table_total": "strong"})

    assert ("NotoSansSC-Regular", "NotoSansSC-Bold") == (fonts(plain)["合　计"], fonts(strong)["合　计"])
    assert "NotoSansSC-Regular" == fonts(strong)["总数"]


@pytest.mark.parametrize(("width", "justified"), [("17mm", False), ("60mm", True)])
def test_narrow_cells_are_never_justified(pages_of, width, justified):
    """Six characters at least are set to both edges, where a theme justifies tables (rule book 14)."""
    words = (
        "文字里有 GDP 与 2020 年的数字还有 PM2.5 等字样"
        + "要拉开才排得满，排到第三行才看得出来是不是两边都齐"
    )
    text = spec(f"""
      - table: 表题
        id: t
        place: main
        columns: [{{head: 甲, width: {width}}}, {{head: 乙}}]
        rows: [[{words}, 1], [1, 2]]
""")
    book = pages_of(text, table={"align": "justify"})
    room = float(width.removesuffix("mm")) / 25.4 * 72 - 12
    lines = {}
    for leaf in book.leaves[1]:
        if isinstance(leaf.item, TextItem) and leaf.tag.node == f"{TABLE}.r.0.0":
            lines.setdefault(leaf.item.y, []).append(leaf.item)
    ends = [
        max(i.x + sum(i.run.advances) for i in items) - book.theme.page.left(False)
        for items in lines.values()
    ]
    side = book.theme.page.span(book.theme.page.side_columns) + book.theme.page.gutter
    full = [abs(end - side - room) < 0.02 for end in ends[:-1]]

    assert len(full) >= 2
    assert justified == all(full)


# ------------------------------------------------------------------ breaks


def rows_of(count: int, total: str = "") -> str:
    body = "".join(f"\n          - [第{n}行, {n}]" for n in range(count))
    return spec(f"""
      - table: 表题
        id: t
        unit: 万元
        columns: [{{head: 项目, group: 组}}, {{head: 数, align: decimal, group: 组}}]
        rows:{body}{total}
""")


def test_at_least_two_rows_on_either_side_of_a_break(pages_of):
    """Whatever the room: the first part and the rest have two rows or more, or the table does not break."""
    for count in range(1, 9):
        book = pages_of(rows_of(count))
        box = table_box(setter_of(book), block(book))
        head = sum(row.part.height for row in box.head)
        split = set()
        for room in range(head, head + 2 * count + 1):
            fit = box.fit(room)
            if fit.outcome is Outcome.SPLIT:
                first = (fit.part.height - head) // 2
                assert first >= 2, (count, room)
                assert count - first >= 2, (count, room)
                split.add(first)
        assert set(range(2, count - 1)) == split


def setter_of(book):
    from reportgen.layout.setting import Setter

    assert book.checked.fonts is not None
    return Setter(book.theme, book.checked.fonts, lambda *_: pytest.fail("no charts here"))


def test_notes_do_not_count_as_rows(pages_of):
    """Three rows and a note: no break leaves one row with the note."""
    book = pages_of(rows_of(3) + "        notes: [注文。]\n")
    box = table_box(setter_of(book), block(book))
    outcomes = {box.fit(room).outcome for room in range(box.least)}

    assert {Outcome.REFUSED} == outcomes
    assert Outcome.PLACED is box.fit(sum(r.part.height for r in (*box.head, *box.rows))).outcome


def test_a_subtotal_stays_with_the_row_before_it(pages_of):
    rows = ("{cells: [小计, 10], total: true}", "[甲, 1]", "[乙, 2]", "[丙, 3]")
    total = "".join(f"\n          - {row}" for row in rows)
    book = pages_of(rows_of(4, total))
    box = table_box(setter_of(book), block(book))

    assert [False, False, False, True, False, False, True, False] == [row.keeps for row in box.rows]


def test_heads_come_again_under_a_continued_label(pages_of):
    """续表1, both lines of heads and the unit; on the further pages they are no text to be read again."""
    book = pages_of(rows_of(60))
    second = texts(book, 2)
    tags = {
        leaf.item.run.text: leaf.tag
        for leaf in book.leaves[2]
        if isinstance(leaf.item, TextItem)
        and leaf.item.run.text in ("续表1", "组", "项目", "数", "单位：万元")
    }

    assert {"续表1", "组", "项目", "数", "单位：万元"} <= set(second)
    assert {Artifact.LAYOUT} == {tag.artifact for tag in tags.values()}
    assert 5 == len(tags)
    thin = book.theme.lengths["rule"]
    assert thin == max(rules(book, 1), key=lambda r: r[2])[3]  # a broken part ends with a thin rule
    assert book.theme.lengths["rule_table"] == max(rules(book, 2), key=lambda r: r[2])[3]


def test_a_row_taller_than_half_a_page_may_break(pages_of):
    """Line by line, two at least on either side; nothing of it is lost. Others never do."""
    long = "这是很长的一格" * 230
    book = pages_of(rows_of(2, f"\n          - [{long}, 7]\n          - [后, 8]\n          - [末, 9]"))
    node = f"{TABLE}.r.2.0"
    places = [
        (number, leaf.item.y, leaf.item.run.text)
        for number, page in enumerate(book.leaves)
        for leaf in page
        if isinstance(leaf.item, TextItem) and leaf.tag.node == node
    ]
    pages = {number for number, _, _ in places}

    assert long == "".join(text for _, _, text in places)
    assert 2 == len(pages)
    assert all(sum(number == page for number, _, _ in places) >= 2 for page in pages)
    assert [] == [finding for finding in book.findings if finding.code == "layout.overflow"]
    assert all(a[:2] < b[:2] for a, b in pairwise(places))
    assert 1 == sum(
        leaf.tag.node == f"{TABLE}.r.2.1"
        for page in book.leaves
        for leaf in page
        if isinstance(leaf.item, TextItem)
    )


def test_other_rows_stay_whole(pages_of):
    """Eighteen lines are half a page: such a row goes to the next page as it is."""
    book = pages_of(rows_of(6))
    page = book.theme.page
    half = spec(f"""
      - text: |
          {("段落。" * 300)}
      - table: 表题
        id: t
        columns: [{{head: 甲, width: 40mm}}, {{head: 乙}}]
        rows: [[{"字" * 150}, 1], [一, 2], [二, 3]]
""")
    book = pages_of(half)
    pages = {
        number
        for number, leaves in enumerate(book.leaves)
        for leaf in leaves
        if leaf.tag.node == f"{TABLE}.r.0.0"
    }
    lines = sum(leaf.tag.node == f"{TABLE}.r.0.0" for leaves in book.leaves for leaf in leaves)

    assert 10 <= lines <= page.lines // 2
    assert 1 == len(pages)


def test_ids_of_tables_come_once(pages_of):
    found = [n.id for n in nodes(pages_of(GROUPED).paged.tree)]
    assert len(found) == len(set(found))
    assert NodeId(f"{TABLE}.source") in found

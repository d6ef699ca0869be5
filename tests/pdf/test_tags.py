"""Tags: what is painted, the structure tree and the parent tree hold together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from paged_samples import RULE, opened, operators, paged, run_of, text_at

from reportgen.core.geometry import Rect
from reportgen.core.paged import (
    Artifact,
    DrawItem,
    GroupItem,
    Inline,
    InlineKind,
    LinkItem,
    LogicalNode,
    NodeId,
    NodeKind,
    PathItem,
    Scope,
    Tag,
)
from reportgen.core.style import INK
from reportgen.pdf.profiles import WEB

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook


def node(name: str, kind: NodeKind, *children: LogicalNode, **more: Any) -> LogicalNode:
    return LogicalNode(NodeId(name), kind, children, **more)


def whole(*children: LogicalNode) -> LogicalNode:
    return node("whole", NodeKind.DOCUMENT, *children)


def of(name: str, kind: InlineKind | None = None, key: str = "") -> Tag:
    return Tag(NodeId(name), inline=Inline(kind, key) if kind else None)


class Writer:
    """Text items that stand one below the other."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.y = 0.0

    def __call__(self, text: str, tag: Tag) -> DrawItem:
        self.y += 12
        return text_at(10, self.y, run_of(self.book, text), tag=tag)


@pytest.fixture
def write(em_book: FontBook) -> Writer:
    return Writer(em_book)


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every structure element, in reading order."""
    stack = list(reversed(kids(pdf.Root.StructTreeRoot)))
    while stack:
        element = stack.pop()
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            stack += reversed(kids(element))


def kids(element: pikepdf.Object) -> list[Any]:
    found = element.get("/K", pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def outline(pdf: pikepdf.Pdf) -> Any:
    """The tree as types with their kids; numbers are MCIDs, OBJR annotations."""

    def shape(element: Any) -> Any:
        if isinstance(element, int):
            return element
        if "/S" not in element:
            return "OBJR" if str(element.Type) == "/OBJR" else ("MCR", int(element.MCID))
        return (str(element.S)[1:], *map(shape, kids(element)))

    return shape(kids(pdf.Root.StructTreeRoot)[0])


def assert_joined(pdf: pikepdf.Pdf) -> None:
    """Both directions agree: every MCID of every page is a kid of exactly the element that the parent tree
    names, and elements know who holds them."""
    entries: dict[int, Any] = {}
    stack = [pdf.Root.StructTreeRoot.ParentTree]
    while stack:
        part = stack.pop()
        stack += list(part.get("/Kids", []))
        numbers = list(part.get("/Nums", []))
        pairs = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        if "/Limits" in part:
            assert [min(pairs), max(pairs)] == list(map(int, part.Limits))
        assert not entries.keys() & pairs.keys()
        entries |= pairs
    claimed: dict[tuple[Any, int], Any] = {}
    areas: dict[Any, Any] = {}
    for element in elements(pdf):
        page = element.get("/Pg")
        for kid in kids(element):
            if isinstance(kid, int):
                place = (page.objgen, kid)
            elif "/S" in kid:
                assert kid.P.objgen == element.objgen
                continue
            elif str(kid.Type) == "/OBJR":
                areas[kid.Obj.objgen] = element.objgen
                continue
            else:
                place = (kid.Pg.objgen, int(kid.MCID))
            assert place not in claimed, "a piece belongs to one element"
            claimed[place] = element.objgen
    seen = 0
    for page in pdf.pages:
        marked = [line for line in operators(pdf, page.index) if "/MCID" in line]
        assert [int(line.split("/MCID ")[1].split()[0]) for line in marked] == list(range(len(marked)))
        seen += len(marked)
        if marked:
            parents = entries.pop(int(page.StructParents))
            assert [e.objgen for e in parents] == [claimed[page.objgen, n] for n in range(len(marked))]
            types = [line.split()[0] for line in marked]
            assert types == [str(e.S) for e in parents]
        for annotation in page.get("/Annots", []):
            assert entries.pop(int(annotation.StructParent)).objgen == areas[annotation.objgen]
        assert str(page.Tabs) == "/S"
    assert not entries
    assert seen == len(claimed)


def tagged(book: FontBook, tree: LogicalNode, *pages: list[DrawItem], **more: Any) -> pikepdf.Pdf:
    pdf = opened(paged(*pages, tree=tree, **more), book, WEB)
    assert_joined(pdf)
    return pdf


def test_a_paragraph_over_two_pages_is_one_element(em_book, write) -> None:
    tree = whole(node("a", NodeKind.PARAGRAPH), node("b", NodeKind.PARAGRAPH))
    pdf = tagged(
        em_book,
        tree,
        [write("甲", of("a")), write("乙", of("a"))],
        [write("丙", of("a")), write("丁", of("b"))],
    )

    assert outline(pdf) == ("Document", ("P", 0, ("MCR", 0)), ("P", 1))


def test_reading_order_is_the_tree_s_and_not_the_painter_s(em_book, write) -> None:
    tree = whole(node("a", NodeKind.HEADING, level=1), node("b", NodeKind.PARAGRAPH))
    pdf = tagged(em_book, tree, [write("后", of("b")), write("先", of("a"))])

    assert outline(pdf) == ("Document", ("H1", 1), ("P", 0))


def test_what_is_not_printed_has_no_element(em_book, write) -> None:
    tree = whole(node("a", NodeKind.PARAGRAPH), node("s", NodeKind.SECTION, node("t", NodeKind.PARAGRAPH)))

    assert outline(tagged(em_book, tree, [write("甲", of("a"))])) == ("Document", ("P", 0))


def test_headings_begin_at_one_and_skip_none(em_book, write) -> None:
    names = ("a", "b", "c", "d", "e")
    tree = whole(
        *(
            node(name, NodeKind.HEADING, level=level)
            for name, level in zip(names, (2, 4, 4, 1, 9), strict=True)
        )
    )
    pdf = tagged(em_book, tree, [write("题", of(name)) for name in names])

    assert outline(pdf) == ("Document", ("H1", 0), ("H2", 1), ("H3", 2), ("H1", 3), ("H2", 4))


def test_lists_have_labels_and_bodies(em_book, write) -> None:
    inner = node("l2", NodeKind.LIST, node("i1.1", NodeKind.LIST_ITEM), numbering="Disc")
    tree = whole(
        node("l", NodeKind.LIST, node("i1", NodeKind.LIST_ITEM, inner), node("i2", NodeKind.LIST_ITEM)),
    )
    tree = replace(tree, children=(replace(tree.children[0], numbering="Decimal"),))
    label = InlineKind.LABEL
    pdf = tagged(
        em_book,
        tree,
        [
            write("1", of("i1", label)),
            write("甲", of("i1")),
            write("·", of("i1.1", label)),
            write("乙", of("i1.1")),
            write("丙", of("i2")),
        ],
    )

    assert outline(pdf) == (
        "Document",
        (
            "L",
            ("LI", ("Lbl", 0), ("LBody", 1, ("L", ("LI", ("Lbl", 2), ("LBody", 3))))),
            ("LI", ("LBody", 4)),
        ),
    )
    lists = [e for e in elements(pdf) if str(e.S) == "/L"]
    assert [str(e.A.ListNumbering) for e in lists] == ["/Decimal", "/Disc"]


def test_a_quotation_holds_paragraphs(em_book, write) -> None:
    tree = whole(node("q", NodeKind.QUOTE, node("by", NodeKind.PARAGRAPH)))
    pdf = tagged(em_book, tree, [write("引", of("q")), write("某", of("by"))])

    assert outline(pdf) == ("Document", ("BlockQuote", ("P", 0), ("P", 1)))


def test_tables_keep_empty_cells_and_say_what_heads_speak_for(em_book, write) -> None:
    head = node(
        "hr",
        NodeKind.TABLE_ROW,
        node("h1", NodeKind.HEAD_CELL, scope=Scope.COLUMN, rows=2),
        node("h2", NodeKind.HEAD_CELL, scope=Scope.COLUMN, columns=2),
    )
    below = node(
        "hb", NodeKind.TABLE_ROW, *(node(f"b{n}", NodeKind.HEAD_CELL, scope=Scope.COLUMN) for n in range(2))
    )
    row = node(
        "r",
        NodeKind.TABLE_ROW,
        node("r1", NodeKind.HEAD_CELL, scope=Scope.ROW),
        node("r2", NodeKind.DATA_CELL),
        node("r3", NodeKind.DATA_CELL),
    )
    empty = node("e", NodeKind.TABLE_ROW, *(node(f"e{n}", NodeKind.DATA_CELL) for n in range(3)))
    table = node(
        "t",
        NodeKind.TABLE,
        node("c", NodeKind.CAPTION),
        node("th", NodeKind.TABLE_HEAD, head, below),
        node("tb", NodeKind.TABLE_BODY, row, empty),
    )
    pdf = tagged(
        em_book,
        whole(table),
        [write("题", of("c")), write("项", of("h1")), write("数", of("h2")), write("甲", of("r1"))],
        [write("5", of("r2")), write("头", Tag(artifact=Artifact.LAYOUT))],
    )

    assert outline(pdf) == (
        "Document",
        (
            "Table",
            ("Caption", 0),
            ("THead", ("TR", ("TH", 1), ("TH", 2)), ("TR", ("TH",), ("TH",))),
            ("TBody", ("TR", ("TH", 3), ("TD", 0), ("TD",)), ("TR", ("TD",), ("TD",), ("TD",))),
        ),
    )
    heads = [e.A for e in elements(pdf) if str(e.S) == "/TH"]
    assert [(str(a.Scope), a.get("/RowSpan"), a.get("/ColSpan")) for a in heads] == [
        ("/Column", 2, None),
        ("/Column", None, 2),
        ("/Column", None, None),
        ("/Column", None, None),
        ("/Row", None, None),
    ]


def test_a_table_that_is_not_printed_leaves_no_cells(em_book, write) -> None:
    table = node("t", NodeKind.TABLE, node("r", NodeKind.TABLE_ROW, node("d", NodeKind.DATA_CELL)))
    pdf = tagged(em_book, whole(table, node("a", NodeKind.PARAGRAPH)), [write("甲", of("a"))])

    assert outline(pdf) == ("Document", ("P", 0))


def test_a_figure_says_what_it_shows_and_where_it_stands(em_book, write) -> None:
    tree = whole(node("f", NodeKind.FIGURE, alt="甲比乙大"), node("a", NodeKind.PARAGRAPH))
    bar = PathItem((("m", 0.0, 0.0), ("l", 30.0, 0.0), ("l", 30.0, 10.0), ("h",)), INK, None, 1.0, Tag())
    line = PathItem((("m", 0.0, 20.0), ("l", 40.0, 20.0)), None, INK, 2.0, Tag())
    pdf = tagged(em_book, tree, [GroupItem((bar, line), 50.0, 30.0, of("f")), write("甲", of("a")), bar])
    (figure,) = [e for e in elements(pdf) if str(e.S) == "/Figure"]

    assert outline(pdf) == ("Document", ("Figure", 0), ("P", 1))
    assert str(figure.Alt) == "甲比乙大"
    assert (str(figure.A.O), str(figure.A.Placement)) == ("/Layout", "/Block")
    # the page is 100 pt high; the line is two points thick, the bar has no outline
    assert [float(edge) for edge in figure.A.BBox] == [49.0, 49.0, 91.0, 70.0]


def test_a_figure_without_words_is_our_bug(em_book, write) -> None:
    bar = PathItem((("m", 0.0, 0.0), ("l", 30.0, 0.0)), None, INK, 1.0, of("f"))
    with pytest.raises(AssertionError, match="alternative text"):
        tagged(em_book, whole(node("f", NodeKind.FIGURE)), [bar])


def test_links_hold_their_words_and_their_areas(em_book, write) -> None:
    """One link over a line end has two areas; the same again later is another one."""
    tree = whole(node("a", NodeKind.PARAGRAPH), node("b", NodeKind.PARAGRAPH))
    link = of("a", InlineKind.LINK, "#b")

    def area(y: float) -> DrawItem:
        return LinkItem(Rect(10, y, 10, 10), "#b", "乙", link)

    items = [
        write("见", of("a")),
        write("乙", link),
        area(10),
        write("续", link),
        area(22),
        write("和", of("a")),
        write("乙", link),
        area(34),
        write("乙", of("b")),
    ]
    pdf = tagged(em_book, tree, items, places={"b": (0, 0.0)})

    assert outline(pdf) == (
        "Document",
        ("P", 0, ("Link", 1, "OBJR", 2, "OBJR"), 3, ("Link", 4, "OBJR")),
        ("P", 5),
    )
    assert [str(a.Contents) for a in pdf.pages[0].Annots] == ["乙"] * 3
    assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == 4


def test_areas_may_come_after_the_whole_line(em_book, write) -> None:
    """They go to the words they cover, though other words stand between; in their order, where two lead to
    one place; and a link that turns over goes on."""
    tree = whole(node("a", NodeKind.PARAGRAPH), node("b", NodeKind.PARAGRAPH))
    first, second = "https://a.cn", "https://b.cn"

    def area(target: str, x: float) -> DrawItem:
        return LinkItem(Rect(x, 0, 9, 9), target, target, of("a", InlineKind.LINK, target))

    items = [
        write("甲", of("a", InlineKind.LINK, first)),
        write("和", of("a")),
        write("乙", of("a", InlineKind.LINK, second)),
        write("和", of("a")),
        write("甲", of("a", InlineKind.LINK, first)),
        *(area(first, 10), area(second, 20), area(first, 30)),
        write("又", of("a", InlineKind.LINK, first)),  # the rest of the third, on the next line
        write("和", of("a")),
        write("甲", of("a", InlineKind.LINK, first)),
        *(area(first, 40), area(first, 50)),
    ]
    pdf = tagged(em_book, tree, items)
    links = [e for e in elements(pdf) if str(e.S) == "/Link"]

    assert outline(pdf) == (
        "Document",
        (
            "P",
            ("Link", 0, "OBJR"),
            1,
            ("Link", 2, "OBJR"),
            3,
            ("Link", 4, "OBJR", 5, "OBJR"),
            6,
            ("Link", 7, "OBJR"),
        ),
    )
    assert [
        [float(kid.Obj.Rect[0]) for kid in kids(link) if isinstance(kid, pikepdf.Dictionary)]
        for link in links
    ] == [[10], [20], [30, 40], [50]]


def test_two_links_side_by_side_are_two(em_book, write) -> None:
    tree = whole(node("a", NodeKind.PARAGRAPH))
    pdf = tagged(
        em_book,
        tree,
        [
            write("甲", of("a", InlineKind.LINK, "https://a.cn")),
            write("乙", of("a", InlineKind.LINK, "https://b.cn")),
        ],
    )

    assert outline(pdf) == ("Document", ("P", ("Link", 0), ("Link", 1)))


def test_entries_of_the_contents_are_references(em_book, write) -> None:
    item = of("i", InlineKind.LINK, "#a")
    contents = node(
        "c", NodeKind.CONTENTS, node("i", NodeKind.CONTENTS_ITEM), node("j", NodeKind.CONTENTS_ITEM)
    )
    tree = whole(contents, node("a", NodeKind.HEADING, level=1))
    items = [
        write("章", item),
        write("1", item),
        LinkItem(Rect(0, 0, 99, 10), "#a", "章", item),
        write("节", of("j")),
        write("章", of("a")),
    ]
    pdf = tagged(em_book, tree, items, places={"a": (0, 0.0)})

    assert outline(pdf) == (
        "Document",
        ("TOC", ("TOCI", ("Reference", ("Link", 0, "OBJR"))), ("TOCI", ("Reference", 1))),
        ("H1", 2),
    )


def test_a_reading_stands_beside_its_base(em_book, write) -> None:
    """Painted after the whole line, read with its characters; a base over a line end stays one."""
    tree = whole(node("a", NodeKind.PARAGRAPH))
    base, reading = of("a", InlineKind.RUBY_BASE, "1"), of("a", InlineKind.RUBY_TEXT, "1")
    second = of("a", InlineKind.RUBY_BASE, "2")
    pdf = tagged(
        em_book,
        tree,
        [
            write("雁", base),
            write("区", of("a")),
            write("峰", second),
            write("y", reading),
            write("阳", base),
        ],
    )

    assert outline(pdf) == (
        "Document",
        ("P", ("Ruby", ("RB", 0, 4), ("RT", 3)), 1, ("Ruby", ("RB", 2))),
    )


def test_other_languages_are_named(em_book, write) -> None:
    tree = whole(node("a", NodeKind.PARAGRAPH), node("b", NodeKind.PARAGRAPH, language="en"))
    pdf = tagged(
        em_book,
        tree,
        [write("说", of("a")), write("ab", of("a", InlineKind.LANGUAGE, "en")), write("cd", of("b"))],
    )

    assert outline(pdf) == ("Document", ("P", 0, ("Span", 1)), ("P", 2))
    assert [str(e.get("/Lang", "")) for e in elements(pdf)] == ["", "", "en", "en"]
    assert str(pdf.Root.Lang) == "zh-CN"


def test_notes_have_ids(em_book, write) -> None:
    tree = whole(node("t.note.0", NodeKind.NOTE), node("t.note.1", NodeKind.NOTE))
    pdf = tagged(em_book, tree, [write("注", of("t.note.0")), write("注", of("t.note.1"))])

    assert [str(e.ID) for e in elements(pdf) if str(e.S) == "/Note"] == ["t.note.0", "t.note.1"]


def test_artifacts_say_what_they_are(em_book, write) -> None:
    tree = whole(node("a", NodeKind.PARAGRAPH))
    items = [
        write("甲", of("a")),
        write("眉", Tag(artifact=Artifact.HEADER)),
        write("1", Tag(artifact=Artifact.FOOTER)),
        write("标", Tag(artifact=Artifact.PAGE)),
        PathItem((("m", 0.0, 0.0), ("l", 9.0, 0.0)), None, INK, 1.0, RULE),
        write("无", Tag()),
    ]
    pdf = tagged(em_book, tree, items)

    assert [line for line in operators(pdf) if line.endswith("BDC")] == [
        "/P << /MCID 0 >> BDC",
        "/Artifact << /Subtype /Header /Type /Pagination >> BDC",
        "/Artifact << /Subtype /Footer /Type /Pagination >> BDC",
        "/Artifact << /Type /Page >> BDC",
        "/Artifact << /Type /Layout >> BDC",
        "/Artifact << /Type /Layout >> BDC",
    ]


def test_a_page_without_content_has_no_parents(em_book, write) -> None:
    pdf = tagged(em_book, whole(node("a", NodeKind.PARAGRAPH)), [write("甲", of("a"))], [])

    assert "/StructParents" not in pdf.pages[1]


def test_many_pages_have_a_parent_tree_with_limits(em_book, write) -> None:
    names = [f"p{n}" for n in range(200)]
    tree = whole(*(node(name, NodeKind.PARAGRAPH) for name in names))
    pages = [[write("甲", of(name))] for name in names]
    pdf = tagged(em_book, tree, *pages)

    assert len(pdf.Root.StructTreeRoot.ParentTree.Kids) == 4


def test_content_of_nobody_is_our_bug(em_book, write) -> None:
    with pytest.raises(AssertionError, match="logical tree does not"):
        tagged(em_book, whole(), [write("甲", of("nobody"))])


def test_one_name_for_two_nodes_is_our_bug(em_book, write) -> None:
    with pytest.raises(AssertionError, match="two nodes"):
        tagged(
            em_book,
            whole(node("a", NodeKind.PARAGRAPH), node("a", NodeKind.PARAGRAPH)),
            [write("甲", of("a"))],
        )

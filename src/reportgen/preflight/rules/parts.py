"""Rules on the parts of a tagged document: headings, figures, tables, lists, notes (ISO 14289-1, 7.3-7.9)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.norms import Norm
from reportgen.preflight.rule import Fault, census_rule, every, pdfa, pdfua, say, screen
from reportgen.preflight.rules.tagging import page_of
from reportgen.preflight.structure import Content, Element, Structure
from reportgen.preflight.tables import Table, read_tables

_LEVELS = {f"H{level}": level for level in range(1, 7)}


def _fault(element: Element, census: Census, document: Document, zh: str, en: str) -> Fault:
    page = page_of(element, census, document)
    return Fault(say(zh, en), page, element.objects, element.type)


def _of(document: Document, *roles: str) -> Iterator[Element]:
    return (element for element in document.structure.elements if element.role in roles)


def _blank(value: str | None) -> bool:
    return not (value or "").strip()


def _is_empty(element: Element, structure: Structure) -> bool:
    """Whether nothing stands in it, and nothing instead of it."""
    for each in structure.inside(element):
        if not _blank(each.alt) or not _blank(each.actual_text):
            return False
        if any(not isinstance(kid, int) for kid in each.kids):
            return False
    return True


# ------------------------------------------------------------------ headings


@census_rule(
    "preflight.heading-skipped",
    say("标题跳了级", "a level of headings is skipped"),
    say("第一个标题用 H1，往下一级一级来", "begin with H1 and go down one level at a time"),
    pdfua("7.4.2"),
    screen(Severity.WARNING, "headings"),
)
def heading_skipped(census: Census, document: Document) -> Iterator[Fault]:
    above = 0
    for element in _of(document, *_LEVELS):
        level = _LEVELS[element.role]
        if level > above + 1:
            before = f"H{above}" if above else ""
            yield _fault(
                element,
                census,
                document,
                f"{before or '开头'}之后直接是 H{level}",
                f"H{level} follows {before or 'the beginning'} directly",
            )
        above = level


@census_rule(
    "preflight.headings-mixed",
    say("标题的两种写法混用（H 和 H1–H6）", "two kinds of headings are mixed (H and H1-H6)"),
    say("全用 H1–H6", "use H1-H6 throughout"),
    pdfua("7.4.4"),
    screen(Severity.WARNING, "headings"),
)
def headings_mixed(census: Census, document: Document) -> Iterator[Fault]:
    plain = list(_of(document, "H"))
    if plain and any(_of(document, *_LEVELS)):
        yield _fault(plain[0], census, document, "既有 H，又有 H1–H6", "there are H as well as H1-H6")
    seen: set[int] = set()
    for element in plain:
        if element.parent in seen:
            yield _fault(element, census, document, "同一元素里有两个 H", "an element holds two headings H")
        seen.add(element.parent)


@census_rule(
    "preflight.heading-empty",
    say("标题里没有内容", "a heading is empty"),
    say("去掉空标题", "remove it"),
    pdfua("7.4.1", Severity.WARNING),
    screen(Severity.WARNING, "headings"),
)
def heading_empty(census: Census, document: Document) -> Iterator[Fault]:
    for element in _of(document, "H", *_LEVELS):
        if _is_empty(element, document.structure):
            yield _fault(element, census, document, f"{element.type} 是空的", f"{element.type} is empty")


# ------------------------------------------------------------------ figures, formulas


@census_rule(
    "preflight.no-alternative",
    say("图或公式没有替代文字", "a figure or formula has no alternative text"),
    say("写 Alt：一两句话说出图的意思", "write Alt: what it says, in a sentence or two"),
    pdfua("7.3"),
    pdfa("6.7.5", Severity.WARNING, norm=Norm.A_TAGGED),
    screen(Severity.WARNING, "figures"),
)
def no_alternative(census: Census, document: Document) -> Iterator[Fault]:
    for element in _of(document, "Figure", "Formula"):
        if _blank(element.alt) and _blank(element.actual_text):
            yield _fault(
                element,
                census,
                document,
                f"{element.type} 没有替代文字",
                f"{element.type} has no alternative text",
            )


@census_rule(
    "preflight.figure-box",
    say("图没有写占多大地方（BBox）", "a figure does not say how large it is (BBox)"),
    say("在 Layout 属性里写 BBox", "state BBox among the attributes of Layout"),
    pdfua("7.3", Severity.WARNING),
    every(Severity.NOTE, "14.8.5.4.3"),
)
def figure_box(census: Census, document: Document) -> Iterator[Fault]:
    structure = document.structure
    for element in _of(document, "Figure"):
        owners = {
            kid.owner for each in structure.inside(element) for kid in each.kids if isinstance(kid, Content)
        }
        if len(owners) == 1 and "BBox" not in element.attributes:
            yield _fault(
                element, census, document, f"{element.type} 没有 BBox", f"{element.type} has no BBox"
            )


# ------------------------------------------------------------------ tables


def _cited(table: Table) -> set[bytes]:
    """The IDs of headers that cells of the table name."""
    found: set[bytes] = set()
    for cell in table.cells:
        headers = cell.attributes.get("Headers")
        if isinstance(headers, tuple):
            found.update(headers)
    return found


@census_rule(
    "preflight.header-scope",
    say("表头没有说明管行还是管列", "a header cell does not say what it is the header of"),
    say("给 TH 写 Scope：Column、Row 或 Both", "state Scope on TH: Column, Row or Both"),
    pdfua("7.5"),
    screen(Severity.WARNING, "tables"),
)
def header_scope(census: Census, document: Document) -> Iterator[Fault]:
    for table in read_tables(document.structure):
        cited = _cited(table)
        for cell in table.cells:
            is_named = cell.id is not None and cell.id in cited
            if cell.role == "TH" and not is_named and not _has_scope(cell):
                yield _fault(cell, census, document, "TH 没有 Scope", "TH has no Scope")


def _has_scope(cell: Element) -> bool:
    return cell.attributes.get("Scope") in ("Row", "Column", "Both")


@census_rule(
    "preflight.header-unknown",
    say("单元格指名的表头不在表里", "a cell names a header that is not in its table"),
    say("改正 Headers，或给表头写上 ID", "mend Headers, or give the header its ID"),
    pdfua("7.5"),
    every(Severity.NOTE, "14.8.5.7"),
)
def header_unknown(census: Census, document: Document) -> Iterator[Fault]:
    for table in read_tables(document.structure):
        known = {cell.id for cell in table.cells if cell.id is not None}
        for cell in table.cells:
            headers = cell.attributes.get("Headers")
            for each in headers if isinstance(headers, tuple) else ():
                if each not in known:
                    shown = each.decode("latin-1")[:40]
                    yield _fault(
                        cell, census, document, f"表里没有表头“{shown}”", f'there is no header "{shown}"'
                    )


@census_rule(
    "preflight.no-headers",
    say("表没有表头", "a table has no header cells"),
    say("把表头的单元格标为 TH", "tag the cells of its header as TH"),
    pdfua("7.5", Severity.WARNING),
    screen(Severity.WARNING, "tables"),
)
def no_headers(census: Census, document: Document) -> Iterator[Fault]:
    for table in read_tables(document.structure):
        cells = [cell.role for cell in table.cells]
        if cells and "TH" not in cells:
            yield _fault(table.element, census, document, "表里没有 TH", "the table has no TH")


@census_rule(
    "preflight.table-irregular",
    say("表的各行宽窄不一", "the rows of a table are not equally wide"),
    say("补上缺的单元格，或改正 ColSpan、RowSpan", "add the missing cells, or mend ColSpan and RowSpan"),
    pdfua("7.2"),
    screen(Severity.WARNING, "tables"),
)
def table_irregular(census: Census, document: Document) -> Iterator[Fault]:
    for table in read_tables(document.structure):
        if table.overlaps:
            yield _fault(
                table.overlaps[0], census, document, "单元格压住了别的单元格", "a cell lies on another"
            )
        elif table.overhangs:
            yield _fault(
                table.overhangs[0],
                census,
                document,
                "单元格伸到最后一行以下",
                "a cell reaches below the last row",
            )
        elif not table.is_even:
            usual = max(table.widths, key=table.widths.count)
            row = next(index for index, width in enumerate(table.widths) if width != usual)
            yield _fault(
                table.element,
                census,
                document,
                f"表的第 {row + 1} 行和别的行不一样宽",
                f"row {row + 1} of the table is not as wide as the others",
            )
        elif not table.rows:
            yield _fault(table.element, census, document, "表里没有行", "the table has no rows")


# ------------------------------------------------------------------ lists


@census_rule(
    "preflight.list-numbering",
    say("列表有编号，却没有说明编号的样式", "a list has labels and does not say of what kind"),
    say("给 L 写 ListNumbering", "state ListNumbering on L"),
    pdfua("7.6"),
    screen(Severity.WARNING, "lists"),
)
def list_numbering(census: Census, document: Document) -> Iterator[Fault]:
    structure = document.structure
    for element in _of(document, "L"):
        labelled = any(
            part.role == "Lbl"
            for item in structure.parts(element)
            if item.role == "LI"
            for part in structure.parts(item)
        )
        if labelled and element.attributes.get("ListNumbering", "None") == "None":
            yield _fault(
                element,
                census,
                document,
                f"{element.type} 的各项有 Lbl，没有 ListNumbering",
                f"items of {element.type} have Lbl, and it has no ListNumbering",
            )


@census_rule(
    "preflight.list-incomplete",
    say("列表没有项，或项没有正文", "a list has no items, or an item no body"),
    say("L 里放 LI，LI 里放 LBody", "put LI into L, and LBody into LI"),
    pdfua("7.6", Severity.WARNING),
    every(Severity.NOTE, "14.8.4.3.3"),
)
def list_incomplete(census: Census, document: Document) -> Iterator[Fault]:
    structure = document.structure
    for role, part in (("L", "LI"), ("LI", "LBody")):
        for element in _of(document, role):
            if not any(child.role in (part, "L") for child in structure.parts(element)):
                yield _fault(
                    element,
                    census,
                    document,
                    f"{element.type} 里没有 {part}",
                    f"{element.type} has no {part}",
                )


# ------------------------------------------------------------------ notes


@census_rule(
    "preflight.note-id",
    say("脚注没有标识（ID），或与别的相同", "a note has no ID, or that of another"),
    say("给每个 Note 不同的 ID", "give each Note an ID of its own"),
    pdfua("7.9"),
    screen(Severity.WARNING, "notes"),
)
def note_id(census: Census, document: Document) -> Iterator[Fault]:
    others = {element.id for element in document.structure.elements if element.role != "Note"}
    seen: set[bytes] = set()
    for element in _of(document, "Note"):
        if not element.id:
            yield _fault(element, census, document, "Note 没有 ID", "a Note has no ID")
        elif element.id in seen or element.id in others:
            shown = element.id.decode("latin-1")[:40]
            yield _fault(element, census, document, f"ID“{shown}”用了两次", f'the ID "{shown}" is used twice')
        else:
            seen.add(element.id)

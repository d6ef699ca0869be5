"""Rules on the structure tree itself: its types, how they nest, and its threads back to the root."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import get, key, object_numbers
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.norms import Norm
from reportgen.preflight.rule import Fault, census_rule, document_rule, every, pdfa, pdfua, say
from reportgen.preflight.rules.tagging import page_of
from reportgen.preflight.structure import GROUPS, MAX_ELEMENTS, STANDARD_TYPES, Content, Element, Structure

# What may stand directly in what (ISO 32000-1, 14.8.4.3 and 14.8.4.4.3); types that are not named here may
# hold anything. NonStruct and Div count as if they were not there.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"),
    "THead": ("TR",),
    "TBody": ("TR",),
    "TFoot": ("TR",),
    "TR": ("TH", "TD"),
    "L": ("LI", "L", "Caption"),
    "LI": ("Lbl", "LBody"),
    "TOC": ("TOCI", "TOC", "Caption"),
    "Ruby": ("RB", "RT", "RP"),
    "Warichu": ("WT", "WP"),
}
_WHOLES: Mapping[str, tuple[str, ...]] = {
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
    "TH": ("TR",),
    "TD": ("TR",),
    "LI": ("L",),
    "LBody": ("LI",),
    "TOCI": ("TOC",),
    "RB": ("Ruby",),
    "RT": ("Ruby",),
    "RP": ("Ruby",),
    "WT": ("Warichu",),
    "WP": ("Warichu",),
}
_ONCE = {"Table": ("THead", "TFoot", "Caption"), "L": ("Caption",), "TOC": ("Caption",), "LI": ("LBody",)}
_WITHOUT_CONTENT = ("Table", "THead", "TBody", "TFoot", "TR", "L", "TOC")


# ------------------------------------------------------------------ types


@document_rule(
    "preflight.type-remapped",
    say("标准的结构类型映射成了别的", "a standard structure type is mapped to another"),
    say("从 RoleMap 里去掉标准类型", "remove standard types from the RoleMap"),
    pdfua("7.1"),
    pdfa("6.7.3.4", Severity.WARNING, norm=Norm.A_TAGGED),
    every(Severity.NOTE, "14.8.4"),
)
def type_remapped(document: Document) -> Iterator[Fault]:
    for raw, target in document.structure.roles.items():
        if raw in STANDARD_TYPES and target != raw:
            yield Fault(
                say(f"{raw} 映射成 {target}", f"{raw} is mapped to {target}"),
                objects=_role_map(document),
                resource=raw,
            )


@document_rule(
    "preflight.type-circular",
    say("结构类型的映射绕成了圈", "the mapping of structure types goes in circles"),
    say("让每个类型最后映射到标准类型", "let every type end at a standard one"),
    pdfua("7.1"),
    pdfa("6.7.3.4", norm=Norm.A_TAGGED),
    every(Severity.WARNING, "14.7.3"),
)
def type_circular(document: Document) -> Iterator[Fault]:
    structure = document.structure
    for raw in structure.roles:
        if raw not in STANDARD_TYPES and structure.is_circular(raw):
            yield Fault(
                say(f"{raw} 的映射绕成了圈", f"the mapping of {raw} goes in circles"),
                objects=_role_map(document),
                resource=raw,
            )


@census_rule(
    "preflight.type-unknown",
    say("结构类型不是标准的，也没有映射", "a structure type is neither standard nor mapped to one"),
    say("在 RoleMap 里把它映射到标准类型", "map it to a standard type in the RoleMap"),
    pdfua("7.1"),
    pdfa("6.7.3.4", norm=Norm.A_TAGGED),
    every(Severity.NOTE, "14.8.4"),
)
def type_unknown(census: Census, document: Document) -> Iterator[Fault]:
    seen: set[str] = set()
    for element in document.structure.elements:
        if element.role not in STANDARD_TYPES and element.type not in seen:
            seen.add(element.type)
            shown = element.type or "?"
            yield Fault(
                say(f"结构类型 {shown}", f"the structure type {shown}"),
                page_of(element, census, document),
                element.objects,
                shown,
            )


def _role_map(document: Document) -> tuple[int, ...]:
    root = document.structure.root
    return object_numbers(get(root, "RoleMap")) or object_numbers(root)


# ------------------------------------------------------------------ threads


@document_rule(
    "preflight.element-repeated",
    say("一个元素在结构树里出现两次", "an element stands in the structure tree twice"),
    say("重新导出文件", "export the file again"),
    pdfua("7.1"),
    every(Severity.WARNING, "14.7.2"),
)
def element_repeated(document: Document) -> Iterator[Fault]:
    for number in sorted(set(document.structure.loops)):
        yield Fault(
            say("元素在结构树里出现两次", "an element stands in the structure tree twice"),
            objects=(number,) if number else (),
        )
    if len(document.structure.elements) >= MAX_ELEMENTS:
        yield Fault(
            say("元素太多，没有读完", "there are too many elements; not all were read"),
        )


@census_rule(
    "preflight.element-parent",
    say("元素的父项（P）写得不对", "the parent of an element (P) is not as it should be"),
    say("重新导出文件", "export the file again"),
    pdfua("7.1"),
    pdfa("6.7.3.3", norm=Norm.A_TAGGED),
    every(Severity.WARNING, "14.7.2"),
)
def element_parent(census: Census, document: Document) -> Iterator[Fault]:
    structure = document.structure
    root = key(structure.root)
    for element in structure.elements:
        above = structure.parent(element)
        expected = above.key if above else root
        if element.stated_parent == expected:
            continue
        is_absent = element.stated_parent == (0, 0)
        yield Fault(
            say(
                f"元素 {element.type} {'没有写父项' if is_absent else '写的父项不是上级元素'}",
                f"the element {element.type} {'has no parent' if is_absent else 'names another parent'}",
            ),
            page_of(element, census, document),
            element.objects,
            element.type,
        )


@document_rule(
    "preflight.element-id",
    say("两个元素的标识（ID）相同", "two elements have the same ID"),
    say("给每个元素不同的 ID", "give each an ID of its own"),
    every(Severity.WARNING, "14.7.2"),
)
def element_id(document: Document) -> Iterator[Fault]:
    seen: dict[bytes, Element] = {}
    for element in document.structure.elements:
        if element.id is None or element.role == "Note":
            continue  # notes have a rule of their own
        first = seen.setdefault(element.id, element)
        if first is not element:
            shown = element.id.decode("latin-1")[:40]
            yield Fault(
                say(f"ID“{shown}”用了两次", f'the ID "{shown}" is used twice'),
                objects=(*first.objects, *element.objects),
                resource=shown,
            )


# ------------------------------------------------------------------ nesting


@census_rule(
    "preflight.nesting",
    say(
        "结构元素套得不对（表、列表、目录）",
        "elements are nested wrongly (tables, lists, tables of contents)",
    ),
    say(
        "按规定的次序套：Table › TR › TD，L › LI › LBody",
        "nest them as they should: Table › TR › TD, L › LI › LBody",
    ),
    pdfua("7.2"),
    pdfa("6.7.3.3", Severity.WARNING, norm=Norm.A_TAGGED),
    every(Severity.NOTE, "14.8.4.3"),
)
def nesting(census: Census, document: Document) -> Iterator[Fault]:
    structure = document.structure
    for element in structure.elements:
        for zh, en in (*_misplaced(element, structure), *_ill_composed(element, structure)):
            yield Fault(say(zh, en), page_of(element, census, document), element.objects, element.type)


def _misplaced(element: Element, structure: Structure) -> Iterator[tuple[str, str]]:
    """An element in the wrong parent. Each wrong pair is told once."""
    above = next((each for each in structure.ancestors(element) if each.role not in GROUPS), None)
    outer = above.role if above else ""
    wrong_whole = element.role in _WHOLES and outer not in _WHOLES[element.role]
    wrong_part = outer in _PARTS and element.role not in GROUPS and element.role not in _PARTS[outer]
    if wrong_whole or wrong_part:
        shown = outer or "StructTreeRoot"
        yield f"{element.role} 直接放在 {shown} 里", f"{element.role} stands directly in {shown}"


def _ill_composed(element: Element, structure: Structure) -> Iterator[tuple[str, str]]:
    """What an element has too many of, or lacks, or has in the wrong place."""
    here = element.role
    if here not in _ONCE:
        return
    roles = [child.role for child in structure.parts(element)]
    for role in _ONCE[here]:
        count = roles.count(role)
        if count > 1:
            yield f"{here} 有 {count} 个 {role}", f"{here} has {count} {role}"
    if here == "Table" and "TBody" not in roles and {"THead", "TFoot"} & set(roles):
        yield "Table 有 THead 或 TFoot，没有 TBody", "Table has THead or TFoot, and no TBody"
    if "Caption" in roles[1:-1] or (here != "Table" and "Caption" in roles[1:]):
        yield f"{here} 的 Caption 夹在中间", f"the Caption of {here} is in the midst of it"


@census_rule(
    "preflight.content-in-frame",
    say(
        "表、列表、目录的框架里直接放了内容",
        "content stands directly in the frame of a table, list or contents",
    ),
    say("把内容放进单元格、列表项或目录项", "put it into a cell, an item or an entry"),
    pdfua("7.2", Severity.WARNING),
    pdfa("6.7.3.3", Severity.WARNING, norm=Norm.A_TAGGED),
    every(Severity.NOTE, "14.8.4.3"),
)
def content_in_frame(census: Census, document: Document) -> Iterator[Fault]:
    for element in document.structure.elements:
        if element.role in _WITHOUT_CONTENT and any(isinstance(kid, Content) for kid in element.kids):
            yield Fault(
                say(f"{element.role} 里直接有内容", f"{element.role} holds content directly"),
                page_of(element, census, document),
                element.objects,
                element.type,
            )

"""Rules on annotations and forms (ISO 19005-2, 6.3 and 6.4; ISO 14289-1, 7.18; ISO 15930-7).

What lies over a page in a viewer is not printed, or is printed otherwise than it looks: PDF/X wants none of
it on the finished page, PDF/A wants it to look the same everywhere, PDF/UA wants it told to those who
cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import (
    entries,
    get,
    has,
    integer,
    is_dictionary,
    is_stream,
    key,
    name,
    object_numbers,
    text,
)
from reportgen.preflight.boxes import common
from reportgen.preflight.census import Census, PlacedAnnotation
from reportgen.preflight.document import Document
from reportgen.preflight.page import Annotation, Page
from reportgen.preflight.rule import (
    Fault,
    census_rule,
    document_rule,
    every,
    page_rule,
    pdfa,
    pdfua,
    pdfx,
    press,
    say,
    screen,
)
from reportgen.preflight.structure import Element

_OUTSIDE_ART = ("TrapNet", "PrinterMark")  # PDF/X knows these two and lets them be
# ISO 32000-1, table 169, without those that show sound, film and bodies (ISO 19005-2, 6.3.1).
_ALLOWED = frozenset(
    {
        *("Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight"),
        *("Underline", "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment"),
        *("Widget", "PrinterMark", "TrapNet", "Watermark", "Redact"),
    }
)
# Flags (ISO 32000-1, table 165).
_INVISIBLE, _HIDDEN, _PRINT, _NO_VIEW, _TOGGLE_NO_VIEW = 1, 2, 4, 32, 256
_MUST_BE_CLEAR = {
    _INVISIBLE: "Invisible",
    _HIDDEN: "Hidden",
    _NO_VIEW: "NoView",
    _TOGGLE_NO_VIEW: "ToggleNoView",
}
_ELEMENT_OF = {"Link": ("Link", "7.18.5"), "Widget": ("Form", "7.18.4")}


def _fault(annotation: Annotation, page: int, zh: str, en: str) -> Fault:
    return Fault(say(zh, en), page, object_numbers(annotation.value), annotation.subtype, annotation.rect)


def _kind(annotation: Annotation) -> tuple[str, str]:
    """What to call it: a link, or an annotation of a subtype."""
    if annotation.subtype == "Link":
        return "链接", "a link"
    return f"注释 {annotation.subtype or '?'}", f"an annotation ({annotation.subtype or '?'})"


# ------------------------------------------------------------------ press


@page_rule(
    "preflight.annotation-in-print",
    say("印刷页面上有链接、注释或表单域", "links, annotations or form fields lie on a page to be printed"),
    say("导出印刷文件时不要带链接和注释", "export for the press without links and annotations"),
    pdfx("annotations"),
    press(Severity.WARNING, "annotations"),
)
def annotation_in_print(page: Page, document: Document) -> Iterator[Fault]:
    inner = page.boxes.bleed or page.boxes.finished
    for annotation in page.annotations:
        if annotation.subtype in _OUTSIDE_ART:
            continue
        if annotation.rect is None or common(annotation.rect, inner) is not None:
            zh, en = _kind(annotation)
            yield _fault(annotation, page.index, f"{zh}在页面之内", f"{en} lies on the page")


# ------------------------------------------------------------------ PDF/A


@page_rule(
    "preflight.annotation-type",
    say("有不许用的注释", "there are annotations of a kind that is not allowed"),
    say("去掉声音、影片、三维注释", "remove sounds, films and 3D annotations"),
    pdfa("6.3.1"),
    every(Severity.NOTE, "12.5.6"),
)
def annotation_type(page: Page, document: Document) -> Iterator[Fault]:
    for annotation in page.annotations:
        if annotation.subtype not in _ALLOWED:
            zh, en = _kind(annotation)
            yield _fault(annotation, page.index, zh, en)


@page_rule(
    "preflight.annotation-flags",
    say("注释不印，或看不见", "an annotation is not printed, or not seen"),
    say("写 /F 4：打印，不隐藏", "write /F 4: printed and not hidden"),
    pdfa("6.3.2"),
)
def annotation_flags(page: Page, document: Document) -> Iterator[Fault]:
    for annotation in page.annotations:
        flags = integer(get(annotation.value, "F"))
        zh, en = _kind(annotation)
        if annotation.subtype == "Popup":
            continue
        if flags is None:
            yield _fault(annotation, page.index, f"{zh}没有写 F", f"{en} has no F")
            continue
        wrong = [label for bit, label in _MUST_BE_CLEAR.items() if flags & bit]
        if wrong:
            shown = " ".join(wrong)
            yield _fault(annotation, page.index, f"{zh}的 F 设了 {shown}", f"{en} has {shown} set")
        if not flags & _PRINT:
            yield _fault(annotation, page.index, f"{zh}的 F 没有设 Print", f"{en} has Print not set")


@page_rule(
    "preflight.annotation-appearance",
    say("注释的样子没有写进文件", "what an annotation looks like is not in the file"),
    say("给注释写外观流（AP 的 N），只写这一个", "give it an appearance stream, AP with N alone"),
    pdfa("6.3.3"),
)
def annotation_appearance(page: Page, document: Document) -> Iterator[Fault]:
    for annotation in page.annotations:
        zh, en = _kind(annotation)
        looks = get(annotation.value, "AP")
        if looks is None:
            if not _needs_no_look(annotation):
                yield _fault(annotation, page.index, f"{zh}没有外观", f"{en} has no appearance")
            continue
        normal = get(looks, "N")
        if [step for step, _ in entries(looks)] != ["N"]:
            yield _fault(
                annotation, page.index, f"{zh}的 AP 不是只有 N", f"{en} has more or less than N in its AP"
            )
        elif is_stream(normal) == _is_button(annotation.value):
            yield _fault(
                annotation,
                page.index,
                f"{zh}的外观应当是{'字典' if is_stream(normal) else '流'}",
                f"the appearance of {en} should be a {'dictionary' if is_stream(normal) else 'stream'}",
            )


def _needs_no_look(annotation: Annotation) -> bool:
    rect = annotation.rect
    is_nowhere = rect is not None and rect[0] == rect[2] and rect[1] == rect[3]
    return annotation.subtype in ("Popup", "Link") or is_nowhere


def _is_button(value: object) -> bool:
    """Whether it is a field that has a look for each of its states."""
    kind = name(get(value, "FT")) or name(get(value, "Parent", "FT"))
    return name(get(value, "Subtype")) == "Widget" and kind == "Btn"


@page_rule(
    "preflight.field-action",
    say("表单域有动作", "a form field has actions"),
    say("去掉表单域的 A 和 AA", "remove A and AA from the field"),
    pdfa("6.4.1"),
)
def field_action(page: Page, document: Document) -> Iterator[Fault]:
    for annotation in page.annotations:
        if annotation.subtype == "Widget" and (has(annotation.value, "A") or has(annotation.value, "AA")):
            yield _fault(annotation, page.index, "表单域有动作", "a form field has an action")


@document_rule(
    "preflight.xfa",
    say("文件是 XFA 表单", "the file is an XFA form"),
    say("另存为普通 PDF，不带 XFA", "save it as a plain PDF without XFA"),
    pdfa("6.4.2"),
    pdfua("7.15", Severity.WARNING),  # static XFA is allowed; which it is stands deep inside it
    pdfx("form fields"),
    screen(Severity.WARNING, "forms"),
)
def xfa(document: Document) -> Iterator[Fault]:
    form = get(document.root, "AcroForm")
    if has(form, "XFA"):
        yield Fault(say("AcroForm 里有 XFA", "AcroForm holds XFA"), objects=object_numbers(form))
    if get(document.root, "NeedsRendering") is True:
        yield Fault(say("NeedsRendering 是 true", "NeedsRendering is true"))


# ------------------------------------------------------------------ PDF/UA


@page_rule(
    "preflight.tab-order",
    say("有链接的页面没有规定跳转次序", "a page with annotations does not state the order of tabbing"),
    say("页面写 /Tabs /S：按结构的次序", "write /Tabs /S on the page: in the order of the structure"),
    pdfua("7.18.3"),
)
def tab_order(page: Page, document: Document) -> Iterator[Fault]:
    if page.annotations and name(get(page.value, "Tabs")) != "S":
        yield Fault(say("页面没有写 /Tabs /S", "the page does not say /Tabs /S"), page.index, page.key[:1])


@page_rule(
    "preflight.trap-net",
    say("有陷印注释（TrapNet）", "there is a trap network annotation (TrapNet)"),
    say("去掉陷印注释", "remove it"),
    pdfua("7.18.2"),
)
def trap_net(page: Page, document: Document) -> Iterator[Fault]:
    for annotation in page.annotations:
        if annotation.subtype == "TrapNet":
            yield _fault(annotation, page.index, "TrapNet 注释", "a TrapNet annotation")


def _told(census: Census) -> Iterator[PlacedAnnotation]:
    """Annotations that readers have to be told of: not hidden, with a place on the page."""
    for placed in census.annotations:
        annotation = placed.annotation
        flags = integer(get(annotation.value, "F")) or 0
        if annotation.subtype in ("Popup", *_OUTSIDE_ART) or flags & _HIDDEN or annotation.rect is None:
            continue
        boxes = census.pages[placed.page - 1].boxes
        if common(annotation.rect, boxes.crop or boxes.sheet) is not None:
            yield placed


def _holder(placed: PlacedAnnotation, document: Document) -> Element | None:
    return document.structure.object_holders.get(placed.key) if placed.key != (0, 0) else None


@census_rule(
    "preflight.annotation-text",
    say("链接、注释没有文字说明", "a link or annotation is not described in words"),
    say("给链接写 Contents，给表单域写 TU", "give links Contents, form fields TU"),
    pdfua("7.18.1"),
)
def annotation_text(census: Census, document: Document) -> Iterator[Fault]:
    for placed in _told(census):
        annotation, holder = placed.annotation, _holder(placed, document)
        value = annotation.value
        described = [text(get(value, "Contents"))]
        if annotation.subtype == "Widget":
            described = [text(get(value, "TU")), text(get(value, "Parent", "TU"))]
        if annotation.subtype != "Link" and holder is not None:
            described.append(holder.alt)
        if not any(each and each.strip() for each in described):
            zh, en = _kind(annotation)
            yield _fault(annotation, placed.page, f"{zh}没有文字说明", f"{en} is not described in words")


@census_rule(
    "preflight.annotation-untagged",
    say("链接、注释不在结构树里", "a link or annotation is not in the structure tree"),
    say("用 OBJR 把它放进 Link、Form 或 Annot 元素", "put it into a Link, Form or Annot element by an OBJR"),
    pdfua("7.18.1"),
    screen(Severity.WARNING, "tags"),
)
def annotation_untagged(census: Census, document: Document) -> Iterator[Fault]:
    if not document.is_tagged:
        return
    for placed in _told(census):
        if _holder(placed, document) is None:
            zh, en = _kind(placed.annotation)
            yield _fault(placed.annotation, placed.page, f"{zh}不在结构树里", f"{en} is not in the structure")


@census_rule(
    "preflight.annotation-element",
    say("链接、注释放在不相称的元素里", "a link or annotation is in an element of another kind"),
    say(
        "链接放在 Link 里，表单域放在 Form 里，其余放在 Annot 里",
        "links belong into Link, fields into Form, others into Annot",
    ),
    pdfua("7.18.1"),
    every(Severity.NOTE, "14.8.4.4.2"),
)
def annotation_element(census: Census, document: Document) -> Iterator[Fault]:
    structure = document.structure
    for placed in _told(census):
        holder = _holder(placed, document)
        if holder is None:
            continue
        wanted, _ = _ELEMENT_OF.get(placed.annotation.subtype, ("Annot", ""))
        if wanted not in {holder.role, *(above.role for above in structure.ancestors(holder))}:
            zh, en = _kind(placed.annotation)
            yield _fault(
                placed.annotation,
                placed.page,
                f"{zh}在 {holder.type} 元素里，应在 {wanted} 里",
                f"{en} is in {holder.type} and should be in {wanted}",
            )


@census_rule(
    "preflight.annotation-parent",
    say(
        "注释指不回结构树（StructParent）", "an annotation does not lead back to the structure (StructParent)"
    ),
    say("重新导出文件", "export the file again"),
    pdfua("7.18.1"),
    every(Severity.WARNING, "14.7.4.4"),
)
def annotation_parent(census: Census, document: Document) -> Iterator[Fault]:
    tree = document.structure.parent_tree
    for placed in census.annotations:
        holder = _holder(placed, document)
        if holder is None:
            continue
        zh, en = _kind(placed.annotation)
        if placed.struct_parent is None:
            yield _fault(
                placed.annotation, placed.page, f"{zh}没有 StructParent", f"{en} has no StructParent"
            )
        elif tree.get(placed.struct_parent) != holder.key:
            yield _fault(
                placed.annotation,
                placed.page,
                f"{zh}的 StructParent {placed.struct_parent} 指的不是它的元素",
                f"the StructParent {placed.struct_parent} of {en} leads to another element",
            )


@document_rule(
    "preflight.signed",
    say("文件有数字签名", "the file is signed"),
    say(
        "送印或存档前核对签名；文件一改，签名就失效",
        "check the signature before use; any change makes it void",
    ),
    press(Severity.NOTE, "signatures"),
    every(Severity.NOTE, "12.8"),
)
def signed(document: Document) -> Iterator[Fault]:
    form = get(document.root, "AcroForm")
    flags = integer(get(form, "SigFlags")) or 0
    if is_dictionary(form) and flags & 1:
        yield Fault(say("文件有数字签名", "the file is signed"), objects=tuple(filter(None, key(form)[:1])))

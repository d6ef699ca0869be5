"""Rules on what ties content to the structure: marked content, MCIDs, the parent tree.

ISO 14289-1, 7.1, wants all content either tagged or marked as an artifact. That a tag leads to its element
and the element back to it (ISO 32000-1, 14.7.4.4) is what readers rely on and hardly any checker looks at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import Key, get, integer, is_dictionary, object_numbers
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.marks import Stage
from reportgen.preflight.norms import Norm
from reportgen.preflight.page import Page
from reportgen.preflight.rule import (
    Fault,
    census_rule,
    document_rule,
    every,
    page_rule,
    pdfa,
    pdfua,
    say,
    screen,
)
from reportgen.preflight.structure import Content, Element

# ------------------------------------------------------------------ what the catalogue says


@document_rule(
    "preflight.no-structure",
    say("文件没有结构树，读屏软件读不了", "the file has no structure tree for screen readers"),
    say("导出时选“带标签的 PDF”", "export it as a tagged PDF"),
    pdfa("6.7.3.3", norm=Norm.A_TAGGED),
    pdfua("7.1"),
    screen(Severity.WARNING, "tags"),
)
def no_structure(document: Document) -> Iterator[Fault]:
    if not document.is_tagged:
        yield Fault(say("文件没有 StructTreeRoot", "the file has no StructTreeRoot"))
    elif not document.structure.elements:
        yield Fault(
            say("结构树是空的", "the structure tree is empty"),
            objects=object_numbers(document.structure.root),
        )


@document_rule(
    "preflight.not-marked",
    say("文件没有声明带标签", "the file does not say that it is tagged"),
    say("写 /MarkInfo << /Marked true >>", "write /MarkInfo << /Marked true >>"),
    pdfa("6.7.2.2", norm=Norm.A_TAGGED),
    pdfua("6.2"),
    screen(Severity.WARNING, "tags"),
)
def not_marked(document: Document) -> Iterator[Fault]:
    if get(document.root, "MarkInfo", "Marked") is not True:
        yield Fault(say("MarkInfo 的 Marked 不是 true", "Marked in MarkInfo is not true"))


@document_rule(
    "preflight.suspects",
    say("文件自己说标签可能有错", "the file itself says that its tags may be wrong"),
    say("核对标签，去掉 Suspects", "check the tags and remove Suspects"),
    pdfua("7.1"),
    screen(Severity.WARNING, "tags"),
)
def suspects(document: Document) -> Iterator[Fault]:
    if get(document.root, "MarkInfo", "Suspects") is True:
        yield Fault(say("MarkInfo 的 Suspects 是 true", "Suspects in MarkInfo is true"))


@document_rule(
    "preflight.display-title",
    say("窗口显示的不是文档标题", "the window does not show the title of the document"),
    say(
        "写 /ViewerPreferences << /DisplayDocTitle true >>",
        "write /ViewerPreferences << /DisplayDocTitle true >>",
    ),
    pdfua("7.1"),
    screen(Severity.WARNING, "title"),
)
def display_title(document: Document) -> Iterator[Fault]:
    if get(document.root, "ViewerPreferences", "DisplayDocTitle") is not True:
        yield Fault(say("DisplayDocTitle 不是 true", "DisplayDocTitle is not true"))


# ------------------------------------------------------------------ content


@page_rule(
    "preflight.untagged-content",
    say("页面上有既没有标签、也没有标为装饰的内容", "content is neither tagged nor marked as an artifact"),
    say("放进标签，或标为 Artifact", "tag it, or mark it as an Artifact"),
    pdfua("7.1"),
    pdfa("6.7.2.1", Severity.WARNING, norm=Norm.A_TAGGED),
)
def untagged_content(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity("untagged")
    if odd is None:
        return
    first = next(
        (
            mark
            for mark in page.marks
            if mark.stage is Stage.PAGE and not mark.tag.is_tagged and not mark.tag.is_artifact
        ),
        None,
    )
    yield Fault(
        say(
            f"{odd.count} 处内容既没有标签、也没有标为装饰",
            f"{odd.count} piece(s) of content are neither tagged nor artifacts",
        ),
        page.index,
        tuple(odd.objects) or page.key[:1],
        at=first.box if first else None,
    )


@page_rule(
    "preflight.artifact-in-tagged",
    say("装饰标在带标签的内容里面", "an artifact is inside tagged content"),
    say("先结束标签，再标装饰", "close the tagged content before the artifact begins"),
    pdfua("7.1"),
    every(Severity.NOTE, "14.8.2.2"),
)
def artifact_in_tagged(page: Page, document: Document) -> Iterator[Fault]:
    yield from _odd(page, "artifact-in-tagged", "装饰在标签之内", "artifacts inside tagged content")


@page_rule(
    "preflight.tagged-in-artifact",
    say("带标签的内容在装饰里面", "tagged content is inside an artifact"),
    say("先结束装饰，再开始标签", "close the artifact before the tagged content begins"),
    pdfua("7.1"),
    every(Severity.NOTE, "14.8.2.2"),
)
def tagged_in_artifact(page: Page, document: Document) -> Iterator[Fault]:
    yield from _odd(page, "tagged-in-artifact", "标签在装饰之内", "tagged content inside artifacts")


@page_rule(
    "preflight.mcid-repeated",
    say("一页上两处内容用了同一个 MCID", "two pieces of content of a page have the same MCID"),
    say("重新导出文件", "export the file again"),
    pdfua("7.1"),
    pdfa("6.7.3.3", norm=Norm.A_TAGGED),
    every(Severity.WARNING, "14.7.4.2"),
)
def mcid_repeated(page: Page, document: Document) -> Iterator[Fault]:
    yield from _odd(page, "mcid-repeated", "重复的 MCID", "repeated MCIDs")


def _odd(page: Page, kind: str, zh: str, en: str) -> Iterator[Fault]:
    odd = page.oddity(kind)
    if odd is not None:
        details = ", ".join(odd.details)
        yield Fault(
            say(f"{zh} {odd.count} 处（{details}）", f"{en}: {odd.count} ({details})"),
            page.index,
            tuple(odd.objects) or page.key[:1],
        )


@census_rule(
    "preflight.form-repeated",
    say("带标签的图形画了不止一次", "a form with tagged content is painted more than once"),
    say("每次各用一个图形，或把标签放在图形外面", "use a form each time, or put the tags around it"),
    pdfua("7.20"),
    every(Severity.NOTE, "14.7.4.2"),
)
def form_repeated(census: Census, document: Document) -> Iterator[Fault]:
    for at, times in census.form_paints.items():
        if times > 1:
            yield Fault(
                say(f"带标签的图形画了 {times} 次", f"a form with tagged content is painted {times} times"),
                census.page_of.get(at, 0),
                at[:1],
            )


# ------------------------------------------------------------------ content and elements


def _mcids(mcids: list[int]) -> str:
    """The first of them, for a sentence."""
    shown = ", ".join(map(str, mcids[:5]))
    return shown + (" …" if len(mcids) > 5 else "")


@census_rule(
    "preflight.content-lost",
    say("带标签的内容不在结构树里", "tagged content is not in the structure tree"),
    say("重新导出文件；读屏软件读不到这些内容", "export the file again; screen readers never come to it"),
    pdfua("7.1"),
    pdfa("6.7.3.3", norm=Norm.A_TAGGED),
    every(Severity.NOTE, "14.7.4"),
)
def content_lost(census: Census, document: Document) -> Iterator[Fault]:
    holders = document.structure.holders
    for owner, mcids in census.mcids.items():
        lost = sorted(mcid for mcid in mcids if Content(owner, mcid) not in holders)
        if lost:
            yield Fault(
                say(
                    f"{len(lost)} 处内容不属于任何元素（MCID {_mcids(lost)}）",
                    f"{len(lost)} piece(s) of content belong to no element (MCID {_mcids(lost)})",
                ),
                census.page_of.get(owner, 0),
                owner[:1],
            )


@census_rule(
    "preflight.content-absent",
    say("结构树里的内容不在页面上", "the structure tree holds content that is on no page"),
    say("重新导出文件", "export the file again"),
    pdfua("7.1"),
    pdfa("6.7.3.3", Severity.WARNING, norm=Norm.A_TAGGED),
    every(Severity.NOTE, "14.7.4"),
)
def content_absent(census: Census, document: Document) -> Iterator[Fault]:
    for element in document.structure.elements:
        absent = [
            kid
            for kid in element.kids
            if isinstance(kid, Content)
            and kid.owner not in census.unread
            and kid.mcid not in census.mcids.get(kid.owner, ())
        ]
        if absent:
            shown = _mcids([kid.mcid for kid in absent])
            yield Fault(
                say(
                    f"元素 {element.type} 要的内容不在页面上（MCID {shown}）",
                    f"the content of the element {element.type} is not on its page (MCID {shown})",
                ),
                census.page_of.get(absent[0].owner, 0),
                element.objects,
                element.type,
            )


@census_rule(
    "preflight.content-shared",
    say("一处内容属于两个元素", "a piece of content belongs to two elements"),
    say("重新导出文件", "export the file again"),
    pdfua("7.1"),
    pdfa("6.7.3.3", norm=Norm.A_TAGGED),
    every(Severity.WARNING, "14.7.4.2"),
)
def content_shared(census: Census, document: Document) -> Iterator[Fault]:
    holders = document.structure.holders
    for element in document.structure.elements:
        seen: set[Content] = set()
        for kid in element.kids:
            if not isinstance(kid, Content):
                continue
            if holders[kid] is not element or kid in seen:
                other = holders[kid]
                yield Fault(
                    say(
                        f"MCID {kid.mcid} 属于 {other.type}，又属于 {element.type}",
                        f"MCID {kid.mcid} belongs to {other.type}, and to {element.type} as well",
                    ),
                    census.page_of.get(kid.owner, 0),
                    tuple(dict.fromkeys((*other.objects, *element.objects))),
                )
            seen.add(kid)


# ------------------------------------------------------------------ the parent tree


def _struct_parents(census: Census) -> Iterator[tuple[Key, int | None]]:
    """The keys into the parent tree of pages and of forms with tagged content."""
    for page in census.pages:
        yield page.key, page.struct_parents
    yield from census.form_parents.items()


@census_rule(
    "preflight.parent-tree",
    say("父树指的不是内容所在的元素", "the parent tree does not lead from content to its element"),
    say("重新导出文件", "export the file again"),
    pdfua("7.1"),
    every(Severity.WARNING, "14.7.4.4"),
)
def parent_tree(census: Census, document: Document) -> Iterator[Fault]:
    structure = document.structure
    if not document.is_tagged:
        return
    for owner, index in _struct_parents(census):
        mcids = census.mcids.get(owner)
        if not mcids:
            continue
        page, objects = census.page_of.get(owner, 0), owner[:1]
        if index is None:
            yield Fault(
                say("有标签，没有 StructParents", "there are tags and no StructParents"), page, objects
            )
            continue
        row = structure.parent_tree.get(index)
        if not isinstance(row, tuple) or not all(isinstance(item, tuple) for item in row):
            yield Fault(
                say(f"父树里没有第 {index} 项", f"the parent tree has no entry {index}"), page, objects
            )
            continue
        wrong = [
            mcid
            for mcid in sorted(mcids)
            if (holder := structure.holders.get(Content(owner, mcid))) is not None
            and (mcid >= len(row) or row[mcid] != holder.key)
        ]
        if wrong:
            yield Fault(
                say(
                    f"父树第 {index} 项有 {len(wrong)} 处指错（MCID {_mcids(wrong)}）",
                    f"{len(wrong)} item(s) of entry {index} of the parent tree are wrong "
                    f"(MCID {_mcids(wrong)})",
                ),
                page,
                objects,
            )


@census_rule(
    "preflight.parent-tree-keys",
    say("父树的编号重复，或不够用", "numbers of the parent tree are used twice, or run out"),
    say("重新导出文件", "export the file again"),
    every(Severity.WARNING, "14.7.4.4"),
)
def parent_tree_keys(census: Census, document: Document) -> Iterator[Fault]:
    if not document.is_tagged:
        return
    used = Counter(index for _, index in _struct_parents(census) if index is not None)
    used.update(each.struct_parent for each in census.annotations if each.struct_parent is not None)
    root = document.structure.root
    for index, count in sorted(used.items()):
        if count > 1:
            yield Fault(
                say(f"编号 {index} 用了 {count} 次", f"the number {index} is used {count} times"),
                objects=object_numbers(root),
            )
    following = integer(get(root, "ParentTreeNextKey"))
    last = max(document.structure.parent_tree, default=-1)
    if is_dictionary(root) and following is not None and following <= last:
        yield Fault(
            say(
                f"ParentTreeNextKey 是 {following}，已有编号 {last}",
                f"ParentTreeNextKey is {following}, and the number {last} is in use",
            ),
            objects=object_numbers(root),
        )


def page_of(element: Element, census: Census, document: Document) -> int:
    """The page on which an element begins; 0 if it has no content."""
    for each in document.structure.inside(element):
        for kid in each.kids:
            if isinstance(kid, Content) and kid.owner in census.page_of:
                return census.page_of[kid.owner]
    return 0

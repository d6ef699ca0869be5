"""Rules on finding one's way: bookmarks, page labels, goals of links; and on the language of the text."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import get, has, key, name, object_numbers, text
from reportgen.preflight.census import Census
from reportgen.preflight.destinations import Destinations, Outline, goal
from reportgen.preflight.document import Document
from reportgen.preflight.labels import problems
from reportgen.preflight.languages import is_language
from reportgen.preflight.norms import Norm
from reportgen.preflight.rule import Fault, census_rule, document_rule, every, pdfa, pdfua, say, screen
from reportgen.preflight.rules.tagging import page_of

LONG = 20  # pages; a longer file is not leafed through

# ------------------------------------------------------------------ language


@document_rule(
    "preflight.no-language",
    say("文件没有说明用什么语言", "the file does not say what language it is in"),
    say("在文件目录里写 Lang，例如 zh-CN", "state Lang in the catalogue, such as zh-CN"),
    pdfa("6.7.4", norm=Norm.A_TAGGED),
    pdfua("7.2"),
    screen(Severity.WARNING, "language"),
)
def no_language(document: Document) -> Iterator[Fault]:
    if not (text(get(document.root, "Lang")) or "").strip() and not _is_told_by_elements(document):
        yield Fault(say("文件目录里没有 Lang", "there is no Lang in the catalogue"))


def _is_told_by_elements(document: Document) -> bool:
    """Whether every element with content, or one around it, says its language, and nothing else needs it."""
    structure = document.structure
    if not structure.elements or has(document.root, "Outlines"):
        return False
    told = [False] * len(structure.elements)
    for element in structure.elements:  # parents come before children
        told[element.index] = bool(element.language) or (element.parent >= 0 and told[element.parent])
        if not told[element.index] and any(not isinstance(kid, int) for kid in element.kids):
            return False
    return True


@census_rule(
    "preflight.bad-language",
    say("语言的代号写得不对", "a language tag is not well-formed"),
    say("按 BCP 47 写：zh-CN、en、zh-Hant-HK", "write it as BCP 47 says: zh-CN, en, zh-Hant-HK"),
    pdfa("6.7.4", norm=Norm.A_TAGGED),
    pdfua("7.2"),
    every(Severity.WARNING, "14.9.2"),
)
def bad_language(census: Census, document: Document) -> Iterator[Fault]:
    stated = text(get(document.root, "Lang"))
    if stated and not is_language(stated):
        yield Fault(
            say(f"文件目录的 Lang 是“{stated}”", f'Lang in the catalogue is "{stated}"'), resource=stated
        )
    seen: set[str] = set()
    for element in document.structure.elements:
        found = element.language
        if found and found not in seen and not is_language(found):
            seen.add(found)
            yield Fault(
                say(f"元素 {element.type} 的 Lang 是“{found}”", f'Lang of {element.type} is "{found}"'),
                page_of(element, census, document),
                element.objects,
                found,
            )


# ------------------------------------------------------------------ bookmarks


@document_rule(
    "preflight.no-bookmarks",
    say("文件长，却没有书签", "the file is long and has no bookmarks"),
    say("导出时带上书签", "export it with bookmarks"),
    pdfua("7.17", Severity.WARNING),
    screen(Severity.WARNING, "bookmarks"),
)
def no_bookmarks(document: Document) -> Iterator[Fault]:
    if document.page_count > LONG and not Outline(document.root).bookmarks:
        yield Fault(
            say(f"文件有 {document.page_count} 页，没有书签", f"{document.page_count} pages and no bookmarks")
        )


@document_rule(
    "preflight.bookmark-broken",
    say("书签没有文字，或绕成了圈", "a bookmark has no words, or bookmarks go in circles"),
    say("重新导出文件", "export the file again"),
    every(Severity.WARNING, "12.3.3"),
)
def bookmark_broken(document: Document) -> Iterator[Fault]:
    outline = Outline(document.root)
    for bookmark in outline.bookmarks:
        if not bookmark.title.strip():
            yield Fault(
                say("书签没有文字", "a bookmark has no words"), objects=object_numbers(bookmark.value)
            )
    for number in sorted(set(outline.loops)):
        yield Fault(say("书签绕成了圈", "the bookmarks go in circles"), objects=(number,) if number else ())


# ------------------------------------------------------------------ goals


@census_rule(
    "preflight.dead-goal",
    say("链接或书签跳不到地方", "a link or bookmark leads nowhere"),
    say("重新导出文件，或改正链接的去处", "export the file again, or mend where the link goes"),
    every(Severity.WARNING, "12.3.2"),
)
def dead_goal(census: Census, document: Document) -> Iterator[Fault]:
    keys = (key(page.obj) for page in document.pdf.pages)
    destinations = Destinations(document.root, frozenset(each for each in keys if each != (0, 0)))
    for placed in census.annotations:
        wanted = goal(placed.annotation.value)
        problem = "" if wanted is None else destinations.problem(wanted)
        if problem:
            zh, en = _lacks(problem, wanted)
            yield Fault(
                say(f"链接{zh}", f"a link {en}"),
                placed.page,
                object_numbers(placed.annotation.value),
                at=placed.annotation.rect,
            )
    for bookmark in Outline(document.root).bookmarks:
        wanted = goal(bookmark.value)
        problem = "" if wanted is None else destinations.problem(wanted)
        if problem:
            zh, en = _lacks(problem, wanted)
            yield Fault(
                say(f"书签“{bookmark.title}”{zh}", f'the bookmark "{bookmark.title}" {en}'),
                objects=object_numbers(bookmark.value),
                resource=bookmark.title,
            )
    opening = get(document.root, "OpenAction")
    wanted = get(opening, "D") if has(opening, "S") else opening
    is_place = opening is not None and name(get(opening, "S")) in ("", "GoTo")
    if is_place and (problem := destinations.problem(wanted)):
        zh, en = _lacks(problem, wanted)
        yield Fault(say(f"打开动作{zh}", f"the opening action {en}"))


def _lacks(problem: str, wanted: object) -> tuple[str, str]:
    if problem == "name":
        shown = (text(wanted) or name(wanted))[:60]
        return f"去的“{shown}”不在文件里", f'goes to "{shown}", which is not in the file'
    return "去的页面不在文件里", "goes to a page that is not in the file"


@document_rule(
    "preflight.page-labels",
    say("页码表写得不对", "the page labels are not well-formed"),
    say("重新导出文件；页码从第一页写起", "export the file again; labels begin with the first page"),
    every(Severity.WARNING, "12.4.2"),
)
def page_labels(document: Document) -> Iterator[Fault]:
    for zh, en in problems(document.root):
        yield Fault(
            say(f"页码表{zh}", f"page labels: {en}"),
            objects=object_numbers(get(document.root, "PageLabels")),
        )

"""Rules on actions: what a file may do by itself or when it is clicked (ISO 19005-2, 6.5).

A file is kept or printed for what it shows. Whatever runs a program, plays, hides or changes something is
out of place in an archive, and a press has no use for any action at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import data, get, has, is_dictionary, key, name, object_numbers
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.inventory import Held
from reportgen.preflight.rule import (
    Fault,
    census_rule,
    document_rule,
    every,
    pdfa,
    pdfx,
    press,
    say,
    screen,
)

_FORBIDDEN = frozenset(
    {
        *("Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition"),
        *("Trans", "GoTo3DView", "SetState", "NOP"),
    }
)
_NAMED = ("NextPage", "PrevPage", "FirstPage", "LastPage")


def _kind(action: Held) -> str:
    return name(get(action.value, "S"))


def _pages(census: Census) -> dict[int, int]:
    """The page on which an object is clicked: annotations and their actions, by their numbers."""
    found: dict[int, int] = {}
    for placed in census.annotations:
        value = placed.annotation.value
        for number in object_numbers(value, get(value, "A"), get(value, "PA"), get(value, "AA")):
            found.setdefault(number, placed.page)
    for summary in census.pages:
        if summary.key[0]:
            found.setdefault(summary.key[0], summary.index)
    return found


@census_rule(
    "preflight.javascript",
    say("文件里有 JavaScript 程序", "the file holds JavaScript"),
    say(
        "去掉程序：印刷、存档的文件不能自己运行",
        "remove it: a file to print or to keep must not run by itself",
    ),
    pdfx("actions and JavaScript"),
    pdfa("6.5.1"),
    press(Severity.ERROR, "actions"),
    screen(Severity.WARNING, "scripts"),
    every(Severity.NOTE, "12.6.4.16"),
)
def javascript(census: Census, document: Document) -> Iterator[Fault]:
    pages = _pages(census)
    for action in document.inventory.actions:
        if _kind(action) == "JavaScript":
            yield Fault(
                say("JavaScript 动作", "a JavaScript action"), pages.get(action.at[0], 0), action.objects
            )
    scripts = get(document.root, "Names", "JavaScript")
    if scripts is not None:
        yield Fault(
            say("打开文件时运行的 JavaScript", "JavaScript that runs when the file is opened"),
            objects=object_numbers(scripts),
        )


@census_rule(
    "preflight.action-forbidden",
    say("有不许用的动作", "the file holds an action that is not allowed"),
    say("去掉这个动作，只留跳转和网址", "remove it; only links to places and addresses may stay"),
    pdfa("6.5.1"),
    screen(Severity.WARNING, "actions"),
)
def action_forbidden(census: Census, document: Document) -> Iterator[Fault]:
    pages = _pages(census)
    for action in document.inventory.actions:
        kind = _kind(action)
        if kind in _FORBIDDEN:
            yield Fault(
                say(f"动作 {kind}", f"the action {kind}"),
                pages.get(action.at[0], 0),
                action.objects,
                kind,
            )


@census_rule(
    "preflight.named-action",
    say("有不许用的命令动作", "the file holds a command that is not allowed"),
    say(
        "命令动作只许翻页：前页、后页、首页、末页",
        "commands may only turn pages: next, previous, first, last",
    ),
    pdfa("6.5.1"),
    screen(Severity.WARNING, "actions"),
)
def named_action(census: Census, document: Document) -> Iterator[Fault]:
    pages = _pages(census)
    for action in document.inventory.actions:
        command = name(get(action.value, "N"))
        if _kind(action) == "Named" and command not in _NAMED:
            yield Fault(
                say(f"命令动作“{command}”", f'the command "{command}"'),
                pages.get(action.at[0], 0),
                action.objects,
                command,
            )


@census_rule(
    "preflight.additional-actions",
    say("有由事件触发的动作（AA）", "there are actions that events trigger (AA)"),
    say("去掉文件、页面、表单域上的 AA", "remove AA from the document, its pages and its fields"),
    pdfx("actions and JavaScript"),
    pdfa("6.5.2"),
    press(Severity.WARNING, "actions"),
)
def additional_actions(census: Census, document: Document) -> Iterator[Fault]:
    pages = _pages(census)
    for action in document.inventory.additional_actions:
        yield Fault(
            say("由事件触发的动作（AA）", "actions that events trigger (AA)"),
            pages.get(action.at[0], 0),
            action.objects,
        )
    # An indirect AA is met by itself, where nothing tells what it is.
    holders: list[tuple[object, int]] = [(document.root, 0)]
    holders += [(placed.annotation.value, placed.page) for placed in census.annotations]
    holders += [(_page(document, each.index), each.index) for each in census.pages if each.key != (0, 0)]
    for holder, page in holders:
        actions = get(holder, "AA")
        if is_dictionary(actions) and key(actions) != (0, 0):
            yield Fault(
                say("由事件触发的动作（AA）", "actions that events trigger (AA)"),
                page,
                object_numbers(actions),
            )


@census_rule(
    "preflight.action-in-print",
    say("印刷文件里有动作", "a file for the press holds actions"),
    say(
        "导出印刷文件时不要带链接、书签动作和打开动作",
        "export for the press without links, actions of bookmarks and opening actions",
    ),
    pdfx("actions and JavaScript"),
    press(Severity.WARNING, "actions"),
)
def action_in_print(census: Census, document: Document) -> Iterator[Fault]:
    """Actions other than scripts, and other than those of annotations, which are found with their places."""
    clicked = {number for number in _pages(census) if number}
    for action in document.inventory.actions:
        kind = _kind(action)
        if kind != "JavaScript" and action.at[0] not in clicked:
            yield Fault(say(f"动作 {kind}", f"the action {kind}"), 0, action.objects, kind)
    opening = get(document.root, "OpenAction")
    if opening is not None and not has(opening, "S"):
        yield Fault(
            say(
                "打开文件时跳到一处（OpenAction）", "the file goes to a place when it is opened (OpenAction)"
            ),
            objects=object_numbers(opening),
        )


@census_rule(
    "preflight.bad-address",
    say("链接的网址写得不对", "the address of a link is not well-formed"),
    say(
        "写全网址（https://…），非 ASCII 字符用 %XX 表示",
        "write the whole address (https://…), with %XX for what is not ASCII",
    ),
    every(Severity.WARNING, "12.6.4.7"),
)
def bad_address(census: Census, document: Document) -> Iterator[Fault]:
    pages = _pages(census)
    for action in document.inventory.actions:
        if _kind(action) != "URI":
            continue
        address = data(get(action.value, "URI"))
        if address is None or not _is_address(address):
            shown = (address or b"").decode("utf-8", "replace")[:60]
            yield Fault(
                say(f"网址“{shown}”", f'the address "{shown}"'),
                pages.get(action.at[0], 0),
                action.objects,
            )


def _is_address(address: bytes) -> bool:
    """Whether a browser can take it: seven bits, no blanks, something in it (a base may stand elsewhere)."""
    return (
        bool(address) and all(0x21 <= byte <= 0x7E for byte in address) and address not in (b"#", b"http://")
    )


@document_rule(
    "preflight.forms-recalculated",
    say("要求阅读器重画表单（NeedAppearances）", "readers are asked to redraw form fields (NeedAppearances)"),
    say(
        "去掉 NeedAppearances，把表单域的样子写进文件",
        "remove NeedAppearances and keep the looks of the fields in the file",
    ),
    pdfa("6.4.1"),
    pdfx("actions and JavaScript"),
)
def forms_recalculated(document: Document) -> Iterator[Fault]:
    form = get(document.root, "AcroForm")
    if get(form, "NeedAppearances") is True:
        yield Fault(say("NeedAppearances 是 true", "NeedAppearances is true"), objects=object_numbers(form))


@census_rule(
    "preflight.presentation",
    say("文件里有放映的安排", "the file says how to present it as a show"),
    say("去掉 AlternatePresentations 和 PresSteps", "remove AlternatePresentations and PresSteps"),
    pdfa("6.10"),
)
def presentation(census: Census, document: Document) -> Iterator[Fault]:
    if has(get(document.root, "Names"), "AlternatePresentations"):
        yield Fault(say("有 AlternatePresentations", "there are AlternatePresentations"))
    for summary in census.pages:
        if summary.key != (0, 0) and has(_page(document, summary.index), "PresSteps"):
            yield Fault(say("页面有 PresSteps", "the page has PresSteps"), summary.index, summary.key[:1])


def _page(document: Document, index: int) -> object:
    return document.pdf.pages[index - 1].obj


@document_rule(
    "preflight.requirements",
    say("文件要求阅读器有某种功能（Requirements）", "the file asks readers for abilities (Requirements)"),
    say("去掉 Requirements", "remove Requirements"),
    pdfa("6.11"),
)
def requirements(document: Document) -> Iterator[Fault]:
    if has(document.root, "Requirements"):
        yield Fault(say("文件目录里有 Requirements", "there are Requirements in the catalogue"))

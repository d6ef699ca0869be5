"""Links within the report and out of it: where one leads, and what an empty one prints.

What leads nowhere is returned as a `Complaint`, whose place counts characters of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.core.diagnostics import Message
from reportgen.data.nearest import did_you_mean

ADDRESS = re.compile(r"\]\(\s*<?(?P<address>[^)\s>]*)")
_SCHEMES = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True)
class Target:
    """What a link within the report may lead to: a node, and what a text says for it: 图1, or nothing."""

    node: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a piece of markup: start and end in its paragraph, code, words and cures."""

    where: tuple[int, int]
    code: str
    message: Message
    hints: tuple[Message, ...] = ()


def destination(
    written: str, found: re.Match[str] | None, targets: Mapping[str, Target]
) -> tuple[str, str] | Complaint:
    """Where a link leads, and that place's label: an address of the web as written, `#name` as a node.

    `written` is what the parser made of the address, `found` the match of `ADDRESS` if there is one.
    """
    if written.startswith(_SCHEMES):
        return written, ""
    name = found["address"] if found else written
    if name.startswith("#") and name[1:] in targets:
        leads = targets[name[1:]]
        return f"#{leads.node}", leads.label
    return Complaint(
        _place(found),
        "spec.unknown-link",
        Message(f"链接“{name}”没有去处", f'the link "{name}" leads nowhere'),
        did_you_mean(name.removeprefix("#"), targets)
        or (
            Message(
                "写完整的网址（https://…），或写 # 加章或版块的编号",
                "write a whole address (https://…), or # and the id of a section or block",
            ),
        ),
    )


def without_words(written: str, found: re.Match[str] | None, targets: Mapping[str, Target]) -> Complaint:
    """That an empty link leads to what has no number to print."""
    name = found["address"] if found else written
    labelled = {f"#{key}": leads.label for key, leads in targets.items() if leads.label}
    words = Message("在方括号里写上文字", "write words between the brackets")
    return Complaint(
        _place(found),
        "content.no-label",
        Message(f"“{name}”没有编号，方括号里不能空着", f'"{name}" has no number to print for an empty link'),
        (*did_you_mean(name, labelled), words),
    )


def no_such_place(name: str, where: tuple[int, int], targets: Mapping[str, Target]) -> Complaint:
    """That the page of something is asked for that there is not."""
    return Complaint(
        where,
        "spec.unknown-link",
        Message(f"没有编号为“{name}”的章或版块", f'no section or block is called "{name}"'),
        did_you_mean(name, targets),
    )


def advice_on_place(name: str, targets: Mapping[str, Target]) -> tuple[Message, ...]:
    """Advice for who names a section or a block where a metric is wanted."""
    if name not in targets:
        return ()
    return (
        Message(
            f"这是章或版块的编号：它的页码写成 {{{{ {name} | page }}}}，它的图号、章号写成 [](#{name})",
            f"this is a section or a block: {{{{ {name} | page }}}} is its page, [](#{name}) its number",
        ),
    )


def _place(found: re.Match[str] | None) -> tuple[int, int]:
    return found.span("address") if found else (0, 1)

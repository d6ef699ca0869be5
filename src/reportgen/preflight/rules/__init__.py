"""The rules, by subject. Importing this package enters all of them into the tables of `rule`."""

# No `from __future__ import annotations` here: the name would stand in the way of the module of that name,
# which would then not be imported.

from collections.abc import Iterator
from typing import Any

from reportgen.core.diagnostics import Severity
from reportgen.preflight.rule import (
    CENSUS_RULES,
    DOCUMENT_RULES,
    OPENING_RULES,
    PAGE_RULES,
    Fault,
    Rule,
    every,
    say,
)
from reportgen.preflight.rules import (
    actions,
    annotations,
    attachments,
    bleed,
    boxes,
    cmaps,
    colour,
    content,
    fonts,
    glyphs,
    identification,
    information,
    ink,
    intents,
    layers,
    limits,
    lines,
    metadata,
    navigation,
    opening,
    overprint,
    parts,
    pictures,
    protection,
    schemas,
    spots,
    streams,
    syntax,
    tagging,
    text,
    transparency,
    tree,
)

__all__ = [
    "NOT_CHECKED",
    "SUBJECTS",
    "all_rules",
]


def _never() -> Iterator[Fault]:
    return iter(())


# Belongs to no table: `check` uses it where another rule breaks down.
NOT_CHECKED = Rule(
    "preflight.not-checked",
    say(
        "文件有的地方不合规范，有一条规则没有查成",
        "the file is malformed somewhere, and a rule was not applied",
    ),
    say(
        "先改正其他各条，重新生成文件再查", "mend the other findings, make the file again and check once more"
    ),
    (every(Severity.WARNING, "good sense"),),
    _never,
)

# The modules in the order of the documents, each with its subject in both languages; several may share one.
SUBJECTS = {
    opening: say("打开文件", "Opening the file"),
    **dict.fromkeys((syntax, protection, streams), say("文件结构", "Structure of the file")),
    limits: say("限度", "Limits"),
    content: say("页面内容的写法", "Syntax of page content"),
    metadata: say("XMP 元数据", "XMP metadata"),
    schemas: say("XMP 扩展属性", "XMP extension schemas"),
    information: say("文档信息", "Document information"),
    identification: say("声明的标准", "Standards claimed"),
    intents: say("输出意图", "Output intents"),
    boxes: say("页框", "Page boxes"),
    bleed: say("出血、裁切标记、安全边距", "Bleed, marks, safe margins"),
    colour: say("颜色", "Colour"),
    spots: say("专色", "Spot colours"),
    overprint: say("黑色和叠印", "Black and overprint"),
    ink: say("墨量", "Ink"),
    lines: say("细线和小字", "Thin lines and small type"),
    pictures: say("图片", "Pictures"),
    transparency: say("透明和图形状态", "Transparency and graphics state"),
    fonts: say("字体", "Fonts"),
    glyphs: say("字形", "Glyphs"),
    cmaps: say("编码", "Encodings and CMaps"),
    text: say("文字的含义", "What text means"),
    annotations: say("注释和表单", "Annotations and forms"),
    actions: say("动作和链接", "Actions and links"),
    layers: say("图层", "Layers"),
    attachments: say("附件", "Attachments"),
    tagging: say("标签和内容", "Tags and content"),
    tree: say("结构树", "The structure tree"),
    parts: say("标题、表、列表", "Headings, tables, lists"),
    navigation: say("书签、页码、语言", "Bookmarks, page labels, language"),
}


def all_rules() -> dict[str, Rule[Any]]:
    """Every rule by its code."""
    return {
        **OPENING_RULES,
        **DOCUMENT_RULES,
        **PAGE_RULES,
        **CENSUS_RULES,
        NOT_CHECKED.code: NOT_CHECKED,
    }

"""Characters that do not belong: traditional ones in simplified text, compatibility forms, wide letters.

Traditional characters come from Unihan; those that the Table of General Standard Chinese Characters holds
itself (著, 乾, 於) are never flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, Message, Span, note, warning
from reportgen.core.places import Places, SpecPath
from reportgen.review.words.shown import Shown

TABLES = Path(__file__).parent / "tables"

# U+FA0E and eleven others stand among the compatibility ideographs and are characters of their own.
_OWN = "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"
_COMPATIBILITY = re.compile(f"(?![{_OWN}])[\uf900-\ufaff\U0002f800-\U0002fa1f]")
FULL_WIDTH = re.compile(r"(?:[０-９Ａ-Ｚａ-ｚ]|(?<=[０-９])．(?=[０-９])|(?<=[０-９])％)+")

# Radicals of the supplement that PDF files of simplified text give for characters of the same shape
# (EquivalentUnifiedIdeograph of Unicode 15.0.0, without those that are only parts of characters: ⺁, ⺈, ⺗).
_RADICALS = (
    "⺜日⺝月⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风"
    "⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
RADICALS = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
RADICAL = re.compile(f"[{''.join(RADICALS)}]")

Where = tuple[SpecPath, int, int]


@cache
def simplified() -> dict[str, str]:
    """By traditional character its simplified form."""
    lines = (TABLES / "traditional.txt").read_text("utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(simplified())}]")


@cache
def _any() -> re.Pattern[str]:
    """Finds texts in which there may be something."""
    return re.compile(
        f"[{''.join(simplified())}{''.join(RADICALS)}０-９Ａ-Ｚａ-ｚ\uf900-\ufaff\U0002f800-\U0002fa1f]"
    )


def character_findings(
    texts: Iterable[tuple[SpecPath, Shown]], places: Places, names: Iterable[str]
) -> Iterator[Diagnostic]:
    """Findings on single characters, each with all its places. `names` of people may have any characters."""
    own = set("".join(names))
    traditional: dict[tuple[str, bool], list[Where]] = {}
    compatible: dict[str, list[Where]] = {}
    radicals: dict[str, list[Where]] = {}
    wide: list[Where] = []
    for path, shown in texts:
        text = shown.text
        if _any().search(text) is None:
            continue  # most texts: one search is quicker than four
        for match in _traditional().finditer(text):
            if match[0] not in own and not shown.is_allowed(*match.span()):
                key = match[0], shown.is_cited(*match.span())
                traditional.setdefault(key, []).append((path, *shown.typed_span(*match.span())))
        for match in _COMPATIBILITY.finditer(text):
            compatible.setdefault(match[0], []).append((path, *shown.typed_span(*match.span())))
        for match in RADICAL.finditer(text):
            radicals.setdefault(match[0], []).append((path, *shown.typed_span(*match.span())))
        for match in FULL_WIDTH.finditer(text):
            if not shown.is_allowed(*match.span()):
                wide.append((path, *shown.typed_span(*match.span())))
    for (char, is_cited), where in traditional.items():
        yield _placed(_old(char, is_cited), where, places)
    for char, where in compatible.items():
        yield _placed(_double(char), where, places)
    for char, where in radicals.items():
        yield _placed(_radical(char), where, places)
    if wide:
        yield _placed(_full_width(), wide, places)


def _old(char: str, is_cited: bool) -> Diagnostic:
    zh = f"“{char}”是繁体字，简体作“{simplified()[char]}”"
    en = f"{char} is a traditional character; the simplified one is {simplified()[char]}"
    if is_cited:
        return note("review.traditional", None, zh=zh, en=en)
    hint = Message(
        "确要用它（人名、古迹），就写进 review.allow 或 people", "if it is meant, list it under review.allow"
    )
    return warning("review.traditional", None, zh=zh, en=en, hints=(hint,))


def _double(char: str) -> Diagnostic:
    return note(
        "review.compatibility",
        None,
        zh=f"“{char}”(U+{ord(char):04X}) 是兼容汉字，照样印出，检索时却找不到",
        en=f"{char} (U+{ord(char):04X}) is a compatibility ideograph: printed so, not found by a search",
        hints=(Message("核对是不是人名里的字；不是就重新录入", "type it anew, unless it is so in a name"),),
    )


def _radical(char: str) -> Diagnostic:
    return warning(
        "review.radical",
        None,
        zh=f"“{char}”(U+{ord(char):04X}) 是部首，不是“{RADICALS[char]}”字",
        en=f"{char} (U+{ord(char):04X}) is a radical and not the character {RADICALS[char]}",
        hints=(Message("多半是从 PDF 粘贴来的；fix 能改", "pasted from a PDF, most likely; `fix` mends it"),),
    )


def _full_width() -> Diagnostic:
    return warning(
        "review.full-width",
        None,
        zh="全角的数字或字母",
        en="full-width digits or letters",
        hints=(Message("改成半角；fix 能改", "write ordinary ones; `fix` does"),),
    )


def _placed(finding: Diagnostic, where: list[Where], places: Places) -> Diagnostic:
    spans: tuple[Span, ...] = tuple(dict.fromkeys(places.inside(*each) for each in where))
    said = finding.message
    if len(spans) > 1:
        said = Message(f"{said.zh}，共 {len(spans)} 处", f"{said.en}, {len(spans)} places")
    return replace(finding, message=said, span=spans[0], also=spans[1:])

"""A comparison of editions as text: a table for a terminal, JSON, and a section to paste into the book."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from reportgen.core.diagnostics import Language, Message
from reportgen.core.text import display_width
from reportgen.data.metrics import Metric
from reportgen.review.compare import Comparison, Differs, Pair

WIDTH = 80  # columns of a terminal

WAYS: Mapping[Differs, Message] = {
    Differs.VALUE: Message("数值改变", "value"),
    Differs.QUALIFIER: Message("限定词改变", "qualifier"),
    Differs.UNIT_CONVERTED: Message("单位换算（相等）", "unit (same amount)"),
    Differs.UNIT: Message("单位改变", "unit"),
    Differs.BASE: Message("期初改变", "baseline"),
    Differs.DATE: Message("时点改变", "date"),
    Differs.RANK: Message("位次改变", "rank"),
    Differs.ID: Message("编号改变", "id"),
    Differs.NAME: Message("改名", "renamed"),
    Differs.NEW: Message("新增", "new"),
    Differs.DROPPED: Message("删去", "dropped"),
}


def ways_text(ways: Sequence[Differs], language: Language) -> str:
    """How a figure differs, in words."""
    return ("、" if language == "zh" else ", ").join(WAYS[way].text(language) for way in ways)


# ------------------------------------------------------------------ for a terminal


def table_text(found: Comparison, language: Language, width: int = WIDTH) -> str:
    """What differs, no line wider than `width` columns (a Chinese character takes two)."""
    heads = Message("指标|上版|本版|不同", "figure|old|new|differs").text(language).split("|")
    rows = [
        [
            _named(pair),
            pair.old_printed or "—",
            pair.new_printed or "—",
            ways_text(pair.ways, language) + _changed(pair, language),
        ]
        for pair in found.different
    ]
    out = list(_titles(found, language, width))
    if rows:
        out += _set([heads, *rows], width)
    out += _section_lines(found, language, width)
    same = len(found.pairs) - len(rows)
    zh, en = (
        f"共 {len(found.pairs)} 项，{len(rows)} 项不同，{same} 项相同",
        (f"{len(found.pairs)} figures, {len(rows)} differ, {same} are the same"),
    )
    out.append(Message(zh, en).text(language))
    return "\n".join(line.rstrip() for line in out) + "\n"


def _titles(found: Comparison, language: Language, width: int) -> Iterator[str]:
    for name, title in ((Message("上版", "old"), found.old_title), (Message("本版", "new"), found.new_title)):
        yield _cut(f"{name.text(language)}: {title}", width)[0]


def _named(pair: Pair) -> str:
    if pair.old is not None and pair.new is not None and pair.old.name != pair.new.name:
        return f"{pair.new.name}（{pair.old.name}）"
    return pair.name


def _changed(pair: Pair, language: Language) -> str:
    if not pair.change or Differs.VALUE not in pair.ways:
        return ""
    return f"（{pair.change}）" if language == "zh" else f" ({pair.change})"


def _section_lines(found: Comparison, language: Language, width: int) -> Iterator[str]:
    for pair in found.sections:
        old, new = (each.title if each else "—" for each in (pair.old, pair.new))
        head = Message("章", "section").text(language)
        yield from _wrapped(f"{head}: {old} → {new}  {WAYS[pair.way].text(language)}", width)


def _set(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Columns as wide as their content, the widest turned; a rule below the heads."""
    gap = 2
    room = width - gap * (len(rows[0]) - 1)
    widths = [max(display_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    for number, row in enumerate(rows):
        cells = [_wrapped(cell, wide) for cell, wide in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            parts = [cell[line] if line < len(cell) else "" for cell in cells]
            padded = (
                part + " " * (wide - display_width(part)) for part, wide in zip(parts, widths, strict=True)
            )
            yield (" " * gap).join(padded)
        if number == 0:
            yield "-" * min(width, sum(widths) + gap * (len(widths) - 1))


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    while text:
        head, text = _cut(text, width)
        lines.append(head)
    return lines or [""]


def _cut(text: str, width: int) -> tuple[str, str]:
    """As much of `text` as `width` columns hold (one character at least), and the rest."""
    used = 0
    for at, char in enumerate(text):
        used += display_width(char)
        if used > width and at:
            return text[:at], text[at:]
    return text, ""


# ------------------------------------------------------------------ as data


def json_text(found: Comparison) -> str:
    """Everything that differs; ids of ways are those of `Differs`."""
    whole = {
        "old": found.old_title,
        "new": found.new_title,
        "figures": [
            {
                "id": pair.new.id if pair.new else None,
                "old_id": pair.old.id if pair.old else None,
                "name": pair.new.name if pair.new else None,
                "old_name": pair.old.name if pair.old else None,
                "differs": [way.value for way in pair.ways],
                "old": _side(pair.old, pair.old_printed),
                "new": _side(pair.new, pair.new_printed),
                "change": pair.change or None,
            }
            for pair in found.different
        ],
        "same": len(found.pairs) - len(found.different),
        "sections": [
            {
                "differs": pair.way.value,
                "old": {"id": pair.old.id, "title": pair.old.title} if pair.old else None,
                "new": {"id": pair.new.id, "title": pair.new.title} if pair.new else None,
            }
            for pair in found.sections
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _side(metric: Metric | None, printed: str) -> dict[str, object] | None:
    if metric is None:
        return None
    value = metric.value
    return {
        "printed": printed,
        "value": f"{value.value:f}" if value else None,
        "qualifier": value.qualifier.words if value and value.qualifier else None,
        "unit": metric.unit,
        "as_of": metric.as_of or None,
        "baseline": f"{metric.baseline.value:f}" if metric.baseline else None,
    }


# ------------------------------------------------------------------ for the book

_SECTION_ID = "compared_with_last"


def spec_text(found: Comparison, language: Language) -> str:
    """A section in YAML: figures of this edition as references, those of the last one as they were printed.

    Goes into `sections:` of the new edition's spec. What is the same in both is left out.
    """
    words = Message(
        "与上版比|主要指标与上版比|指标|上版|本版|变化|不再列出的指标|上版的数字",
        "Compared with the last edition|Figures compared|Figure|Last|This|Change|No longer listed|Last",
    )
    title, table, metric, last, this, change, gone, its = words.text(language).split("|")
    kept = [pair for pair in found.different if pair.new is not None and _is_printed(pair.new)]
    dropped = [pair for pair in found.different if pair.new is None]
    out = [f"- id: {_SECTION_ID}", f"  title: {title}", "  kind: back", "  blocks:"]
    if kept:
        out += _yaml_table(table, (metric, last, this, change), map(_kept_row, kept))
    if dropped:
        rows = ((_plain(pair.name), _plain(pair.old_printed) or "—") for pair in dropped)
        out += _yaml_table(gone, (metric, its), rows)
    if not kept and not dropped:
        none = Message("两版的数字相同。", "The figures of both editions are the same.")
        out.append(f"    - text: {none.text(language)}")
    return "\n".join(out) + "\n"


def _is_printed(metric: Metric) -> bool:
    """Whether a reference to it has something to print."""
    return metric.value is not None or bool(metric.ranks)


def _kept_row(pair: Pair) -> tuple[str, ...]:
    assert pair.new is not None, "only figures of this edition"
    form = "" if pair.new.value is not None else " | rank"
    return (
        _plain(pair.name),
        _plain(pair.old_printed) or "—",
        f"{{{{ {pair.new.id}{form} }}}}",
        _plain(pair.change) or "—",
    )


def _yaml_table(title: str, heads: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"    - table: {_quoted(title)}"
    yield "      columns:"
    yield from (f"        - {{head: {_quoted(head)}}}" for head in heads)
    yield "      rows:"
    for row in rows:
        yield f"        - [{', '.join(map(_quoted, row))}]"


def _plain(text: str) -> str:
    """Text without meaning in Markdown: marks are escaped."""
    return re.sub(r"([\\`*_{}\[\]<>#|~^$])", r"\\\1", text)


def _quoted(text: str) -> str:
    """A YAML scalar in double quotes, as JSON has them."""
    return json.dumps(text, ensure_ascii=False)

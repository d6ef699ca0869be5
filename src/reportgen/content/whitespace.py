"""White space as it should be on paper: none between Chinese characters, one space elsewhere.

Rule book 3.1, 3.2. Line ends and spaces are treated alike: folded YAML has made one of the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from reportgen.content.emphasis import QUOTES, is_wide, is_wide_mark
from reportgen.core.text import Mark, MarkKind, RichText

_BLANKS = re.compile(r"[ \t\r\n]+")
# Most texts have no white space but single blanks beside Western words, which stay as they are.
_MAY_BE_WIDE_MARK = r"[\u2329\u232a\u3000-\u30ff\ufe10-\ufe6f\uff00-\uffef\U00016fe0-\U00016fff]"
_UNSETTLED = re.compile(
    rf"\A | \Z|[\t\r\n]|  |[\u1100-\U0010ffff] [\u1100-\U0010ffff]|{_MAY_BE_WIDE_MARK} | {_MAY_BE_WIDE_MARK}"
)


def settled(rich: RichText) -> RichText:
    """White space as it should be on paper; code and inserted figures stay as they are."""
    text = rich.text
    if not _UNSETTLED.search(text):
        return rich
    changes = [c for c in _changes(text, rich.marks) if c[2] != text[c[0] : c[1]]]
    if not changes:
        return rich
    out: list[str] = []
    ends: list[int] = []
    shifts = [0]
    last = 0
    for start, end, blank in changes:
        out += (text[last:start], blank)
        last = end
        ends.append(end)
        shifts.append(shifts[-1] + len(blank) - (end - start))
    out.append(text[last:])

    def moved(position: int) -> int:
        index = bisect_right(ends, position)
        if index < len(changes) and changes[index][0] < position:  # inside white space that changes
            position = changes[index][0] + len(changes[index][2])
        return position + shifts[index]

    kept = (Mark(moved(m.start), moved(m.end), m.kind, m.value) for m in rich.marks)
    return RichText("".join(out), tuple(m for m in kept if m.start < m.end), rich.origin)


def _changes(text: str, marks: tuple[Mark, ...]) -> Iterator[tuple[int, int, str]]:
    shielded = [m for m in marks if m.kind in (MarkKind.CODE, MarkKind.FIGURE, MarkKind.NO_BREAK)]
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if any(m.start <= start and end <= m.end for m in shielded):
            continue
        if start == 0 or end == len(text):
            yield start, end, ""
        else:
            yield start, end, "" if _closes_up(text[start - 1], text[end]) else " "


def _closes_up(before: str, after: str) -> bool:
    """Whether white space between two characters disappears (rule book 3.1, 3.2).

    A space is treated as a line end: folded YAML has made one of the other.
    """
    if is_wide_mark(before) or is_wide_mark(after) or (is_wide(before) and is_wide(after)):
        return True
    return (is_wide(before) and after in QUOTES) or (before in QUOTES and is_wide(after))

"""A paragraph one line longer or shorter than its best, where no reader would see it (rule book 10.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from reportgen.core.style import ParaStyle
from reportgen.core.text import RichText
from reportgen.layout.setting import Setter
from reportgen.typeset.paragraph import Paragraph

# Demerits per line, on the average; a line without fault has 100. At 1000 hanzi stand 0.15 em apart, or marks
# have lost two thirds of their white: seen when the two are laid side by side, not when one is read. From
# 1500 on single lines look spaced out.
WORST = 1000.0

Variant = Callable[[int], Paragraph | None]


def variants(setter: Setter, text: RichText, style: str | ParaStyle, plain: Paragraph) -> Variant:
    """Sets `text`, which is `plain` at its best, with so many lines more or less; None where that shows.

    Nothing is set before it is asked for, and nothing twice.
    """
    return partial(_variant, setter, text, style, plain, {})


def _variant(
    setter: Setter,
    text: RichText,
    style: str | ParaStyle,
    plain: Paragraph,
    known: dict[int, Paragraph | None],
    by: int,
) -> Paragraph | None:
    if by not in known:
        known[by] = None
        if len(plain.lines) + by > 0:
            paragraph = setter.paragraph(text, style, plain.measure, looseness=by)
            if paragraph.looseness == by and is_unseen(paragraph, plain):
                known[by] = paragraph
    return known[by]


def is_unseen(paragraph: Paragraph, plain: Paragraph) -> bool:
    """Whether `paragraph` is set well enough, and without a fault that `plain` does not have."""
    if paragraph.demerits > WORST * len(paragraph.lines):
        return False
    before = Counter(finding.code for finding in plain.findings)
    return Counter(finding.code for finding in paragraph.findings) <= before

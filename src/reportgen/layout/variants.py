"""A paragraph one line longer or shorter than its best, where no reader would see it (rule book 10.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from reportgen.core.style import ParaStyle
from reportgen.core.text import RichText
from reportgen.layout.setting import Setter
from reportgen.typeset.paragraph import Paragraph

# Demerits per line, on the average; a line without fault has 100. At 2500 hanzi stand 0.08 em apart, or all
# brackets have lost their white: seen when the two are laid side by side, not when one is read.
WORST = 2500.0

Variant = Callable[[int], Paragraph | None]
Reset = Callable[[int], Paragraph]  # a paragraph set with so many lines more, if ordinary rules allow


def text_variants(setter: Setter, text: RichText, style: str | ParaStyle, plain: Paragraph) -> Variant:
    """Variants of `text` set in `style`, which is `plain` at its best."""
    return variants(lambda by: setter.paragraph(text, style, plain.measure, looseness=by), plain)


def variants(reset: Reset, plain: Paragraph) -> Variant:
    """A paragraph, `plain` at its best, with so many lines more or less; None where that shows.

    Nothing is set before it is asked for, and nothing twice.
    """
    return partial(_variant, reset, plain, {})


def _variant(reset: Reset, plain: Paragraph, known: dict[int, Paragraph | None], by: int) -> Paragraph | None:
    if by not in known:
        known[by] = None
        if len(plain.lines) + by > 0:
            paragraph = reset(by)
            if paragraph.looseness == by and is_unseen(paragraph, plain):
                known[by] = paragraph
    return known[by]


def is_unseen(paragraph: Paragraph, plain: Paragraph) -> bool:
    """Whether `paragraph` is set well enough, and without a fault that `plain` does not have."""
    if paragraph.demerits > WORST * len(paragraph.lines):
        return False
    before = Counter(finding.code for finding in plain.findings)
    return Counter(finding.code for finding in paragraph.findings) <= before

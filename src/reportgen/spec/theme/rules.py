"""The chosen rules of setting as the composer's styles take them."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from reportgen.core.style import CjkStyle, Hanging, Kinsoku, Punctuation
from reportgen.spec.schema import TypographyRules

Trim = Literal["trim", "keep"]


def ruled(style: CjkStyle, rules: TypographyRules) -> CjkStyle:
    """`style` with what `rules` say; where they say nothing it stays as it is.

    The gap between hanzi and Western text may shrink to half of what is asked and grow to twice that, as
    the default does (rule book 6.6).
    """
    if rules.gap is not None:
        gap = float(rules.gap)
        style = replace(style, gap_em=gap, gap_min_em=gap / 2, gap_max_em=2 * gap)
    return replace(
        style,
        punctuation=Punctuation(rules.punctuation) if rules.punctuation else style.punctuation,
        kinsoku=Kinsoku(rules.kinsoku) if rules.kinsoku else style.kinsoku,
        hanging=Hanging(rules.hanging) if rules.hanging else style.hanging,
        trim_line_start=_trims(rules.line_start, style.trim_line_start),
        trim_line_end=_trims(rules.line_end, style.trim_line_end),
        last_line_min=rules.last_line or style.last_line_min,
    )


def hyphenates(*rules: TypographyRules) -> bool:
    """Whether words are divided: the first of `rules` that says so decides."""
    return next((rule.hyphenate for rule in rules if rule.hyphenate is not None), True)


def _trims(asked: Trim | None, default: bool) -> bool:
    return default if asked is None else asked == "trim"

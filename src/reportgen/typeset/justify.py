"""How a line is brought to its measure: which glue gives way first, and how much (rule book, section 7).

Reduction empties one class after the other, R2 to R6. Expansion goes in rounds, X1 to X3: first every class
up to what the eye does not notice (soft), then to its limit (hard), then hanzi apart in an emergency. The
line breaker asks here what a line would cost, the paragraph what its glue becomes: one and the same rule.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.core.style import CjkStyle
from reportgen.typeset.items import Items, Sums
from reportgen.typeset.locales import locale_of
from reportgen.typeset.spacing import R2, R3, R4, R5, R6, X1

X3_SOFT, X3_HARD, X3_EMERGENCY = 0.1, 0.25, 0.5
X3_UNSEEN = 0.06  # em: two lines that differ by no more look alike
UNLIMITED = 1e9
# What word spaces of a Western paragraph open by at most (em) in the pass that lets hanzi stand so far apart:
# to 0.4 em undivided, 0.7 with divided words, 1 em in an emergency. `X1_WESTERN_UNIT` more is as bad as 100.
X1_WESTERN_UNIT = 1 / 6
X1_WESTERN = 0.45
_WESTERN_X1 = ((X3_SOFT, 0.15), (X3_HARD, X1_WESTERN), (UNLIMITED, 0.75))
TIGHT, NORMAL, LOOSE = range(3)  # fitness of a line

REDUCTION_ORDER = (R2, R3, R4, R5, R6)
REDUCTION_WEIGHT = {R2: 0.2, R3: 0.4, R4: 0.5, R5: 0.7, R6: 1.5}
# Section 8.2 has 1.0 for X3. With 12 a divided word (penalty 80) costs as much as hanzi 0.1 em apart, as
# section 4.5 says in words; with 1 the break behind a stop would pay for 0.1 em on its line, and most
# lines would be a little loose.
X1_WEIGHT, X2_WEIGHT, X3_WEIGHT = 0.3, 0.5, 12.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How far each class of glue may open, in em per gap; `x3` is the limit of the pass at hand."""

    x1_soft: float = 0.11
    x1_hard: float = 0.22
    x1_unit: float = 0.22  # where the class is as bad as its weight says
    x1_weight: float = X1_WEIGHT
    x2_soft: float = 0.08
    x2_hard: float = 0.25
    x3_soft: float = X3_SOFT
    x3: float = X3_HARD


def limits_of(style: CjkStyle, x3: float) -> Limits:
    """Limits of a paragraph's style in a pass that lets hanzi stand `x3` em apart.

    Where the text is not in hanzi its word spaces bear everything, and go farther from pass to pass.
    """
    x2_hard = max(0.0, style.gap_max_em - style.gap_em)
    limits = Limits(x2_soft=min(0.08, x2_hard), x2_hard=x2_hard, x3=x3)
    if locale_of(style).is_han:
        return limits
    hard = next(most for pass_x3, most in _WESTERN_X1 if x3 <= pass_x3)
    return replace(limits, x1_hard=hard, x1_unit=X1_WESTERN_UNIT, x1_weight=1.0)


@dataclass(frozen=True, slots=True)
class Change:
    """What the glue of one line becomes: em added per gap and class, and parts taken of each shrink class."""

    x1: float = 0.0
    x2: float = 0.0
    x3: float = 0.0
    parts: tuple[float, ...] = ()  # by class number; empty: nothing is reduced
    rest: float = 0.0  # pt that no rule may cover: more than 0 is too little to fill, less is too much


def expansion(
    excess: float, w1: float, w2: float, w3: float, limits: Limits
) -> tuple[float, float, float, float]:
    """Spread `excess` pt over gaps whose ems add up to `w1`, `w2`, `w3` pt: X1, X2, X3 in em per gap, and the
    pt that found no place."""
    x1 = x2 = x3 = 0.0
    soft, hard = limits.x1_soft, limits.x1_hard
    if w1 > 0:
        if excess <= soft * w1:
            return excess / w1, x2, x3, 0.0
        x1 = soft
        excess -= soft * w1
    soft = limits.x2_soft
    if w2 > 0:
        if excess <= soft * w2:
            return x1, excess / w2, x3, 0.0
        x2 = soft
        excess -= soft * w2
    soft = limits.x3_soft
    if w3 > 0:
        if excess <= soft * w3:
            return x1, x2, excess / w3, 0.0
        x3 = soft
        excess -= soft * w3
    if w1 > 0:
        if excess <= (hard - x1) * w1:
            return x1 + excess / w1, x2, x3, 0.0
        excess -= (hard - x1) * w1
        x1 = hard
    hard = limits.x2_hard
    if w2 > 0:
        if excess <= (hard - x2) * w2:
            return x1, x2 + excess / w2, x3, 0.0
        excess -= (hard - x2) * w2
        x2 = hard
    hard = limits.x3
    if w3 > 0 and hard > x3:
        if excess <= (hard - x3) * w3:
            return x1, x2, x3 + excess / w3, 0.0
        excess -= (hard - x3) * w3
        x3 = hard
    return x1, x2, x3, excess


def expansion_badness(x1: float, x2: float, x3: float, limits: Limits) -> float:
    """`b` of section 8.2 for an expanded line."""
    used = x3 / X3_HARD
    badness = X3_WEIGHT * used * used * used
    if x1:
        used = x1 / limits.x1_unit
        badness += limits.x1_weight * used * used * used
    if x2:
        used = x2 / limits.x2_hard
        badness += X2_WEIGHT * used * used * used
    return 100 * badness


def reduction(excess: float, amounts: dict[int, float]) -> tuple[tuple[float, ...], float]:
    """Take `excess` pt from the shrink classes, whose amounts on the line are given by class number: the part
    taken of each class (by number), and the pt that are still too much."""
    parts = [0.0] * (R6 + 1)
    for cls in REDUCTION_ORDER:
        amount = amounts.get(cls, 0.0)
        if amount <= 0:
            continue
        if excess <= amount:
            parts[cls] = excess / amount
            return tuple(parts), 0.0
        parts[cls] = 1.0
        excess -= amount
    return tuple(parts), excess


def reduction_badness(excess: float, classes: list[tuple[float, float]]) -> float:
    """`b` of section 8.2 for a line reduced by `excess` pt; `classes` are (weight, amount in pt) in order."""
    badness = 0.0
    for weight, amount in classes:
        if amount <= 0:
            continue
        if excess <= amount:
            used = excess / amount
            return 100 * (badness + weight * used * used * used)
        badness += weight
        excess -= amount
    return 100 * badness


def line_change(sums: Sums, start: int, last: int, excess: float, limits: Limits) -> Change:
    """Change that brings the line of glyphs `start`..`last` to its measure; `excess` pt are to be filled,
    or taken away if negative. Glue behind the last glyph has vanished at the line's end."""
    if excess >= 0:
        w1, w2, w3 = (0.0 if s is None else s[last] - s[start] for s in sums.stretch[X1:])
        x1, x2, x3, rest = expansion(excess, w1, w2, w3, limits)
        return Change(x1, x2, x3, (), rest)
    amounts = {c: s[last] - s[start] for c in REDUCTION_ORDER if (s := sums.shrink[c]) is not None}
    parts, too_much = reduction(-excess, amounts)
    return Change(parts=parts, rest=-too_much)


def advances(items: Items, start: int, end: int, change: Change | None) -> list[float]:
    """Final advances (pt) of glyphs `start`..`end - 1` as one line, edges trimmed."""
    table = items.table
    kinds = items.kinds[start:end]
    natural = table.advance
    if change is None:
        result = list(map(natural.__getitem__, kinds))
    else:
        per_em = (0.0, change.x1, change.x2, change.x3)
        parts = change.parts
        final: dict[int, float] = {}
        for kind in set(kinds):
            if parts:
                final[kind] = natural[kind] - parts[table.shrink_class[kind]] * table.shrink[kind]
            else:
                final[kind] = natural[kind] + per_em[table.stretch_class[kind]] * table.weight[kind]
        result = list(map(final.__getitem__, kinds))
    if result:
        result[-1] = natural[kinds[-1]] - table.tail[kinds[-1]]
        result[0] -= table.lead[kinds[0]]
    return result


def spread_evenly(items: Items, start: int, end: int, excess: float) -> list[float]:
    """Advances of an even-spread line (均排): the same addition after every cluster but the last."""
    result = advances(items, start, end, None)
    clusters = items.clusters
    gaps = [i for i in range(start, end - 1) if clusters[i + 1] != clusters[i]]
    for gap in gaps:
        result[gap - start] += excess / len(gaps)
    return result

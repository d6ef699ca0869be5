"""Units in formulas: what they measure, their scale, and how they combine.

A unit is plain units to a power, a power of ten, and for pure numbers a kind: 亿元/万人 is 元/人 at 10⁴, % is
a share at 10⁻², 百分点 a difference of shares at 10⁻². Figures are never rescaled before they must be, so a
formula may also convert by hand; `conversion` tells the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from reportgen.data import units

Kind = Literal["", "share", "points"]

_SHARES = {"%": -2, "％": -2, "‰": -3, "‱": -4}
_POINTS = {"百分点": -2, "个百分点": -2, "千分点": -3, "个千分点": -3}
_PURE = ("", "倍")


@dataclass(frozen=True, slots=True)
class Dimension:
    """A unit in its parts: `plain` are units and their exponents, sorted; none: a pure number of a `kind`.

    `scale` is a power of ten, `below` what the units after the stroke have of it: 4 in 亿元/万人, whose scale
    is 4 as well.
    """

    plain: tuple[tuple[str, int], ...] = ()
    scale: int = 0
    kind: Kind = ""
    below: int = field(default=0, compare=False)

    @property
    def above(self) -> int:
        """The power of ten before the stroke."""
        return self.scale + self.below

    def __str__(self) -> str:
        return self.text("zh")

    def text(self, language: Literal["zh", "en"]) -> str:
        """The unit as it is written, for findings."""
        if not self.plain:
            return self._pure(language)
        above = [(name, power) for name, power in self.plain if power > 0]
        below = [(name, -power) for name, power in self.plain if power < 0]
        scale = _SCALE_WORDS.get(self.scale, "")
        exact = "" if scale or not self.scale else f"10^{self.scale}·"
        return exact + scale + "/".join(filter(None, (_product(above) or "1", _product(below))))

    def _pure(self, language: str) -> str:
        if self.kind == "share":
            return {-2: "%", -3: "‰", -4: "‱"}.get(self.scale, "%")
        if self.kind == "points":
            return "百分点" if language == "zh" else "percentage points"
        return "没有单位的数" if language == "zh" else "a pure number"


PURE = Dimension()
PERCENT = Dimension((), -2, "share")
_SCALE_WORDS = {power: word for word, power in units.SCALES.items()}


def _product(parts: list[tuple[str, int]]) -> str:
    return "·".join(name if power == 1 else f"{name}^{power}" for name, power in parts)


@lru_cache(maxsize=1024)
def dimension(unit: str) -> Dimension:
    """The parts of a unit as written: 万元, 元/人, 亿元/平方公里, %, 个百分点."""
    unit = unit.strip()
    if unit in _PURE:
        return PURE
    if unit in _SHARES:
        return Dimension((), _SHARES[unit], "share")
    if unit in _POINTS:
        return Dimension((), _POINTS[unit], "points")
    first, *rest = unit.replace("／", "/").split("/")
    scale, name = units.split(first)
    below = 0
    powers: dict[str, int] = {name: 1} if name not in _PURE else {}
    for part in rest:
        power, name = units.split(part)
        below += power
        powers[name] = powers.get(name, 0) - 1
    return Dimension(_sorted(powers), scale - below, below=below)


def _sorted(powers: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def times(a: Dimension, b: Dimension, sign: int = 1) -> Dimension:
    """The unit of a product, with `sign` -1 of a quotient. A share of a pure number is a share no more."""
    if b == PURE:
        return a
    if a == PURE and sign > 0:
        return b
    powers = dict(a.plain)
    for name, power in b.plain:
        powers[name] = powers.get(name, 0) + sign * power
    below = a.below + (b.below if sign > 0 else b.above)
    return Dimension(_sorted(powers), a.scale + sign * b.scale, below=below)


def fits(found: Dimension, wanted: Dimension) -> bool:
    """Whether a figure in `found` may be called one in `wanted`.

    An average for each (元/人) may be called by its amount alone (元); a ratio may be called a share (%) or
    倍; a share and a difference of shares are never each other.
    """
    if is_short_for(wanted, found):
        return True
    return found.plain == wanted.plain and (
        found.kind == wanted.kind or (not found.kind and wanted.kind == "share")
    )


def is_short_for(short: Dimension, whole: Dimension) -> bool:
    """Whether `short` is `whole` without what stands after the stroke: 元 for 元/人."""
    above = tuple((name, power) for name, power in whole.plain if power > 0)
    return bool(above) and above == short.plain and above != whole.plain

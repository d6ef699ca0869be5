"""A figure of a text as a record: number, unit, and the words that bound or loosen it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from reportgen.data.qualified import Comparator


class Kind(Enum):
    """What a number is for."""

    QUANTITY = "quantity"
    RANGE = "range"
    DATE = "date"
    TIME = "time"
    PLACE = "place"  # 第一, 第12位: an ordinal
    RATIO = "ratio"  # 3.2:38.1:58.7


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `text[start:end]` is number and unit, `text[left:right]` has the qualifiers as well.

    `value` is what the digits say (18.5 of 18.5万元, to be multiplied by ten to `power`), `unit` the plain
    unit (元). `number_end` is where the digits (and 万, 亿) end. `values` are the parts of a ratio or the
    ends of a range. `is_bare` is a scale without a unit before a stop (352.6亿，), where 元 may be meant.
    """

    kind: Kind
    start: int
    end: int
    left: int
    right: int
    value: Decimal | None = None
    power: int = 0
    unit: str = ""
    number_end: int = 0
    before: str = ""
    after: str = ""
    is_han: bool = False
    values: tuple[Decimal, ...] = ()
    year: str = ""
    is_bare: bool = False

    @property
    def full(self) -> Decimal:
        """The value in plain units: 185000 for 18.5万."""
        assert self.value is not None, "quantities have a value"
        return self.value.scaleb(self.power)

    @property
    def comparator(self) -> Comparator:
        """What the qualifiers say; 近, 多, 左右 are all approximate."""
        if self.after in AFTER:
            return AFTER[self.after]
        return BEFORE.get(self.before, Comparator.EQ)

    @property
    def is_qualified(self) -> bool:
        """Whether any word bounds or loosens it."""
        return self.comparator is not Comparator.EQ


_LT, _GT, _GE, _LE = Comparator.LT, Comparator.GT, Comparator.GE, Comparator.LE
_APPROX, _EQ = Comparator.APPROX, Comparator.EQ
BEFORE: dict[str, Comparator] = {
    **dict.fromkeys(("不足", "不到", "未满", "低于", "少于", "less than", "under", "below"), _LT),
    **dict.fromkeys(("首超", "超过", "超出", "超", "突破", "逾", "高于", "多于", "大于"), _GT),
    **dict.fromkeys(("over", "more than", "above"), _GT),
    **dict.fromkeys(("至少", "不低于", "不少于", "at least"), _GE),
    **dict.fromkeys(("不超过", "不高于", "不多于", "最多", "no more than", "at most"), _LE),
    **dict.fromkeys(("约为", "大约", "约", "将近", "接近", "近", "about", "nearly", "some"), _APPROX),
    **dict.fromkeys(("达到", "达"), _EQ),
}
AFTER: dict[str, Comparator] = {
    **dict.fromkeys(("以上", "及以上"), _GE),
    **dict.fromkeys(("以内", "之内", "以下"), _LE),
    **dict.fromkeys(("左右", "上下", "有余", "多", "余"), _APPROX),
}

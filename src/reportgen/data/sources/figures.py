"""A figure out of what stands in a cell: exact, every digit that is there and none that is not.

Taken are digits of either width, a sign, one point, groups of three digits set off by commas or spaces, and
behind them the metric's own unit. A per cent sign is a unit: in a cell of a metric in % it is dropped, in any
other it is an error, and 40.5% is never 0.405. Refused is what may be read in two ways: (123), 1,23, 1e3.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.core.diagnostics import Message
from reportgen.core.normal import narrow
from reportgen.data.decimals import exponent_of
from reportgen.data.sources.refusal import Refused, refuse

Value = str | int | float | Decimal | bool | datetime.date | datetime.time | datetime.timedelta | None

MOST_DIGITS = 28  # as in the spec
_GAPS = "\u00a0\u2009\u202f "
_NUMBER = re.compile(rf"([+-]?)([0-9]+(?:,[0-9]{{3}})+|[0-9]+(?:[{_GAPS}][0-9]{{3}})+|[0-9]+)(\.[0-9]+)?")
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?:[,{_GAPS}][0-9]{{3}})+")
_SUFFIX = re.compile(r"[^0-9\s.,+()\-][^0-9\s.,+()\-]{0,11}")
_EXPONENT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}")
_NOTHING = frozenset({"", "-", "--", "—", "——", "...", "......", "…", "……", "/", "null", "NULL", "无", "缺"})
_ERRORS = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)")
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a source, and what is known of how it is shown there.

    `is_percent`: the number is shown with a per cent sign, times a hundred. `decimals`: so many places are
    shown. `error`: the sign of an error (#DIV/0!). `lacks_result`: a formula whose result was not saved.
    `hides_format`: a kind of file whose formats are not read, so that 0.405 may be shown as 40.5%.
    """

    value: Value
    is_percent: bool = False
    decimals: int | None = None
    error: str = ""
    lacks_result: bool = False
    hides_format: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a source, for people of either language: 汇总.xlsx，“收入”，C7."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with its text as it stood, and what an editor should look at.

    `shown`: the value as shown there, where it holds more decimals than that. `may_be_percent`: a share that
    may be shown times a hundred.
    """

    value: Decimal
    text: str
    spot: Spot
    shown: Decimal | None = None
    may_be_percent: bool = False


def figure(cell: Cell, unit: str, spot: Spot) -> Found:
    """The figure in `cell` for a metric in `unit`; raises `Refused` where there is none."""
    if cell.lacks_result:
        raise refuse(
            "data.no-result",
            f"{spot.zh}：公式没有存下结果",
            f"{spot.en}: a formula whose result was not saved",
            Message("用表格软件打开，算好，再保存", "open it in a spreadsheet program, and save it again"),
        )
    value = cell.value
    if cell.error or (isinstance(value, str) and _ERRORS.fullmatch(value.strip())):
        shown = cell.error or str(value).strip()
        raise refuse(
            "data.error-value", f"{spot.zh}：是错误值 {shown}", f"{spot.en}: holds the error {shown}"
        )
    if value is None or (isinstance(value, str) and _plain(value) in _NOTHING):
        raise refuse(
            "data.empty",
            f"{spot.zh}：没有数",
            f"{spot.en}: there is no figure",
            Message("补上这个数，或核对位置", "put the figure there, or check the place"),
        )
    if isinstance(value, str):
        return Found(_of_text(value, unit, spot), value.strip(), spot)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _no_number(_words(value), spot)
    return _of_number(exact(value, spot), cell, unit, spot)


def exact(value: float | Decimal, spot: Spot) -> Decimal:
    """A number of a program as a person would have typed it, without exponent.

    A binary fraction has fifteen digits that can be relied on, which is what spreadsheets show and keep.
    """
    if isinstance(value, float):
        number = Decimal(format(value, ".15g"))
    else:
        number = Decimal(value)
    if not number.is_finite():
        raise _no_number(str(number), spot)
    if not -40 < number.adjusted() < 40:
        raise _too_long(spot)
    return _checked(Decimal(f"{number:f}"), spot)


def _of_number(number: Decimal, cell: Cell, unit: str, spot: Spot) -> Found:
    if cell.is_percent:
        number = Decimal(f"{number.scaleb(2):f}")
        if not is_percent(unit):
            raise _other_unit("%", unit, spot)
    typed = number
    if cell.decimals is not None:
        places = max(0, -exponent_of(number))
        if places < cell.decimals:
            typed = number.quantize(Decimal((0, (1,), -cell.decimals)))
        elif places > cell.decimals:
            shown = number.quantize(Decimal((0, (1,), -cell.decimals)), ROUND_HALF_UP)
            return Found(number, _text(number, cell), spot, shown=shown)
    doubtful = cell.hides_format and is_percent(unit) and number != 0 and abs(number) <= 1
    return Found(typed, _text(typed, cell), spot, may_be_percent=doubtful)


def _text(number: Decimal, cell: Cell) -> str:
    return f"{number:f}%" if cell.is_percent else f"{number:f}"


def _of_text(text: str, unit: str, spot: Spot) -> Decimal:
    plain = _plain(text)
    match = _NUMBER.match(plain)
    if not match or (not match[2].isdigit() and not _GROUPED.fullmatch(match[2])):
        raise _no_number(text, spot, *_advice(plain))
    rest = plain[match.end() :].strip()
    if rest and not _SUFFIX.fullmatch(rest):
        raise _no_number(text, spot, *_advice(plain))
    if rest and all(char.isdigit() and not char.isascii() for char in rest):
        note = Message(f"去掉注号“{rest}”", f'take the mark of a note away: "{rest}"')
        raise _no_number(text, spot, note)
    if rest and rest != _plain(unit):
        if _EXPONENT.fullmatch(plain):
            raise _no_number(text, spot, *_advice(plain))
        raise _other_unit(rest, unit, spot)
    digits = re.sub(rf"[,{_GAPS}]", "", match[2])
    sign = "-" if match[1] == "-" else ""
    return _checked(Decimal(f"{sign}{digits}{match[3] or ''}"), spot)


def _plain(text: str) -> str:
    """Digits and signs of one width; inner no-break spaces stay what they are."""
    return narrow(text).strip().replace("−", "-").replace("–", "-")


def is_percent(unit: str) -> bool:
    """Whether a unit is the per cent sign."""
    return unit in ("%", "％")


def _checked(number: Decimal, spot: Spot) -> Decimal:
    if len(number.as_tuple().digits) > MOST_DIGITS:
        raise _too_long(spot)
    return number


# ------------------------------------------------------------------ refusals


def _words(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value)


def _too_long(spot: Spot) -> Refused:
    return refuse(
        "data.not-a-number",
        f"{spot.zh}：数字超过 {MOST_DIGITS} 位",
        f"{spot.en}: the number has more than {MOST_DIGITS} digits",
    )


def _no_number(text: str, spot: Spot, *hints: Message) -> Refused:
    short = text.strip() if len(text.strip()) <= _SHOWN else f"{text.strip()[:_SHOWN]}…"
    return refuse(
        "data.not-a-number",
        f"{spot.zh}：“{short}”不是数字",
        f'{spot.en}: "{short}" is not a number',
        *hints,
    )


def _advice(plain: str) -> tuple[Message, ...]:
    """What may have been meant."""
    if re.fullmatch(r"\(\s*[0-9][0-9,]*(?:\.[0-9]+)?\s*\)", plain):
        bare = plain.strip("() ").replace(",", "")
        return (Message(f"如果是负数，写 -{bare}", f"write -{bare} if it is negative"),)
    if _EXPONENT.fullmatch(plain):
        return (Message(f"不用指数，写 {Decimal(plain):f}", f"without exponent: {Decimal(plain):f}"),)
    if re.fullmatch(r"[+-]?[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?", plain):
        return (
            Message("千分号每三位一个，小数点用 .", "commas set off three digits; the decimal sign is ."),
        )
    return ()


def _other_unit(found: str, unit: str, spot: Spot) -> Refused:
    zh = f"指标的单位是“{unit}”" if unit else "指标没有单位"
    en = f'the metric is in "{unit}"' if unit else "the metric has no unit"
    return refuse(
        "data.unit-differs",
        f"{spot.zh}：数字后面是“{found}”，而{zh}",
        f'{spot.en}: "{found}" stands behind the number, but {en}',
        Message("改 unit，或核对位置", "change unit, or check the place"),
    )

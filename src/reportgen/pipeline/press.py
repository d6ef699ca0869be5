"""The printing condition that a press file is made for, and the date it has to carry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, Span, error

if TYPE_CHECKING:
    from reportgen.core.places import Places
    from reportgen.pdf import Condition
    from reportgen.spec.schema import ReportSpec

MOST_INK = {"coated": 3.0, "uncoated": 2.8, "light": 2.6, "newsprint": 2.4}  # of four inks, by paper
_CLASS, _SPACE, _SIGNATURE = slice(12, 16), slice(16, 20), slice(36, 40)  # of an ICC header
_ICC = ("press", "icc")


def condition_of(
    spec: ReportSpec, places: Places, base: Path, own: Path
) -> tuple[Condition | None, list[Diagnostic]]:
    """The printing condition of a report whose file lies in `base`; None if its profile cannot be used.

    `own` is the profile for who gives none. Codes: `press.icc-missing`, `press.icc-unfit`.
    """
    from reportgen.pdf import Condition

    press = spec.press
    named = press.icc is not None
    path = base / press.icc if press.icc is not None else own
    try:
        profile = path.read_bytes()
    except OSError as problem:
        return None, [_missing(path, problem, places.value(_ICC))]
    if (why := _unfit(profile)) is not None:
        return None, [_not_for_press(path, why, places.value(_ICC) if named else None)]
    most = float(press.most_ink) / 100 if press.most_ink is not None else MOST_INK[press.paper]
    return Condition(profile, press.condition, press.condition, most), []


def _unfit(profile: bytes) -> Message | None:
    """Why an ICC profile is none of a press (ISO 15930-7, output intents)."""
    if len(profile) < 132 or profile[_SIGNATURE] != b"acsp":
        return Message("不是 ICC 文件", "it is no ICC profile")
    if profile[_SPACE] != b"CMYK":
        space = profile[_SPACE].decode("ascii", "replace").strip()
        return Message(f"颜色是 {space}，不是 CMYK", f"its colours are {space}, not CMYK")
    if profile[_CLASS] != b"prtr":
        return Message("不是输出设备的（prtr）", "it is not of an output device (prtr)")
    return None


# ------------------------------------------------------------------ findings


def no_date(place: Span | None) -> Diagnostic:
    """PDF/X wants to know when a file was made, and nothing here reads a clock."""
    return error(
        "press.no-date",
        place,
        zh="送印文件要写明日期，这里没有",
        en="a press file has to carry a date, and there is none",
        hints=[
            Message(
                "在 document 里写 date: 2026-11-28 这样的成书日期，或设置环境变量 SOURCE_DATE_EPOCH",
                "write document.date as 2026-11-28, or set SOURCE_DATE_EPOCH in the environment",
            )
        ],
    )


def _missing(path: Path, problem: OSError, place: Span) -> Diagnostic:
    return error(
        "press.icc-missing",
        place,
        zh=f"无法读取 ICC 文件 {path}：{problem.strerror or problem}",
        en=f"the ICC profile {path} cannot be read: {problem.strerror or problem}",
        hints=[Message("press.icc 从本文件所在处算起", "press.icc begins at the folder of this file")],
    )


def _not_for_press(path: Path, why: Message, place: Span | None) -> Diagnostic:
    return error(
        "press.icc-unfit",
        place,
        zh=f"{path.name} 不能用作送印的 ICC：{why.zh}",
        en=f"{path.name} cannot be the press's ICC profile: {why.en}",
        hints=[
            Message(
                "向印厂要 CMYK 的输出 ICC；没有就删去 press.icc，用 FOGRA39",
                "ask the printing house for a CMYK output profile, or leave press.icc out for FOGRA39",
            )
        ],
    )

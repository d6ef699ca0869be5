"""What a printing house wants to know, and what it would send a file back for.

Everything here is found before the file is written and names its place in the spec; `preflight` looks at the
finished file as a stranger does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, Span, error, note, warning
from reportgen.core.paged import (
    DrawItem,
    GroupItem,
    ImageItem,
    LogicalNode,
    NodeId,
    Page,
    PagedDocument,
    PathItem,
    TextItem,
)
from reportgen.core.style import Colour

if TYPE_CHECKING:
    from reportgen.core.places import Places
    from reportgen.pdf import Condition
    from reportgen.spec.schema import PressSpec, ReportSpec

MOST_INK = {"coated": 3.0, "uncoated": 2.8, "light": 2.6, "newsprint": 2.4}  # of four inks, by paper
WANTED_PPI, LEAST_PPI = 300, 200  # of photographs at the size they are printed
NEWS_PPI, NEWS_LEAST_PPI = 200, 150  # on newsprint, whose screens are coarser
CLOSE = 0.5  # ppi; less than a rounding of sizes
_CLASS, _SPACE, _SIGNATURE = slice(12, 16), slice(16, 20), slice(36, 40)  # of an ICC header
_ICC = ("press", "icc")


# ------------------------------------------------------------------ the printing condition


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


# ------------------------------------------------------------------ what is on paper


def faults(document: PagedDocument, condition: Condition, press: PressSpec) -> Iterator[Diagnostic]:
    """Colours with too much ink or without any, and pictures with too few pixels, each once at its place."""
    origins = _origins(document.tree)
    colours: set[Colour] = set()
    worst: dict[str, tuple[float, ImageItem, Page]] = {}
    for page in document.pages:
        for item in _leaves(page.items):
            if isinstance(item, ImageItem):
                ppi = resolution(item)
                known = worst.get(item.image.sha256)
                if known is None or ppi < known[0]:
                    worst[item.image.sha256] = (ppi, item, page)
            else:
                colours.update(_colours(item))
    for colour in sorted(colours, key=lambda colour: colour.name):
        if colour.cmyk is None:
            yield _converted(colour, condition)
        elif sum(colour.cmyk) > condition.most_ink + 1e-6:
            yield _too_much_ink(colour.name, colour.cmyk, condition.most_ink)
    for ppi, item, page in worst.values():
        yield from _coarse(ppi, item, page, origins, press)


def resolution(item: ImageItem) -> float:
    """Pixels an inch of a placed picture, in the direction that has fewer."""
    left, top, right, bottom = item.crop
    wide = item.image.width_px * (right - left) / (item.box.width / 72)
    high = item.image.height_px * (bottom - top) / (item.box.height / 72)
    return min(wide, high)


def _leaves(items: tuple[DrawItem, ...]) -> Iterator[DrawItem]:
    for item in items:
        if isinstance(item, GroupItem):
            yield from _leaves(item.items)
        else:
            yield item


def _colours(item: DrawItem) -> Iterator[Colour]:
    if isinstance(item, TextItem):
        yield item.colour
    elif isinstance(item, PathItem):
        yield from (colour for colour in (item.fill, item.stroke) if colour is not None)


def _origins(tree: LogicalNode) -> Mapping[NodeId, Span]:
    found: dict[NodeId, Span] = {}
    stack = [tree]
    while stack:
        node = stack.pop()
        if node.origin is not None:
            found[node.id] = node.origin
        stack += node.children
    return found


def _coarse(
    ppi: float, item: ImageItem, page: Page, origins: Mapping[NodeId, Span], press: PressSpec
) -> Iterator[Diagnostic]:
    wanted, least = (NEWS_PPI, NEWS_LEAST_PPI) if press.paper == "newsprint" else (WANTED_PPI, LEAST_PPI)
    if ppi >= wanted - CLOSE:
        return
    needed = round(item.image.width_px * wanted / ppi)
    width_mm = item.box.width / 72 * 25.4
    name = Path(item.image.path).name
    place = origins.get(item.tag.node) if item.tag.node else None
    message = Message(
        f"照片“{name}”印成 {width_mm:.0f} 毫米宽，只有 {ppi:.0f} ppi，不够 {wanted}",
        f'photo "{name}" is printed {width_mm:.0f} mm wide at {ppi:.0f} ppi, less than {wanted}',
    )
    cure = Message(
        f"换一张宽 {needed} 像素以上的，或排小一点",
        f"take one at least {needed} pixels wide, or print it smaller",
    )
    where = {"page": page.label, "path": item.tag.node or ""}
    if ppi >= least - CLOSE or press.low_resolution == "warning":
        yield warning("press.low-resolution", place, zh=message.zh, en=message.en, hints=[cure], **where)
        return
    last = Message(
        "确实只有这一张，写 press: {low_resolution: warning}",
        "if there is no other, write press: {low_resolution: warning}",
    )
    yield error("press.low-resolution", place, zh=message.zh, en=message.en, hints=[cure, last], **where)


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


def _converted(colour: Colour, condition: Condition) -> Diagnostic:
    from reportgen.pdf import inks_of

    inks = ", ".join(f"{part * 100:.0f}" for part in inks_of(colour.rgb, condition))
    return note(
        "press.converted-colour",
        None,
        zh=f"主题的颜色“{colour.name}”没有四色值，按 {condition.identifier} 换算为 [{inks}]",
        en=f'the theme\'s colour "{colour.name}" has no inks; by {condition.identifier} they are [{inks}]',
        hints=[
            Message("认可的话，写进主题的 cmyk", "write them as its cmyk in the theme if they are right"),
        ],
    )


def _too_much_ink(name: str, inks: tuple[float, ...], most: float) -> Diagnostic:
    total, limit = round(sum(inks) * 100), round(most * 100)
    return error(
        "press.too-much-ink",
        None,
        zh=f"主题的颜色“{name}”四色合计 {total}%，超过纸张的 {limit}%",
        en=f'the theme\'s colour "{name}" has {total} % of ink, the paper bears {limit} %',
        hints=[
            Message(
                "在主题里减少它的 cmyk；纸张写在 press.paper，上限写在 press.most_ink",
                "lower its cmyk in the theme; the paper is press.paper, the limit press.most_ink",
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

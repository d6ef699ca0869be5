"""What is on the pages that a printing house would send back: ink, pictures, the white at the spine.

Everything here is found before the file is written and names its place in the spec; `preflight` looks at the
finished file as a stranger does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, Span, error, note, warning
from reportgen.core.geometry import mm
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
    from reportgen.core.theme import PageGeometry
    from reportgen.pdf import Condition
    from reportgen.spec.schema import PressSpec

WANTED_PPI, LEAST_PPI = 300, 200  # of photographs at the size they are printed
NEWS_PPI, NEWS_LEAST_PPI = 200, 150  # on newsprint, whose screens are coarser
CLOSE = 0.5  # ppi; less than a rounding of sizes
LEAST_GUTTER = 15  # mm of white at the spine of a glued book, which does not open flat


def faults(
    document: PagedDocument, condition: Condition, press: PressSpec, geometry: PageGeometry
) -> Iterator[Diagnostic]:
    """Colours with too much ink or without any, pictures with too few pixels, each once at its place.

    Codes: `press.low-resolution`, `press.untagged-picture`, `press.too-much-ink`, `press.converted-colour`,
    `press.narrow-gutter`.
    """
    if press.binding == "perfect" and geometry.inner < mm(LEAST_GUTTER):
        yield _narrow(geometry.inner / mm(1))
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
        if _has_no_profile(Path(item.image.path)):
            yield _untagged(item, page, origins)


def resolution(item: ImageItem) -> float:
    """Pixels an inch of a placed picture, in the direction that has fewer."""
    left, top, right, bottom = item.crop
    wide = item.image.width_px * (right - left) / (item.box.width / 72)
    high = item.image.height_px * (bottom - top) / (item.box.height / 72)
    return min(wide, high)


def _has_no_profile(path: Path) -> bool:
    """Whether a picture is RGB without saying which RGB. One that cannot be read is told later."""
    from PIL import Image

    try:
        with Image.open(path) as opened:
            return opened.mode in ("RGB", "RGBA", "P") and not opened.info.get("icc_profile")
    except OSError:
        return False


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


def _untagged(item: ImageItem, page: Page, origins: Mapping[NodeId, Span]) -> Diagnostic:
    name = Path(item.image.path).name
    return note(
        "press.untagged-picture",
        origins.get(item.tag.node) if item.tag.node else None,
        zh=f"照片“{name}”没有颜色配置文件，按 sRGB 换算成四色",
        en=f'photo "{name}" carries no colour profile; its inks are made as from sRGB',
        hints=[
            Message(
                "颜色看着不对，就在修图软件里指定配置文件后另存",
                "if its colours look wrong, assign a profile in a picture editor and save it again",
            )
        ],
        page=page.label,
        path=item.tag.node or "",
    )


def _narrow(inner: float) -> Diagnostic:
    return warning(
        "press.narrow-gutter",
        None,
        zh=f"胶装的书翻不平，订口留白只有 {inner:g} 毫米，至少要 {LEAST_GUTTER} 毫米",
        en=f"a glued book does not open flat: {inner:g} mm of white at the spine, {LEAST_GUTTER} mm at least",
        hints=[Message("在主题里加大 page.inner", "raise page.inner in the theme")],
    )

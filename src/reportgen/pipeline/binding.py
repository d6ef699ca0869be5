"""From the pages of a book to what the binder needs: page counts that fold, a cover of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, note, warning
from reportgen.core.geometry import mm
from reportgen.core.paged import Page, PagedDocument

if TYPE_CHECKING:
    from reportgen.core.theme import Theme
    from reportgen.spec.schema import PressSpec
    from reportgen.typeset.fonts import FontBook

FRONT, BACK = "cover", "back_cover"  # masters
SADDLE, PERFECT = "saddle", "perfect"
# mm of a leaf for each g/m², a first estimate until the press measures its paper
BULK = {"coated": 0.00085, "uncoated": 0.00135, "light": 0.00175, "newsprint": 0.0015}
USUAL_WEIGHT = {"coated": 128.0, "uncoated": 80.0, "light": 70.0, "newsprint": 49.0}  # g/m²


@dataclass(frozen=True, slots=True)
class Bound:
    """What goes to press: the inner pages, and the cover where it is a file of its own.

    `folds` are where the cover is folded, pt from its left edge.
    """

    pages: PagedDocument
    cover: PagedDocument | None = None
    folds: tuple[float, ...] = ()
    spine_mm: float = 0.0


def bound(
    document: PagedDocument, press: PressSpec, theme: Theme, fonts: FontBook
) -> tuple[Bound, list[Diagnostic]]:
    """`document` as its binding asks. Codes: `press.blank-pages`, `press.spine`."""
    if press.binding == SADDLE:
        made, told = _filled(document, 4)
        if not press.creep:
            return made, told
        from reportgen.pipeline.creep import crept

        pages = crept(made.pages.pages, mm(_leaf_mm(press)))
        return replace(made, pages=replace(made.pages, pages=pages)), told
    if press.binding == PERFECT:
        return _covered(document, press, theme, fonts)
    return Bound(document), []


def _filled(document: PagedDocument, multiple: int) -> tuple[Bound, list[Diagnostic]]:
    """Blank pages before the back cover, or at the end, until the count is a multiple."""
    pages = document.pages
    lacking = -len(pages) % multiple
    if not lacking:
        return Bound(document), []
    end = len(pages) - (1 if pages[-1].master == BACK else 0)
    blanks = [Page(0, "", pages[0].size, "blank", ()) for _ in range(lacking)]
    counted = _counted([*pages[:end], *blanks, *pages[end:]])
    return Bound(replace(document, pages=counted)), [_blanks(len(pages), lacking, multiple)]


def _counted(pages: list[Page]) -> tuple[Page, ...]:
    """The pages with their places counted anew; folios stay."""
    return tuple(replace(page, index=index) for index, page in enumerate(pages))


def _covered(
    document: PagedDocument, press: PressSpec, theme: Theme, fonts: FontBook
) -> tuple[Bound, list[Diagnostic]]:
    """The leaves inside, and the cover: its two outer pages, and the two behind them."""
    pages = document.pages
    if len(pages) < 4 or pages[0].master != FRONT or pages[-1].master != BACK:
        return _filled(document, 2)
    from reportgen.layout import cover_spread

    front, behind_front, *inner, behind_back, back = pages
    block, findings = _filled(replace(document, pages=tuple(inner)), 2)
    spine_mm, told = _spine(press, len(block.pages.pages) // 2)
    spine = mm(spine_mm)
    bleed = theme.page.bleed
    size, items = cover_spread.outside(back, front, spine, document.info.title, theme, fonts)
    sides = [Page(0, "1", size, FRONT, items)]
    if behind_front.items or behind_back.items:
        _, items = cover_spread.inside(behind_front, behind_back, spine, bleed)
        sides.append(Page(1, "2", size, FRONT, items))
    # the leaves keep their folios and begin on an odd page
    leaves = _counted(list(block.pages.pages))
    made = Bound(
        replace(block.pages, pages=leaves, destinations={}, outline=()),
        replace(document, pages=tuple(sides), destinations={}, outline=()),
        (front.size.width, front.size.width + spine),
        spine_mm,
    )
    return made, [*findings, *told]


def _spine(press: PressSpec, leaves: int) -> tuple[float, list[Diagnostic]]:
    """Width of the spine in mm, and whether it is an estimate."""
    cover = 2 * float(press.cover_caliper)
    width = round(leaves * _leaf_mm(press) + cover, 1)
    return width, [] if press.caliper is not None else [_estimated(width, leaves, _weight(press))]


def _leaf_mm(press: PressSpec) -> float:
    """Thickness of a leaf, as the press gave it or estimated from the weight of its paper."""
    return float(press.caliper) if press.caliper is not None else _weight(press) * BULK[press.paper]


def _weight(press: PressSpec) -> float:
    """g/m² of the paper inside."""
    return float(press.paper_weight) if press.paper_weight is not None else USUAL_WEIGHT[press.paper]


# ------------------------------------------------------------------ findings


def _blanks(count: int, lacking: int, multiple: int) -> Diagnostic:
    few = "a blank page was" if lacking == 1 else f"{lacking} blank pages were"
    return warning(
        "press.blank-pages",
        None,
        zh=f"共 {count} 页，装订要 {multiple} 的倍数，送印文件末尾补了 {lacking} 个空白页",
        en=f"{count} pages are no multiple of {multiple}, as bindings need; {few} added to the press file",
        hints=[
            Message(
                "增减内容，或把空白页用作备注页，可以不留白",
                "add or take away content, or make a page for notes of it, to have none",
            )
        ],
    )


def _estimated(width: float, leaves: int, weight: float) -> Diagnostic:
    return note(
        "press.spine",
        None,
        zh=f"书脊按 {leaves} 张 {weight:g} 克纸估算为 {width:g} 毫米，请印厂确认",
        en=f"the spine is estimated at {width:g} mm from {leaves} leaves of {weight:g} g/m²; ask the press",
        hints=[
            Message("印厂给了纸厚，写在 press.caliper", "write the thickness of the paper as press.caliper")
        ],
    )

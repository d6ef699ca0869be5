"""Creep of a saddle-stitched book: a sheet lies around those in it, so inner ones stand out and lose more.

Their content is moved towards the fold, by the thickness of the paper for every sheet around it; what runs
off the page stays, since it must reach the bleed.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.core.geometry import Size
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, GroupItem, ImageItem, Page, PathItem


def crept(pages: tuple[Page, ...], caliper: float) -> tuple[Page, ...]:
    """`pages`, a multiple of 4, with their content moved; `caliper` is the thickness of a leaf in pt."""
    return tuple(_moved(page, _sheets_around(page.index, len(pages)) * caliper) for page in pages)


def _sheets_around(index: int, count: int) -> int:
    """How many sheets lie around the one that holds the page: none around the cover."""
    return min(index, count - 1 - index) // 2


def _moved(page: Page, by: float) -> Page:
    if not by:
        return page
    towards_fold = -by if page.index % 2 == 0 else by  # a right-hand page has the fold at its left
    items: list[DrawItem] = []
    inner: list[DrawItem] = []
    for item in page.items:
        if _runs_off(item, page.size):
            if inner:
                items.append(GroupItem(tuple(inner), towards_fold, 0.0, LAYOUT_ARTIFACT))
                inner = []
            items.append(item)
        else:
            inner.append(item)
    if inner:
        items.append(GroupItem(tuple(inner), towards_fold, 0.0, LAYOUT_ARTIFACT))
    return replace(page, items=tuple(items))


def _runs_off(item: DrawItem, size: Size) -> bool:
    """Whether a panel or a picture reaches over the trim."""
    if isinstance(item, ImageItem):
        box = item.box
        return box.x < 0 or box.y < 0 or box.right > size.width or box.bottom > size.height
    if not isinstance(item, PathItem):
        return False
    numbers = [[part for part in op[1:] if isinstance(part, float)] for op in item.ops]
    across = [x for pair in numbers for x in pair[::2]]
    down = [y for pair in numbers for y in pair[1::2]]
    return bool(across) and (
        min(across) < 0 or min(down) < 0 or max(across) > size.width or max(down) > size.height
    )

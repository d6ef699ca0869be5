"""Rules on how much ink lies on the paper."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.core.geometry import mm
from reportgen.preflight.boxes import height, width
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.marks import Stage
from reportgen.preflight.page import Page
from reportgen.preflight.rule import Fault, census_rule, page_rule, press, say

FLAT_SIDE = mm(40)  # a plain black ground larger than this looks grey
_ROUNDING = 0.5  # per cent
_NEGLIGIBLE = 0.001  # share of a picture's pixels


@page_rule(
    "preflight.total-ink",
    say("颜色的墨量太大", "a colour takes too much ink"),
    say(
        "减少 C、M、Y，保留 K；上限由纸张定，用 --ink 指定",
        "take less C, M and Y and keep K; the limit depends on the paper, state it with --ink",
    ),
    press(Severity.ERROR, "total ink"),
)
def total_ink(page: Page, document: Document) -> Iterator[Fault]:
    limit = document.settings.ink
    told: set[str] = set()
    for paint, mark in page.uses:
        if mark.stage is Stage.MASK or "All" in paint.space.colorants or paint.total <= limit + _ROUNDING:
            continue
        if paint.label not in told:
            told.add(paint.label)
            yield Fault(
                say(
                    f"{paint.label} 合计 {paint.total:.0f}%，上限 {limit:g}%",
                    f"{paint.label} makes {paint.total:.0f}%, the limit is {limit:g}%",
                ),
                page.index,
                resource=paint.label,
                at=mark.box if mark.stage is Stage.PAGE else None,
            )


@census_rule(
    "preflight.picture-ink",
    say("图片的墨量太大", "a picture takes too much ink"),
    say(
        "按纸张的特性文件重新转成 CMYK（带墨量上限）",
        "convert it to CMYK again, with a profile for the paper that limits the ink",
    ),
    press(Severity.ERROR, "total ink"),
)
def picture_ink(census: Census, document: Document) -> Iterator[Fault]:
    limit = document.settings.ink
    for placed in census.pictures.values():
        found = document.sample(placed.picture)
        if found is None:
            continue
        share = found.share_above(limit + _ROUNDING)
        if share > _NEGLIGIBLE:
            yield Fault(
                say(
                    f"图片最多 {found.highest:.0f}%，{share:.1%} 的像素超过 {limit:g}%",
                    f"a picture reaches {found.highest:.0f}%, {share:.1%} of its pixels exceed {limit:g}%",
                ),
                placed.page,
                placed.picture.key[:1],
                at=placed.box,
            )


@census_rule(
    "preflight.picture-not-sampled",
    say("图片的墨量没有量出来", "the ink of a picture could not be measured"),
    say("另用能显示墨量的程序查看这张图", "look at the picture with a program that shows ink"),
    press(Severity.NOTE, "total ink"),
)
def picture_not_sampled(census: Census, document: Document) -> Iterator[Fault]:
    for placed in census.pictures.values():
        space = placed.picture.space
        if space is not None and space.ultimate.is_cmyk and document.sample(placed.picture) is None:
            yield Fault(
                say("图片的墨量没有量出来", "the ink of a picture could not be measured"),
                placed.page,
                placed.picture.key[:1],
                at=placed.box,
            )


@page_rule(
    "preflight.black-flat",
    say("大面积的黑色只用了 K", "a large black area is black ink alone"),
    say(
        "大面积黑色用 C60 M40 Y40 K100，看起来才黑",
        "use C60 M40 Y40 K100 for large black areas, which look grey otherwise",
    ),
    press(Severity.WARNING, "black areas"),
)
def black_flat(page: Page, document: Document) -> Iterator[Fault]:
    for mark in page.paths:
        if mark.fill is None or not mark.fill.is_pure_black:
            continue
        for part in mark.parts:
            if min(width(part), height(part)) > FLAT_SIDE:
                yield Fault(
                    say("大面积的黑色只用了 K100", "a large area is printed in K100 alone"),
                    page.index,
                    at=part,
                )
                return

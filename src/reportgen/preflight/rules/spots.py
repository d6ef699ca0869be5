"""Rules on spot colours (ISO 32000-1, 8.6.6.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.boxes import holds
from reportgen.preflight.census import Census
from reportgen.preflight.colour import PROCESS, Family
from reportgen.preflight.document import Document
from reportgen.preflight.marks import PathMark, Stage
from reportgen.preflight.page import Page
from reportgen.preflight.rule import Fault, census_rule, every, page_rule, pdfa, pdfx, press, say

# Inks that are no inks: a cutting die, varnish, foil, embossing. They lie over the print.
_FINISH = re.compile(
    r"刀模|模切|压痕|折线|上光|局部|烫|起凸|击凸|压凹"
    r"|\bdie|cut ?contour|cutting|crease|varnish|\buv\b|foil|emboss",
    re.IGNORECASE,
)
_NEVER_SPOTS = frozenset({*PROCESS, "All", "None"})


@census_rule(
    "preflight.spot-differs",
    say("同名的专色定义不一样", "spot colours of one name are defined differently"),
    say("同一个专色只用一种定义；两种颜色就起两个名字", "define an ink once; give two inks two names"),
    pdfa("6.2.4.4"),
    pdfx("spot colours"),
    press(Severity.ERROR, "spot colours"),
    every(Severity.WARNING, "8.6.6.4"),
)
def spot_differs(census: Census, document: Document) -> Iterator[Fault]:
    definitions: dict[str, dict[bytes, int]] = {}
    for space in document.spaces.read:
        if space.family is Family.SEPARATION and space.colorants[0] not in _NEVER_SPOTS:
            definitions.setdefault(space.colorants[0], {}).setdefault(space.spot, space.at[0])
    for ink, found in sorted(definitions.items()):
        if len(found) > 1:
            yield Fault(
                say(
                    f"专色“{ink}”有 {len(found)} 种定义",
                    f'the spot colour "{ink}" is defined in {len(found)} ways',
                ),
                objects=tuple(number for number in found.values() if number),
                resource=ink,
            )


@census_rule(
    "preflight.spot-undescribed",
    say("DeviceN 颜色里的专色没有说明", "a DeviceN colour space does not describe its spot colours"),
    say("在 Colorants 里写上每个专色", "list each spot colour under Colorants"),
    pdfa("6.2.4.4"),
)
def spot_undescribed(census: Census, document: Document) -> Iterator[Fault]:
    for space in document.spaces.read:
        if space.family is not Family.DEVICE_N:
            continue
        missing = [ink for ink in space.colorants if ink not in _NEVER_SPOTS and ink not in space.described]
        if missing:
            yield Fault(
                say(
                    f"DeviceN 颜色没有说明 {'、'.join(missing)}",
                    f"a DeviceN colour space does not describe {', '.join(missing)}",
                ),
                objects=space.at[:1] if space.at[0] else (),
                resource=missing[0],
            )


@page_rule(
    "preflight.spot-all",
    say("套准色（All）用在了标记以外", "the registration colour (All) is used for more than marks"),
    say(
        "正文里的黑色用 K100；套准色只给裁切、套准标记用",
        "use K100 for black; the registration colour is for marks outside the trim",
    ),
    pdfx("spot colours"),
    press(Severity.ERROR, "spot colours"),
)
def spot_all(page: Page, document: Document) -> Iterator[Fault]:
    inner = page.boxes.bleed or page.boxes.finished
    for mark in page.drawn:
        if not any(
            paint is not None and "All" in paint.space.colorants for paint in (mark.fill, mark.stroke)
        ):
            continue
        parts = mark.parts if isinstance(mark, PathMark) else (mark.box,)
        for part in parts:
            if part is not None and holds(inner, part, -1):
                yield Fault(
                    say("页面内容用了套准色（All）", "the page itself uses the registration colour (All)"),
                    page.index,
                    resource="All",
                    at=part,
                )
                return


@page_rule(
    "preflight.finish-knocks-out",
    say("刀模、上光等工艺色没有设叠印", "an ink for a die or for varnish knocks out what is below"),
    say("给工艺色设叠印，下面的颜色才不会镂空", "let it overprint, so that the print below stays whole"),
    press(Severity.WARNING, "spot colours"),
)
def finish_knocks_out(page: Page, document: Document) -> Iterator[Fault]:
    told: set[str] = set()
    for mark in page.marks.drawn:
        if mark.stage is not Stage.PAGE:
            continue
        for paint, overprints in (
            (mark.fill, mark.compositing.overprints_fill),
            (mark.stroke, mark.compositing.overprints_stroke),
        ):
            if paint is None or overprints:
                continue
            for ink in paint.space.colorants:
                if ink not in told and _FINISH.search(ink):
                    told.add(ink)
                    yield Fault(
                        say(f"“{ink}”没有设叠印", f'"{ink}" does not overprint'),
                        page.index,
                        resource=ink,
                        at=mark.box,
                    )


@census_rule(
    "preflight.spot-colours",
    say("用了专色", "spot colours are used"),
    say(
        "和印厂核对专色的名称和数目；不要专色就转成 CMYK",
        "agree names and number with the press; convert them to CMYK if they are not meant",
    ),
    press(Severity.NOTE, "spot colours"),
)
def spot_colours(census: Census, document: Document) -> Iterator[Fault]:
    inks = {ink for space in document.spaces.read for ink in space.colorants} - _NEVER_SPOTS
    if inks:
        listed = sorted(inks)
        yield Fault(
            say(f"用了专色：{'、'.join(listed)}", f"spot colours: {', '.join(listed)}"), resource=listed[0]
        )

"""Rules on black and white type, and on what overprints (ISO 32000-1, 8.6.7 and 11.7.4.5)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.colour import WHITE_ENOUGH, Family, is_dark_neutral
from reportgen.preflight.document import Document
from reportgen.preflight.marks import Compositing, Paint, TextMark
from reportgen.preflight.page import Page
from reportgen.preflight.rule import Fault, page_rule, pdfx, press, say

RICH_BLACK_UP_TO = 12.0  # pt; larger type hides a register that is a little off
KNOCKOUT_FROM = 24.0  # pt; larger black type may knock out, what is below would show through it
MANY_INKS_BELOW, MANY_INKS = 9.0, 2  # pt; smaller type takes no more inks than this


@page_rule(
    "preflight.rich-black-text",
    say("小字的黑色用了几种墨", "small black text is printed in several inks"),
    say("文字的黑色只用 K100（0 0 0 1 k）", "use black ink alone for text (0 0 0 1 k)"),
    press(Severity.ERROR, "black text"),
)
def rich_black_text(page: Page, document: Document) -> Iterator[Fault]:
    for mark in page.text_looks:
        paint = mark.fill or mark.stroke
        inks = paint.inks if paint is not None else None
        if (
            paint is not None
            and inks is not None
            and mark.size <= RICH_BLACK_UP_TO
            and sum(value > WHITE_ENOUGH for value in inks.values()) > 1
            and is_dark_neutral(inks)
        ):
            yield Fault(
                say(
                    f"{mark.size:.3g} 点的黑字用了 {paint.label}",
                    f"black text of {mark.size:.3g} pt in {paint.label}",
                ),
                page.index,
                resource=mark.font.label,
                at=mark.box,
            )


@page_rule(
    "preflight.black-knocks-out",
    say("黑字没有设叠印", "black text does not overprint"),
    say(
        "K100 的文字设叠印（op true、OPM 1），套印不准时才不露白",
        "let text in K100 overprint (op true, OPM 1), so that no white shows when the register is off",
    ),
    press(Severity.WARNING, "black text"),
)
def black_knocks_out(page: Page, document: Document) -> Iterator[Fault]:
    found = [
        mark
        for mark in page.text_looks
        if mark.fill is not None
        and mark.fill.is_pure_black
        and mark.size <= KNOCKOUT_FROM
        and not overprints(mark.fill, mark.compositing)
    ]
    if found:
        yield Fault(
            say(
                f"{len(found)} 种字的黑色没有叠印，例如 {found[0].size:.3g} 点",
                f"{len(found)} kind(s) of black text knock out what is below, "
                f"for example of {found[0].size:.3g} pt",
            ),
            page.index,
            resource=found[0].font.label,
            at=found[0].box,
        )


def overprints(paint: Paint, how: Compositing) -> bool:
    """Whether filling in black leaves the other plates alone.

    In DeviceCMYK that takes mode 1; grey spaces have no such mode and always clear the other plates.
    """
    if not how.overprints_fill:
        return False
    if paint.space.family is Family.CMYK:
        return how.overprint_mode == 1
    return paint.space.family in (Family.SEPARATION, Family.DEVICE_N)


@page_rule(
    "preflight.many-inks-small",
    say("小字用的墨太多", "small text is printed in too many inks"),
    say("9 点以下的字不要超过两种墨", "use no more than two inks for text below 9 pt"),
    press(Severity.WARNING, "small text"),
)
def many_inks_small(page: Page, document: Document) -> Iterator[Fault]:
    for mark in page.text_looks:
        paint = mark.fill or mark.stroke
        inks = paint.inks if paint is not None else None
        if paint is None or inks is None or "All" in inks or mark.size >= MANY_INKS_BELOW:
            continue
        count = sum(value > WHITE_ENOUGH for value in inks.values())
        if count > MANY_INKS and not is_dark_neutral(inks):
            yield Fault(
                say(
                    f"{mark.size:.3g} 点的字用了 {count} 种墨（{paint.label}）",
                    f"text of {mark.size:.3g} pt in {count} inks ({paint.label})",
                ),
                page.index,
                resource=mark.font.label,
                at=mark.box,
            )


@page_rule(
    "preflight.white-overprints",
    say("白色设了叠印，印出来就没有了", "white overprints, and vanishes in print"),
    say("白色的字和图不要设叠印", "do not let white overprint"),
    press(Severity.ERROR, "white"),
    pdfx("overprint", Severity.WARNING),
)
def white_overprints(page: Page, document: Document) -> Iterator[Fault]:
    for mark in page.drawn:
        how = mark.compositing
        for paint, does in ((mark.fill, how.overprints_fill), (mark.stroke, how.overprints_stroke)):
            if paint is not None and does and paint.is_white:
                what = ("白字", "white text") if isinstance(mark, TextMark) else ("白色图形", "a white shape")
                yield Fault(say(f"{what[0]}设了叠印", f"{what[1]} overprints"), page.index, at=mark.box)
                return

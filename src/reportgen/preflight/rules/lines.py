"""Rules on what is too thin or too small to print."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.colour import PROCESS, WHITE_ENOUGH
from reportgen.preflight.document import Document
from reportgen.preflight.marks import Paint, PathMark
from reportgen.preflight.page import Page
from reportgen.preflight.rule import Fault, page_rule, press, say

HAIRLINE = 0.25  # pt, in one full ink
THIN = 0.5  # pt, in tints, several inks, or white
SMALL_TEXT, SMALL_REVERSED = 5.0, 7.0  # pt
_ROUNDING = 0.005  # pt


@page_rule(
    "preflight.hairline",
    say("线太细（不到 0.25 点）", "a line is thinner than 0.25 pt"),
    say("线加粗到 0.25 点以上；线宽不要写 0", "make lines 0.25 pt or more; never state a width of 0"),
    press(Severity.ERROR, "lines"),
)
def hairline(page: Page, document: Document) -> Iterator[Fault]:
    thin = [mark for mark in page.paths if _thickness(mark) < HAIRLINE - _ROUNDING and _shows(mark)]
    if thin:
        least = min(_thickness(mark) for mark in thin)
        yield Fault(
            say(
                f"{len(thin)} 处线不到 {HAIRLINE:g} 点，最细 {least:.2g} 点",
                f"{len(thin)} line(s) are thinner than {HAIRLINE:g} pt, the thinnest {least:.2g} pt",
            ),
            page.index,
            at=thin[0].box,
        )


@page_rule(
    "preflight.thin-tint-line",
    say(
        "浅色、多色或反白的线太细（不到 0.5 点）",
        "a line in tints, several inks or white is thinner than 0.5 pt",
    ),
    say("加粗到 0.5 点，或改用一种墨的实色", "make it 0.5 pt, or print it in one full ink"),
    press(Severity.WARNING, "lines"),
)
def thin_tint_line(page: Page, document: Document) -> Iterator[Fault]:
    thin = []
    for mark in page.paths:
        paint = mark.stroke if mark.stroke is not None and mark.line < THIN - _ROUNDING else None
        if paint is None and mark.fill is not None and mark.thinnest < THIN - _ROUNDING:
            paint = mark.fill
        if paint is not None and _thickness(mark) >= HAIRLINE - _ROUNDING and not _is_full_ink(paint):
            thin.append((mark, paint))
    if thin:
        mark, paint = thin[0]
        yield Fault(
            say(
                f"{len(thin)} 处浅色或多色的线不到 {THIN:g} 点，"
                f"例如 {paint.label} 的 {_thickness(mark):.2g} 点",
                f"{len(thin)} line(s) in tints or several inks are thinner than {THIN:g} pt, "
                f"for example {_thickness(mark):.2g} pt in {paint.label}",
            ),
            page.index,
            at=mark.box,
        )


def _thickness(mark: PathMark) -> float:
    """The thinnest that a path is printed (pt): its line, or its thinnest filled rectangle."""
    return min(
        mark.line if mark.stroke is not None else float("inf"),
        mark.thinnest if mark.fill is not None else float("inf"),
    )


def _shows(mark: PathMark) -> bool:
    return any(paint is not None and not paint.is_white for paint in (mark.fill, mark.stroke))


def _is_full_ink(paint: Paint) -> bool:
    """Whether it is one ink without a screen; the registration colour prints full on every plate."""
    inks = paint.inks
    if inks is None:
        return False
    shown = [value for value in inks.values() if value > WHITE_ENOUGH]
    return len(shown) == 1 and shown[0] > 1 - WHITE_ENOUGH


@page_rule(
    "preflight.small-text",
    say("字太小（不到 5 点）", "text is smaller than 5 pt"),
    say("字放大到 5 点以上", "set text in 5 pt or more"),
    press(Severity.WARNING, "small text"),
)
def small_text(page: Page, document: Document) -> Iterator[Fault]:
    for mark in page.text_looks:
        if mark.size < SMALL_TEXT - _ROUNDING:
            yield Fault(
                say(f"字只有 {mark.size:.3g} 点", f"text of {mark.size:.3g} pt"),
                page.index,
                resource=mark.font.label,
                at=mark.box,
            )


@page_rule(
    "preflight.small-reversed-text",
    say("反白或多色的字太小（不到 7 点）", "reversed or multi-ink text is smaller than 7 pt"),
    say("放大到 7 点，或改用一种墨", "set it in 7 pt or more, or in one ink"),
    press(Severity.WARNING, "small text"),
)
def small_reversed_text(page: Page, document: Document) -> Iterator[Fault]:
    for mark in page.text_looks:
        paint = mark.fill or mark.stroke
        if paint is None or mark.size >= SMALL_REVERSED - _ROUNDING or mark.size < SMALL_TEXT - _ROUNDING:
            continue
        count = sum(value > WHITE_ENOUGH for ink, value in (paint.inks or {}).items() if ink in PROCESS)
        if paint.is_white or count > 1:
            zh, en = ("反白", "reversed") if paint.is_white else (f"{count} 种墨的", f"{count}-ink")
            yield Fault(
                say(f"{zh}字只有 {mark.size:.3g} 点", f"{en} text of {mark.size:.3g} pt"),
                page.index,
                resource=mark.font.label,
                at=mark.box,
            )

"""From set lines to draw items: text with what stands between its lines, rules, panels, circles."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from reportgen.core.geometry import Rect
from reportgen.core.paged import DrawItem, Inline, InlineKind, LinkItem, PathItem, PathOp, Tag, TextItem
from reportgen.core.style import Align, Colour
from reportgen.typeset.lines import PlacedRun, Rule
from reportgen.typeset.paragraph import Line, Paragraph

ASCENT_EM = 0.88  # of the Han frame above the baseline (rule book 1.5)
SMALL_DROP = 0.75  # lines from a baseline to that of a small line which belongs to it
KAPPA = 0.5522847498307936  # control length of a quarter circle


def text_items(line: Line, x: float, baseline: float, tag: Tag) -> list[DrawItem]:
    """A line with the measure's left edge at `x`: bands, characters, readings, rules, dots, links.

    Readings come after the characters, so that text is extracted base first (rule book 11).
    """
    items: list[DrawItem] = [
        TextItem(
            x + placed.x,
            baseline - placed.style.rise,
            placed.run,
            placed.style.colour,
            _within(tag, placed, is_reading),
        )
        for runs, is_reading in ((line.runs, False), (line.above, True))
        for placed in runs
    ]
    if line.rules or line.dots:
        behind = [_rule(rule, x, baseline, tag) for rule in line.rules if rule.behind]
        items = [*behind, *items]
        items += (_rule(rule, x, baseline, tag) for rule in line.rules if not rule.behind)
        items += (
            PathItem(circle(x + dot.x, baseline - dot.y, dot.radius), dot.colour, None, 0.0, tag)
            for dot in line.dots
        )
    if any(placed.link for placed in line.runs):
        items += _links(line, x, baseline, tag)
    return items


def _within(tag: Tag, placed: PlacedRun, is_reading: bool) -> Tag:
    """The tag of a run inside a node's line: of a link, a reading and its base, another language."""
    if tag.node is None or tag.inline is not None:
        return tag
    if placed.ruby:
        kind = InlineKind.RUBY_TEXT if is_reading else InlineKind.RUBY_BASE
        return replace(tag, inline=Inline(kind, str(placed.ruby)))
    if placed.link:
        return replace(tag, inline=Inline(InlineKind.LINK, placed.link))
    if placed.language:
        return replace(tag, inline=Inline(InlineKind.LANGUAGE, placed.language))
    return tag


def _rule(mark: Rule, x: float, baseline: float, tag: Tag) -> PathItem:
    top = baseline - mark.y - mark.thickness / 2
    return panel(x + mark.x, top, mark.right - mark.x, mark.thickness, mark.colour, tag)


def _links(line: Line, x: float, baseline: float, tag: Tag) -> list[DrawItem]:
    """One active area for each link on the line, as high as its Han frames."""
    items: list[DrawItem] = []
    for target, group in groupby(line.runs, key=lambda placed: placed.link):
        runs = list(group)
        if not target:
            continue
        size = max(placed.style.size for placed in runs)
        width = runs[-1].x + sum(runs[-1].run.advances) - runs[0].x
        box = Rect(x + runs[0].x, baseline - ASCENT_EM * size, width, size)
        words = "".join(placed.run.text for placed in runs).rstrip(" ")
        items.append(LinkItem(box, target, words, replace(tag, inline=Inline(InlineKind.LINK, target))))
    return items


def paragraph_items(
    paragraph: Paragraph, x: float, baseline: float, tag: Tag, first: int = 0, last: int | None = None
) -> list[DrawItem]:
    """Lines `first` to `last` (excluded), the first of them on `baseline`."""
    items: list[DrawItem] = []
    pitch = paragraph.style.leading
    for number, line in enumerate(paragraph.lines[first:last]):
        items += text_items(line, x, baseline + number * pitch, tag)
    return items


def parted(paragraph: Paragraph, end: int) -> tuple[Paragraph, Paragraph]:
    """The same lines twice: with the runs before character `end`, and with the others."""
    heads: list[Line] = []
    tails: list[Line] = []
    for line in paragraph.lines:
        position = line.start
        before = 0
        for placed in line.runs:
            position = paragraph.text.index(placed.run.text, position)
            if position >= end:
                break
            position += len(placed.run.text)
            before += 1
        border = line.runs[before].x if before < len(line.runs) else float("inf")
        heads.append(_part_of(line, line.runs[:before], float("-inf"), border))
        tails.append(_part_of(line, line.runs[before:], border, float("inf")))
    return replace(paragraph, lines=tuple(heads)), replace(paragraph, lines=tuple(tails))


def _part_of(line: Line, runs: tuple[PlacedRun, ...], left: float, right: float) -> Line:
    """A line with some of its runs, and what stands between the lines from `left` to `right`."""
    return replace(
        line,
        runs=runs,
        rules=tuple(rule for rule in line.rules if left <= (rule.x + rule.right) / 2 < right),
        dots=tuple(dot for dot in line.dots if left <= dot.x < right),
        above=tuple(placed for placed in line.above if left <= placed.x < right),
    )


def rule(x: float, right: float, y: float, width: float, colour: Colour, tag: Tag) -> PathItem:
    """A horizontal line from `x` to `right` at `y`."""
    return PathItem((("m", x, y), ("l", right, y)), None, colour, width, tag)


def upright(x: float, y: float, bottom: float, width: float, colour: Colour, tag: Tag) -> PathItem:
    """A vertical line from `y` down to `bottom` at `x`."""
    return PathItem((("m", x, y), ("l", x, bottom)), None, colour, width, tag)


def circle(x: float, y: float, radius: float) -> tuple[PathOp, ...]:
    """A circle about a point."""
    k = KAPPA * radius
    return (
        ("m", x + radius, y),
        ("c", x + radius, y + k, x + k, y + radius, x, y + radius),
        ("c", x - k, y + radius, x - radius, y + k, x - radius, y),
        ("c", x - radius, y - k, x - k, y - radius, x, y - radius),
        ("c", x + k, y - radius, x + radius, y - k, x + radius, y),
        ("h",),
    )


def panel(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: Colour | None,
    tag: Tag,
    *,
    stroke: Colour | None = None,
    line_width: float = 0.5,
) -> PathItem:
    """A rectangle, filled or framed."""
    ops: tuple[PathOp, ...] = (
        ("m", x, y),
        ("l", x + width, y),
        ("l", x + width, y + height),
        ("l", x, y + height),
        ("h",),
    )
    return PathItem(ops, fill, stroke, line_width, tag)


def line_at(line: Line, x: float, baseline: float, tag: Tag, align: Align = Align.START) -> list[DrawItem]:
    """A single line standing at `x`: starting there, centred on it, or ending there."""
    if align is Align.END:
        x -= line.x + line.width
    elif align is Align.CENTRE:
        x -= line.x + line.width / 2
    return text_items(line, x, baseline, tag)

"""The report after layout, before any PDF: pages of plain draw items to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path

import yaml

from reportgen.content.blocks import (
    Colophon,
    Document,
    ItemList,
    Quote,
    Review,
    TextParagraph,
    part_id,
)
from reportgen.content.tree import nodes
from reportgen.core.diagnostics import Diagnostic, has_errors
from reportgen.core.geometry import Rect
from reportgen.core.paged import (
    DrawItem,
    GroupItem,
    ImageItem,
    LinkItem,
    LogicalNode,
    NodeId,
    Page,
    PagedDocument,
    PathItem,
    Tag,
    TextItem,
)
from reportgen.core.text import RichText
from reportgen.core.theme import Theme
from reportgen.layout.pages import lay_out
from reportgen.pipeline.building import chart_drawer, described
from reportgen.pipeline.checking import check
from reportgen.pipeline.clock import Clock
from reportgen.pipeline.files import theme_file
from reportgen.spec.theme import load_theme

ROOT = Path(__file__).resolve().parents[2]
ASCENT, DESCENT = 0.88, 0.12  # em: the frame of a Han character about the baseline


@dataclass(frozen=True)
class Leaf:
    """A draw item that holds no others, in coordinates of the page."""

    item: DrawItem
    dx: float
    dy: float
    tag: Tag
    in_group: bool  # inside a drawing

    @property
    def box(self) -> Rect:
        """What it covers: frames of text, lines of paths with their width."""
        item = self.item
        if isinstance(item, TextItem):
            size = item.run.size
            box = Rect(item.x, item.y - ASCENT * size, sum(item.run.advances), size * (ASCENT + DESCENT))
        elif isinstance(item, PathItem):
            points = [tuple(op[1:]) for op in item.ops if len(op) > 1]
            xs = [x for point in points for x in point[::2]]
            ys = [y for point in points for y in point[1::2]]
            box = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            box = box.grown(item.line_width / 2 if item.stroke else 0.0)
        else:
            assert isinstance(item, (ImageItem, LinkItem))
            box = item.box
        return box.moved(self.dx, self.dy)


@dataclass(frozen=True)
class Line:
    """The text of one node on one baseline of one page."""

    page: int
    y: float
    text: str
    size: float


def leaves(
    items: tuple[DrawItem, ...], dx: float = 0.0, dy: float = 0.0, tag: Tag | None = None
) -> Iterator[Leaf]:
    """All items inside groups too; what has no tag of its own takes the group's."""
    for item in items:
        own = item.tag if item.tag.node or item.tag.artifact or tag is None else tag
        if isinstance(item, GroupItem):
            for leaf in leaves(item.items, dx + item.dx, dy + item.dy, own):
                yield Leaf(leaf.item, leaf.dx, leaf.dy, leaf.tag, True)
        else:
            yield Leaf(item, dx, dy, own, False)


def changed_theme(folder: Path, choices: Mapping[str, object], styles: Mapping[str, object]) -> Path:
    """The default theme with other choices, and styles with other keys, as a file in `folder`."""
    theme = yaml.safe_load(theme_file("jubilee").read_text("utf-8"))
    theme["choices"].update(choices)
    for name, keys in styles.items():
        assert isinstance(keys, dict)
        theme["styles"][name].update(keys)
    path = folder / "theme.yaml"
    path.write_text(yaml.safe_dump(theme, allow_unicode=True), "utf-8")
    return path


class LaidOut:
    """A spec, laid out for one profile; `page` are fields of the theme's page that differ."""

    def __init__(self, spec: Path, *, draft: bool = False, theme: Path | None = None, **page: object) -> None:
        checked = check(spec, keep_pending=draft)
        assert not has_errors(checked.findings), checked.findings
        assert checked.document is not None
        assert checked.fonts is not None
        assert checked.loaded.spec is not None
        assert checked.theme is not None
        self.document: Document = described(checked.document)
        self.checked = checked
        self.theme: Theme = checked.theme
        if theme is not None:
            given = checked.loaded.spec
            language = given.document.language
            self.theme = load_theme(theme, given.page.size, rules=given.typography, language=language)
        self.theme = replace(self.theme, page=replace(self.theme.page, **page))  # type: ignore[arg-type]
        draw = chart_drawer(self.theme, checked.fonts, Clock())
        self.paged: PagedDocument
        self.findings: tuple[Diagnostic, ...]
        self.paged, self.findings = lay_out(self.document, self.theme, checked.fonts, draw, checked.segment)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages."""
        return self.paged.pages

    @cached_property
    def leaves(self) -> tuple[tuple[Leaf, ...], ...]:
        """The items of each page, groups opened."""
        return tuple(tuple(leaves(page.items)) for page in self.pages)

    @cached_property
    def nodes(self) -> dict[NodeId, LogicalNode]:
        """The logical tree by id; an id that comes twice shows as fewer entries than nodes."""
        return {node.id: node for node in nodes(self.paged.tree)}

    @cached_property
    def lines(self) -> dict[NodeId, list[Line]]:
        """For each node its lines of text in the order of pages and baselines."""
        found: dict[NodeId, list[tuple[int, float, float, TextItem]]] = defaultdict(list)
        for number, page in enumerate(self.leaves):
            for leaf in page:
                if isinstance(leaf.item, TextItem) and leaf.tag.node is not None:
                    place = (number, round(leaf.item.y + leaf.dy, 2), leaf.item.x + leaf.dx, leaf.item)
                    found[leaf.tag.node].append(place)
        return {node: _lines(places) for node, places in found.items()}

    def body(self) -> Iterator[tuple[NodeId, RichText]]:
        """Every paragraph of running text with its node: prose, reviews, quotations, lists, notes."""
        for section in self.document.sections:
            for block in section.blocks:
                match block:
                    case TextParagraph() | Quote():
                        yield block.id, block.text
                    case Review():
                        for number, text in enumerate(block.paragraphs):
                            yield part_id(block.id, number), text
                    case ItemList():
                        for number, item in enumerate(block.items):
                            yield part_id(block.id, number), item.text
        colophon = self.document.colophon
        if isinstance(colophon, Colophon):
            for index, (_, paragraphs) in enumerate(colophon.entries):
                for number, text in enumerate(paragraphs):
                    yield part_id(colophon.id, index, number), text

    def column_of(self, page: Page) -> tuple[float, float]:
        """Left and right edge (pt) of the main column."""
        geometry = self.theme.page
        is_recto = page.index % 2 == 0
        side = 0.0 if is_recto else geometry.span(geometry.side_columns) + geometry.gutter
        left = geometry.left(is_recto) + side
        return left, left + geometry.span(geometry.main_columns)


def _lines(places: list[tuple[int, float, float, TextItem]]) -> list[Line]:
    ordered = sorted(places, key=lambda place: place[:3])
    return [
        Line(page, y, "".join(item.run.text for *_, item in group), group[0][3].run.size)
        for (page, y), found in groupby(ordered, key=lambda place: place[:2])
        if (group := list(found))
    ]

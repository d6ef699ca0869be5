"""One page as the rules see it: its dictionary, its boxes, its annotations, and what it paints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reportgen.preflight.access import Key, array, get, integer, is_dictionary, key, name, number, numbers
from reportgen.preflight.boxes import Box, PageBoxes
from reportgen.preflight.marks import (
    Compositing,
    Mark,
    Marks,
    Paint,
    PathMark,
    PictureMark,
    ShadingMark,
    Stage,
    TextMark,
)
from reportgen.preflight.run import Oddity, Run

_MAX_PARENTS = 64  # levels of the page tree

# What a paint is used for, and the first mark that uses it.
Use = tuple[Paint, Mark]


def inherited(page: object, step: str) -> object:
    """An entry of a page, or of the nodes above it (7.7.3.4)."""
    here = page
    for _ in range(_MAX_PARENTS):
        found = get(here, step)
        if found is not None or here is None:
            return found
        here = get(here, "Parent")
    return None


def read_boxes(page: object) -> PageBoxes:
    """The boxes of a page, corners in order."""
    return PageBoxes(
        media=_box(inherited(page, "MediaBox")),
        crop=_box(inherited(page, "CropBox")),
        bleed=_box(get(page, "BleedBox")),
        trim=_box(get(page, "TrimBox")),
        art=_box(get(page, "ArtBox")),
    )


def _box(value: object) -> Box | None:
    found = numbers(value, 4)
    if not found:
        return None
    return (min(found[::2]), min(found[1::2]), max(found[::2]), max(found[1::2]))


@dataclass(slots=True, weakref_slot=True)
class Annotation:
    """One annotation of a page."""

    value: object
    subtype: str
    rect: Box | None


class Page:
    """A page that was read. `index` counts from 1; `label` is the number a reader sees."""

    def __init__(self, value: object, index: int, label: str, boxes: PageBoxes, run: Run) -> None:
        self.value = value
        self.index = index
        self.label = label
        self.key: Key = key(value)
        self.boxes = boxes
        self.run = run
        self.marks: Marks = run.marks

    def oddity(self, kind: str) -> Oddity | None:
        """What was odd of this kind in the content, or None."""
        return self.run.oddities.get(kind)

    @property
    def rotation(self) -> int:
        """How far viewers turn the page (degrees); -1 for what is no number."""
        found = inherited(self.value, "Rotate")
        if found is None:
            return 0
        turned = integer(found)
        return -1 if turned is None else turned

    @property
    def user_unit(self) -> float:
        """The size of a unit (1/72 inch)."""
        return number(get(self.value, "UserUnit")) or 1.0

    @cached_property
    def annotations(self) -> tuple[Annotation, ...]:
        """The annotations, those left out that are no dictionaries."""
        found = [item for item in array(get(self.value, "Annots")) if is_dictionary(item)]
        return tuple(Annotation(item, _subtype(item), _box(get(item, "Rect"))) for item in found)

    # -------------------------------------------------------------- marks

    @cached_property
    def texts(self) -> tuple[TextMark, ...]:
        """Texts that are printed on the page itself."""
        return tuple(
            mark
            for mark in self.marks.texts
            if mark.stage is Stage.PAGE and mark.box is not None and mark.is_visible
        )

    @cached_property
    def paths(self) -> tuple[PathMark, ...]:
        """Paths that are printed on the page itself."""
        return tuple(mark for mark in self.marks.paths if mark.stage is Stage.PAGE and mark.box is not None)

    @property
    def drawn(self) -> tuple[TextMark | PathMark, ...]:
        """Texts and paths that are printed on the page itself."""
        return (*self.texts, *self.paths)

    @cached_property
    def pictures(self) -> tuple[PictureMark, ...]:
        """Pictures that are printed on the page itself."""
        return tuple(
            mark for mark in self.marks.pictures if mark.stage is Stage.PAGE and mark.box is not None
        )

    @cached_property
    def shadings(self) -> tuple[ShadingMark, ...]:
        """Shadings that are printed on the page itself."""
        return tuple(
            mark for mark in self.marks.shadings if mark.stage is Stage.PAGE and mark.box is not None
        )

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every paint that something is painted with, masks left out, with the first mark that uses it."""
        found: dict[int, Use] = {}
        for mark, paint in self._painted():
            if mark.stage is not Stage.MASK and id(paint) not in found:
                found[id(paint)] = (paint, mark)
        return tuple(found.values())

    @cached_property
    def text_looks(self) -> tuple[TextMark, ...]:
        """One text for each way of setting it: face, size, colours and compositing."""
        return tuple({_look(mark): mark for mark in reversed(self.texts)}.values())

    def _painted(self) -> Iterator[tuple[Mark, Paint]]:
        for text in self.marks.texts:
            if text.fill is not None:
                yield text, text.fill
            if text.stroke is not None:
                yield text, text.stroke
        for path in self.marks.paths:
            if path.fill is not None:
                yield path, path.fill
            if path.stroke is not None:
                yield path, path.stroke
        for picture in self.marks.pictures:
            if picture.paint is not None:
                yield picture, picture.paint

    @cached_property
    def compositings(self) -> tuple[tuple[Compositing, Mark], ...]:
        """Every compositing in use, with the first mark that uses it."""
        found: dict[int, tuple[Compositing, Mark]] = {}
        for mark in self.marks:
            found.setdefault(id(mark.compositing), (mark.compositing, mark))
        return tuple(found.values())

    @cached_property
    def transparent(self) -> Mark | None:
        """The first mark through which something shows, or None."""
        for compositing, mark in self.compositings:
            if compositing.is_transparent and mark.stage is not Stage.MASK:
                return mark
        return next((mark for mark in self.marks.pictures if mark.picture.has_soft_mask), None)


def _look(mark: TextMark) -> tuple[int, float, int, int, int]:
    return (
        id(mark.font),
        round(mark.size, 2),
        id(mark.fill),
        id(mark.stroke),
        id(mark.compositing),
    )


def _subtype(annotation: object) -> str:

    return name(get(annotation, "Subtype"))

"""What the pages of a file add up to, gathered while they pass: only sums are kept, never pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.preflight.access import Key, get, integer, key
from reportgen.preflight.boxes import Box, PageBoxes, common
from reportgen.preflight.document import Document
from reportgen.preflight.norms import Norm
from reportgen.preflight.page import Annotation, Page, read_boxes
from reportgen.preflight.picture import Picture

_MAX_PRIVATE = 10_000


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What is remembered of a page."""

    index: int
    label: str
    key: Key
    boxes: PageBoxes
    struct_parents: int | None


@dataclass(frozen=True, slots=True)
class PlacedAnnotation:
    """An annotation and its page."""

    annotation: Annotation
    page: int
    key: Key
    struct_parent: int | None


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture, and where it was met first."""

    picture: Picture
    page: int
    box: Box | None


@dataclass(slots=True)
class Census:
    """The sums. `mcids` are those of each content stream, `form_paints` how often forms with MCIDs were used.

    `private` holds, for characters of private use without ActualText in the content: font, code, page, and
    the marked content they stand in.
    """

    pages: list[PageSummary] = field(default_factory=list)
    mcids: dict[Key, set[int]] = field(default_factory=dict)
    page_of: dict[Key, int] = field(default_factory=dict)
    with_text: set[tuple[Key, int]] = field(default_factory=set)
    form_paints: dict[Key, int] = field(default_factory=dict)
    form_parents: dict[Key, int | None] = field(default_factory=dict)
    annotations: list[PlacedAnnotation] = field(default_factory=list)
    pictures: dict[Key, PlacedPicture] = field(default_factory=dict)
    private: list[tuple[str, int, int, Key, int | None]] = field(default_factory=list)
    unread: set[Key] = field(default_factory=set)  # pages that were not read to their end
    transparent_pages: list[int] = field(default_factory=list)
    pages_with_marks: int = 0  # pages with something outside the bleed; counted for the press alone

    def take(self, page: Page, document: Document) -> None:
        """Add a page."""
        self.pages.append(
            PageSummary(
                page.index,
                page.label,
                page.key,
                page.boxes,
                integer(get(page.value, "StructParents")),
            )
        )
        self.page_of[page.key] = page.index
        if page.oddity("too-complex"):
            self.unread.add(page.key)
        for owner, mcids in page.run.mcids.items():
            self.mcids.setdefault(owner, set()).update(mcids)
            if owner != page.key:
                self.page_of.setdefault(owner, page.index)
        self.with_text |= page.run.mcids_with_text
        self._take_forms(page)
        self._take_annotations(page)
        for mark in page.marks.pictures:
            if mark.picture.value is not None:
                self.pictures.setdefault(mark.picture.key, PlacedPicture(mark.picture, page.index, mark.box))
        for font in {mark.font for mark in page.marks.texts}:
            font.first_page = font.first_page or page.index
        self._take_private(page)
        if Norm.PRINT in document.norms and _has_marks(page):
            self.pages_with_marks += 1
        if page.transparent is not None:
            self.transparent_pages.append(page.index)

    def skip(self, index: int, document: Document) -> None:
        """Take what can be known of a page that could not be read."""
        try:
            value: object = document.pdf.pages[index - 1].obj
        except Exception:  # what kept it from being read may do so again
            value = None
        at = key(value)
        self.pages.append(PageSummary(index, document.label(index), at, read_boxes(value), None))
        self.page_of[at] = index
        self.unread.add(at)

    def trim(self, index: int) -> Box | None:
        """What is left of a page when it is cut, by its place from 1."""
        return self.pages[index - 1].boxes.finished if 0 < index <= len(self.pages) else None

    def _take_forms(self, page: Page) -> None:
        for at, times in page.run.form_paints.items():
            if at in page.run.mcids:
                self.form_paints[at] = self.form_paints.get(at, 0) + times
                self.form_parents[at] = integer(get(page.run.forms.get(at), "StructParents"))

    def _take_annotations(self, page: Page) -> None:
        for annotation in page.annotations:
            self.annotations.append(
                PlacedAnnotation(
                    annotation,
                    page.index,
                    key(annotation.value),
                    integer(get(annotation.value, "StructParent")),
                )
            )

    def _take_private(self, page: Page) -> None:
        for mark in page.marks.texts:
            if mark.tag.has_actual_text or mark.tag.is_artifact or len(self.private) > _MAX_PRIVATE:
                continue
            for code in mark.font.private_codes(mark.codes):
                self.private.append((mark.font.label, code, page.index, mark.tag.owner, mark.tag.mcid))


def _has_marks(page: Page) -> bool:
    inner = page.boxes.bleed or page.boxes.finished
    return any(common(part, inner) is None for mark in page.paths for part in mark.parts)

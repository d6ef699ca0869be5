"""From styled text to items: plain hanzi in bulk, everything between them through `stretch`.

A `Composer` belongs to one font book and holds what is worth remembering between paragraphs: the shaper,
the table of kinds, and one `Setter` per style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from reportgen.core.paged import FontId
from reportgen.core.style import CjkStyle, Punctuation, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset import cjk
from reportgen.typeset.breaks import FORBIDDEN, preferences
from reportgen.typeset.items import Items, Kinds, Part
from reportgen.typeset.locales import chinese_language
from reportgen.typeset.quotes import Quotes
from reportgen.typeset.setter import Setter
from reportgen.typeset.shaping import Fonts, HanGlyphs, Missing, Shaper
from reportgen.typeset.stretch import Stretch, set_stretch

_CACHE_LIMIT = 20_000
_Mixed = tuple[str, str, str, tuple[int, ...], tuple[tuple[int, Setter], ...]]


@dataclass(frozen=True, slots=True)
class StyleSpan:
    """`text[start:end]` looks like `style`; spans cover the whole text without overlap."""

    start: int
    end: int
    style: TextStyle
    link: str = ""
    language: str = ""
    ruby: int = 0

    @property
    def what(self) -> tuple[TextStyle, str, str, int]:
        """Everything that tells it from its neighbours."""
        return self.style, self.link, self.language, self.ruby


def spans_of(text: StyledText, base: TextStyle) -> tuple[StyleSpan, ...]:
    """The looks of every character: the runs of `text`, and `base` between them; equal neighbours joined."""
    length = len(text.text)
    if not text.runs:
        return (StyleSpan(0, length, base),)
    spans: list[StyleSpan] = []

    def add(
        start: int, end: int, style: TextStyle, link: str = "", language: str = "", ruby: int = 0
    ) -> None:
        if start >= end:
            return
        if spans and spans[-1].what == (style, link, language, ruby):
            start = spans.pop().start
        spans.append(StyleSpan(start, end, style, link, language, ruby))

    at = 0
    for run in text.runs:
        start, end = max(run.start, at), min(run.end, length)
        add(at, start, base)
        add(start, end, run.style, run.link, run.language, run.ruby)
        at = max(at, end)
    add(at, length, base)
    return tuple(spans) or (StyleSpan(0, length, base),)


class Composer:
    """What the paragraphs of one font book share."""

    def __init__(self, fonts: Fonts) -> None:
        self.shaper = Shaper(fonts)
        self.table = Kinds()
        self._shapers: dict[tuple[str, bool], Shaper] = {("zh-Hans", False): self.shaper}
        self._han: dict[tuple[str, str], HanGlyphs] = {}
        self._setters: dict[tuple[str, float, float, bool, CjkStyle], Setter] = {}
        self._mixed: dict[_Mixed, Stretch] = {}

    def setter(self, style: TextStyle, cjk_style: CjkStyle) -> Setter:
        """The setter of a style; its colour makes no difference."""
        key = (style.role, style.size, style.tracking_em, style.rise != 0, cjk_style)
        setter = self._setters.get(key)
        if setter is None:
            shaper = self._shaper(cjk_style)
            han = self._han.get((style.role, shaper.language))
            if han is None:
                self._han[style.role, shaper.language] = han = HanGlyphs(shaper, style.role)
            self._setters[key] = setter = Setter(shaper, self.table, han, style, cjk_style)
        return setter

    def _shaper(self, style: CjkStyle) -> Shaper:
        """The shaper for the language of a style's hanzi; in a grid figures are half an em wide."""
        language = chinese_language(style.locale)
        half = style.punctuation is Punctuation.GRID
        found = self._shapers.get((language, half))
        if found is None:
            found = Shaper(self.shaper.fonts, language, half_figures=half)
            self._shapers[language, half] = found
        return found

    def itemise(
        self,
        text: str,
        start: int,
        end: int,
        spans: Sequence[StyleSpan],
        quotes: Quotes,
        cjk_style: CjkStyle,
        missing: dict[Missing, None],
    ) -> Items:
        """Items of `text[start:end]`, which holds no forced line end. Missing clusters go to `missing`."""
        builder = _Builder(self.table, start, missing)
        piece = text[start:end]
        western = quotes.western
        index = 0
        while spans[index].end <= start and index < len(spans) - 1:
            index += 1
        span = spans[index]
        setter = self.setter(span.style, cjk_style)
        at = start  # everything before is done
        for match in cjk.NOT_PLAIN.finditer(piece):
            first, last = match.start() + start, match.end() + start
            while span.end < first:
                builder.add_han(text, at, span.end, setter, index)
                at = span.end
                index += 1
                span = spans[index]
                setter = self.setter(span.style, cjk_style)
            builder.add_han(text, at, first, setter, index)
            if span.end == first:
                index += 1
                span = spans[index]
                setter = self.setter(span.style, cjk_style)
            content = match[0]
            marked: tuple[int, ...] = ()
            if western:
                marked = tuple(i for i in range(last - first) if i + first in western)
            before, after = (cjk.HAN if first > start else ""), (cjk.HAN if last < end else "")
            if span.end >= last:
                stretch = setter.stretch(content, before, after, marked)
                builder.add_stretch(stretch, first, last, setter, index)
            else:
                inside = index
                parts = [(span.end - first, setter)]
                while span.end < last:
                    index += 1
                    span = spans[index]
                    setter = self.setter(span.style, cjk_style)
                    parts.append((min(span.end, last) - first, setter))
                stretch = self._across_styles(content, before, after, marked, tuple(parts))
                builder.add_stretch(stretch, first, last, None, inside)
            at = last
            if span.end == last and last < end:
                index += 1
                span = spans[index]
                setter = self.setter(span.style, cjk_style)
        while span.end < end:
            builder.add_han(text, at, span.end, setter, index)
            at = span.end
            index += 1
            span = spans[index]
            setter = self.setter(span.style, cjk_style)
        builder.add_han(text, at, end, setter, index)
        items = builder.finish(end)
        for place, penalty in preferences(piece, cjk_style):
            items.penalise(items.glyph_at(place + start), penalty)
        return items

    def _across_styles(
        self,
        text: str,
        before: str,
        after: str,
        western: tuple[int, ...],
        parts: tuple[tuple[int, Setter], ...],
    ) -> Stretch:
        """A stretch in which the style changes; remembered too, since units often differ from figures."""
        key = (text, before, after, western, parts)
        found = self._mixed.get(key)
        if found is None:
            if len(self._mixed) > _CACHE_LIMIT:
                self._mixed.clear()
            looks = [(end, setter.look) for end, setter in parts]
            found = set_stretch(text, cjk.classify(text, western), before, after, looks)
            self._mixed[key] = found
        return found


def keep_together(items: Items, text: StyledText) -> None:
    """Forbid every break inside the runs that ask for it, and between two of them that abut.

    A figure whose qualifier has a look of its own comes as two runs: 70% and 以上.
    """
    kept_to = -1  # end of the run before, if it was kept together
    for run in text.runs:
        if run.no_break and run.start < items.text_end and run.end > items.text_start:
            first = items.glyph_at(run.start) + (run.start != kept_to)
            for glyph in range(first, items.glyph_at(run.end)):
                items.penalise(glyph, FORBIDDEN)
        kept_to = run.end if run.no_break else -1


def keep_raised(items: Items, text: StyledText) -> None:
    """Forbid a break before and inside anything raised or lowered: a note mark stays with its word (4.3)."""
    for run in text.runs:
        if run.style.rise and items.text_start <= run.start < items.text_end:
            for glyph in range(items.glyph_at(run.start), items.glyph_at(run.end)):
                items.penalise(glyph, FORBIDDEN)


class _Builder:
    """Lists that grow into `Items`.

    Plain stretches of one style, hanzi or not, make one part, which stays open as long as they follow.
    """

    def __init__(self, table: Kinds, start: int, missing: dict[Missing, None]) -> None:
        self.table = table
        self.start = start
        self.missing = missing
        self.kinds: list[int] = []
        self.glyph_ids: list[int] = []
        self.clusters: list[int] | None = None  # None as long as glyphs and characters are one to one
        self.parts: list[Part] = []
        self.moved: dict[int, tuple[float, float]] = {}
        self.last_han: Setter | None = None  # of the hanzi just added, and their advance
        self.last_width = 0.0
        self._open_font: FontId | None = None  # of the part that is open, and its style
        self._open_span = -1

    def add_han(self, text: str, start: int, end: int, setter: Setter, span: int) -> None:
        """Add plain hanzi."""
        if start >= end:
            return
        han = text if start == 0 and end == len(text) else text[start:end]
        ids = setter.han.ids
        try:
            glyph_ids = list(map(ids.__getitem__, han))
        except KeyError:
            setter.han.learn(text)
            glyph_ids = list(map(ids.__getitem__, han))
        if setter.han.odd and -1 in glyph_ids:
            # Some character comes from another face: the slow door. Set as if hanzi followed; whatever
            # really does acts on the last one as on any other.
            stretch = set_stretch(han, cjk.HAN * len(han), "", cjk.HAN, [(len(han), setter.look)])
            self._append(stretch, start, span)
            self.last_han = setter
            self.last_width = self.table.advance[stretch.kinds[-1]]
            return
        if self._open_span != span or self._open_font != setter.look.font:
            self._open(start, setter, span)
        if self.clusters is not None:
            self.clusters += range(start, end)
        self.kinds += [setter.han_kind] * (end - start)
        self.glyph_ids += glyph_ids
        self.last_han = setter
        self.last_width = setter.width

    def add_stretch(self, stretch: Stretch, start: int, end: int, setter: Setter | None, span: int) -> None:
        """Add the stretch of `text[start:end]` and let it act on the hanzi before it. `setter` is None if
        the stretch has several styles, of which `span` is the first."""
        if self.last_han is not None and self.kinds:
            self.kinds[-1] = self.last_han.han_kind_before(stretch.entry, self.last_width)
        self.last_han = None
        if stretch.plain and setter is not None:
            if self._open_span != span or self._open_font != setter.look.font:
                self._open(start, setter, span)
            if self.clusters is not None:
                self.clusters += range(start, end)
            self.kinds += stretch.kinds
            self.glyph_ids += stretch.glyph_ids
        else:
            self._append(stretch, start, span)

    def _open(self, start: int, setter: Setter, span: int) -> None:
        """Begin a part of plain stretches at `text[start]`, in the setter's own face."""
        self._close(start)
        font = setter.look.font
        assert font is not None, "plain hanzi without a face of their own"
        self._open_font, self._open_span = font, span
        part = self.parts[-1] if self.parts else None
        if part is None or not _goes_on(part, span, font, 0.0, start):
            at = len(self.kinds)
            self.parts.append(Part(at, at, start, start, font, span))

    def _close(self, text_end: int) -> None:
        """End the open part, if there is one, before `text[text_end]`."""
        if self._open_span >= 0:
            part = self.parts[-1]
            part.end, part.text_end = len(self.kinds), text_end
            self._open_span, self._open_font = -1, None

    def _append(self, stretch: Stretch, start: int, span: int) -> None:
        self._close(start)
        at = len(self.kinds)
        if self.clusters is None:
            self.clusters = list(range(self.start, self.start + at))
        self.clusters += (start + c for c in stretch.clusters)
        self.kinds += stretch.kinds
        self.glyph_ids += stretch.glyph_ids
        for piece in stretch.pieces:
            style, first, end = span + piece.style, start + piece.text_start, start + piece.text_end
            part = self.parts[-1] if self.parts else None
            if part is not None and _goes_on(part, style, piece.font, piece.embolden_em, first):
                part.end, part.text_end = at + piece.end, end
            else:
                self.parts.append(
                    Part(at + piece.start, at + piece.end, first, end, piece.font, style, piece.embolden_em)
                )
        for glyph, dx, dy in stretch.moved:
            self.moved[at + glyph] = (dx, dy)
        self.missing.update(dict.fromkeys(stretch.missing))

    def finish(self, end: int) -> Items:
        self._close(end)
        clusters: Sequence[int] = (
            self.clusters if self.clusters is not None else range(self.start, self.start + len(self.kinds))
        )
        return Items(
            self.table, self.kinds, self.glyph_ids, clusters, self.parts, self.start, end, self.moved
        )


def _goes_on(part: Part, style: int, font: FontId, embolden_em: float, text_start: int) -> bool:
    """Whether glyphs of this look, whose text begins at `text_start`, belong to the part before them."""
    return (part.style, part.font, part.embolden_em, part.text_end) == (style, font, embolden_em, text_start)


_COMPOSERS: WeakKeyDictionary[Fonts, Composer] = WeakKeyDictionary()


def composer_of(fonts: Fonts) -> Composer:
    """The composer of a font book; its caches live as long as the book."""
    composer = _COMPOSERS.get(fonts)
    if composer is None:
        _COMPOSERS[fonts] = composer = Composer(fonts)
    return composer

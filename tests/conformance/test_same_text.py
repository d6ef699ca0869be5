"""The three delivered files say the same on every page, and what they say is the spec, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pypdfium2
import pytest
from finished import Finished
from pdf_text import squeezed
from structure_tree import TaggedFile

from reportgen.content.blocks import Heading
from reportgen.content.plan import ChartPlan
from reportgen.content.tree import nodes
from reportgen.core.paged import Inline, InlineKind, NodeId, TextItem
from reportgen.core.text import RichText


def texts_inside_the_trim(path: Path) -> list[str]:
    """The text of each page, without white space, that stands inside the trim."""
    document = pypdfium2.PdfDocument(path)
    try:
        # a reader that knows no TrimBox takes the whole page for it
        return [squeezed(page.get_textpage().get_text_bounded(*page.get_trimbox())) for page in document]
    finally:
        document.close()


def test_every_page_says_the_same_in_every_file(finished: Finished) -> None:
    press, archive, web = (
        texts_inside_the_trim(finished.files[name]) for name in ("press", "archive", "web")
    )

    assert len("".join(web)) > 200
    assert web == archive
    assert web == press


def test_the_slug_stands_outside(shelf) -> None:
    """What a press sheet says besides is about the sheet."""
    path = shelf["notice"].files["press"]
    document = pypdfium2.PdfDocument(path)
    whole = squeezed(document[0].get_textpage().get_text_bounded())
    document.close()

    assert len(whole) > len(texts_inside_the_trim(path)[0])


# ------------------------------------------------------------------ the spec, in its order


def read_through(tagged: TaggedFile) -> str:
    """What is read when one follows the tree from its beginning, without readings."""
    readings = {place for element in tagged.of_type("RT") for place in element.pieces()}
    return "".join(tagged.texts[place] for place in tagged.root.pieces() if place not in readings)


@pytest.fixture(scope="module", params=["archive", "web"])
def read(request: pytest.FixtureRequest, finished: Finished) -> str:
    """The whole text of a tagged file of every book."""
    return read_through(TaggedFile(finished.files[request.param]))


def printed(finished: Finished) -> Iterator[str]:
    """What layout drew for each node of the logical tree, in the order of the tree."""
    drawn: dict[NodeId, list[str]] = {}
    for page in finished.laid.leaves:
        for leaf in page:
            if isinstance(leaf.item, TextItem) and leaf.tag.node and not is_reading(leaf.tag.inline):
                drawn.setdefault(leaf.tag.node, []).append(leaf.item.run.text)
    for node in nodes(finished.laid.paged.tree):
        yield from drawn.get(node.id, ())


def is_reading(inline: Inline | None) -> bool:
    return inline is not None and inline.kind is InlineKind.RUBY_TEXT


def test_nothing_is_lost_or_moved_between_layout_and_file(finished: Finished, read: str) -> None:
    assert "".join(printed(finished)) == read


def test_paragraphs_and_headings_of_the_spec_follow_each_other(finished: Finished, read: str) -> None:
    """Whole texts, in the order of the document. A number stands apart from its title, by white or a line."""
    texts = dict(finished.laid.body())
    titles = {
        block.id: block.full_title
        for section in finished.laid.document.sections
        for block in section.blocks
        if isinstance(block, Heading)
    }
    words = {node: text.text for node, text in texts.items()} | titles
    order = [node for node in nodes(finished.laid.document.tree) if node.id in words]
    at, missing, read = 0, [], squeezed(read)
    for node in order:
        wanted = squeezed(words[node.id])
        found = read.find(wanted, at)
        if found < 0:
            missing.append(words[node.id])
        else:
            at = found + len(wanted)

    assert len(order) >= 5
    assert [] == missing


def test_every_text_of_the_document_is_in_the_file(finished: Finished, read: str) -> None:
    """Paragraphs, captions, cells, notes, with the spaces between words; what charts say is theirs."""
    document = finished.laid.document
    wanted = list(texts_in((document.contents, *document.sections, document.colophon)))

    assert len(wanted) > 10
    assert [] == [text for text in wanted if text not in read]


def texts_in(value: object) -> Iterator[str]:
    """Every text with marks inside a value of the document."""
    if isinstance(value, RichText):
        yield value.text
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value) and not isinstance(value, ChartPlan):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))

"""Words of two lines stay two words for whoever reads the file and not the paper."""

from __future__ import annotations

from reportgen.core.paged import LinkItem, NodeId, Tag, TextItem
from reportgen.core.text import Mark, MarkKind, RichText
from reportgen.layout.drawing import paragraph_items


def texts(items) -> list[str]:
    return [item.run.text for item in items if isinstance(item, TextItem)]


def test_the_last_glyph_of_a_line_stands_for_the_space_behind_it(em_setter):
    """Its own text is longer; glyphs, advances and clusters are as they were."""
    paragraph = em_setter.paragraph("aaaa bbbb cccc", "body", 60.0)
    first = paragraph.lines[0].runs[-1].run

    assert len(paragraph.lines) > 1
    assert "aaaa bbbb cccc" == "".join(texts(paragraph_items(paragraph, 0.0, 10.0, Tag(NodeId("a")))))
    assert first.text.endswith(" ")
    assert len(first.glyph_ids) == len(first.advances) == len(first.clusters) == len(first.text) - 1


def test_nothing_is_put_between_lines_of_hanzi(em_setter):
    paragraph = em_setter.paragraph("国" * 20, "body", 60.0)

    assert "国" * 20 == "".join(texts(paragraph_items(paragraph, 0.0, 10.0, Tag(NodeId("a")))))


def test_what_a_link_is_called_ends_with_its_last_word(em_setter):
    text = RichText("aaaa bbbb cccc", (Mark(0, 14, MarkKind.LINK, "https://a.cn"),))
    items = paragraph_items(em_setter.paragraph(text, "body", 60.0), 0.0, 10.0, Tag(NodeId("a")))

    assert "aaaa bbbb cccc" == " ".join(item.label for item in items if isinstance(item, LinkItem))

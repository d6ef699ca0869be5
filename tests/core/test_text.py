"""Rich text joins with its marks; widths on a terminal count full-width characters twice."""

from __future__ import annotations

import pytest

from reportgen.core.text import Mark, MarkKind, RichText, display_width, joined


def test_joining_moves_the_marks_along():
    figure = RichText("不足1%", (Mark(0, 4, MarkKind.FIGURE, "rd"), Mark(0, 2, MarkKind.QUALIFIER)))
    text = joined(["由", figure, "提高"])

    assert "由不足1%提高" == text.text
    assert (Mark(1, 5, MarkKind.FIGURE, "rd"), Mark(1, 3, MarkKind.QUALIFIER)) == text.marks


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("数字", 4), ("，a", 3), ("é", 1), ("\u200b", 0)])
def test_display_width(text: str, columns: int):
    assert columns == display_width(text)

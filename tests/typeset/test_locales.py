"""What the table of locales changes on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.core.style import CjkStyle, Kinsoku, ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset.locales import known, style_for
from reportgen.typeset.paragraph import compose, natural_width
from reportgen.typeset.quotes import resolve

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

BODY = TextStyle("body", 10.0)


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("zh-Hans", "国国，", 2.5),  # every mark loses its white at the line's end
        ("zh-Hant-TW", "国国，", 3.0),  # only brackets do
        ("zh-Hant-TW", "国国）", 2.5),
        ("zh-Hant-HK", "国国。", 3.0),
        ("ja", "国国，", 2.5),  # brackets and commas
        ("ja", "国国。", 3.0),
        ("zh-Hant-TW", "国。，国", 4.0),  # pairs are trimmed beside a bracket
        ("zh-Hant-TW", "国。）国", 3.5),
        ("zh-Hant-HK", "国。，国", 3.5),
        ("zh-Hans", "国•国", 2.5),
        ("zh-Hant-TW", "国•国", 3.0),
        ("ja", "国•国", 3.0),
    ],
)
def test_widths(em_book: FontBook, locale: str, text: str, expected: float) -> None:
    style = ParaStyle(BODY, 18.0, cjk=CjkStyle(locale=locale))

    assert expected == pytest.approx(natural_width(text, style, em_book) / 10)


def test_stops_give_way_on_the_mainland_only(em_book: FontBook) -> None:
    """Eight hanzi and a stop in 8.8 em: squeezed by 0.2 em in Beijing, never in Taipei."""
    text = StyledText("国国国国。国国国国国国国国国")
    first = {}
    for locale in ("zh-Hans", "zh-Hant-TW"):
        style = ParaStyle(BODY, 18.0, cjk=CjkStyle(locale=locale))
        first[locale] = compose(text, style, 88.0, em_book).lines[0]

    assert 9 == first["zh-Hans"].end
    assert 8 == first["zh-Hant-TW"].end


def test_quotes_follow_the_locale_where_nothing_else_decides() -> None:
    assert not resolve("“”", locale="zh-Hant-TW").western
    assert resolve("“”", locale="ja").western


def test_an_unknown_locale_is_told_and_set_as_zh_hans(em_book: FontBook) -> None:
    strange = compose(StyledText("国，国"), ParaStyle(BODY, 18.0, cjk=CjkStyle(locale="tlh")), 100.0, em_book)
    usual = compose(StyledText("国，国"), ParaStyle(BODY, 18.0), 100.0, em_book)

    assert ["typeset.unknown-locale"] == [finding.code for finding in strange.findings]
    assert usual.lines == strange.lines


def test_tags_and_starting_styles() -> None:
    assert ("zh-Hant-HK", "zh-Hans", None) == (known("zh_hk"), known("ZH-cn"), known("fr"))
    assert Kinsoku.STRICT is style_for("ja").kinsoku
    with pytest.raises(KeyError):
        style_for("fr")

"""What is odd in text as typed: found, counted, placed; and what is right is left alone."""

import em_square
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.diagnostics import Severity, Span
from reportgen.typeset import prepare
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.prepare import findings, ignored_variants, other_groupings, unpaired


def found(*texts, language="zh-Hans"):
    """Findings of texts whose places are line = number of the text, column = offset + 1."""
    return findings(
        enumerate(texts, 1),
        lambda line, offset, length: Span("f", line, offset + 1, length),
        language=language,
    )


def places(finding):
    return [(span.line, span.column, span.length) for span in (finding.span, *finding.also)]


@pytest.mark.parametrize(
    ("text", "code", "column", "length"),
    [
        ("全区,全市", "text.half-width", 3, 1),
        ("增长5%,全市", "text.half-width", 5, 1),
        ("全区(GDP)为", "text.half-width", 3, 1),
        ("完成.", "text.half-width", 3, 1),
        ("今年--明年", "text.dash", 3, 2),
        ("今年──明年", "text.dash", 3, 2),
        ("今年－－明年", "text.dash", 3, 2),
        ("今年———明年", "text.dash", 3, 3),
        ("等等......", "text.ellipsis", 3, 6),
        ("等等。。。", "text.ellipsis", 3, 3),
        ("等等…他", "text.lone-mark", 3, 1),
        ("等等，…他", "text.lone-mark", 4, 1),
        ("今年—明年", "text.lone-mark", 3, 1),
        ("今年，，明年", "text.doubled-mark", 3, 2),
        ("今年，。明年", "text.doubled-mark", 3, 2),
        ("啊！！！！", "text.doubled-mark", 2, 4),
        ("他说“好", "text.unpaired", 3, 1),
        ("他说好”", "text.unpaired", 4, 1),
        ("看《人民日报", "text.unpaired", 2, 1),
        ("看「人民』", "text.unpaired", 2, 1),
    ],
)
def test_what_is_found(text, code, column, length):
    first = found(text)[0]

    assert first.code == code
    assert places(first)[0] == (1, column, length)
    assert (first.severity is Severity.NOTE) == (code == "text.lone-mark")


@pytest.mark.parametrize(
    "text",
    [
        "全区，全市——今年……等“好”。",
        "省略一大段…………",
        "共12,345.6元，占1:2",
        "1.总则",  # a number's stop is a point
        "Inc.公司 e.g. this, that",
        "2015—2020年，5—10个",  # digits joined
        "“第一段。\n\n“第二段。”",  # a quotation of two paragraphs
        "《读〈论语〉》",
        "don’t：好",
        "好吗？！真的！！！",
        "用`甲,乙`和{{ 甲,乙 }}，见[甲](甲.html)，http://a.cn/--/甲",
    ],
)
def test_what_is_right(text):
    assert found(text) == ()


def test_marks_of_a_kind_are_one_finding():
    """The number of all, the places of the first five, in the order of the document."""
    [finding] = found("全区,全市;", "好", "一:二,三", "四!五?六")

    assert finding.message.zh == "汉字旁边有半角标点，共 6 处"
    assert places(finding) == [(1, 3, 1), (1, 6, 1), (3, 2, 1), (3, 4, 1), (4, 2, 1)]
    assert "共" not in found("全区,全市")[0].message.zh


def test_marks_without_partner_are_findings_each():
    assert [places(item) for item in found("“一", "二", "三”")] == [[(1, 1, 1)], [(3, 2, 1)]]


def test_a_text_in_two_roles_counts_once():
    texts = [(1, "全区,全市"), (1, "全区,全市")]
    [finding] = findings(texts, lambda *_: Span("f", 1, 1), language="zh-Hans")

    assert "共" not in finding.message.zh


def test_places_are_asked_for_only_where_something_is_odd():
    def never(*_):
        raise AssertionError

    assert findings([(1, "全区，全市")] * 3, never, language="zh-Hans") == ()


def test_an_english_document_keeps_its_marks():
    assert found("see 全区, and (全市)", language="en") == ()
    assert found("see 全区,, 今年──明年", language="en")[0].code == "text.dash"


def test_unpaired_in_paragraphs():
    """Marks pair inside a paragraph; the one that is left over is named."""
    assert list(unpaired("“一\n\n二”")) == [0, 5]
    assert list(unpaired("“一”“二")) == [3]
    assert list(unpaired("一")) == []


def test_variants_that_a_face_does_not_draw():
    """The test faces have none; a character that is missing altogether is the audit's."""
    book = FontBook.from_files(em_square.files(), em_square.roles())
    texts = [(1, "葛\U000e0100城", "body"), (2, "好葛\U000e0100𠮷\U000e0100", "body"), (3, "葛城", "body")]

    [note] = ignored_variants(texts, lambda line, at, length: Span("f", line, at + 1, length), book)

    assert (note.code, note.severity) == ("text.variant", Severity.NOTE)
    assert "Em Square" in note.message.zh
    assert "U+E0100" in note.message.en
    assert places(note) == [(1, 1, 1), (2, 2, 1)]


def test_variants_that_a_face_draws(tmp_path):
    """A face with the variant in its character map gives no note."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    name, path = next(iter(em_square.files().items()))
    font = TTFont(path, recalcTimestamp=False)
    table = CmapSubtable.newSubtable(14)
    table.platformID, table.platEncID, table.language, table.cmap = 0, 5, 0, {}
    table.uvsDict = {0xE0100: [(ord("葛"), font.getBestCmap()[ord("城")])]}
    font["cmap"].tables.append(table)
    font.save(tmp_path / "Variant.ttf")
    book = FontBook.from_files({**em_square.files(), name: tmp_path / "Variant.ttf"}, em_square.roles())

    found = ignored_variants([(1, "葛\U000e0100葛\U000e0101", "body")], lambda *_: Span("f", 1, 1), book)

    assert ["U+E0101" in item.message.en for item in found] == [True]


def groupings(*texts, grouping):
    return other_groupings(
        enumerate(texts, 1),
        lambda line, offset, length: Span("f", line, offset + 1, length),
        grouping=grouping,
    )


def test_numbers_grouped_otherwise_than_the_document_are_noted_once():
    typed = ("共12,345人", "共12 345人", "又1 234 567元和8,000件")
    [comma] = groupings(*typed, grouping="space")
    [space] = groupings(*typed, grouping="comma")
    [both] = groupings(*typed, grouping="none")

    assert [(1, 2, 6), (3, 13, 5)] == places(comma)
    assert [(2, 2, 6), (3, 2, 9)] == places(space)
    assert "text.number-style" == both.code
    assert "4 places" in both.message.en


@pytest.mark.parametrize(
    "text",
    [
        "2020 2021年",
        "1,2,3",
        "第3,100",
        "0734 822 1234",
        "12345",
        "3.1,415",
        "{{ a }} 12",
        "2026 123",
        "1,2345",
    ],
)
def test_what_is_no_group_is_left_alone(text):
    assert all(not groupings(text, grouping=style) for style in ("comma",)) or "100" in text
    assert not [f for f in groupings(text, grouping="space") if "100" not in text]


@given(st.text("国a1-─－—.。·,;:?!()…，、；：？！“ ", max_size=30))
def test_marks_are_found_where_the_whole_pattern_finds_them(text):
    spans = [match.span() for match in prepare._odd().finditer(text)]
    assert spans == [match.span() for match in prepare._oddities(text)]

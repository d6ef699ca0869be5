"""The glyph audit: what is missing, where, and what helps."""

from __future__ import annotations

from pathlib import Path

import em_square
import pytest
from em_square import BOLD, REGULAR

from reportgen.core.diagnostics import Message, Severity, Span
from reportgen.core.paged import FontId
from reportgen.typeset.audit import audit, within
from reportgen.typeset.fonts import DEFAULT_ROLES, FontBook
from reportgen.typeset.installed import InstalledFace, installed_faces


@pytest.fixture(scope="module")
def marking(em_book):
    """The em-square faces in a book that marks what is missing."""
    files = em_square.files()
    return FontBook(em_book.records.values(), em_book.roles, Path(), files, marks_missing=True)


def at(column: int, length: int, line: int = 1, file: str = "report.yaml") -> Span:
    return Span(file, line, column, length)


def test_good_text_has_no_findings(book):
    text = (
        "二〇二四年，全区研发投入强度达3.2%，“十四五”规划——首次超过全国平均水平（2.7%）…\nR&D é ☑ CO₂\u200b\t"
    )

    assert audit([(text, role, None) for role in DEFAULT_ROLES], book) == ()


def test_a_missing_character_is_named_with_its_place_and_the_faces_tried(book):
    [finding] = audit([("  𠮷田建国", "body", at(18, 6, 142))], book)

    assert finding.severity is Severity.ERROR
    assert finding.code == "font.missing-glyph"
    assert finding.message.zh == "没有字体含有“𠮷”(U+20BB7, CJK Extension B)"
    assert finding.span == Span("report.yaml", 142, 20)
    assert finding.hints[0].zh == "角色“body”依次试过：Noto Serif SC Regular、Noto Sans SC Regular"
    assert finding.hints[0].en == 'tried for role "body": Noto Serif SC Regular, then Noto Sans SC Regular'
    assert "apt install fonts-hanazono" in finding.hints[1].en
    assert "reportgen fonts pin 𠮷 --from FILE" in finding.hints[2].en


def test_all_findings_of_all_texts_come_at_once(em_book):
    texts = [("甲𠮷", "body", at(1, 2)), ("☢乙", "table", at(1, 2, 2)), ("\ue000", "body", at(1, 1, 3))]

    findings = audit(texts, em_book)

    assert [(finding.code, finding.span.line) for finding in findings] == [
        ("font.missing-glyph", 1),
        ("font.missing-glyph", 2),
        ("text.private-use", 3),
    ]


def test_places_are_collected_and_beyond_five_counted(em_book):
    texts = [("𠮷", role, at(3, 1, line)) for line, role in zip(range(9, 0, -1), DEFAULT_ROLES, strict=False)]

    [finding] = audit([*texts, texts[0]], em_book)

    assert [finding.span.line, *(span.line for span in finding.also)] == [1, 2, 3, 4, 5]
    assert finding.hints[-1].zh == "另有 4 处"
    assert finding.hints[-1].en == "and 4 more places"


def test_a_text_without_a_source_is_still_reported(em_book):
    [finding] = audit([("𠮷", "body", None)], em_book)

    assert finding.span is None


def test_private_use_is_an_error_even_where_a_face_has_it(book):
    [finding] = audit([("张\ue863", "body", at(1, 2))], book)

    assert finding.code == "text.private-use"
    assert finding.severity is Severity.ERROR
    assert finding.message.zh == "私用区字符 U+E863"
    assert finding.span == at(2, 1)


def test_another_kind_of_letter_is_one_warning_for_each_pair_of_faces(book):
    texts = [("龘中鱻", "quote", at(1, 3)), ("爨龘", "subheading", at(1, 2, 2)), ("𰻝", "body", at(1, 1, 3))]

    kai, song = audit(texts, book)

    assert {kai.code, song.code} == {"font.style-mismatch"}
    assert kai.severity is Severity.WARNING
    assert kai.message.zh == "RG Kai SC Regular 没有“鱻、龘”，改用另一种字体 Noto Serif SC Regular"
    assert (kai.span, kai.also) == (at(1, 1), (at(3, 1), at(2, 1, 2)))
    assert (
        song.message.en
        == 'Noto Serif SC Regular lacks "𰻝"; set in Noto Sans SC Regular, which looks different'
    )


def test_many_characters_of_another_kind_are_counted(book):
    rare = "".join(chr(code) for code in range(0x3400, 0x3410))
    kai_lacks = [char for char in rare if not book.face(FontId("RGKaiSC-Regular")).has(ord(char))]

    [finding] = audit([(rare, "quote", None)], book)

    assert len(kai_lacks) > 10
    assert f"等 {len(kai_lacks)} 个字" in finding.message.zh
    assert f"and {len(kai_lacks) - 10} more" in finding.message.en


def test_a_stand_in_of_the_same_kind_is_no_finding(em_book):
    assert em_book.choose("title", "龘").font == REGULAR
    assert em_book.roles["title"].face == BOLD
    assert audit([("龘", "title", None)], em_book) == ()


def test_letters_of_a_kai_role_are_sought_in_the_song(book):
    """The faces tried are those of the western chain."""
    [finding] = audit([("¤ʘ", "quote", None)], book)

    assert finding.message.en.startswith('no font has "ʘ"(U+0298')
    assert finding.hints[0].en == 'tried for role "quote": Noto Serif SC Regular, then Noto Sans SC Regular'


def test_an_accent_is_looked_up_with_its_letter(em_book):
    """é is one glyph of the face; x with an accent is none, and the x alone elsewhere is no finding."""
    [finding] = audit([("cafe\u0301 x, x\u0301", "body", at(1, 11))], em_book)

    assert finding.message.en == 'no font has "x\u0301"(U+0078 U+0301, Combining Diacritical Marks)'
    assert finding.span == at(10, 1)


@pytest.mark.parametrize("unseen", ["\u200d", "\ufe00", "\U000e0100"])
def test_an_accent_behind_a_selector_still_belongs_to_its_letter(em_book, unseen):
    """As when shaping: the accent alone may be there, x with it is not."""
    text = f"x{unseen}\u0301 x"
    assert em_book.choose("body", text[:3]) is None

    [finding] = audit([(text, "body", None)], em_book)

    assert f"U+0078 U+{ord(unseen):04X} U+0301" in finding.message.en


def test_an_accent_that_is_good_alone_is_still_looked_up_with_a_letter(book):
    """The song has the accent, another face the sign; none has both."""
    lone, accented = ("\u0301 ☑", "body", None), ("☑\u0301", "body", None)
    assert audit([lone], book) == ()

    [finding] = audit([lone, accented], book)

    assert finding.message.en.startswith('no font has "☑\u0301"(U+2611 U+0301')


def test_a_book_that_marks_makes_warnings_of_missing_characters(marking):
    """With the same hints, and faces of the machine looked for; private use stays an error."""
    asked = []
    texts = [("甲𠮷", "body", at(3, 2)), ("\ue000", "body", at(1, 1, 2)), ("𠮷", "title", at(1, 1, 3))]
    advice = [Message("只说给错误", "for errors only")]

    findings = audit(texts, marking, installed=lambda found: asked.append(set(found)) or {}, advice=advice)

    private, marked = sorted(findings, key=lambda finding: finding.severity.value)
    assert ("text.private-use", Severity.ERROR) == (private.code, private.severity)
    assert ("font.marked-glyph", Severity.WARNING) == (marked.code, marked.severity)
    assert (at(4, 1), (at(1, 1, 3),)) == (marked.span, marked.also)
    assert marked.message.en == 'no font has "𠮷"(U+20BB7, CJK Extension B); 〓 stands for it in the draft'
    assert marked.hints[0].en == 'tried for role "body": Em Square Regular'
    assert asked == [{0x20BB7}]
    assert advice[0] not in marked.hints


def test_advice_is_the_last_hint_on_a_missing_character(em_book):
    advice = [Message("一", "one"), Message("二", "two")]

    [finding] = audit([("𠮷", "body", None)], em_book, advice=advice)

    assert finding.hints[-2:] == tuple(advice)
    assert len(finding.hints) > 2


def test_invisible_characters_are_shown_by_code_only(em_book):
    [finding] = audit([("a\x07", "body", None)], em_book)

    assert finding.message.zh == "没有字体含有(U+0007, Basic Latin)"


@pytest.mark.parametrize(
    ("span", "offset", "length", "place"),
    [
        (at(10, 4), 2, 4, at(12, 1)),  # plain
        (at(10, 6), 2, 4, at(13, 1)),  # in quotes
        (at(10, 30), 2, 4, at(10, 30)),  # a block scalar or escapes: the whole of it
    ],
)
def test_the_column_inside_a_text(span, offset, length, place):
    assert within(span, offset, length) == place


def test_the_caller_may_know_better_where_a_character_stands(em_book):
    [finding] = audit(
        [("甲\n𠮷", "body", at(10, 9, 7))],
        em_book,
        locate=lambda span, offset: Span(span.file, span.line + 1, offset),
    )

    assert finding.span == Span("report.yaml", 8, 2)


def test_an_installed_face_that_has_it_is_named(em_book, tmp_path):
    asked = []

    def installed(codepoints):
        asked.append(set(codepoints))
        return {0x20BB7: InstalledFace("HanaMin B", tmp_path / "HanaMinB.ttf")}

    findings = audit([("𠮷☢", "body", None)], em_book, installed=installed)

    assert asked == [{0x20BB7, 0x2622}]
    [hints] = [finding.hints for finding in findings if "20BB7" in finding.message.en]
    found = " ".join(hint.en for hint in hints)
    assert f"installed here: HanaMin B, {tmp_path / 'HanaMinB.ttf'}" in found
    assert f"reportgen fonts pin 𠮷 --from {tmp_path / 'HanaMinB.ttf'}" in found
    assert "apt install" not in found


def test_installed_faces_are_not_sought_without_need(em_book):
    def installed(codepoints):
        raise AssertionError("no glyph is missing")

    assert audit([("甲", "body", None)], em_book, installed=installed) == ()


def test_the_scan_finds_the_plain_face_and_passes_over_broken_files(tmp_path):
    import shutil

    import em_square

    (tmp_path / "sub").mkdir()
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0")
    shutil.copy(em_square.files()[FontId(BOLD)], tmp_path / "sub" / "A-Bold.ttf")
    shutil.copy(em_square.files()[FontId(REGULAR)], tmp_path / "sub" / "B.ttf")

    found = installed_faces([ord("中"), ord("龘"), 0x20BB7], [tmp_path])

    assert found == {
        ord("中"): InstalledFace("Em Square", tmp_path / "sub" / "B.ttf"),
        ord("龘"): InstalledFace("Em Square", tmp_path / "sub" / "B.ttf"),
    }


def test_the_audit_looks_up_each_character_once(em_book, monkeypatch):
    """What an audit costs does not grow with the length of the text, but with its different characters."""
    looked_up = []
    choose = type(em_book).choose
    monkeypatch.setattr(
        type(em_book),
        "choose",
        lambda self, role, c, **more: looked_up.append((role, c)) or choose(self, role, c, **more),
    )

    audit([("甲乙丙" * 1000, "body", None)] * 20 + [("甲乙", "table", None)], em_book)

    assert sorted(looked_up) == sorted([("body", c) for c in "甲乙丙"] + [("table", c) for c in "甲乙"])

"""What has strayed into a text: B02 foreign words, B06 and B08 characters, B12 personal data."""

from __future__ import annotations

import pytest
from word_samples import HEAD, review, said, with_text

from reportgen.core.diagnostics import Severity
from reportgen.review.words.characters import simplified
from reportgen.review.words.personal import has_luhn, is_identity
from reportgen.spec.load import load_spec_text

IDENTITY = "11010519491231002X"  # the example in GB 11643


# ------------------------------------------------------------------ B02


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("评为示范点 and 先进。", "and"),
        ("示范点and先进", "and"),
        ("搞好the best服务", "the best"),
        ("做好 Follow up 工作", "Follow up"),
        ("坚持ok原则", "ok"),
    ],
)
def test_b02_a_stray_word_is_a_warning(prose, words):
    """B02: "示范点 and 先进" -> flagged, at its place."""
    [found] = review(prose)

    assert ("warning", "review.foreign-word") == said([found])[0]
    assert f"“{words}”" in found.message.zh
    assert found.span is not None
    assert prose.index(words) + 11 == found.span.column


@pytest.mark.parametrize("prose", ["某某TCLX集团", "用上iPhone手机", "园区GaN项目"])
def test_b02_capitals_and_names_are_only_noted(prose):
    assert [("note", "review.foreign-word")] == said(review(prose))


@pytest.mark.parametrize(
    "prose",
    [
        "GDP、CPI、PPP、BIM、APP、5G、AI、PM2.5、WiFi、Wi-Fi、VR、4A、5A、CT、DNA、LED、ICT、R&D投入",
        "全长12 km，重3kg，用电5亿kW·h，浓度33 μg/m³，每kg成本",
        "第Ⅲ类，第III类，第XIV届",
        "A座、B超、T恤、G107国道、C919、COVID-19",
        "见 https://www.example.cn/and/or 和 some.one@example.cn、www.example.cn",
        "省会（provincial capital）",
        "《Nature》刊登",
        "他用[good morning]{语言=en}问好",
        "`code and more`里的字",
        "增长{{ growth_rate }}",
    ],
)
def test_b02_known_words_units_addresses_and_marked_ones_pass(prose):
    metric = "metrics: [{id: growth_rate, name: 增速, value: 1, unit: '%', as_of: 2020}]\n"

    assert [] == said(review(prose, metric))


def test_b02_the_editor_may_allow_words():
    assert [] == said(review("“and”乐队", "review: {allow: [and]}\n"))


def test_b02_english_reports_may_be_in_english():
    head = HEAD.replace("{title", "{language: en, title")

    assert [] == said(review("Progress and order 进步", head=head))


# ------------------------------------------------------------------ B06, B08


def test_b06_radicals_are_read_as_characters_and_noted():
    """B06: ⽂⾦ are set as 文金 and noted (`text.normalised`); a term beside them is found."""
    loaded = load_spec_text(with_text("⽂化"))

    assert ["text.normalised"] == [item.code for item in loaded.findings]
    assert [("error", "review.term")] == said(review("帐号⽤"))


def test_b06_compatibility_ideographs_are_kept_and_noted():
    """B06: a compatibility ideograph may be in a name: kept, noted; twelve are characters of their own."""
    assert [("note", "review.compatibility")] == said(review("姓\uf9dc的人"))
    assert [] == said(review("姓\ufa0e的人"))


def test_b06_radicals_of_the_supplement_are_a_warning():
    """B06: ⻓ and ⻔, which PDF files of simplified text give for 长 and 门."""
    found = review("⻓⻔⻓")

    assert [("warning", "review.radical")] * 2 == said(found)
    assert "“长”" in found[0].message.zh
    assert 1 == len(found[0].also)
    assert [] == said(review("长门⺮⺗"))


def test_b08_traditional_characters_are_a_warning():
    """B08: 裏 in a zh-Hans report -> flagged with 里, once for all its places."""
    [found] = review("城裏和鄉裏。".replace("鄉", "乡"))

    assert ("warning", "review.traditional") == said([found])[0]
    assert "简体作“里”" in found.message.zh
    assert 1 == len(found.also)


@pytest.mark.parametrize(
    ("prose", "top"),
    [
        ("著名的乾隆井，瞭望台，於姓人家", ""),
        ("老宅“福壽堂”", "review: {allow: [福壽堂]}\n"),
        ("区长陳大明", "people: [{name: 陳大明, post: 区长}]\n"),
        ("[國立]{语言=zh-Hant}二字", ""),
    ],
)
def test_b08_what_is_meant_passes(prose, top):
    """Characters of the general table, names of the roster, allowed words, text marked as traditional."""
    assert [] == said(review(prose, top))


def test_b08_no_whole_report_is_in_traditional_characters(tmp_path):
    """zh-Hant is refused as the language of a document, and the cure names those that are not."""
    head = "format: reportgen/1\ndocument: {title: 試, organisation: 某區, language: zh-Hant}\n"
    loaded = load_spec_text(
        head + "sections: [{id: s, title: 章, blocks: [{text: 正文。}]}]\n", root=tmp_path
    )

    assert ["spec.bad-choice"] == [item.code for item in loaded.findings if item.severity is Severity.ERROR]
    assert "zh-Hans、en" in loaded.findings[0].hints[-1].zh


def test_b08_in_a_title_it_is_a_note():
    assert [("note", "review.traditional")] == said(review("《紅楼梦》"))


def test_b08_no_simplified_form_is_itself_traditional():
    table = simplified()

    assert {"裏": "里", "國": "国", "產": "产"}.items() <= table.items()
    assert not set(table) & set(table.values())


def test_full_width_digits_and_letters_are_a_warning():
    [found] = review("２０２０年ＧＤＰ增长７．４％，甲：乙")

    assert ("warning", "review.full-width") == said([found])[0]
    assert [4, 3, 4] == [span.length for span in (found.span, *found.also) if span]


# ------------------------------------------------------------------ B12


@pytest.mark.parametrize(
    "number",
    [
        IDENTITY,
        IDENTITY.lower(),
        "13812345678",
        "138-1234-5678",
        "138 1234 5678",
        "+8613812345678",
        "6222021234567890128",
        "6222 0212 3456 7890 128",
    ],
)
def test_b12_personal_numbers_are_a_warning_that_does_not_repeat_them(number):
    """B12: identity, mobile and card numbers -> warning; no message holds the number."""
    [found] = review(f"联系人{number}。")

    assert ("warning", "review.personal-data") == said([found])[0]
    assert found.span is not None
    assert len(number) == found.span.length
    said_of_it = found.message.zh + found.message.en + "".join(h.zh + h.en for h in found.hints)
    assert not any(digit in said_of_it for digit in "0123456789")


@pytest.mark.parametrize(
    "prose",
    [
        "拨打12345、110、119、120、12315、95598、10086",
        "电话0799-8812345，4008123456，400-812-3456",
        "编号110105194912310021",  # the check character is wrong
        "卡号6222021234567890127",  # so is the check digit
        "贷款13812345678元，13812345678余元，13912345678万元",
        "总量13812345678.5",
        "准印证号（湘）2026-0001号，ISBN 978-7-01-000000-0",
        "2020年12月31日，20201231，2016—2020年",
    ],
)
def test_b12_service_numbers_amounts_and_other_numbers_pass(prose):
    assert [] == [code for _, code in said(review(prose)) if code == "review.personal-data"]


def test_b12_a_public_number_can_be_allowed():
    assert [] == said(review("热线13812345678。", "review: {allow: ['13812345678']}\n"))


def test_check_digits():
    assert is_identity(IDENTITY)
    assert not is_identity("110105194912310020")
    assert has_luhn("4111111111111111")
    assert not has_luhn("4111111111111112")

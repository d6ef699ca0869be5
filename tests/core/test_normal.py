"""Text as it enters: what is replaced, what never is, and where it stood."""

import unicodedata

import pytest

from reportgen.core.normal import Note, may_change, normalise, without_markup
from reportgen.core.normal_tables import GBK, GBK_FIRST, KANGXI, KANGXI_FIRST, VERTICAL


def test_kangxi_radicals_become_hanzi():
    """As Unicode itself decomposes them; the whole block, and nothing but hanzi."""
    assert len(KANGXI) == 214
    for index, char in enumerate(KANGXI):
        assert char == unicodedata.normalize("NFKC", chr(KANGXI_FIRST + index))
        assert "\u4e00" <= char <= "\u9fff"
    assert normalise("⼯业和⼈⼝").text == "工业和人口"
    assert normalise("⼯业和⼈").notes == (Note(0, "⼯", "工"), Note(3, "⼈", "人"))


def test_private_use_of_gbk_becomes_standard():
    """Bytes FE50 to FEA0 in order; the codec knows all but fourteen, which it leaves in private use."""
    codes = [code for code in range(0xFE50, 0xFEA1) if code != 0xFE7F]
    assert len(GBK) == len(codes) == 80
    known = 0
    for index, (code, char) in enumerate(zip(codes, GBK, strict=True)):
        decoded = code.to_bytes(2, "big").decode("gb18030")
        if decoded == chr(GBK_FIRST + index):
            assert char not in (decoded, "\ufffd")
        else:
            known += 1
            assert char == decoded
    assert known == 66
    assert len(set(GBK)) == 80
    assert normalise("\ue863").text == "䶮"


def test_private_vertical_forms():
    assert [unicodedata.name(char) for char in VERTICAL[:3]] == [
        "PRESENTATION FORM FOR VERTICAL COMMA",
        "PRESENTATION FORM FOR VERTICAL IDEOGRAPHIC FULL STOP",
        "PRESENTATION FORM FOR VERTICAL IDEOGRAPHIC COMMA",
    ]
    assert normalise("\ue78d\ue796").text == "\ufe10\ufe19"


@pytest.mark.parametrize(
    "text",
    [
        "豈更車賈滑串句",  # compatibility ideographs: other characters in a name
        "\U0002f800\u6b63",
        "①℃㎡ＡＢ（，）",  # NFKC would change all of them
        "\ue000\ue865\uf8ff",  # other private use: an error elsewhere, never guessed
        "⺌⻊",  # supplement radicals, two of them standard targets themselves
        "か\u3099",  # composed only where the base is Latin
        "q\u0303",  # nothing to compose to
        "葛\U000e0100\u0020x\ufe00",  # a variant that somebody chose
        "",
    ],
)
def test_what_is_kept(text):
    assert normalise(text).text == text
    assert normalise(text).notes == ()


def test_latin_letters_and_accents_are_composed():
    done = normalise("Cafe\u0301与naïve")
    assert done.text == "Café与naïve"
    assert done.notes == (Note(3, "e\u0301", "é"),)


def test_selectors_without_use_are_dropped():
    assert normalise("☑\ufe0f好").text == "☑好"
    assert normalise("\ufe00一 \U000e0100").text == "一 "
    assert normalise("葛\U000e0100\U000e0101").text == "葛\U000e0100"


@pytest.mark.parametrize(
    "text",
    [
        "⼯☑\ufe0fe\u0301x⼯",
        "\ufe0f\ufe0f一二",
        "一二",
        "一\ufe0f",
        "一......二,三⼯(四)五。。。。。。六☑\ufe0e七",
    ],
)
def test_offsets_lead_back(text):
    """Every character that was not replaced is found where it was typed; offsets never go back."""
    done = normalise(text, repair=True)
    ways = [done.typed(offset) for offset in range(len(done.text) + 1)]
    assert ways == sorted(ways)
    assert ways[-1] == len(text) or done.notes[-1].after == ""
    replaced = {at for note in done.notes for at in range(note.offset, note.offset + len(note.before))}
    for offset, char in enumerate(done.text):
        if ways[offset] not in replaced:
            assert text[ways[offset]] == char


def test_offsets_by_hand():
    done = normalise("e\u0301☑\ufe0f一")  # typed: 0 e, 1 accent, 2 box, 3 selector, 4 hanzi
    assert done.text == "é☑一"
    assert [done.typed(offset) for offset in range(4)] == [0, 2, 4, 5]


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("全区,全市", "全区，全市"),
        ("好!对?是:有;了.完", "好！对？是：有；了。完"),
        ("第(一)章", "第（一）章"),
        ("第(一,二)章", "第（一，二）章"),
        ("到(2020年)底", "到(2020年)底"),  # both or none
        ("共12,345元", "共12,345元"),
        ("今年--明年", "今年——明年"),
        ("今年──明年", "今年——明年"),
        ("今年－－明年", "今年——明年"),
        ("等等......他", "等等……他"),
        ("等等......", "等等……"),
        ("等等。。。他", "等等……他"),
        ("等。。。。。。", "等……"),
        ("见[图](图.png)的", "见[图](图.png)的"),
        ("用`甲,乙`的", "用`甲,乙`的"),
        ("增长{{ 甲,乙 }}的", "增长{{ 甲,乙 }}的"),
        ("网址http://a.cn/b.html的", "网址http://a.cn/b.html的"),
    ],
)
def test_repair_between_chinese(text, repaired):
    """Only when asked for."""
    assert normalise(text, repair=True).text == repaired
    assert normalise(text) == type(normalise(text))(text)


def test_markup_keeps_its_length():
    text = "甲{{ a | b }}乙[丙](#x)`c`"
    assert without_markup(text) == "甲" + "\ufffc" * 11 + "乙[丙]" + "\ufffc" * 7


def test_the_quick_look():
    assert may_change("全⼯区")
    assert not may_change("全工区，100%；Café ①")

"""Legal line ends and their penalties."""

from __future__ import annotations

import pytest

from reportgen.core.style import CjkStyle, Kinsoku, TextStyle
from reportgen.core.text import StyledText, StyleRun
from reportgen.typeset import breaks, cjk
from reportgen.typeset.breaks import FORBIDDEN
from reportgen.typeset.opportunities import FORCED, Break, BreakKind, break_opportunities


def ends(text: str, level: Kinsoku = Kinsoku.GB) -> str:
    """`text` with `|` at every legal line end, hanzi included."""
    return "".join(("|" if penalty < FORBIDDEN else "") + char for char, penalty in costed(text, level))


def costed(text: str, level: Kinsoku = Kinsoku.GB) -> list[tuple[str, int]]:
    """Each character with the penalty of a break before it."""
    final = cjk.resolve(text, cjk.classify(text), "", "")
    return list(zip(text, breaks.penalties(text, final, "", "", level), strict=False))


def cost(marked: str, level: Kinsoku = Kinsoku.GB) -> int:
    """The penalty at the `|` of `marked`."""
    at = marked.index("|")
    return costed(marked.replace("|", ""), level)[at][1]


@pytest.mark.parametrize(
    "marked",
    [
        "国|家",
        "国，|家",
        "国|（国）|家",
        "国|“国。”|家",
        "国|GDP|国",
        "国|GDP，|国",
        "国|——|国",
        "国|……|……|国",
        "国？！|国",
        "国·|国",
        "国|12.5%|的",
        "国|1,234,567.89|元",
        "长|100 km|的",
        "共|10 000|个",
        "约|25 °C|的",
        "水|36.5℃|的",
        "国|¥3,000|元",
        "国|US$5|国",
        "国|No.12|国",
        "国|COVID-19|国",
        "国|PM2.5|国",
        "国|A/B|国",
        "国|-5|国",
        "国|C++|语",
        "北—|上",
        "15%～|30%",
        "2020—|2025",
        "国[3]|的",
        "国²|的",
        "国|（a1），|国",
        "a |b",
        "a\u00a0b",
        "国\u2060家",
        "ab\u200b|cd",
        "国々|家",
        "国　|家",
        "国|￥5",
        "well-|known",
        "国/国",
        "国|①|国",
    ],
)
def test_gb_level(marked: str) -> None:
    assert marked == ends(marked.replace("|", ""))


def test_western_quotation_marks_keep_to_what_they_enclose() -> None:
    text = "国“ab”国"
    letters = cjk.classify(text, western=(1, 4))
    final = cjk.resolve(text, letters, "", "")
    allowed = [penalty < FORBIDDEN for penalty in breaks.penalties(text, final, "", "", Kinsoku.GB)]

    assert [False, True, False, False, False, True, False] == allowed
    assert breaks.penalties("a“国", "LqH", "", "", Kinsoku.GB)[2] == FORBIDDEN


def test_levels_differ() -> None:
    assert "国|，|国" == ends("国，国", Kinsoku.NONE)
    assert "国|“|国|”|国" == ends("国“国”国", Kinsoku.NONE)
    assert "国|／|国" == ends("国／国", Kinsoku.BASIC)
    assert "国／国" == ends("国／国", Kinsoku.GB)
    assert "国|々" == ends("国々", Kinsoku.BASIC)
    assert "国|——|国" == ends("国——国", Kinsoku.GB)
    assert "国——|国" == ends("国——国", Kinsoku.STRICT)


def test_no_level_parts_a_long_mark_or_a_number() -> None:
    assert "国|——|国" == ends("国——国", Kinsoku.NONE)
    assert "国|3.14|国" == ends("国3.14国", Kinsoku.NONE)


@pytest.mark.parametrize(
    ("marked", "penalty"),
    [
        ("国|家", 0),
        ("国，|家", -10),
        ("国。|家", -15),
        ("国）|家", -15),
        ("国！|家", -15),
        ("国|GDP", 10),
        ("GDP|国", 10),
        ("国|——国", 120),
        ("3—|5", 300),
        ("国\u200b|家", -20),
        ("a |b", 0),
    ],
)
def test_penalties(marked: str, penalty: int) -> None:
    assert penalty == cost(marked)


def test_a_url_breaks_after_slashes_and_before_dots() -> None:
    assert "https://www|.example|.com/|report/|index|.html?|id=|42&|p=|%20x" == ends(
        "https://www.example.com/report/index.html?id=42&p=%20x"
    )


def test_a_long_identifier_breaks_at_humps_and_a_short_one_does_not() -> None:
    assert "report|Generation|Service_|name" == ends("reportGenerationService_name")
    assert "shortName" == ends("shortName")


def test_a_long_number_has_no_break() -> None:
    assert "1234567890123456.7890" == ends("1234567890123456.7890")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("增至35亿元的", [(4, 150), (5, 150)]),  # 35|亿, 亿|元
        ("在2020年后", [(5, 150)]),
        ("第3章的", [(1, 150), (2, 150)]),
        ("见图2的", [(2, 150)]),
        ("共300余家的", [(4, 150), (5, 150)]),
        ("没有数字", []),
        ("在11月22日", [(3, 150), (6, 150)]),  # 月|22 is the better break
    ],
)
def test_preferences(text: str, places: list[tuple[int, int]]) -> None:
    assert places == sorted(set(breaks.preferences(text)))


def marked(text: str, level: Kinsoku = Kinsoku.GB) -> str:
    """`text` with `|` at every opportunity the public function names."""
    places = {place.index for place in break_opportunities(text, CjkStyle(kinsoku=level), hyphenate=False)}
    return "".join(("|" if index in places else "") + char for index, char in enumerate(text))


# Section 4.2: marks that may not start (first) or end (second) a line, by the least level that says so.
NO_START = {
    Kinsoku.BASIC: "”’」』）》〉】〗〕］｝〙〛〞〟｠、，：；。．！？‼⁇⁈⁉·‧・–—～〜゠％℃℉)]},.;:!?%‰‱°′″¢｡｣､･",
    Kinsoku.GB: "／/々〻",
    Kinsoku.STRICT: "ーゝゞヽヾぁっゃョヶｧｰ⸺",
}
NO_END = {Kinsoku.BASIC: "“‘「『（《〈【〖〔［｛〘〚〝｟｢([{", Kinsoku.GB: "／/"}
LEVELS = (Kinsoku.NONE, Kinsoku.BASIC, Kinsoku.GB, Kinsoku.STRICT)


@pytest.mark.parametrize("level", LEVELS)
def test_table_of_levels_line_start(level: Kinsoku) -> None:
    for least, signs in NO_START.items():
        for sign in signs:
            forbidden = LEVELS.index(level) >= LEVELS.index(least)
            found = not marked(f"国{sign}国", level).startswith("国|")

            assert forbidden == found, (sign, level)


@pytest.mark.parametrize("level", LEVELS)
def test_table_of_levels_line_end(level: Kinsoku) -> None:
    for least, signs in NO_END.items():
        for sign in signs:
            forbidden = LEVELS.index(level) >= LEVELS.index(least)
            found = not marked(f"国{sign}国", level).endswith("|国")

            assert forbidden == found, (sign, level)


@pytest.mark.parametrize("sign", "￥¥$€£￡＄№±−")
def test_currency_and_signs_stay_before_a_digit(sign: str) -> None:
    for level in LEVELS[1:]:
        assert f"国|{sign}5|国" == marked(f"国{sign}5国", level)


# Section 4.3, row by row: none of these has a break inside, at any level but `none`.
UNBREAKABLE = {
    "long marks": ["——", "……", "⋯⋯"],
    "combined exclamation": ["？！", "！！", "！！！", "?!"],
    "number": [
        "1,234,567.89",
        "3.14",
        "10 000",
        "10\u2009000",
        "1/3",
        "10:30",
        "1∶500",
        "−8",
        "±0.5",
        "2026-11-22",
    ],
    "number and sign": [
        "12.5%",
        "8.3‰",
        "36.5℃",
        "36.5 ℃",
        "25 °C",
        "25 %",
        "¥3,000",
        "￥1,200",
        "US$5",
        "No.12",
        "No. 12",
    ],
    "number and unit": ["100 km", "5 GB", "30 kg/m²", "100\u2009km", "100㎡", "80 km/h", "3 kΩ"],
    "word or code": ["GDP", "COVID-19", "PM2.5", "T+1", "A/B", "H₂O", "GB/T", "C++", "don’t"],
    "bracket after digit or letter": ["（abc0），", "[12]", "(3)", "（5）。"],
    "explicit": ["国\u00a0家", "国\u202f家", "国\u2060家", "国\ufeff家", "a\u2011b"],
    "emoji and flags": ["\U0001f1e8\U0001f1f3", "\U0001f468\u200d\U0001f469", "\U0001f44d\U0001f3fb"],
    "combining": ["e\u0301t", "国\ufe00"],
}


@pytest.mark.parametrize("level", LEVELS[1:])
@pytest.mark.parametrize("row", UNBREAKABLE)
def test_table_of_unbreakable_runs(row: str, level: Kinsoku) -> None:
    for run in UNBREAKABLE[row]:
        assert run in marked(f"国{run}国", level), run


@pytest.mark.parametrize("note", ["¹", "¹²", "[3]", "[3-5]", "*", "†", "⁽¹⁾"])
def test_a_note_mark_stays_with_its_word(note: str) -> None:
    assert f"文|字{note}|的" == marked(f"文字{note}的").replace("⁾的", "⁾|的")


def test_pairs_of_long_marks_part() -> None:
    assert "国|……|……|国" == marked("国…………国")


def test_a_strict_line_never_starts_with_a_long_mark() -> None:
    assert "国——|国" == marked("国——国", Kinsoku.STRICT)
    assert "国……|国" == marked("国……国", Kinsoku.STRICT)


@pytest.mark.parametrize(
    ("cut", "penalty", "kind"),
    [
        ("国|家", 0, BreakKind.PLAIN),
        ("国，|家", -10, BreakKind.PAUSE),
        ("国。|家", -15, BreakKind.STOP),
        ("国|GDP", 10, BreakKind.SCRIPT),
        ("国|——家", 120, BreakKind.LONG),
        ("35|亿元", 150, BreakKind.KEPT),
        ("35亿|元", 150, BreakKind.KEPT),
        ("2020|年", 150, BreakKind.KEPT),
        ("28|个", 150, BreakKind.KEPT),
        ("100|吨", 150, BreakKind.KEPT),
        ("第|3章", 150, BreakKind.KEPT),
        ("第三|章", 150, BreakKind.KEPT),
        ("11|月22日", 150, BreakKind.KEPT),
        ("11月|22日", 10, BreakKind.SCRIPT),
        ("图|3", 150, BreakKind.KEPT),
        ("表|3", 150, BreakKind.KEPT),
        ("式|3", 150, BreakKind.KEPT),
        ("附件|3", 150, BreakKind.KEPT),
        ("附|件3", 150, BreakKind.KEPT),
        ("（一）|实施方案", 150, BreakKind.KEPT),
        ("（一）实|施方案", 150, BreakKind.KEPT),
        ("（一）实施|方案", 0, BreakKind.PLAIN),
        ("《红|楼梦》", 150, BreakKind.KEPT),
        ("《红楼|梦》", 0, BreakKind.PLAIN),
        ("15%～|30%", 300, BreakKind.RANGE),
        ("2020—|2025", 300, BreakKind.RANGE),
        ("１５～|３０", 300, BreakKind.RANGE),
        ("国\u200b|家", -20, BreakKind.HINT),
        ("well-|known", 40, BreakKind.COMPOUND),
        ("develop|ment is", 80, BreakKind.HYPHENATION),
        ("https://www|.example.com", 60, BreakKind.URL),
        ("user.name|@example.com", None, None),
        ("first|.second@example.com", 60, BreakKind.URL),
        ("/usr/|share/fonts", 200, BreakKind.IDENTIFIER),
        ("parse|HTTPResponse", 200, BreakKind.IDENTIFIER),
        ("parseHTTP|Response", 200, BreakKind.IDENTIFIER),
        ("国\n|家", FORCED, BreakKind.FORCED),
    ],
)
def test_table_of_penalties(cut: str, penalty: int | None, kind: BreakKind | None) -> None:
    index = cut.index("|")
    found = [place for place in break_opportunities(cut.replace("|", "")) if place.index == index]

    assert found == ([] if kind is None or penalty is None else [Break(index, penalty, kind)])


@pytest.mark.parametrize(
    "address",
    [
        "https://|a.bc/d",  # never next to the scheme
        "https://example.com/a%E|4b",
        "https://example.com/a%|E4b",
        "https://example.com/|ab",  # fewer than three characters
    ],
)
def test_addresses_keep_together(address: str) -> None:
    assert address.replace("|", "") != address
    index = address.index("|")

    assert index not in {place.index for place in break_opportunities(address.replace("|", ""))}


def test_looks_change_nothing_and_no_break_runs_do() -> None:
    text = "共有28个项目，GDP增长。"
    plain = break_opportunities(text)
    bold = TextStyle("bold", 10.0)
    looks = StyledText(text, (StyleRun(2, 3, bold), StyleRun(3, 9, bold, link="x")))
    kept = StyledText(text, (StyleRun(4, 7, bold, no_break=True),))

    assert plain == break_opportunities(looks)
    assert {4} <= {place.index for place in plain}
    assert {5, 6} == {p.index for p in plain} - {p.index for p in break_opportunities(kept)}


def test_particles_cost_where_a_style_asks_for_it() -> None:
    heading = CjkStyle(avoid_particles=True)
    text = "城市的发展和平安为了解"
    cost = {place.index: place.penalty for place in break_opportunities(text, heading)}

    assert 150 == cost[2]  # |的
    assert 0 == cost[5]  # 和平 is a word
    assert 0 == break_opportunities(text)[1].penalty


def test_typewriter_quotation_marks_stay_with_what_they_enclose() -> None:
    assert '国|"ab"|国' == marked('国"ab"国')
    assert '国"国' == marked('国"国')  # nobody can tell: both sides stay
    assert '国|("国' == marked('国("国')


def test_nothing_to_break() -> None:
    assert () == break_opportunities("")
    assert () == break_opportunities("国")
    assert () == break_opportunities("GDP")


@pytest.mark.parametrize("unit", [" ", "—", "\U0001f1e8", "a", "a.", '"', "1,", "A_", "国 ", "（一"])
def test_long_texts_take_no_more_than_their_length(unit: str) -> None:
    # What is quadratic takes minutes here, not a fraction of a second.
    assert len(break_opportunities(unit * 50_000)) < 100_000

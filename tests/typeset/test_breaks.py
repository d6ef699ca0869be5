"""Legal line ends and their penalties."""

from __future__ import annotations

import pytest

from reportgen.core.style import Kinsoku
from reportgen.typeset import breaks, cjk
from reportgen.typeset.breaks import FORBIDDEN


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

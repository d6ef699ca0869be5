"""The words the program itself puts on paper, in both languages; nothing printed is spelled anywhere else.

Templates take their parts by `format`. `fixed_strings` lists them with the font role each is set in, so that
the glyph audit sees them before anything is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache

from reportgen.core.diagnostics import Language, language_of
from reportgen.data.format import MINUS, UNDATED


@dataclass(frozen=True, slots=True)
class Words:
    """One language's vocabulary; the comment behind a line says where the words stand."""

    chapter_label: str  # in a text: 第一章
    section_label: str  # 第2.1节
    figure_label: str  # 图1
    table_label: str  # 表1
    table_continued: str  # above the rest of a table: 续表1
    others_continued: str  # above the rest of anything else: 省（续）
    note: str  # before the notes of a table
    source: str  # before a source
    undated: str  # a date the source does not give
    time_undated: str  # the same as a remark
    times_undated: str  # of several figures
    ends_undated: str  # of two ends
    some_undated: str
    start: str  # the two ends of a comparison
    end: str
    per_cell: str  # one cell of a waffle
    rank_cells: str  # one cell a member
    item_cells: str  # one cell an item
    rank_subtitle: str
    ends_subtitle: str
    unit: str
    not_listed: str  # announced by the source, but not listed
    missing_value: str  # the dash of a cell without a value
    photo_pending: str
    photo_pixels: str
    photo_archive: str
    front_matter: str
    back_matter: str
    subject_missing: str
    to_fill: str
    # parts of sentences
    comma: str
    semicolon: str
    listing: str
    from_up: str  # 由不足1%提高
    from_down: str
    from_more: str  # of amounts rather than rates
    from_fewer: str
    from_open: str
    multiple: str
    standing: str  # of a rank in words
    of_date: str
    cover_figure: str  # alternative text
    # heads of the table of metrics
    head_chapter: str
    head_metric: str
    head_qualifier: str
    head_value: str
    head_unit: str
    head_time: str
    head_source: str
    # honours
    level_international: str
    level_national: str
    level_province: str
    level_city: str
    national_remark: str

    def continued(self, label: str) -> str:
        """What stands above the rest of a table or list on a further page."""
        is_table = label.startswith(self.table_label.partition("{")[0])
        return (self.table_continued if is_table else self.others_continued).format(label)

    def photo_need(self, ratio: tuple[int, int], width_px: int, height_px: int) -> str:
        """What a missing photo has to be: its ratio and the least pixels."""
        return f"{ratio[0]}:{ratio[1]}　" + self.photo_pixels.format(width_px, height_px)

    def level(self, key: str) -> str:
        """The name of a level of honours."""
        return str(getattr(self, f"level_{key}"))


_ZH = Words(
    chapter_label="第{}章",
    section_label="第{}节",
    figure_label="图{}",
    table_label="表{}",
    table_continued="续{}",
    others_continued="{}（续）",
    note="注：",
    source="来源：",
    undated=UNDATED["zh"],
    time_undated="时间未注明",
    times_undated="时间均未注明",
    ends_undated="起讫年份未注明",
    some_undated="部分时间未注明",
    start="期初",
    end="期末",
    per_cell="一百格为100%，每格1%",
    rank_cells="一格一席",
    item_cells="一格一项",
    rank_subtitle="位次",
    ends_subtitle="期初与期末",
    unit="单位：{}",
    not_listed="未列",
    missing_value="—",
    photo_pending="待补图",
    photo_pixels="不小于{}×{}像素",
    photo_archive="（资料图片）",
    front_matter="卷首",
    back_matter="附篇",
    subject_missing="主体未注明",
    to_fill="待填",
    comma="，",
    semicolon="；",
    listing="、",
    from_up="由{}提高",
    from_down="由{}下降",
    from_more="由{}增加",
    from_fewer="由{}减少",
    from_open="期初{}",
    multiple="为{}",
    standing="位居{}",
    of_date="{}的",
    cover_figure="由外到内的同心半圆，180°为100%：{}。空心端点表示界限。",
    head_chapter="章",
    head_metric="指标",
    head_qualifier="限定",
    head_value="数值",
    head_unit="单位",
    head_time="时间",
    head_source="出处",
    level_international="国际组织",
    level_national="国家",
    level_province="省",
    level_city="市",
    national_remark="含中央部门与媒体",
)

_EN = Words(
    chapter_label="Chapter {}",
    section_label="Section {}",
    figure_label="Figure {}",
    table_label="Table {}",
    table_continued="{} (continued)",
    others_continued="{} (continued)",
    note="Notes: ",
    source="Source: ",
    undated=UNDATED["en"],
    time_undated="date not stated",
    times_undated="dates not stated",
    ends_undated="years of both ends not stated",
    some_undated="some dates not stated",
    start="start",
    end="end",
    per_cell="100 cells are 100%, each 1%",
    rank_cells="one cell for each member",
    item_cells="one cell for each item",
    rank_subtitle="Rank",
    ends_subtitle="Start and end",
    unit="Unit: {}",
    not_listed="not listed",
    missing_value="—",
    photo_pending="Photo to come",
    photo_pixels="at least {} × {} pixels",
    photo_archive=" (archive photo)",
    front_matter="Front matter",
    back_matter="Back matter",
    subject_missing="recipient not stated",
    to_fill="to be filled in",
    comma=", ",
    semicolon="; ",
    listing=", ",
    from_up="up from {}",
    from_down="down from {}",
    from_more="up from {}",
    from_fewer="down from {}",
    from_open="start: {}",
    multiple="{}",
    standing="{}",
    of_date="{}: ",
    cover_figure="Concentric half circles from the outside in, 180° being 100%: {}. An open end is a bound.",
    head_chapter="Ch.",
    head_metric="Figure",
    head_qualifier="Qual.",
    head_value="Value",
    head_unit="Unit",
    head_time="Date",
    head_source="Source",
    level_international="International",
    level_national="National",
    level_province="Province",
    level_city="City",
    national_remark="with central bodies and media",
)

# Kinds of recognition in English; in Chinese the spec's own word is printed.
KINDS_EN = {
    "称号": "title",
    "表彰": "commendation",
    "评定": "rating",
    "推介": "promotion",
    "发言": "speech",
    "资格": "qualification",
    "报道": "report",
    "肯定": "affirmation",
    "位次": "rank",
}

_VOCABULARIES: dict[Language, Words] = {"zh": _ZH, "en": _EN}

_TABLE_WORDS = frozenset({"undated", "missing_value", "start", "end"})
_CHART_WORDS = frozenset({"start", "end", "undated", "not_listed"})
_CAPTION_WORDS = frozenset({"figure_label", "table_label", "table_continued"})
ELLIPSIS = "…"
_UNPRINTED = frozenset({"cover_figure"})

# What figures, dates, numerals and list marks are made of, whatever the report holds.
_FIGURES = f"0123456789.,{MINUS}%‰～：、（）() "
_DATES = {
    "zh": "年月日-—",
    "en": "JanuaryFebruaryMarchAprilMayJuneJulyAugustSeptemberOctoberNovemberDecember",
}
_NUMERALS = "零一二三四五六七八九十百千万亿两点负第"
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟元角分整"
_VERBS = {
    "zh": "由提高到下降增加减少变为有所持平增长超不足以上以内约达首个百分点千分之的倍同比是与期初翻番",
    "en": "from to rose by fell unchanged percentage points less than over at least no more about times No.– "
    "doubled quadrupled grew eightfold sixteenfold the same as figure of initial per mille",
}


def of(language: str, *, ellipsis: bool = False) -> Words:
    """The vocabulary for a language tag; `ellipsis` puts … where a cell has no value."""
    found = _VOCABULARIES[language_of(language)]
    return replace(found, missing_value=ELLIPSIS) if ellipsis else found


@cache
def fixed_strings(language: Language) -> tuple[tuple[str, str], ...]:
    """Every string of the program's own that may be printed, with its font role."""
    return tuple(dict.fromkeys(_fixed(language)))


def _fixed(language: Language) -> Iterator[tuple[str, str]]:
    vocabulary = of(language)
    for field in fields(vocabulary):
        if field.name in _UNPRINTED:
            continue
        text = getattr(vocabulary, field.name).replace("{}", "")
        yield text, "label"
        if field.name.startswith("head_") or field.name in _TABLE_WORDS:
            yield text, "table"
        if field.name in _CHART_WORDS:
            yield text, "chart"
        if field.name in _CAPTION_WORDS:
            yield text, "caption"
    yield ELLIPSIS, "table"
    if language == "en":
        for kind in KINDS_EN.values():
            yield kind, "label"
    for role in (
        "body",
        "body_strong",
        "quote",
        "subheading",
        "heading",
        "caption",
        "table",
        "chart",
        "label",
    ):
        yield _FIGURES, role
        yield _DATES[language], role
        yield _VERBS[language], role
        yield _NUMERALS, role
        if language == "zh":
            yield _CAPITALS, role
    for role in ("title", "display"):
        yield _FIGURES, role
        if language == "zh":
            yield _NUMERALS, role

"""Figures in prose against metrics and against each other: one good and one bad case for each pain."""

from __future__ import annotations

import pytest
from checked import lines, review

RATE = {"id": "hightech", "name": "高新技术产业占比", "value": 40.5, "unit": "%", "baseline": {"value": 20}}
BOUND = {
    "id": "rd",
    "name": "研发投入强度",
    "value": 2.5,
    "unit": "%",
    "baseline": {"value": 1, "qualifier": "不足"},
}
INCOME = {"id": "income", "name": "居民收入", "value": 4, "unit": "万元", "qualifier": "首超"}
SHARE = {"id": "share", "name": "民生支出占比", "value": 70, "unit": "%", "qualifier": "以上"}
PROJECTS = {"id": "projects", "name": "民生实事", "value": 10, "unit": "件", "numerals": "han"}
ESTATES = {"id": "estates", "name": "旧改项目", "value": 28, "unit": "个", "modifier": "推进"}
OUTPUT = {
    "id": "output",
    "name": "亩均产出",
    "value": 18.5,
    "unit": "万元",
    "rank": [{"scope": "四城区", "position": 1, "of": 4}],
}
INVESTED = [
    {"id": "all", "name": "投资总额", "value": 1250, "unit": "亿元"},
    {"id": "part", "name": "工业投资额", "value": 600, "unit": "亿元"},
]
ALL = [RATE, BOUND, INCOME, SHARE, PROJECTS, ESTATES, OUTPUT]


def codes(folder, text, metrics=ALL, **choices):
    found = review(folder, [text], metrics, **choices)
    return [item.code for item in found if item.code != "review.mixed-counts"]


# ------------------------------------------------------------------ A01, A02, A03


def test_a02_a_figure_typed_by_hand_names_its_metric_and_the_reference(tmp_path):
    """A02: literal 40.5% while a metric has that value; the hint says what to write."""
    [item] = review(tmp_path, ["占比上升到40.5%，结构更优。"], [RATE])
    line = lines(tmp_path)[item.span.line - 1]

    assert ("review.literal-figure", "warning") == (item.code, item.severity.value)
    assert "40.5%" == line[item.span.column - 1 :][: item.span.length].removeprefix("到")
    assert "hightech" in item.message.en
    assert "{{ hightech }}" in item.hints[0].zh


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("研发投入强度由不足1%提高到{{ rd }}。", "{{ rd | from }}"),
        ("高新技术产业占比{{ hightech }}，提高20.5个百分点。", "{{ hightech | change }}"),
    ],
)
def test_a02_the_hint_gives_the_form_that_prints_it(tmp_path, text, form):
    [item] = review(tmp_path, [text], [RATE, BOUND])

    assert form in item.hints[0].en


@pytest.mark.parametrize(
    "text",
    [
        "高新技术产业占比{{ hightech }}。",
        "到访者占40.6%。",
        "一年里走访20户。",
        "地上堆着28块砖。",
        "五年过去，收获满满。",
        "这条路修了28天。",
    ],
)
def test_a02_references_and_other_figures_pass(tmp_path, text):
    assert [] == codes(tmp_path, text)


def test_a03_a_figure_that_contradicts_is_an_error_at_its_place(tmp_path):
    """A03: literal 40.4 near the metric's name."""
    [item] = review(tmp_path, ["高新技术产业占比达到40.4%。"], [RATE])
    line = lines(tmp_path)[item.span.line - 1]

    assert ("review.contradicts", "error") == (item.code, item.severity.value)
    assert "达到40.4%" == line[item.span.column - 1 :][: item.span.length]
    assert "40.5%" in item.message.zh


@pytest.mark.parametrize(
    "text",
    [
        "2018年高新技术产业占比为31.2%。",
        "去年高新技术产业占比为38.8%。",
        "全省高新技术产业占比为36.1%。",
        "东山镇高新技术产业占比为12.4%。",
        "到2030年，高新技术产业占比达到50%。",
        "高新技术产业占比高于全市平均水平3.1个百分点。",
        "高新技术产业占比50%的目标写进规划。",
        "力争高新技术产业占比达到50%。",
        "今年新开工旧改项目5个。",
        "5个旧改项目完工。",
        "高新技术产业占比超过40%。",
        "旧改项目近30个。",
        "高新技术产业占比约40%。",
    ],
)
def test_a03_other_times_places_plans_and_parts_are_no_contradiction(tmp_path, text):
    assert [] == codes(tmp_path, text)


@pytest.mark.parametrize("word", ["超过", "超过了", "突破了", "达到了"])
def test_a03_the_aspect_of_a_qualifier_changes_nothing(tmp_path, word):
    assert ["review.contradicts"] == codes(tmp_path, f"高新技术产业占比{word}41.5%。")


@pytest.mark.parametrize("word", ["超过", "超过了"])
def test_a02_a_bound_typed_by_hand_is_known_with_and_without_its_aspect(tmp_path, word):
    assert ["review.literal-figure"] == codes(tmp_path, f"居民收入{word}4万元。")


def test_a03_a_reference_with_its_own_name_is_never_a_contradiction(tmp_path):
    assert [] == codes(tmp_path, "旧改项目{{ estates }}，高新技术产业占比{{ hightech }}。")


def test_a01_an_alternative_text_and_a_table_that_disagree_are_found(tmp_path):
    """A01: what the metric does not print itself is held against it."""
    blocks = [
        {"chart": "bar", "title": "占比", "metrics": ["hightech"], "alt": "高新技术产业占比为40.4%"},
        {
            "table": "指标",
            "columns": [{"head": "指标"}, {"head": "2025年（%）"}],
            "rows": [["高新技术产业占比", 41.5], ["民生支出占比", 70]],
        },
    ]
    found = review(tmp_path, [], [RATE, SHARE], blocks=blocks)

    assert ["review.contradicts", "review.contradicts"] == [item.code for item in found]
    assert ["高新技术产业占比为40.4%" in lines(tmp_path)[i.span.line - 1] for i in found] == [True, False]


def test_a01_tables_that_agree_pass(tmp_path):
    table = {
        "table": "指标",
        "columns": [{"head": "指标"}, {"head": "单位"}, {"head": "数值"}],
        "rows": [["高新技术产业占比", "%", 40.5], ["亩均产出", "万元", 18.5], ["亩均产出", "元", 185000]],
    }

    assert [] == review(tmp_path, [], [RATE, OUTPUT], blocks=[table])


def test_english_prose_is_held_against_metrics_as_well(tmp_path):
    metric = {"id": "share", "name": "share of services", "value": 52.7, "unit": "%"}
    good, same, other = (
        codes(tmp_path, text, [metric], language="en")
        for text in (
            "The share of services is {{ share }}.",
            "It rose to 52.7%.",
            "The share of services is 57.2%.",
        )
    )

    assert ([], ["review.literal-figure"], ["review.contradicts"]) == (good, same, other)


@pytest.mark.parametrize("qualifier", ["不足", "超", "首超", "以上", "以内", "约", "达"])
@pytest.mark.parametrize("first", ["不足", "超", "以上", "以内", "约"])
def test_bounds_at_both_ends_leave_no_form_that_cannot_be_printed(tmp_path, qualifier, first):
    """A change that two bounds leave open is no fact, and a figure like it is not matched."""
    start = {"value": 30.25, "qualifier": first}
    metric = {
        "id": "x",
        "name": "占比",
        "value": 41.5,
        "unit": "%",
        "qualifier": qualifier,
        "baseline": start,
    }
    found = review(tmp_path, ["提高11.25个百分点，增长37.2%，占比由30.25%提高到41.5%，达到41.6%。"], [metric])

    assert all(item.message.zh and item.message.en for item in found)


# ------------------------------------------------------------------ A04, A05


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("研发投入强度由1%提高到{{ rd }}。", "error"),
        ("居民收入4万元。", "error"),
        ("民生支出占比超70%。", "error"),
        ("居民收入超{{ income }}。", "error"),
        ("民生支出占比超{{ share }}。", "error"),
        ("民生支出占比{{ share }}以上。", "error"),
        ("亩均产出超过18.5万元。", "warning"),
        ("亩均产出超过了18.5万元。", "warning"),
        ("亩均产出突破了{{ output }}。", "warning"),
        ("居民收入超过了{{ income }}。", "error"),
        ("约三成群众，超过了30%以上。", "warning"),
        ("亩均产出近{{ output }}。", "warning"),
        ("约三成群众，约30%左右。", "warning"),
    ],
)
def test_a04_qualifiers_lost_doubled_or_added(tmp_path, text, severity):
    """A04, A05: 不足, 首超, 以上 go with the figure, once, and none is added."""
    [item] = review(tmp_path, [text], [*ALL[:4], OUTPUT])

    assert ("review.qualifier", severity) == (item.code, item.severity.value)


@pytest.mark.parametrize(
    "text",
    [
        "研发投入强度{{ rd | fromto }}。",
        "居民收入{{ income }}，亩均产出达到{{ output }}。",
        "民生支出占比始终保持在{{ share }}。",
        "民生支出占比达到{{ share }}。",
        "达到80%以上的家庭受益。",
        "超过30多个项目。",
        "亩均产出达到了{{ output }}。",
        "高新技术产业占比超过了40%。",
    ],
)
def test_a04_qualifiers_that_stand_once_pass(tmp_path, text):
    assert [] == codes(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("项目投资达到了3600余万元。", "review.contradicts"),
        ("项目投资达到3600万余元。", "review.contradicts"),
        ("项目投资3500余万元。", "review.qualifier"),
        ("项目投资近3400多万元。", "review.qualifier"),
    ],
)
def test_a03_a_word_for_more_before_the_scale_hides_no_figure(tmp_path, text, code):
    metric = {"id": "invested", "name": "项目投资", "value": 3500, "unit": "万元"}

    assert code in codes(tmp_path, text, [metric])


def test_a08_a_part_is_not_compared_with_what_is_more_than_it_says(tmp_path):
    assert [] == codes(tmp_path, "完成投资3500多万元，其中工业2000万元。", [])


# ------------------------------------------------------------------ A07


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("由20%提高到41.5%，提高21.5%。", "review.percentage-points"),
        ("入学率比上年提高0.8%。", "review.percentage-points"),
        ("事故下降2倍。", "review.fell-times"),
        ("由20%提高到41.5%，提高20.5个百分点。", "review.difference"),
        ("由10家增加到30家，增长3倍。", "review.difference"),
    ],
)
def test_a07_changes_that_do_not_follow_from_their_ends(tmp_path, text, code):
    assert [code] == codes(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "由20%提高到41.5%，提高21.5个百分点。",
        "由20%提高到41.5%，增长107.5%。",
        "由10家增加到30家，增长2倍。",
        "由10家增加到30家，年均增长20%。",
        "劳动生产率提高12%，效率提高三成。",
        "产值由15亿元增加到60亿元，翻两番。",
        "由1.2亿元增加到3.7亿元，增长2.1倍。",
        "费用下降95%，时间缩短到原来的三分之一。",
        "增长2倍，提高120%。",
    ],
)
def test_a07_sound_changes_pass(tmp_path, text):
    assert [] == codes(tmp_path, text, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("占比{{ hightech }}，提高20.5%。", "review.percentage-points"),
        ("占比{{ hightech }}，五年提高了20.5%。", "review.percentage-points"),
        ("占比{{ hightech }}，增长20.5%。", "review.percentage-points"),
        ("占比{{ hightech | fromto }}，提高20.5%。", "review.percentage-points"),
        ("高新技术产业占比40.5%，提高20.5%。", "review.percentage-points"),
        ("入学率为96.5%，提高2.1%。", "review.percentage-points"),
        ("占比{{ hightech }}，提高21.5个百分点。", "review.difference"),
        ("占比{{ hightech }}，累计提高21.5个百分点。", "review.difference"),
        ("高新技术产业占比达到40.5%，提高21.5个百分点。", "review.difference"),
    ],
)
def test_a07_a_change_behind_its_percentage(tmp_path, text, code):
    assert code in codes(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "占比{{ hightech }}，增长102.5%。",
        "占比{{ hightech }}，提高102.5%。",
        "占比{{ hightech }}，增长5.1%。",
        "占比{{ hightech }}，提高{{ hightech | change }}。",
        "占比{{ hightech }}，比上年提高1.2个百分点。",
        "占比{{ hightech }}，比2023年提高1.2个百分点。",
        "今年占比{{ hightech }}，提高1.2个百分点。",
        "占比{{ hightech }}，提高约20个百分点。",
        "占比{{ hightech }}，下降1.2个百分点。",
        "占比{{ hightech }}，产值提高20.5%。",
        "亩均产出{{ output }}，提高20.5%。",
        "产值12亿元、占比{{ hightech }}，提高21%。",
        "劳动生产率{{ output }}，提高12%。",
        "投诉率3.2%，下降28.6%。",
    ],
)
def test_a07_other_changes_behind_a_percentage_pass(tmp_path, text):
    assert [] == codes(tmp_path, text)


# ------------------------------------------------------------------ A08, A09, A10


@pytest.mark.parametrize(
    "text",
    [
        "三次产业结构为13:53.8:33.6。",
        "公园3个、广场2个、绿地5个，合计11个。",
        "办结120件，其中信访类210件。",
        "办结120件，其中信访类90件、其他类50件。",
        "完成{{ all }}，其中工业{{ part }}、基础设施700亿元。",
    ],
)
def test_a08_a09_sums_that_do_not_hold(tmp_path, text):
    assert ["review.sum"] == codes(tmp_path, text, INVESTED)


@pytest.mark.parametrize(
    "text",
    [
        "三次产业结构为9.5:39.4:51.1。",
        "三次产业结构为9.5:39.4:51.2。",
        "公园3个、广场2个、绿地5个，合计10个。",
        "收入分别为451.30亿元、5589.58亿元，合计6040.89亿元。",
        "办结120件，其中信访类90件、咨询类20件。",
        "完成{{ all }}，其中工业{{ part }}、基础设施500亿元。",
        "比例为1:2:3。",
        "男女生比例为3:2，共计50人。",
    ],
)
def test_a09_a10_rounding_and_lists_that_promise_nothing_pass(tmp_path, text):
    """A10: a difference within the rounding of the decimals is none."""
    assert [] == codes(tmp_path, text, INVESTED)


def test_a08_the_warning_adds_up_the_parts_and_stands_at_them(tmp_path):
    [item] = review(tmp_path, ["完成{{ all }}，其中工业{{ part }}、基础设施700亿元。"], INVESTED)
    line = lines(tmp_path)[item.span.line - 1]

    assert "“其中”各项相加比总数大，总数是“1250亿元”：600+700=1300" == item.message.zh
    assert line[item.span.column - 1 :].startswith("{{ part }}、基础设施700亿元")


@pytest.mark.parametrize(("total", "expected"), [(37, []), (38, ["content.total-differs"])])
def test_a08_a_total_of_references_is_added_up(tmp_path, total, expected):
    """Parts against a total across metrics, where a table says which is which."""
    metrics = [
        {"id": "a", "name": "棚改", "value": 9, "unit": "个"},
        {"id": "b", "name": "旧改", "value": 28, "unit": "个"},
        {"id": "all", "name": "两改", "value": total, "unit": "个"},
    ]
    table = {
        "table": "项目",
        "columns": [{"head": "类别"}, {"head": "个数"}],
        "rows": [["棚户区", "{{ a }}"], ["老旧小区", "{{ b }}"], ["合计", "{{ all }}"]],
    }

    assert expected == [item.code for item in review(tmp_path, [], metrics, blocks=[table])]


def test_a17_a_row_in_another_unit_is_converted_and_not_mistaken(tmp_path):
    """A17: 18.5 万元 is 185000 元, exactly; 18.5 元 is another figure."""
    rows = [["亩均产出", 185000], ["民生实事", 10]]
    table = {"table": "表", "columns": [{"head": "指标"}, {"head": "数值"}], "rows": rows, "unit": "元"}
    good = review(tmp_path, [], [OUTPUT], blocks=[table])
    bad = review(tmp_path, [], [OUTPUT], blocks=[{**table, "rows": [["亩均产出", 18.5]]}])

    assert ([], ["review.contradicts"]) == ([i.code for i in good], [i.code for i in bad])


# ------------------------------------------------------------------ A16


@pytest.mark.parametrize(
    "text", ["考核位居四城区第五。", "考核居全市12个县市区第13名。", "在五个乡镇中排名第六。"]
)
def test_a16_a_place_beyond_its_scope(tmp_path, text):
    assert ["review.rank-beyond-scope"] == codes(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "考核位居四城区第四。",
        "发展是第一要务。",
        "四城区第五次联席会议召开。",
        "亩均产出{{ output }}，居四城区第一。",
    ],
)
def test_a16_sound_places_pass(tmp_path, text):
    assert [] == codes(tmp_path, text)


def test_a16_a_place_other_than_the_metrics(tmp_path):
    assert ["review.contradicts"] == codes(tmp_path, "亩均产出{{ output }}，居四城区第二。")


# ------------------------------------------------------------------ A18, A19


def test_a18_declared_names_and_phrases_are_never_touched(tmp_path):
    """A18: what `review.names` or `review.allow` lists is no figure for any check."""
    text = "旧改项目29个，入学率提高0.8%，约20%左右。"
    declared = {"names": ["旧改项目29个"], "allow": ["入学率提高0.8%", "约20%左右"]}

    assert [] == codes(tmp_path, text, review=declared)
    assert 3 == len(codes(tmp_path, text))


@pytest.mark.parametrize("text", ["雁城路666号的大门", "“303工作室”", "“1+5”文件", "G107沿线"])
def test_a18_an_address_equal_to_a_metric_is_left_alone(tmp_path, text):
    metrics = [{"id": f"m{n}", "name": f"事项{n}", "value": n, "unit": ""} for n in (666, 303, 107)]

    assert [] == codes(tmp_path, text, metrics)


def test_a19_both_kinds_of_numerals_are_told_once_with_all_places(tmp_path):
    """A19: 5年 and 五年 for one quantity."""
    [item] = review(tmp_path, ["过去的5年。", "五年来有变化。", "这5年不寻常。"])

    assert ("review.mixed-numerals", "warning", 2) == (item.code, item.severity.value, len(item.also))


def test_a19_what_a_reference_prints_counts_as_well(tmp_path):
    span = {"id": "span", "name": "回顾期", "value": 5, "unit": "年", "numerals": "han"}

    assert ["review.mixed-numerals"] == codes(tmp_path, "走过{{ span }}，这5年。", [span])


@pytest.mark.parametrize(
    "text",
    [
        "连续3年第一，三年提高6.2万元。",
        "5年来，实施国企改革三年行动。",
        "5年间，五年规划落地。",
        "3个项目，三个方面。",
        "5天建成，五周验收。",
    ],
)
def test_a19_different_quantities_and_names_pass(tmp_path, text):
    assert [] == codes(tmp_path, text, [])


def test_a19_a_set_phrase_passes_when_listed(tmp_path):
    """A19: 十件民生实事 among counts in digits is a note until it is listed."""
    text = "承诺的{{ projects }}民生实事，推进{{ estates }}旧改项目。"
    noted = review(tmp_path, [text], [PROJECTS, ESTATES])
    listed = review(tmp_path, [text], [PROJECTS, ESTATES], review={"allow": ["十件民生实事"]})

    assert [("review.mixed-counts", "note")] == [(i.code, i.severity.value) for i in noted]
    assert [] == listed


# ------------------------------------------------------------------ reading


def test_places_are_found_in_folded_and_marked_text(tmp_path):
    """The figure stands behind a fold, emphasis and a reference of the text."""
    text = "亩均产出{{ output }}，\n高新技术产业**占比**\n达到40.4%。\n\n另起一段。"
    [item] = review(tmp_path, [text], [OUTPUT, RATE])
    line = lines(tmp_path)[item.span.line - 1]

    assert "review.contradicts" == item.code
    assert "达到40.4%" == line[item.span.column - 1 :][: item.span.length]


def test_figures_inside_references_and_links_are_not_read(tmp_path):
    assert [] == codes(tmp_path, "见[说明](https://a.cn/40.5%)，{{ hightech | fromto }}。")

"""Figures found in prose, told apart from dates, places and names (A18)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.data.qualified import Comparator
from reportgen.review.figures.figure import Kind
from reportgen.review.figures.han import han_value
from reportgen.review.figures.scan import scan


def found(text: str) -> list[tuple[str, str]]:
    return [(figure.kind.value, text[figure.left : figure.right]) for figure in scan(text)]


@pytest.mark.parametrize(
    ("text", "words", "full", "unit"),
    [
        ("达到352.6亿元", "达到352.6亿元", "35260000000", "元"),
        ("增长8.5%", "8.5%", "8.5", "%"),
        ("增长８．５％", "８．５％", "8.5", "%"),
        ("成本下降3.2‰", "3.2‰", "3.2", "‰"),
        ("提高20.5个百分点", "20.5个百分点", "20.5", "百分点"),
        ("共12,345,678元", "12,345,678元", "12345678", "元"),
        ("共12\u202f345元", "12\u202f345元", "12345", "元"),
        ("投入3亿5000万元", "3亿5000万元", "350000000", "元"),
        ("气温为-3℃", "-3℃", "-3", "℃"),
        ("气温降至零下3℃", "零下3℃", "-3", "℃"),
        ("零下3.5度", "零下3.5度", "-3.5", "度"),
        ("承诺十件实事", "十件", "10", "件"),
        ("走过五年", "五年", "5", "年"),
        ("两万三千人参加", "两万三千人", "23000", "人"),
        ("百分之九十五的人", "百分之九十五", "95", "%"),
        ("翻了一番", "一番", "1", "番"),
        ("rose to 4.2 million yuan", "4.2 million yuan", "4200000", "yuan"),
        ("GDP18.5万元", "18.5万元", "185000", "元"),
        ("发电量100 kW", "100 kW", "100", "kW"),
    ],
)
def test_quantities(text, words, full, unit):
    [figure] = scan(text)

    assert (Kind.QUANTITY, words) == (figure.kind, text[figure.left : figure.right])
    assert (Decimal(full), unit) == (figure.full, figure.unit)


@pytest.mark.parametrize(
    ("text", "words", "comparator"),
    [
        ("由不足1%起", "不足1%", Comparator.LT),
        ("首超4万元", "首超4万元", Comparator.GT),
        ("突破3亿元", "突破3亿元", Comparator.GT),
        ("不超过5万元", "不超过5万元", Comparator.LE),
        ("不低于5%", "不低于5%", Comparator.GE),
        ("70%以上", "70%以上", Comparator.GE),
        ("控制在3.5%以内", "3.5%以内", Comparator.LE),
        ("约3万人", "约3万人", Comparator.APPROX),
        ("4万多元", "4万多元", Comparator.APPROX),
        ("100余人", "100余人", Comparator.APPROX),
        ("20%左右", "20%左右", Comparator.APPROX),
        ("达52.7%", "达52.7%", Comparator.EQ),
        ("超过了4万元", "超过了4万元", Comparator.GT),
        ("突破了3亿元", "突破了3亿元", Comparator.GT),
        ("超出了5%", "超出了5%", Comparator.GT),
        ("高于了5%", "高于了5%", Comparator.GT),
        ("低于了5%", "低于了5%", Comparator.LT),
        ("达到了52.7%", "达到了52.7%", Comparator.EQ),
        ("less than 1%", "less than 1%", Comparator.LT),
    ],
)
def test_qualifiers_belong_to_the_figure(text, words, comparator):
    [figure] = scan(text)

    assert (words, comparator) == (text[figure.left : figure.right], figure.comparator)


@pytest.mark.parametrize(
    ("text", "words", "full", "unit"),
    [
        ("投资3500余万元", "3500余万元", "35000000", "元"),
        ("投资3500多万元。", "3500多万元", "35000000", "元"),
        ("产值20多亿元", "20多亿元", "2000000000", "元"),
        ("产值36多亿元", "36多亿元", "3600000000", "元"),
        ("总值350余亿元", "350余亿元", "35000000000", "元"),
        ("投入1万多亿元", "1万多亿元", "1000000000000", "元"),
        ("投入5千多万元", "5千多万元", "50000000", "元"),
        ("投入3亿5000余万元", "3亿5000余万元", "350000000", "元"),
        ("惠及200多万人", "200多万人", "2000000", "人"),
        ("建成30多万平方米", "30多万平方米", "300000", "平方米"),
        ("建成30来万平方米", "30来万平方米", "300000", "平方米"),
        ("惠及十余万人", "十余万人", "100000", "人"),
        ("筹集三千余万元", "三千余万元", "30000000", "元"),
        ("人口达200余万，", "达200余万", "2000000", ""),
        ("突破“3500余万元”", "3500余万元", "35000000", "元"),
    ],
)
def test_a_word_for_more_may_stand_before_the_scale(text, words, full, unit):
    [figure] = scan(text)

    assert (words, Decimal(full), unit) == (text[figure.left : figure.right], figure.full, figure.unit)
    assert (Comparator.APPROX, "多") == (figure.comparator, figure.after)


@pytest.mark.parametrize("text", ["万元GDP能耗", "上万元的设备", "十几万元", "亿万群众", "万人有效发明专利"])
def test_no_figure_begins_at_a_bare_scale(text):
    assert () == scan(text)


@pytest.mark.parametrize(
    "text",
    [
        *("湘江路666号", "“303工作室”的经验", "省委“1+5”文件", "5G网络", "G107国道", "S214省道", "PM2.5浓度"),
        *(
            "PM10浓度",
            "H7N9流感",
            "COVID-19疫情",
            "CO2排放",
            "4A级景区",
            "3D打印",
            "12345热线",
            "2.0版",
            "303室",
        ),
        *(
            "党的十九大以来",
            "二十大精神",
            "“十四五”规划",
            "“三高四新”战略",
            "“一带一路”",
            "一体两翼",
            "统一部署",
        ),
        *(
            "《规划（2021—2035年）》获批",
            "青政发〔2021〕15号",
            "一对一帮扶",
            "千万不要",
            "万一",
            "一些地方",
            "第三方",
            "三农工作",
        ),
        *(
            "电话0734-8123456",
            "手机13812345678",
            "1. 推进改革",
            "（1）推进改革",
            "2、推进改革",
            "一、推进改革",
        ),
        *("二期工程", "一件事一次办", "一座城", "四届区委"),
    ],
)
def test_numbers_in_names_are_no_quantities(text):
    """A18: addresses, roads, programmes, documents, markers; set phrases in Chinese numerals."""
    assert [] == [figure for figure in scan(text) if figure.kind in (Kind.QUANTITY, Kind.RANGE)]


def test_a_figure_in_quotes_is_one_still():
    assert [("quantity", "不足1%")] == found("起点的“不足1%”是上限")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年3月5日", [("date", "2020年3月5日")]),
        ("3月5日开会", [("date", "3月5日")]),
        ("2016—2020年", [("date", "2016—2020年")]),
        ("二〇二一年", [("date", "二〇二一年")]),
        ("20世纪90年代", [("quantity", "20"), ("date", "90年代")]),
        ("2025-06-30", [("date", "2025-06-30")]),
        ("二季度增长", [("date", "二季度")]),
        ("9:30开始", [("time", "9:30")]),
        ("上午9时30分", [("time", "9时30分")]),
        ("居全市第一", [("place", "第一")]),
        ("列第12位", [("place", "第12位")]),
        ("结构为3.2:38.1:58.7", [("ratio", "3.2:38.1:58.7")]),
        ("15%～30%之间", [("range", "15%～30%")]),
        ("30亿～35亿元", [("range", "30亿～35亿元")]),
        ("6个月", [("quantity", "6个月")]),
    ],
)
def test_dates_places_and_the_rest_are_told_apart(text, expected):
    assert expected == found(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(
            ("十", 10),
            ("十二", 12),
            ("一百零一", 101),
            ("两千", 2000),
            ("一万零一十", 10010),
            ("三亿五千万", 350000000),
        ),
        *(("二〇二一", 2021), ("百", 100), ("八点五", "8.5"), ("五分之一", "0.2")),
    ],
)
def test_chinese_numerals_are_read_back(text, value):
    assert Decimal(value) == han_value(text)


@pytest.mark.parametrize("text", ["", "人", "三点", "十点人", "零分之一", "一" * 40])
def test_what_is_no_numeral_has_no_value(text):
    assert han_value(text) is None


@given(
    st.text(
        alphabet="0123456789０.,%％万亿年月日号第一二三十百两约超不足以上内多余来了零下分之点达到过"
        "“”《》（）：～—-GDP kg元人个\n。，",
        max_size=60,
    )
)
def test_any_text_is_read_and_figures_stand_in_order(text):
    """Nothing fails, whatever the jumble; figures lie within the text and do not overlap."""
    done = 0
    for figure in scan(text):
        assert 0 <= figure.left <= figure.start < figure.end <= figure.right <= len(text)
        assert figure.start >= done
        done = figure.end


@pytest.mark.parametrize("unit", ["1", "一", "1,", "１．", "十分之", "1.1:", "1万", "2020年1月", "“", "不足"])
def test_long_runs_cost_no_more_than_their_length(unit):
    """A hundred thousand characters of one pattern; a quadratic pattern would take minutes."""
    assert isinstance(scan(unit * (100_000 // len(unit))), tuple)

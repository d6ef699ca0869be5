"""Inline text: references, emphasis beside Chinese, white space of the source."""

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.content import inline
from reportgen.content.emphasis import is_wide_mark
from reportgen.core.text import MarkKind
from reportgen.data.metrics import DataModel, Metric
from reportgen.data.qualified import QUALIFIERS, Qualified

RD = Metric(
    "rd_intensity", "研发投入强度", Qualified(Decimal("2.5")), "%",
    baseline=Qualified(Decimal(1), QUALIFIERS["不足"]),
)  # fmt: skip
TRAP = Metric("trap", "**名** `x` [y](z) {{ rd_intensity }}", Qualified(Decimal(4)), "*万*元")
DATA = DataModel({"rd_intensity": RD, "trap": TRAP}, {})
PATH = ("sections", 0)


@pytest.fixture
def read(reader_of):
    def one(text):
        return reader_of(DATA).line(text, PATH)

    return one


# ------------------------------------------------------------------ emphasis


@pytest.mark.parametrize(
    ("source", "text", "strong"),
    [
        ("**“双一流”**建设", "“双一流”建设", ["“双一流”"]),
        ("他说**“好”**。", "他说“好”。", ["“好”"]),
        ("推进**《条例》**落实", "推进《条例》落实", ["《条例》"]),
        ("提高**40.5%**的比重", "提高40.5%的比重", ["40.5%"]),
        ("共**（二）**项", "共（二）项", ["（二）"]),
        ("**一、**总体", "一、总体", ["一、"]),
        ("是**{{ rd_intensity }}**的", "是2.5%的", ["2.5%"]),
        ("plain **bold** text", "plain bold text", ["bold"]),
        ("a * b * c", "a * b * c", []),  # asterisks between spaces are asterisks
        ("甲 ** 乙", "甲 ** 乙", []),
        ("2**8 and 3", "2**8 and 3", []),
        (r"\*\*星\*\*", "**星**", []),
    ],
)
def test_strong(read, stretches, source, text, strong):
    """Full-width marks are letters to a run of asterisks, where CommonMark's flanking rules fail."""
    rich = read(source)
    assert (text, strong) == (rich.text, stretches(rich, MarkKind.STRONG))


def test_nested_emphasis(read, stretches):
    rich = read("*很**非常**好*")
    assert "很非常好" == rich.text
    assert ["很非常好"] == stretches(rich, MarkKind.EMPHASIS)
    assert ["非常"] == stretches(rich, MarkKind.STRONG)


def test_underscores_are_letters(read):
    """snake_case and __dunder__ are names."""
    assert "rd_intensity_2 __x__" == read("rd_intensity_2 __x__").text


def test_code_links_and_no_html(read, stretches):
    rich = read("`{{ rd_intensity }}` <b>粗</b> &amp; [公报](http://例.cn/路) ![图](a.png)")
    assert "{{ rd_intensity }} <b>粗</b> &amp; 公报 !图" == rich.text
    assert ["{{ rd_intensity }}"] == stretches(rich, MarkKind.CODE)
    link = next(m for m in rich.marks if m.kind is MarkKind.LINK)
    assert "http://xn--fsq.cn/%E8%B7%AF" == link.value


def test_a_link_that_would_run_is_text(read):
    """Only targets that open something are links."""
    rich = read("[点](javascript:alert(1))")
    assert not rich.marks


# ------------------------------------------------------------------ references


def test_a_figure_cannot_be_broken(read, stretches):
    """D06: the whole value with its unit and qualifier is one FIGURE; the words around it may break."""
    rich = read("强度{{ rd_intensity | fromto }}。")
    assert "强度由不足1%提高到2.5%。" == rich.text
    assert ["不足1%", "2.5%"] == stretches(rich, MarkKind.FIGURE)
    assert ["不足"] == stretches(rich, MarkKind.QUALIFIER)
    assert {"rd_intensity"} == {m.value for m in rich.marks if m.kind is MarkKind.FIGURE}


def test_values_are_never_read_as_markup(read):
    """A metric may be called anything."""
    assert "**名** `x` [y](z) {{ rd_intensity }}：4*万*元" == read("{{ trap | name }}：{{ trap }}").text


def test_marks_nest_and_stay_in_order(read):
    rich = read("**强度{{ rd_intensity }}**与{{rd_intensity|from}}")
    for mark in rich.marks:
        assert 0 <= mark.start < mark.end <= len(rich.text)
        for other in rich.marks:
            crossing = mark.start < other.start < mark.end < other.end
            assert not crossing
    assert sorted(m.start for m in rich.marks) == [m.start for m in rich.marks]


@pytest.mark.parametrize(
    ("source", "code", "column", "length", "hint"),
    [
        ("强度{{ rd_intensty }}高", "spec.unknown-metric", 6, 11, "rd_intensity"),
        ("强度{{ rd_intensity | chnage }}", "spec.unknown-filter", 21, 6, "change"),
        ("{{ rd_intensity | rank }}", "spec.filter-without-data", 19, 4, ""),
        ("一{{ rd_intensity", "spec.broken-reference", 2, 2, "{{"),
        ("一｛｛rd_intensity｝｝", "spec.broken-reference", 2, 2, "半角"),
        ("一{{ }}", "spec.broken-reference", 2, 2, "{{"),
        ("甲\n\n乙{{ nothing_like_it }}", "spec.unknown-metric", 8, 15, ""),  # counted through the paragraphs
    ],
)
def test_what_cannot_be_printed_is_shown_in_place(reader_of, source, code, column, length, hint):
    reader = reader_of(DATA)
    reader.paragraphs(source, PATH)
    (found,) = reader.findings
    assert (code, column, length) == (found.code, found.span.column, found.span.length)
    assert hint in "".join(h.zh for h in found.hints)


def test_a_reference_in_code_is_only_shown(reader_of):
    """The manual of a report may speak of {{ braces }}."""
    reader = reader_of(DATA)
    reader.line("写 `{{ nothing }}` 或 `｛｛` 或 \\{{ x }}", PATH)
    assert [] == reader.findings


def test_the_place_in_a_yaml_block(build_blocks):
    """The finding points at the name in the file, over indentation and line ends."""
    built = build_blocks(
        """
        - text: |
            第一行没有问题，
            第二行写了 {{ ghost | change }}。
        """
    )
    (finding,) = built.findings
    assert ("spec.unknown-metric", "ghost") == (finding.code, built.at(finding))


# ------------------------------------------------------------------ white space


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("改革\n深入", "改革深入"),
        ("改革，\n深入", "改革，深入"),
        ("改革 \n  深入", "改革深入"),
        ("the\nword", "the word"),
        ("the   word", "the word"),
        ("达\nGDP", "达 GDP"),  # the composer turns it into the Han-Western gap
        ("GDP。\nThe", "GDP。The"),
        ("他说\n“好”\n了", "他说“好”了"),
        ("say\n“so”\nnow", "say “so” now"),
        ("改 革", "改革"),  # folded text (B09)
        ("目\u3000录", "目\u3000录"),  # an ideographic space is meant
        ("한국\n어", "한국 어"),  # Korean is spaced
        ("  头尾  ", "头尾"),
    ],
)
def test_line_ends_of_the_source(read, source, expected):
    """B09, rule book 3.1 and 3.2."""
    assert expected == read(source).text


def test_marks_move_with_the_text(read, stretches):
    rich = read("甲\n乙**丙\n丁**\n戊{{ rd_intensity }}\n己")
    assert "甲乙丙丁戊2.5% 己" == rich.text
    assert ["丙丁"] == stretches(rich, MarkKind.STRONG)
    assert ["2.5%"] == stretches(rich, MarkKind.FIGURE)


def test_code_keeps_its_spaces(read, stretches):
    rich = read("写 `a  b` 即可")
    assert ["a  b"] == stretches(rich, MarkKind.CODE)


def test_blank_lines_part_paragraphs(reader_of):
    found = reader_of(DATA).paragraphs("一\n二\n\n三\n \t\n\n四\n", PATH)
    assert ["一二", "三", "四"] == [p.text for p in found]
    assert "一二三四" == reader_of(DATA).line("一\n二\n\n三\n\n四", PATH).text


def test_folded_yaml_has_no_spaces_between_characters(build_blocks):
    """B09 through the loader: `>` folds line ends into spaces."""
    built = build_blocks(
        """
        - text: >
            经济运行
            平稳向好，
            GDP
            growth
            rate
        """
    )
    assert "经济运行平稳向好，GDP growth rate" == built.blocks[0].text.text


def test_english_qualifiers(reader_of, stretches):
    rich = reader_of(DATA, "en").line("R&D rose {{ rd_intensity | fromto }}", PATH)
    assert "R&D rose from less than 1% to 2.5%" == rich.text
    assert ["less than 1%", "2.5%"] == stretches(rich, MarkKind.FIGURE)


def test_no_space_stays_beside_a_full_width_mark(read):
    """Whatever the mark: the quick look for white space that has to change misses none."""
    marks = [mark for mark in map(chr, range(0x80, 0x20000)) if is_wide_mark(mark)]
    assert len(marks) > 80
    assert [f"a{mark}b" for mark in marks] == [read(f"a {mark} b").text for mark in marks]


# ------------------------------------------------------------------ marks in braces


@pytest.mark.parametrize(
    ("source", "text", "kind", "marked"),
    [
        ("办好[民生实事]{着重}，", "办好民生实事，", MarkKind.DOTS, ["民生实事"]),
        ("[衡阳]{专名}[雁峰]{专名}", "衡阳雁峰", MarkKind.NAME, ["衡阳", "雁峰"]),
        ("[a **b** c]{underline}", "a b c", MarkKind.UNDERLINE, ["a b c"]),
        ("[达{{ rd_intensity }}]{底色}", "达2.5%", MarkKind.BACKGROUND, ["达2.5%"]),
        ("H[2]{下标}O", "H2O", MarkKind.LOWERED, ["2"]),
        ("文字[①]{注号}。", "文字①。", MarkKind.RAISED, ["①"]),
        ("[张三丰]{不断}", "张三丰", MarkKind.NO_BREAK, ["张三丰"]),
        ("**[双]{着重}**一流", "双一流", MarkKind.DOTS, ["双"]),
        ("[[外]{着重}层]{删除线}", "外层", MarkKind.STRIKE, ["外层"]),
        ("[空]{}", "空", MarkKind.DOTS, []),
        ("[]{着重}空", "空", MarkKind.DOTS, []),
        (r"\[字\]{着重}", "[字]{着重}", MarkKind.DOTS, []),
        ("`[字]{着重}`", "[字]{着重}", MarkKind.DOTS, []),
    ],
)
def test_marks_in_braces(read, stretches, source, text, kind, marked):
    rich = read(source)
    assert (text, marked) == (rich.text, stretches(rich, kind))


@pytest.mark.parametrize(
    ("words", "value", "others"),
    [
        ("拼音=yàn fēng", "yàn fēng", []),
        ("拼音 = “yàn  fēng” 专名", "yàn fēng", [MarkKind.NAME]),
        ('着重 拼音="yàn"', "yàn", [MarkKind.DOTS]),
        ("拼音＝yàn fēng 专名", "yàn fēng", [MarkKind.NAME]),
        ("ruby=yan name", "yan", [MarkKind.NAME]),
    ],
)
def test_readings_have_values(read, words, value, others):
    rich = read(f"在[雁峰]{{{words}}}区")
    kinds = {mark.kind: mark.value for mark in rich.marks}

    assert "在雁峰区" == rich.text
    assert value == kinds.pop(MarkKind.RUBY)
    assert others == list(kinds)


def test_a_hint_is_a_place_to_break(read):
    assert "雁峰区\u200b五年回顾" == read("雁峰区{断}五年回顾").text
    assert "a\u200bb" == read("a{break}b").text


@pytest.mark.parametrize(
    ("source", "code", "place"),
    [
        ("办好[实事]{着重点}", "spec.unknown-mark", "着重点"),
        ("[字]{著重}", "spec.unknown-mark", "著重"),
        ("[字]{拼音}", "spec.mark-value", "拼音"),
        ("[字]{着重=是}", "spec.mark-value", "着重"),
        ("[字]{语言}", "spec.mark-value", "语言"),
        ("[字]{语言=英文}", "spec.mark-value", "语言"),
        ("[字]{着重", "spec.broken-mark", "]{"),
        ("[字]｛着重｝", "spec.broken-mark", "]｛"),
    ],
)
def test_wrong_marks_are_told_at_their_place(reader_of, source, code, place):
    reader = reader_of(DATA)
    reader.line(source, PATH)
    (finding,) = reader.findings

    assert code == finding.code
    assert finding.span is not None
    assert place == source[finding.span.column - 1 :][: finding.span.length]
    assert finding.hints


# ------------------------------------------------------------------ the short way


PIECES = st.sampled_from(
    [
        *(
            "全区",
            "增长 ",
            " GDP ",
            "，",
            "“好”",
            "\n",
            "  ",
            "A_b_c",
            "<b>",
            "&amp;",
            "&",
            "!",
            "~~",
            "#",
            "}",
            "}}",
        ),
        *(
            "{{ rd_intensity }}",
            "{{rd_intensity|from}}",
            "{{ trap }}",
            "{{ nothing }}",
            "{{ rd_intensity | odd }}",
        ),
        *("{", "{{", "{断}", "{{ }}", "{{ a | b | c }}", "｛", "https://a.b/c", "\t", "——"),
    ]
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=8).map("".join))
def test_text_with_nothing_but_figures_is_read_as_the_parser_reads_it(reader_of, text):
    """Such text does not go through the parser; the way through it must end at the same place."""
    short, long = reader_of(DATA), reader_of(DATA)
    quick = short.paragraphs(text, PATH)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inline, "_MORE_MARKUP", re.compile(""))
        slow = long.paragraphs(text, PATH)

    assert slow == quick
    assert long.findings == short.findings

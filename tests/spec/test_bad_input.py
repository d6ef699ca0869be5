"""What an editor gets for a wrong entry: code, place and advice, for everything the schema refuses."""

import pytest
from spec_samples import HEAD, block, metric, spec

from reportgen.core.diagnostics import Severity
from reportgen.spec.load import load_spec_text


def errors(text):
    """The errors of a text, with their places."""
    findings = [f for f in load_spec_text(text).findings if f.severity is Severity.ERROR]
    return [(f.code, f.span.line, f.span.column, f.span.length) for f in findings], findings


CASES = {
    # keys
    "unknown key": (metric("valeu: 5\nvalue: 5\n"), ("unknown-key", 10, 5, 5), "你是不是想写 value？"),
    "unknown key in a block": (
        block("photo: {file: x.png, catpion: y, caption: z}"),
        ("unknown-key", 15, 30, 7),
        "你是不是想写 caption？",
    ),
    "unknown key at the top": (spec("metrcs: []\n"), ("unknown-key", 6, 1, 6), "你是不是想写 metrics？"),
    "unknown key like nothing": (
        metric("value: 5\nxyz: 5\n"),
        ("unknown-key", 11, 5, 3),
        "这里可用的键：id、",
    ),
    "Chinese key": (metric("value: 5\n单位: 件\n"), ("unknown-key", 11, 5, 2), "你是不是想写 unit？"),
    "full-width indentation": (
        metric("value: 5\n") + "    \u3000unit: 件\n",
        ("unknown-key", 11, 5, 5),
        "前后有全角或特殊字符，只写 unit",
    ),
    "merge key": (metric("value: 5\n<<: {unit: 件}\n"), ("unknown-key", 11, 5, 2), "不支持用 << 合并"),
    "missing key": (
        spec("metrics:\n  - id: a\n    value: 5\n"),
        ("missing-key", 7, 5, 5),
        "补上一行 name: …",
    ),
    # C01 where YAML itself sees no error
    "full-width colon in an entry": (
        spec("theme:\n  name：x\n"),
        ("fullwidth-colon", 7, 7, 1),
        "写成 name: x",
    ),
    "full-width colon in an item": (
        spec("credits:\n  - role：文\n"),
        ("fullwidth-colon", 7, 9, 1),
        "写成 role: 文",
    ),
    "no space after the colon": (spec("theme:\n  name:x\n"), ("yaml-space", 7, 7, 1), "写成 name: x"),
    # types
    "text for a mapping": (spec("theme: x\n"), ("wrong-type", 6, 8, 1), "例如换行缩进后写 name: …"),
    "text for a list": (
        metric("value: 5\nrank: 第一\n"),
        ("wrong-type", 11, 11, 2),
        "只有一项也要写成 [第一]",
    ),
    "mapping for text": (metric("value: 5\nunit: {x: 1}\n"), ("wrong-type", 11, 11, 6), "要加引号"),
    "list for text": (metric("value: 5\nunit: [件]\n"), ("wrong-type", 11, 11, 3), "要加引号"),
    "truth for text": (metric("value: 5\nunit: true\n"), ("wrong-type", 11, 11, 4), 'true，请加引号："true"'),
    "nothing for text": (metric("value: 5\nunit:\n"), ("empty-value", 11, 10, 1), "不需要这一项就删去这一行"),
    "a comment for text": (
        metric("value: 5\nunit: #5\n"),
        ("empty-value", 11, 10, 1),
        '要印出来请加引号："#5"',
    ),
    "empty text": (HEAD.replace("title: 雁峰", 'title: ""'), ("empty-value", 3, 10, 2), ""),
    "yes for true": (
        block("cards: [{metric: a, lead: yes}]"),
        ("wrong-type", 15, 35, 3),
        "写成 true",
    ),
    "text for a whole number": (
        metric("value: 5\nrank: [{scope: 全市, position: 一}]\n"),
        ("bad-number", 11, 34, 1),
        "",
    ),
    "a fraction for a whole number": (
        metric("value: 5\nrank: [{scope: 全市, position: 1.5}]\n"),
        ("bad-number", 11, 34, 3),
        "",
    ),
    "rank zero": (metric("value: 5\nrank: [{scope: 全市, position: 0}]\n"), ("out-of-range", 11, 34, 1), ""),
    # words to choose from
    "unknown word": (
        block("chart: bra\ntitle: x\nmetrics: [a]"),
        ("bad-choice", 15, 16, 3),
        "你是不是想写 bar？",
    ),
    "unknown qualifier": (
        metric("value: 5\nqualifier: 约为\n"),
        ("bad-choice", 11, 16, 2),
        "你是不是想写 约？",
    ),
    "one id for a list": (block("table: x\nmetrics: a"), ("bad-choice", 16, 18, 1), "写成 [a]"),
    "another format": (
        HEAD.replace("reportgen/1", "reportgen/9"),
        ("format", 1, 9, 11),
        "format: reportgen/1",
    ),
    # figures, C03, C05
    "full-width digits": (metric("value: ４０.５\n"), ("bad-number", 10, 12, 4), "写成 40.5"),
    "unit in the figure": (
        metric("value: 2.5%\n"),
        ("bad-number", 10, 12, 4),
        '分开写：value: 2.5、unit: "%"',
    ),
    "qualifier in the figure": (
        metric("value: 不足1%\n"),
        ("bad-number", 10, 12, 4),
        '分开写：value: 1、qualifier: 不足、unit: "%"',
    ),
    "qualifier behind the figure": (
        metric("value: 70%以上\n"),
        ("bad-number", 10, 12, 5),
        '分开写：value: 70、qualifier: 以上、unit: "%"',
    ),
    "grouped digits": (metric("value: 1,234.5\n"), ("bad-number", 10, 12, 7), "写成 1234.5"),
    "underscore": (metric("value: 1_000\n"), ("bad-number", 10, 12, 5), "写成 1000"),
    "leading zero": (metric("value: 012\n"), ("bad-number", 10, 12, 3), "写成 12"),
    "exponent": (metric("value: 1.5e3\n"), ("bad-number", 10, 12, 5), "写成 1500"),
    "infinity": (metric("value: .inf\n"), ("bad-number", 10, 12, 4), ""),
    "clock": (metric("value: 12:30\n"), ("bad-number", 10, 12, 5), ""),
    "quoted figure": (metric('value: "5"\n'), ("bad-number", 10, 12, 3), "去掉引号：5"),
    "truth for a figure": (metric("value: true\n"), ("bad-number", 10, 12, 4), ""),
    "too many digits": (metric(f"value: {'1' * 29}\n"), ("bad-number", 10, 12, 29), ""),
    # ids, dates, lengths
    "Chinese id": (block("cards: [a]\nid: 甲"), ("bad-id", 16, 13, 1), ""),
    "full-width id": (block("cards: [ａ]"), ("bad-id", 15, 17, 1), "写成 a"),
    "no date": (
        metric("value: 5\nbaseline: {value: 1, as_of: 去年}\n"),
        ("bad-date", 11, 33, 2),
        "写年、年月或日期",
    ),
    "Chinese date": (
        metric("value: 5\nbaseline: {value: 1, as_of: 2020年6月}\n"),
        ("bad-date", 11, 33, 7),
        "写成 2020-06",
    ),
    "no such day": (
        metric("value: 5\nbaseline: {value: 1, as_of: 2021-02-29}\n"),
        ("bad-date", 11, 33, 10),
        "写年",
    ),
    "no unit": (
        block("table: x\ncolumns: [{head: y, width: 20}]\nrows: [[1]]"),
        ("bad-length", 16, 36, 2),
        "写成 20mm",
    ),
    # blocks
    "no kind": (block("chrat: bar\ntitle: x"), ("block-kind", 15, 9, 5), "你是不是想写 chart？"),
    "no kind at all": (block("foo: x"), ("block-kind", 15, 9, 6), "heading、text、review"),
    "two kinds": (block("heading: x\ntext: y"), ("block-kind", 16, 9, 4), "在 text 前加“- ”"),
    "text for a block": (block("雁峰"), ("wrong-type", 15, 9, 2), ""),
    # counts
    "too many": (spec("cover:\n  name: x\n  foot: [a, b, c]\n"), ("too-many", 8, 16, 1), ""),
    "too few": (block("cards: []"), ("too-few", 15, 16, 2), ""),
}


@pytest.mark.parametrize(("text", "place", "hint"), CASES.values(), ids=CASES)
def test_one_mistake_gives_one_finding_with_its_place(text, place, hint):
    """One error, exactly where it is, and advice that says what to write."""
    found, findings = errors(text)

    assert found == [(f"spec.{place[0]}", *place[1:])]
    assert hint in " ".join(h.zh for h in findings[0].hints)


@pytest.mark.parametrize("text", [case[0] for case in CASES.values()], ids=CASES)
def test_pydantic_is_never_heard(text):
    """Its wording reaches no message, in neither language."""
    for finding in load_spec_text(text).findings:
        said = " ".join([finding.message.en, finding.message.zh, *(hint.en for hint in finding.hints)])
        assert "Input should" not in said
        assert "valid " not in said
        assert "pydantic" not in said
        assert "dictionary" not in said


def test_the_sample_itself_is_sound():
    """The cases above break something that is whole."""
    for text in (HEAD, metric("value: 5\n"), block("cards: [a]")):
        assert load_spec_text(text).findings == ()
        assert load_spec_text(text).spec is not None


def test_every_finding_in_one_run_sorted_by_place():
    """C10: syntax, schema, references, ranks, repeated ids together; nothing that only follows from it."""
    text = spec("""
        metrics:
          - id: a
            name: 甲
            value: ４０.５
          - id: a
            name: 乙
            value: 3
            note: @核对
            rank: [{scope: 四城区, position: 5}]
        photos:
          - {id: p, caption: 图, section: nowhere}
        sections:
          - id: s
            title: 章
            blocks:
              - cards: [a, b, {metric: c, catpion: x}]
              - chart: bar
                titel: x
              - table: 表
                columns: [{head: x}, {head: y}]
                rows: [[1], [1, 2], [true, 2]]
              - photo: q
    """)
    found, _ = errors(text)

    assert found == [
        ("spec.bad-number", 9, 12, 4),
        ("spec.duplicate-id", 10, 9, 1),
        ("spec.yaml-quote", 13, 11, 1),
        ("spec.rank-beyond-scope", 14, 35, 1),
        ("spec.unknown-section", 16, 34, 7),
        ("spec.unknown-metric", 21, 20, 1),
        ("spec.unknown-metric", 21, 32, 1),
        ("spec.unknown-key", 21, 35, 7),
        ("spec.unknown-key", 23, 9, 5),
        ("spec.wrong-type", 26, 30, 4),
        ("spec.unknown-photo", 27, 16, 1),
    ]


def test_a_metric_with_a_mistake_still_counts_as_known():
    """A reference to it is not called unknown as well."""
    text = block("cards: [a]").replace("value: 5", "value: x5")

    assert errors(text)[0] == [("spec.bad-number", 10, 12, 2)]


def test_a_misspelt_list_does_not_make_every_reference_unknown():
    """Only the misspelt key is reported."""
    text = block("cards: [a]").replace("metrics:", "metrix:")

    assert errors(text)[0] == [("spec.unknown-key", 6, 1, 6)]


@pytest.mark.parametrize("text", ["", "# nur\n", "---\n", "~\n"])
def test_an_empty_file(text):
    """Says how to begin."""
    found, findings = errors(text)

    assert [code for code, *_ in found] == ["spec.empty"]
    assert "format: reportgen/1" in findings[0].hints[0].zh


@pytest.mark.parametrize("text", ["雁峰\n", "- a\n- b\n", "5\n"])
def test_a_file_that_is_no_mapping(text):
    """Text, a list, a number: one finding at the beginning."""
    assert [(code, line, column) for code, line, column, _ in errors(text)[0]] == [("spec.wrong-type", 1, 1)]


def test_nothing_is_taken_for_true_in_print():
    """C04, C05: words and codes that other readers convert are printed as typed."""
    text = block("list: [on, yes, 12:30, 2021-09-23, 1_000, 012]\ntitle: no")
    loaded = load_spec_text(text)

    assert loaded.findings == ()
    assert loaded.spec.sections[0].blocks[0].list == ("on", "yes", "12:30", "2021-09-23", "1_000", "012")
    assert loaded.spec.sections[0].blocks[0].title == "no"

"""Computed figures: exact, in their unit, with their bounds, or with a finding at its column."""

import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.data.expression.amounts import amount, product, quotient
from reportgen.data.expression.amounts import plus as added
from reportgen.data.expression.dimensions import PURE
from reportgen.data.expression.problems import FormulaError
from reportgen.data.format import pieces, text_of
from reportgen.data.metrics import bind
from reportgen.data.qualified import QUALIFIERS, Comparator, Qualified
from reportgen.data.readings import Reading
from reportgen.data.shown import figure_of
from reportgen.data.tables import Table
from reportgen.spec.load import load_spec_text

HEAD = """format: reportgen/1
document: {title: 书, organisation: 区}
sources: [{id: districts, title: 分县表, file: d.csv}, {id: lost, title: 丢, file: e.csv}]
metrics:
  - {id: rev, name: 收入, value: 126000, unit: 万元, baseline: {value: 120000}}
  - {id: output, name: 产出, value: 12.60, unit: 亿元}
  - {id: people, name: 人口, value: 30, unit: 万人}
  - {id: rate, name: 比率, value: 40.5, unit: "%", baseline: {value: 20}}
  - {id: other, name: 另一比率, value: 9.5, unit: "%"}
  - {id: research, name: 研发强度, value: 2.5, unit: "%", baseline: {value: 1, qualifier: 不足}}
  - {id: fiscal, name: 民生比重, value: 70, unit: "%", qualifier: 以上}
  - {id: moved, name: 搬迁, value: 300, unit: 户, qualifier: 约}
  - {id: many, name: 超四百户, value: 400, unit: 户, qualifier: 超}
  - {id: births, name: 出生率, value: 8.5, unit: ‰}
  - {id: patents, name: 专利, value: 390, unit: 件}
  - {id: ranked, name: 改厕, rank: [{scope: 全省, position: 1}]}
"""
D = Decimal
TABLES = {
    "districts": Table(
        {
            "gdp": (D("1.5"), D("2.50"), D("3"), None, "未报"),
            "kind": ("县", "县", "区", "市", "市"),
            "level": (D(1), D(2), D(2), D(3), D(3)),
            "本年（万元）": (D(1), D(2), D(3), D(4), D(6)),
        }
    )
}


def bound(entries, readings=None):
    loaded = load_spec_text(HEAD + entries)
    assert loaded.spec is not None, loaded.findings
    return bind(loaded.spec, loaded.places, readings or {}, TABLES)


def computed(formula, unit="", extra=""):
    """The metric that the formula makes, and the findings."""
    quoted = formula.replace("'", "''")
    model, findings = bound(f"  - {{id: x, name: 算, unit: '{unit}', formula: '{quoted}'{extra}}}\n")
    return model.metrics["x"], findings


def printed(formula, unit="", extra=""):
    metric, findings = computed(formula, unit, extra)
    assert () == findings, "\n".join(map(str, findings))
    return text_of(pieces(metric, "value", "zh"))


@pytest.mark.parametrize(
    ("formula", "unit", "expected"),
    [
        ("rev + rev.baseline", "万元", "246,000万元"),
        ("-rev", "万元", "−126,000万元"),
        ("rev - rev.baseline", "万元", "6000万元"),
        ("rev / 7", "万元", "18,000万元"),
        ("output / 8", "亿元", "1.575亿元"),  # a division that ends is exact
        ("output / 7.7", "亿元", "1.64亿元"),  # one that does not, has two decimals
        ("(rev + 10) * 3", "万元", "378,030万元"),
        ("sum(rev, rev, 1)", "万元", "252,001万元"),
        ("mean(rev, rev.baseline)", "万元", "123,000万元"),
        ("min(rev, rev.baseline)", "万元", "120,000万元"),
        ("max(rev, rev.baseline)", "万元", "126,000万元"),
        ("abs(rev.baseline - rev)", "万元", "6000万元"),
        ("round(output, 1)", "亿元", "12.6亿元"),
        ("round(output)", "亿元", "13亿元"),
        ("change(rev)", "万元", "6000万元"),
        ("growth(rev, rev.baseline)", "%", "5%"),
        ("share(rev.baseline, rev + rev.baseline)", "%", "48.78%"),
        ("output * 1", "亿元", "12.6亿元"),
        ("output + 0", "亿元", "12.60亿元"),  # a sum keeps the zeros that were typed (A06)
        ("0.1 + 0.2", "", "0.3"),  # and no binary noise comes in (A06)
    ],
)
def test_exact_figures(formula, unit, expected):
    assert expected == printed(formula, unit)


@pytest.mark.parametrize(
    ("formula", "unit", "expected"),
    [
        ("rev + output", "万元", "252,000万元"),  # A17: 万元 and 亿元 add up exactly
        ("output + rev", "亿元", "25.2亿元"),
        ("output", "元", "1,260,000,000元"),
        ("rev / people", "元", "4200元"),  # 万元 for each 万人
        ("rev / people", "元/人", "4200元/人"),
        ("output / people", "元", "4200元"),  # 亿元 for each 万人: converted here
        ("output / people * 10000", "元", "4200元"),  # or by hand, and not twice
        ("output * 10000 + rev", "万元", "252,000万元"),
        ("rev + output * 10000", "万元", "252,000万元"),
        ("patents / people", "件/万人", "13件/万人"),
        ("patents / people", "件/人", "0.0013件/人"),
        ("rev / output", "%", "100%"),
        ("rev.baseline / rev * 100", "%", "95.24%"),
        ("rev.baseline / rev", "%", "95.24%"),
        ("rev / rev.baseline", "倍", "1.05倍"),
        ("rev * rate", "万元", "51,030万元"),  # 40.5% of it
        ("rev * rate / 100", "万元", "51,030万元"),
        ("rate + other", "%", "50.0%"),
        ("rate - other", "个百分点", "31.0个百分点"),  # A07
        ("change(rate)", "个百分点", "20.5个百分点"),  # A07
        ("growth(rate, rate.baseline)", "%", "102.5%"),  # A07: explicitly chosen
        ("rate.baseline + change(rate)", "%", "40.5%"),
        ("100 - (rate + other)", "%", "50.0%"),
        ("max(rev, output)", "亿元", "12.6亿元"),
        ("max(rev.baseline / output, rate)", "%", "95.24%"),
        ("rate + births", "%", "41.35%"),  # 8.5‰
        ("births - rate", "个百分点", "−39.65个百分点"),
        ("mean(rate, other)", "%", "25%"),
        ("rev.baseline / output + other", "%", "104.74%"),
    ],
)
def test_units_convert_and_cancel(formula, unit, expected):
    """A07, A17: scales convert exactly and once; per cents differ by percentage points."""
    assert expected == printed(formula, unit)


@pytest.mark.parametrize(
    ("formula", "unit", "english"),
    [
        ("rev + people", "万元", "万元 and 万人 do not add up"),
        ("rate - other", "%", "percentage points, but the unit of the metric is %"),
        ("rate", "个百分点", "in %, but the unit"),
        ("change(rate) - rate", "个百分点", "percentage points and % do not"),
        ("max(rate, change(rate))", "%", "do not compare"),
        ("rev * output", "亿元", "the result is in"),
        ("rev", "件", "the unit of the metric is 件"),
        ("rev", "", "the unit of the metric is a pure number"),
        ("rev / output * 100", "%", "not clear what has been converted"),
        ("share(rev, people)", "%", "万元 and 万人"),
        ("patents / people", "件", "does not say for how many"),  # each 人, or each 万人?
        ("rev / people", "万元", "does not say for how many"),
        ("patents / people * 10000", "件", "not clear what has been converted"),
    ],
)
def test_units_that_mix_are_errors(formula, unit, english):
    """A07, A17: percentage points are no per cents, 万元 no 万人, and nothing is converted twice."""
    metric, findings = computed(formula, unit)
    assert ["formula.unit"] == [item.code for item in findings]
    assert english in findings[0].message.en
    assert metric.value is None


@pytest.mark.parametrize(
    ("formula", "unit", "expected"),
    [
        ("change(research)", "个百分点", "超1.5个百分点"),
        ("research / research.baseline", "倍", "超2.5倍"),
        ("growth(research, research.baseline)", "%", "超150%"),
        ("fiscal - 60", "%", "10%以上"),
        ("100 - fiscal", "%", "30%以内"),
        ("fiscal / 3", "%", "23.33%以上"),  # rounded down, to stay true
        ("100 - fiscal / 3", "%", "76.67%以内"),  # and up
        ("-1 * many", "户", "不足−400户"),
        ("many + many", "户", "超800户"),
        ("many / 2", "户", "超200户"),
        ("1 / research.baseline", "倍", "超100倍"),
        ("min(fiscal, 60)", "%", "60%"),  # whatever it is, 60 is less
        ("max(many, 500)", "户", "500户以上"),
        ("abs(-1 * many)", "户", "超400户"),
        ("round(many + 0.5, 0)", "户", "401户以上"),
        ("moved * 2", "户", "约600户"),
        ("sum(moved, 100)", "户", "约400户"),
    ],
)
def test_bounds_stay_bounds(formula, unit, expected):
    """A04, A05: what is only bounded is printed so."""
    assert expected == printed(formula, unit)


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("many - many", "户"),
        ("moved + many", "户"),  # an estimate beside a bound
        ("rate / (many - 500)", ""),
        ("research.baseline - research.baseline", "个百分点"),
        ("fiscal * research.baseline", "%"),
        ("min(many, 500)", "户"),  # from 400 to 500: two ends
    ],
)
def test_what_bounds_leave_open_is_an_error(formula, unit):
    """A04: no number is made up."""
    metric, findings = computed(formula, unit)
    assert ["formula.open"] == [item.code for item in findings]
    assert metric.value is None


@pytest.mark.parametrize(
    ("formula", "code", "column", "length"),
    [
        ("rev + revv", "formula.unknown-name", 6, 4),
        ("sun(rev)", "formula.unknown-name", 0, 3),
        ("rev-output", "formula.unknown-name", 0, 10),
        ("sum(districts.gpd)", "formula.unknown-name", 4, 13),
        ("sum(nowhere.x)", "formula.unknown-name", 4, 9),
        ("rev.value", "formula.unknown-name", 0, 9),
        ("districts + 1", "formula.unknown-name", 0, 9),
        ("rev +* 2", "formula.syntax", 5, 1),
        ("growth(rev)", "formula.syntax", 0, 11),
        ("round(rev, rev)", "formula.syntax", 0, 15),
        ("round(rev, 9)", "formula.syntax", 0, 13),
        ("change(rev + 1)", "formula.syntax", 7, 7),
        ("districts.gdp * 2", "formula.syntax", 0, 13),
        ("count(rev)", "formula.syntax", 0, 10),
        ("1 + ranked", "formula.missing", 4, 6),
        ("change(output)", "formula.missing", 7, 6),
        ("output.baseline", "formula.missing", 0, 15),
        ("rev / (rev - rev)", "formula.undefined", 0, 17),
        ("growth(rev, 0)", "formula.undefined", 0, 14),
        ("sum(districts.gdp)", "formula.table", 4, 13),
        ('sum(districts.gdp, districts.kind = "州")', "formula.table", 0, 40),
        ("sum(districts.gdp, lost.kind = 1)", "formula.table", 19, 13),
        ("sum(lost.gdp)", "formula.table", 4, 8),
        ("9e999999999", "formula.unknown-name", 0, 11),  # no exponents
        ("0x10", "formula.unknown-name", 0, 4),
        ("eval(rev)", "formula.unknown-name", 0, 4),
        ("rev.__class__", "formula.unknown-name", 0, 13),
        ("9" * 29, "formula.limit", 0, 29),
        ("rev * " + " * ".join(["9999999999999"] * 4), "formula.limit", 0, 67),
    ],
)
def test_every_finding_has_its_column(formula, code, column, length):
    """The place is inside the formula, in characters of the YAML file."""
    metric, findings = computed(formula, "万元")
    quoted_before = len("  - {id: x, name: 算, unit: '万元', formula: '")
    assert [(code, HEAD.count("\n") + 1)] == [(item.code, item.span.line) for item in findings]
    assert (quoted_before + column + 1, length) == (findings[0].span.column, findings[0].span.length)
    assert metric.value is None


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        (">-\n      rev +\n      revv", 2, 7),
        ("|\n      rev\n      + revv", 2, 9),
        ("rev\n      + revv", 1, 9),
        ('"rev + \\\n      revv"', 1, 7),
    ],
)
def test_places_in_formulas_of_several_lines(written, line, column):
    _, findings = bound(f"  - id: x\n    name: 算\n    unit: 万元\n    formula: {written}\n")
    (found,) = findings
    assert ("formula.unknown-name", 4) == (found.code, found.span.length)
    assert (HEAD.count("\n") + 4 + line, column) == (found.span.line, found.span.column)


@pytest.mark.parametrize(
    ("formula", "hint"),
    [
        ("rev + revv", "did you mean rev?"),
        ("sun(rev)", "did you mean sum?"),
        ("rev-output", "put blanks around a minus: rev - output"),
        ("sum(districts.gpd)", "did you mean gdp?"),
        ("districts + 1", "name the column: sum(districts.column)"),
    ],
)
def test_names_that_are_nearly_right(formula, hint):
    _, findings = computed(formula, "万元")
    assert [hint] == [found.en for found in findings[0].hints]


def test_columns_of_tables():
    """Sums, means, least and greatest, and counts, of all rows or of those that meet conditions."""
    assert "4.00亿元" == printed('sum(districts.gdp, districts.kind = "县")', "亿元")
    assert "2.75亿元" == printed("mean(districts.gdp, districts.level = 2)", "亿元")
    assert "5.50亿元" == printed("sum(districts.gdp, districts.level = 2)", "亿元")
    assert "3.2万元" == printed('mean(districts."本年（万元）")', "万元")
    assert "6万元" == printed('max(districts."本年（万元）")', "万元")
    assert "1万元" == printed('min(districts."本年（万元）")', "万元")
    assert "4个" == printed("count(districts.gdp)", "个")
    assert "0个" == printed('count(districts.gdp, districts.kind = "州")', "个")
    assert "4.00亿元" == printed('sum(districts.gdp, districts.level = "1") + 2.50', "亿元")
    assert "50%" == printed('share(count(districts.gdp, districts.kind = "县"), count(districts.gdp))', "%")


def test_text_and_holes_in_a_column_are_named():
    _, findings = computed("sum(districts.gdp, districts.level = 3)", "亿元")
    assert 'row 5 of "gdp" in districts is empty, not a number' == findings[0].message.en


def test_figures_depend_on_figures_in_any_order():
    """Each is rounded once: what is computed from it sees all its digits."""
    model, findings = bound(
        """
  - {id: z, name: 丙, unit: 万元, formula: y * 3}
  - {id: y, name: 乙, unit: 万元, formula: w / 3, decimals: 1}
  - {id: w, name: 甲, unit: 万元, formula: rev.baseline / 9 / 100 , baseline: {formula: z * 2}}
"""
    )
    assert () == findings
    assert ["133.33", "44.4", "133.33"] == [str(model.metrics[name].value.value) for name in "zyw"]
    assert "266.67" == str(model.metrics["w"].baseline.value)


def test_a_chain_as_long_as_the_report():
    chain = "".join(f"  - {{id: c{i}, name: 链, formula: c{i + 1} + 1}}\n" for i in range(3000))
    model, findings = bound(chain + "  - {id: c3000, name: 尾, value: 1}\n")
    assert () == findings
    assert D(3001) == model.metrics["c0"].value.value


def test_a_broken_metric_is_not_blamed_on_formulas(tmp_path):
    """An entry that cannot be read takes its id with it; what refers to it is not said to be wrong."""
    from reportgen.pipeline.checking import check

    path = tmp_path / "r.yaml"
    path.write_text(
        HEAD.replace("value: 30,", "value: 三十,")
        + "  - {id: x, name: 算, unit: 元, formula: rev / people}\n",
        encoding="utf-8",
    )
    codes = {item.code for item in check(path).findings}
    assert "spec.bad-number" in codes
    assert not any(code.startswith("formula.") for code in codes)


def test_figures_that_square_each_other_end_in_a_finding():
    """Sixty squarings would be a number of 10¹⁸ digits."""
    chain = "".join(f"  - {{id: c{i}, name: 方, formula: c{i + 1} * c{i + 1}}}\n" for i in range(60))
    model, findings = bound(chain + "  - {id: c60, name: 尾, value: 3}\n")
    assert {"formula.limit"} == {item.code for item in findings}
    assert any("too many digits" in item.message.en for item in findings)
    assert model.metrics["c0"].value is None
    assert "43046721" == str(model.metrics["c56"].value.value)


def test_the_numbers_of_a_formula_stay_in_it():
    """100 was no conversion in the first formula, and is not seen by the second."""
    model, findings = bound(
        "  - {id: a, name: 甲, unit: 万元, formula: rev * 100}\n"
        "  - {id: b, name: 乙, unit: 亿元, formula: a * 1}\n"
        "  - {id: c, name: 丙, unit: 户, formula: '100'}\n"
        "  - {id: d, name: 丁, unit: 件, formula: c + 1}\n"
    )
    assert D(1260) == model.metrics["b"].value.value
    assert ["formula.unit"] == [item.code for item in findings]
    assert "户" in findings[0].message.en


@given(st.data())
def test_any_formula_gives_a_figure_or_a_finding(data):
    """Whatever is put together of the words of the language, nothing else happens."""
    words = ["rev", "rate", "many", "moved", "research.baseline", "output", "3", "0", "100", "0.01"]
    words += [
        "(",
        ")",
        "+",
        "-",
        "*",
        "/",
        ",",
        "sum(",
        "mean(",
        "min(",
        "abs(",
        "round(",
        "share(",
        "growth(",
    ]
    words += ["districts.level", 'districts.kind = "县"', "change(", "count(", ".", "=", "ranked"]
    formula = " ".join(data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=14)))
    metric, findings = computed(
        formula, data.draw(st.sampled_from(["万元", "%", "户", "", "倍", "个百分点"]))
    )
    assert (metric.value is None) == bool(findings)


def test_circles_are_shown_once_and_leave_the_rest_alone():
    model, findings = bound(
        """
  - {id: a, name: 甲, formula: b + 1}
  - {id: b, name: 乙, formula: c.baseline}
  - {id: c, name: 丙, value: 1, baseline: {formula: a}}
  - {id: d, name: 丁, formula: a + 1}
  - {id: e, name: 戊, formula: e}
  - {id: f, name: 己, formula: "1 + 1"}
"""
    )
    assert [
        ("formula.circle", "the formulas go in a circle: a → b → c.baseline → a", 3),
        ("formula.circle", "the formulas go in a circle: e → e", 1),
    ] == [(item.code, item.message.en, 1 + len(item.also)) for item in findings]
    assert [None, None, None, D(2)] == [
        model.metrics[name].value and model.metrics[name].value.value for name in "abdf"
    ]
    assert model.metrics["c"].baseline is None


def test_a_failure_is_said_once():
    """What needs a figure that failed is without a value too, and silent."""
    model, findings = bound("  - {id: a, name: 甲, formula: nobody}\n  - {id: b, name: 乙, formula: a + a}\n")
    assert ["formula.unknown-name"] == [item.code for item in findings]
    assert model.metrics["b"].value is None


def test_a_formula_stands_alone():
    _, findings = bound(
        "  - {id: a, name: 甲, value: 1, formula: 1 + 1}\n"
        "  - {id: b, name: 乙, formula: 1 + 1, source: {id: lost, cell: C7}}\n"
    )
    assert ["formula.beside-value"] * 2 == [item.code for item in findings]


@pytest.mark.parametrize(
    ("formula", "words", "expected"),
    [("output / 7.7", "约", "约1.64亿元"), ("rev", "达", "达12.6亿元"), ("fiscal / fiscal", "约", None)],
)
def test_words_beside_a_formula(formula, words, expected):
    metric, findings = computed(formula, "亿元" if expected else "倍", f", qualifier: {words}")
    if expected:
        assert (expected, ()) == (text_of(pieces(metric, "value", "zh")), findings)
    else:
        assert ["formula.open"] == [item.code for item in findings]


def test_words_that_say_another_thing_than_the_result():
    """A04: exact is not 超; what is 超 may be 首超."""
    assert "首超400户" == printed("many", "户", ", qualifier: 首超")
    for formula, words in (("rev", "超"), ("many", "不足"), ("moved", "以上"), ("many", "约")):
        unit = "万元" if formula == "rev" else "户"
        _, findings = computed(formula, unit, f", qualifier: {words}")
        assert ["formula.qualifier"] == [item.code for item in findings], (formula, words)


# ------------------------------------------------------------------ the unit and decimals of print


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("value: 123456789, unit: 元, shown_in: 亿元, decimals: 2", "1.23亿元"),
        ("value: 123500000, unit: 元, shown_in: 亿元, decimals: 2", "1.24亿元"),  # half up
        ("value: 4, unit: 万元, shown_in: 元", "40,000元"),  # A17: exactly
        ("value: 18.50, unit: 万元, shown_in: 元", "185,000元"),
        ("value: 5, unit: 亿元, shown_in: 亿元, decimals: 2", "5亿元"),
        ("value: 456, unit: 万元, shown_in: 亿元, decimals: 3, qualifier: 超", "超0.045亿元"),
        ("value: 456, unit: 万元, shown_in: 亿元, decimals: 3, qualifier: 以内", "0.046亿元以内"),
        ("value: 45000, unit: 元, shown_in: 万元, qualifier: 首超", "首超4.5万元"),
        ("value: 0.85, unit: '%', shown_in: ‰", "8.5‰"),
        ("formula: rev / 9, unit: 万元, shown_in: 亿元, decimals: 4", "1.4000亿元"),
        ("formula: patents / people, unit: 件/万人, shown_in: 件", "13件"),  # 万人专利: the words go
        ("formula: rev / people, unit: 元/人, shown_in: 万元, decimals: 2", "0.42万元"),
    ],
)
def test_shown_in_another_unit(entry, expected):
    """A05, A17: one fixed scale for a metric; a rounded bound stays true."""
    model, findings = bound(f"  - {{id: x, name: 数, {entry}}}\n")
    assert [] == [item for item in findings if item.code != "formula.unused-decimals"]
    assert expected == text_of(pieces(model.metrics["x"], "value", "zh"))


def test_both_ends_and_all_forms_are_in_the_unit_of_print():
    model, _ = bound(
        "  - {id: x, name: 数, value: 123456789, unit: 元, shown_in: 亿元, decimals: 1, "
        "baseline: {value: 100000000}}\n"
    )
    metric = model.metrics["x"]
    assert "由1.0亿元增加到1.2亿元" == text_of(pieces(metric, "fromto", "zh"))
    assert "增加0.2亿元" == text_of(pieces(metric, "change", "zh"))  # of the printed ends: they agree
    assert ("亿元", "亿元") == (metric.unit, metric.shown_in)


def test_readings_are_rounded_and_typed_figures_are_not():
    entries = "  - {id: x, name: 读, unit: 万元, decimals: 1, source: {id: lost, cell: C7}}\n"
    path = ("metrics", 12, "source")
    model, findings = bound(entries, {path: Reading(D("2.345"), "2.345", "e.csv，C7")})
    assert ((), "2.3", "2.345") == (
        findings,
        str(model.metrics["x"].value.value),
        str(model.metrics["x"].reading.value),
    )
    model, findings = bound("  - {id: x, name: 写, value: 18.50, decimals: 1}\n")
    assert ["formula.unused-decimals"] == [item.code for item in findings]
    assert "18.50" == str(model.metrics["x"].value.value)


def test_what_does_not_convert():
    model, findings = bound("  - {id: x, name: 数, value: 1, unit: 件, shown_in: 亿元}\n")
    assert ["formula.shown-unit"] == [item.code for item in findings]
    assert ("件", D(1)) == (model.metrics["x"].unit, model.metrics["x"].value.value)


def test_growth_of_a_read_figure_sees_all_digits():
    """A figure is rounded for print, and formulas see it before."""
    entries = (
        "  - {id: x, name: 读, unit: 元, shown_in: 亿元, decimals: 0, source: {id: lost, cell: C7}}\n"
        "  - {id: y, name: 算, unit: 元, formula: x * 2}\n"
    )
    model, findings = bound(entries, {("metrics", 12, "source"): Reading(D("149000000"), "", "")})
    assert ((), "1", "298000000") == (
        findings,
        str(model.metrics["x"].value.value),
        str(model.metrics["y"].value.value),
    )


# ------------------------------------------------------------------ soundness, all the way to print

words = st.sampled_from([None, "不足", "超", "以上", "以内"])
figures = st.builds(
    lambda value, word: Qualified(value, QUALIFIERS[word] if word else None),
    st.decimals(min_value=D("0.1"), max_value=100, places=1),
    words,
)
shares = st.fractions(min_value=0, max_value=1, max_denominator=50)


def some_value(figure, share):
    """A quantity that the figure may stand for; positive, as such figures are."""
    value = Fraction(figure.value)
    match figure.comparator:
        case Comparator.EQ:
            return value
        case Comparator.LT:
            return value * (share * Fraction(98, 100) + Fraction(1, 100))
        case Comparator.LE:
            return value * (share * Fraction(99, 100) + Fraction(1, 100))
        case Comparator.GT:
            return value + share * 100 + Fraction(1, 1000)
        case _:
            return value + share * 100


def says(figure, value):
    printed = Fraction(figure.value)
    match figure.comparator:
        case Comparator.EQ:
            return abs(value - printed) <= Fraction(5, 1000)  # two decimals where it does not end
        case Comparator.LT:
            return value < printed
        case Comparator.LE:
            return value <= printed
        case Comparator.GT:
            return value > printed
        case _:
            return value >= printed


OPERATIONS = {
    "+": (lambda a, b: added(a, b, (0, 1)), lambda x, y: x + y),
    "-": (lambda a, b: added(a, b, (0, 1), -1), lambda x, y: x - y),
    "*": (lambda a, b: product(a, b, (0, 1)), lambda x, y: x * y),
    "/": (lambda a, b: quotient(a, b, (0, 1)), lambda x, y: x / y),
}


@pytest.mark.parametrize("operator", OPERATIONS)
@given(figures, figures, figures, shares, shares, shares)
def test_what_is_printed_is_true(operator, a, b, c, s, t, u):
    """A04: whatever the bounded quantities are, the computed figure holds for them; also (a op b) * c."""
    of_amounts, of_numbers = OPERATIONS[operator]
    try:
        first = of_amounts(amount(a, PURE), amount(b, PURE))
        whole = product(first, amount(c, PURE), (0, 1))
    except FormulaError:
        return
    exact = of_numbers(some_value(a, s), some_value(b, t))
    for found, value in ((first, exact), (whole, exact * some_value(c, u))):
        assert found.known.holds(value)
        figure = figure_of(found, None)
        assert figure is None or says(figure, value)


def test_a_megabyte_of_parentheses_costs_little():
    """The place of the finding is found without a walk through the whole text."""
    text = HEAD + f"  - {{id: x, name: 算, formula: '{'(' * 1_000_000}'}}\n"
    loaded = load_spec_text(text)
    assert loaded.spec is not None
    started = time.process_time()
    load_spec_text(HEAD + "  - {id: y, name: 乙, value: 1}\n" * 20)
    reference = time.process_time() - started  # the reading of a spec of 34 metrics

    started = time.process_time()
    _, findings = bind(loaded.spec, loaded.places, {}, TABLES)
    spent = time.process_time() - started

    assert [("formula.limit", 1032)] == [(item.code, item.span.column) for item in findings]
    assert spent < 10 * reference

"""Templates: what stands for `<<name>>`, what kind of value it becomes, and where findings point."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.pipeline.fixing import fix
from reportgen.spec.load import load_spec, load_spec_text
from reportgen.spec.parameters import Given, filled
from reportgen.spec.source import read_text

TEMPLATE = """\
format: reportgen/1
parameters:
- {name: 区名, example: 青禾区}
- {name: 财政收入（亿元）, example: 30.50}
document:
  title: <<区名>>五年回顾
  organisation: <<区名>>
  congress: {name: 大会, date: 2026-08-01}
metrics:
- {id: revenue, name: 财政收入, value: <<财政收入（亿元）>>, unit: 亿元, as_of: 2025}
sections:
- id: a
  title: 财政
  blocks:
  - text: <<区名>>收入 {{ revenue }}，即 <<财政收入（亿元）>> 亿元。
"""
ROW = {"区名": Given("南岭区"), "财政收入（亿元）": Given("1,234.50", Decimal("1234.50"))}


def load(folder: Path, text: str = TEMPLATE, row=None):
    file = folder / "t.yaml"
    file.write_text(text, "utf-8")
    return load_spec(file, row=row)


def codes(loaded) -> list[tuple[str, int, int, int]]:
    return [(f.code, f.span.line, f.span.column, f.span.length) for f in loaded.findings]


def test_a_template_is_checked_with_its_examples(tmp_path):
    """Without a row: texts are joined, a value that is only a parameter keeps its type and zeros."""
    loaded = load(tmp_path)

    assert loaded.findings == ()
    assert loaded.spec.document.title == "青禾区五年回顾"
    assert str(loaded.spec.metrics[0].value) == "30.50"
    assert loaded.spec.sections[0].blocks[0].text == "青禾区收入 {{ revenue }}，即 30.50 亿元。"


def test_a_row_takes_the_place_of_the_examples(tmp_path):
    """A number in a text is as it is written in the table; alone it is a number."""
    spec = load(tmp_path, row=ROW).spec

    assert spec.document.organisation == "南岭区"
    assert spec.metrics[0].value == Decimal("1234.50")
    assert spec.sections[0].blocks[0].text == "南岭区收入 {{ revenue }}，即 1,234.50 亿元。"


@pytest.mark.parametrize("wild", ["a: b", "]}, {x: [", "- x\n- y", "# no", "&a *a !!python/object:x", '"'])
def test_a_row_never_injects_structure(wild):
    """Whatever a row holds is the text of the scalar."""
    value = filled(read_text(TEMPLATE, "t.yaml"), ROW | {"区名": Given(wild)}).value

    assert value["document"]["organisation"] == wild
    assert list(value["document"]) == ["title", "organisation", "congress"]


def test_what_a_row_holds_is_not_filled_in_again():
    """A row that says <<…>> prints it."""
    plain = filled(read_text(TEMPLATE, "t.yaml"), ROW | {"区名": Given("<<财政收入（亿元）>>")})

    assert plain.value["document"]["organisation"] == "<<财政收入（亿元）>>"
    assert plain.findings == ()


def test_a_quoted_example_makes_a_text(tmp_path):
    """Codes keep their zeros and are no numbers."""
    text = TEMPLATE.replace("example: 青禾区", 'example: "0430"')
    spec = load(tmp_path, text, ROW | {"区名": Given("0012", 12)}).spec

    assert spec.document.organisation == "0012"


def test_faults_of_a_template(tmp_path):
    """Unknown, double and unused parameters, each at its place."""
    text = TEMPLATE.replace("<<区名>>五年", "《》<<区铭>>五年").replace(
        "document:", "- {name: 区名, example: 甲}\n- {name: 无用, example: 1}\ndocument:"
    )

    assert codes(load(tmp_path, text)) == [
        ("spec.double-parameter", 5, 10, 2),
        ("spec.unused-parameter", 6, 10, 2),
        ("spec.unknown-parameter", 8, 12, 6),
    ]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{name: 区名}", "spec.missing-key"),
        ("{name: 区名, example: ''}", "spec.parameter-example"),
        ("{name: 区名, example: [1]}", "spec.parameter-example"),
        ("{name: <a>, example: 1}", "spec.parameter-name"),
        ("{name: 区名, exampel: 1, example: 甲}", "spec.unknown-key"),
    ],
)
def test_a_malformed_parameter_is_told_once(tmp_path, entry, code):
    """The schema's finding, and none that follows from it."""
    found = codes(load(tmp_path, TEMPLATE.replace("{name: 区名, example: 青禾区}", entry)))

    assert (code, 3) in [item[:2] for item in found]
    assert {item[0] for item in found} <= {code, "spec.unknown-parameter", "spec.unused-parameter"}


def test_faults_of_a_row(tmp_path):
    """What is missing or of the wrong kind is told wherever it would go in, and nothing that follows."""
    assert codes(load(tmp_path, row={"财政收入（亿元）": Given("约30")})) == [
        ("rows.no-value", 6, 10, 6),
        ("rows.no-value", 7, 17, 6),
        ("rows.not-a-number", 10, 36, 12),
        ("rows.no-value", 15, 11, 6),
        ("rows.not-a-number", 15, 36, 12),
    ]


def test_truths(tmp_path):
    """A parameter whose example is true or false."""
    text = TEMPLATE.replace("document:", "- {name: 编号, example: true}\ndocument:", 1).replace(
        "  title: 财政", "  title: 财政\n  numbered: <<编号>>"
    )

    assert load(tmp_path, text).spec.sections[0].numbered is True
    assert load(tmp_path, text, ROW | {"编号": Given("否")}).spec.sections[0].numbered is False
    assert codes(load(tmp_path, text, ROW | {"编号": Given("不")}))[0][:2] == ("rows.not-a-truth", 15)


def test_places_behind_a_filled_text_are_those_of_the_template():
    """A character behind a parameter is found as typed; of what a row gave, the whole reference."""
    plain = filled(read_text(TEMPLATE, "t.yaml"), ROW | {"区名": Given("很长的区")})
    path = ("sections", 0, "blocks", 0, "text")
    at = plain.value["sections"][0]["blocks"][0]["text"].index("即")

    assert plain.places.inside(path, at) == read_text(TEMPLATE, "t.yaml").places.inside(path, 23)
    assert plain.places.inside(path, 1).length == len("<<区名>>")


def test_no_template_no_change():
    """Other files keep what looks like a parameter; so does `fix`, which works on what is typed."""
    text = TEMPLATE.replace(TEMPLATE[TEMPLATE.index("parameters") : TEMPLATE.index("document:")], "")

    assert read_text(text, "t.yaml").value == filled(read_text(text, "t.yaml"), ROW).value
    assert load_spec_text(text).salvaged.document.organisation == "<<区名>>"


def test_fix_leaves_parameters_alone(tmp_path):
    """A mistake in an example is not mended in the places where it goes in."""
    file = tmp_path / "t.yaml"
    file.write_text(TEMPLATE.replace("即 <<", "当家做主 <<"), "utf-8")
    fixed = fix(file)

    assert "当家作主 <<财政收入（亿元）>>" in fixed.after
    assert fixed.after.count("<<") == TEMPLATE.count("<<")

"""The exported schema: accepts what the program accepts, speaks Chinese, and is plain enough for editors."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from spec_samples import block, metric, spec

from reportgen.spec.jsonschema import json_schema
from reportgen.spec.source import read_file, read_text

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def validator():
    return Draft202012Validator(json_schema())


def plain(value):
    """The value as a JSON reader would give it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def walk(node):
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def test_the_schema_is_a_schema():
    """And holds nothing that editors stumble over."""
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)

    for word in ('"prefixItems"', '"unevaluatedProperties"', '"$id"', '"kind:'):
        assert word not in text


def test_every_field_is_described_in_chinese():
    """C12: each property of each model."""
    for node in walk(json_schema()):
        for name, field in (node.get("properties") or {}).items():
            assert any("\u4e00" <= char <= "\u9fff" for char in field.get("description", "")), name


@pytest.mark.parametrize(
    "text",
    [
        metric("value: 18.50\nunit: '%'\nqualifier: 不足\n"),
        block("cards: [a, {metric: a, lead: true}]"),
        block("chart: bar\ntitle: x\ndata: {labels: [2016, x], series: [{values: [1.50, null]}]}"),
        block("table: x\ncolumns: [{head: a, width: 20mm}]\nrows: [[1.5], [x], [null]]"),
        block("honours: all"),
        block("photo_grid: [p, {caption: x}]"),
    ],
)
def test_what_loads_also_validates(validator, text):
    """The schema is never stricter than the program."""
    assert list(validator.iter_errors(plain(read_text(text, "f").value))) == []


def test_the_report_itself_validates(validator):
    """C12: the sample in the repository."""
    assert list(validator.iter_errors(plain(read_file(ROOT / "report.yaml").value))) == []


@pytest.mark.parametrize(
    "text",
    [
        metric("valeu: 5\n"),
        metric("value: 5%\n"),
        block("cards: []"),
        block("chart: bra\ntitle: x"),
        block("honours: some"),
        spec("theme: x\n"),
        block("cards: [甲]"),
    ],
)
def test_plain_mistakes_are_seen_while_typing(validator, text):
    """Unknown keys, wrong types, words outside a list."""
    assert list(validator.iter_errors(plain(read_text(text, "f").value)))

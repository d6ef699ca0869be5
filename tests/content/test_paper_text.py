"""What reaches paper: nothing that is printed may be missing from what the glyph audit reads."""

from pathlib import Path

import pytest

from reportgen.content.paper_text import fixed_strings, paper_strings
from reportgen.content.words import KINDS_EN, of
from reportgen.spec.load import load_spec, load_spec_text

ROOT = Path(__file__).resolve().parents[2]


def strings(text):
    loaded = load_spec_text("format: reportgen/1\ndocument: {title: 书名, organisation: 某区}\n" + text)
    assert loaded.spec is not None, loaded.findings
    return {(path, role): string for path, string, role in paper_strings(loaded.spec)}


def test_roles_of_blocks():
    found = strings(
        """
sections:
  - id: one
    title: 章名
    blocks:
      - {heading: 小标题}
      - {text: '正文**强**'}
      - {quote: 引文}
      - {table: 表题, columns: [{head: 栏}], rows: [[格], [1]]}
"""
    )
    path = ("sections", 0)
    assert "章名" == found[(*path, "title"), "title"]
    assert "小标题" == found[(*path, "blocks", 0, "heading"), "heading"]
    assert "正文**强**" == found[(*path, "blocks", 1, "text"), "body"]
    assert "正文**强**" == found[(*path, "blocks", 1, "text"), "body_strong"]
    assert "引文" == found[(*path, "blocks", 2, "quote"), "quote"]
    assert "格" == found[(*path, "blocks", 3, "rows", 0, 0), "table"]


def test_a_metric_comes_in_the_roles_that_name_it():
    """Its words are listed at their own place, once a role, and not where nothing names it."""
    found = strings(
        """
metrics:
  - {id: x, name: 专利, value: 13, unit: 件, multiple: {of: 省平均, factor: 2}}
  - {id: unused, name: 用不到, value: 1}
sections:
  - {id: one, title: 章, blocks: [{text: '{{ x }}{{ x | multiple }}'}, {quote: '{{ x }}'}]}
"""
    )
    assert "专利" == found[("metrics", 0, "name"), "body"]
    assert "省平均" == found[("metrics", 0, "multiple", "of"), "quote"]
    assert "用不到" not in found.values()
    assert "table" not in {role for path, role in found if path[0] == "metrics"}


@pytest.mark.parametrize("key", ["note", "prefix"])
def test_what_is_never_printed_is_not_listed(key):
    spec = {
        "note": "metrics: [{id: x, name: 名, value: 1, note: 不印的话}]\n"
        "sections: [{id: one, title: 章, blocks: [{table: 表, metrics: all}]}]",
        "prefix": "credits: [{role: 文, names: [易某], prefix: 不印的话}]",
    }[key]
    assert "不印的话" not in strings(spec).values()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_fixed_words_are_complete(language):
    """Every word of the vocabulary, digits and marks come in some role."""
    listed = "".join(text for text, _ in fixed_strings(language))
    vocabulary = of(language)
    for word in (vocabulary.undated, vocabulary.photo_pending, vocabulary.note, vocabulary.subject_missing):
        assert word in listed
    assert set("0123456789.,\u2212%") <= set(listed)
    if language == "en":
        assert all(word in listed for word in KINDS_EN.values())


def test_the_languages_have_the_same_blanks():
    """A template takes as many parts in English as in Chinese."""
    zh, en = of("zh-Hans"), of("en")
    for name in type(zh).__dataclass_fields__:
        assert getattr(zh, name).count("{}") == getattr(en, name).count("{}"), name


def test_continuations():
    words = of("zh-Hans")
    assert ("续表1", "省（续）") == (words.continued("表1"), words.continued("省"))
    assert "3:2\u3000不小于945×630像素" == words.photo_need((3, 2), 945, 630)


def test_every_printed_character_is_audited():
    """Of the project's own report: each character of the built document is in some audited string."""
    from reportgen.content.build import build
    from reportgen.data.metrics import bind

    loaded = load_spec(ROOT / "report.yaml")
    assert loaded.spec is not None
    data, _ = bind(loaded.spec, loaded.places)
    document, _ = build(loaded.spec, data, loaded.places, keep_pending=True, base=ROOT)
    audited = {char for _, text, _ in paper_strings(loaded.spec) for char in text}
    audited |= {char for text, _ in fixed_strings("zh") for char in text}
    printed = set("".join(_texts(document.sections)) + "".join(_texts(document.colophon)))
    assert set() == printed - audited - {" "}


_NOT_PRINTED = ("id", "value", "kind", "origin", "sha256", "path", "lead", "language", "numbers")


def _texts(value):
    from dataclasses import fields, is_dataclass
    from enum import Enum

    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, Enum):
        for item in fields(value):
            if item.name not in _NOT_PRINTED:
                yield from _texts(getattr(value, item.name))

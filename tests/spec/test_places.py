"""Every key and value knows its place, and characters inside values are found exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.spec.source import read_text

TEXT = """\
format: reportgen/1
metrics:
  - id: a
    value: 18.50
    baseline: {value: 1, qualifier: 不足}
  - id: "b"
    rank: [{scope: 全市}]
"""


def place(span):
    return (span.line, span.column, span.length)


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("format",), (1, 9, 11), (1, 1, 6)),
        (("metrics", 0), (3, 5, 5), (3, 5, 5)),
        (("metrics", 0, "value"), (4, 12, 5), (4, 5, 5)),
        (("metrics", 0, "baseline"), (5, 15, 25), (5, 5, 8)),
        (("metrics", 0, "baseline", "qualifier"), (5, 37, 2), (5, 26, 9)),
        (("metrics", 1, "id"), (6, 9, 3), (6, 5, 2)),
        (("metrics", 1, "rank", 0, "scope"), (7, 20, 2), (7, 13, 5)),
    ],
)
def test_keys_and_values(path, value, key):
    """Lines and columns count characters from 1; lengths stay on the line."""
    places = read_text(TEXT, "f").places

    assert place(places.value(path)) == value
    assert place(places.key(path)) == key


@pytest.mark.parametrize(
    "path", [("metrics", 0, "unit"), ("metrics", 0, "value", "x"), ("metrics", 0, 7), ("metrics", 0, "id", 0)]
)
def test_a_missing_path_answers_with_its_ancestor(path):
    """The nearest place that the file has."""
    places = read_text(TEXT, "f").places
    known = path[:2] if path[-1] in ("unit", 7) else path[:3]

    assert places.value(path) == places.value(known)


@pytest.mark.parametrize(
    ("text", "needle", "line", "column"),
    [
        ("a: 一二三{{ x }}\n", "{{ x }}", 1, 7),
        ("a: 'it''s {{ x }}'\n", "{{ x }}", 1, 11),
        ('a: "\\u4e2d\\n\\t\\"{{ x }}"\n', "{{ x }}", 1, 17),
        ("a: |\n  第一行\n    缩进 {{ x }}\n", "{{ x }}", 3, 8),
        ("a: |2-  # 说明\n    前导 {{ x }}\n", "{{ x }}", 2, 8),
        ("a: >\n  第一行\n  第二行 {{ x }}\n", "{{ x }}", 3, 7),
        ("a: plain text\n  on two {{x}} lines\n", "{{x}}", 2, 10),
        ("a: 'on\n  two {{ x }}\n  lines'\n", "{{ x }}", 2, 7),
        ('a: "on\\\n  e {{ x }}"\n', "{{ x }}", 2, 5),
        ("a: &n 𠮷𠮷 {{ x }}\n", "{{ x }}", 1, 10),
        ("a: &n |\n  𠮷 {{ x }}\nb: *n\n", "{{ x }}", 2, 5),
    ],
)
def test_inside_every_style(text, needle, line, column):
    """Exact in plain, quoted and block scalars, also behind folds, escapes and characters beyond the BMP."""
    plain = read_text(text, "f")
    span = plain.places.inside(("a",), plain.value["a"].index(needle), len(needle))

    assert (span.line, span.column, span.length) == (line, column, len(needle))


def test_inside_finds_blanks_too():
    """A space inside a line is found where it stands."""
    plain = read_text("a: |\n  ab  cd\n  e f\n", "f")

    assert place(plain.places.inside(("a",), 3)) == (2, 6, 1)
    assert place(plain.places.inside(("a",), plain.value["a"].index(" f"))) == (3, 4, 1)


def test_inside_stays_on_its_line():
    """A stretch over a line end is cut there."""
    plain = read_text("a: |\n  abc\n  def\n", "f")

    assert place(plain.places.inside(("a",), 1, 5)) == (2, 4, 2)


def test_inside_of_an_alias_is_where_the_text_is():
    """The characters stand at the anchor."""
    plain = read_text("a: &n 雁峰区\nb: *n\n", "f")

    assert place(plain.places.inside(("b",), 2)) == (1, 9, 1)


WORDS = st.text(st.sampled_from("雁峰ab,。、𠮷'\"#-{}%"), min_size=1, max_size=5)


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4),
    st.sampled_from("|>'\""),
)
def test_characters_come_from_where_they_are_said_to(lines, style):
    """Whatever the style, the character in the file at the span is the character of the value."""
    if style in "|>":
        text = f"a: {style}\n" + "".join(f"  {line}\n" for line in lines)
    elif style == "'":
        text = "a: '" + "\n  ".join(line.replace("'", "''") for line in lines) + "'\n"
    else:
        text = 'a: "' + "\n  ".join(line.replace('"', '\\"') for line in lines) + '"\n'
    plain = read_text(text, "f")
    value = plain.value["a"]
    rows = text.split("\n")

    for offset, char in enumerate(value):
        if char in " \n":
            continue
        span = plain.places.inside(("a",), offset)
        written = rows[span.line - 1][span.column - 1 :][: span.length]
        assert written in (char, char * 2, "\\" + char)

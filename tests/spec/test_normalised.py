"""Look-alikes in a file: read as what is meant, noted, and found where they were typed."""

import pytest

from reportgen.core.diagnostics import Severity
from reportgen.spec.source import read_text


def notes(plain):
    return [item for item in plain.findings if item.code == "text.normalised"]


def place(span):
    return (span.line, span.column, span.length)


def test_values_are_read_as_meant_and_every_place_is_noted():
    plain = read_text("# ⼯\ntitle: 全⼯区\nlist:\n  - ⼯\n  - 人\n", "f")

    assert plain.value == {"title": "全工区", "list": ("工", "人")}
    [note] = notes(plain)
    assert note.severity is Severity.NOTE
    assert note.message.zh == "“⼯”(U+2F2F)改成“工”(U+5DE5)"
    assert [place(span) for span in (note.span, *note.also)] == [(2, 9, 1), (4, 5, 1)]
    assert plain.lines[1] == "title: 全⼯区"  # the excerpt shows what was typed


def test_escapes_are_seen_too():
    plain = read_text('a: "全\\u2f2f区"\n', "f")

    assert plain.value == {"a": "全工区"}
    assert place(notes(plain)[0].span) == (1, 6, 6)


@pytest.mark.parametrize("source", ["a: {}\n", "a: '{}'\n", 'a: "{}"\n', "a: |-\n  {}\n"])
def test_places_behind_dropped_and_composed_characters(source):
    """The value is shorter than what was typed; what follows is still found exactly."""
    typed = "好☑\ufe0f，Cafe\u0301 ⼯{{ x }}"
    plain = read_text(source.format(typed), "f")
    line, column = (2, 3) if "|" in source else (1, 5 if "'" in source or '"' in source else 4)

    assert plain.value == {"a": "好☑，Café 工{{ x }}"}
    for needle in ("好", "☑", "，", "C", "{{ x }}", "x"):
        at, typed_at = plain.value["a"].index(needle), typed.index(needle)
        assert place(plain.places.inside(("a",), at, len(needle))) == (
            line,
            column + typed_at,
            len(needle),
        )
    composed = plain.value["a"].index("é")
    assert plain.places.inside(("a",), composed).column == column + typed.index("e\u0301")


def test_names_of_files_are_kept():
    plain = read_text("photo: {file: ⼯.jpg, caption: ⼯}\nfonts: {dir: ⼯}\n", "f")

    assert plain.value == {"photo": {"file": "⼯.jpg", "caption": "工"}, "fonts": {"dir": "⼯"}}
    assert len(notes(plain)) == 1


def test_punctuation_is_repaired_only_when_asked_for():
    text = "typography: {{normalise: {}}}\na: 全区,全市......等\n"
    off, on = read_text(text.format("false"), "f"), read_text(text.format("true"), "f")

    assert off.value["a"] == "全区,全市......等"
    assert notes(off) == []
    assert on.value["a"] == "全区，全市……等"
    assert [place(note.span) for note in notes(on)] == [(2, 6, 1), (2, 9, 6)]
    assert place(on.places.inside(("a",), on.value["a"].index("等"))) == (2, 15, 1)


def test_an_alias_leads_to_its_text():
    plain = read_text("a: &x ☑\ufe0f⼯\nb: *x\n", "f")

    assert plain.value == {"a": "☑工", "b": "☑工"}
    assert all(len(note.also) == 0 for note in notes(plain))
    assert place(plain.places.inside(("b",), 1)) == (1, 9, 1)


def test_nothing_to_do_changes_nothing():
    plain = read_text("a: 全区\n", "f")

    assert type(plain.places).__name__ == "SourcePlaces"
    assert notes(plain) == []

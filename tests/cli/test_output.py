"""Findings on the terminal and as JSON."""

import io
import json
import re

import pytest

from reportgen.cli.output import excerpt, print_human, render_human, render_json, summary
from reportgen.core.diagnostics import Diagnostic, Message, Severity, Span
from reportgen.core.text import display_width

LINE = "    名称：甲 unit: ４０.５"


HINT = Message("写成 40.5", "write 40.5")


def finding(span, also=(), hints=(HINT,), severity=Severity.ERROR):
    return Diagnostic(severity, "spec.bad-number", Message("不是数字", "not a number"), span, hints, also)


def test_the_human_form():
    """Place, sentence, code, line, caret under wide characters, advice, count."""
    at = Span("report.yaml", 12, LINE.index("４") + 1, 4)
    lines = [""] * 11 + [LINE]

    assert render_human([finding(at)], {"report.yaml": lines}, "zh") == (
        "report.yaml:12:16: 错误: 不是数字 [spec.bad-number]\n"
        " 12 |     名称：甲 unit: ４０.５\n"
        "    |                    ^^^^^^^\n"
        "    = 写成 40.5\n"
        "1 个错误\n"
    )


def test_the_caret_stands_under_its_words():
    """Columns before it: wide characters count two, so the caret is under the first full-width digit."""
    shown, before, width = excerpt(LINE, Span("f", 1, LINE.index("４") + 1, 4))

    assert display_width(shown[: shown.index("４")]) == before == 19
    assert width == 7


def test_in_english():
    """The same in the other language."""
    text = render_human([finding(None, severity=Severity.NOTE), finding(None)], {}, "en")

    assert text == (
        "note: not a number [spec.bad-number]\n   = write 40.5\n"
        "error: not a number [spec.bad-number]\n   = write 40.5\n"
        "1 error, 1 note\n"
    )


def test_a_place_without_its_file_has_no_excerpt():
    """For example a theme whose lines are not at hand, or a line beyond the end."""
    at = Span("x.yaml", 3, 1)

    assert "|" not in render_human([finding(at)], {}, "zh")
    assert "|" not in render_human([finding(at)], {"x.yaml": ["a"]}, "zh")


def test_further_places_are_listed_up_to_five():
    """Without the file's name if it is the same."""
    also = tuple(Span("a.yaml", line, 3) for line in range(2, 9))
    text = render_human([finding(Span("a.yaml", 1, 1), also, ())], {}, "zh")
    assert "= 另见 2:3、3:3、4:3、5:3、6:3，还有 2 处\n" in text
    other = render_human([finding(Span("b.yaml", 1, 1), also[:1], ())], {}, "en")
    assert "= see also a.yaml:2:3\n" in other


def test_tabs_and_invisible_characters_are_shown():
    """A tab takes four columns, a zero-width space becomes visible, so a caret can point at it."""
    assert excerpt("\ta: x", Span("f", 1, 2)) == ("    a: x", 4, 1)
    assert excerpt("a: 雁\u200b峰", Span("f", 1, 5)) == ("a: 雁·峰", 5, 1)
    assert excerpt("a:\tb", Span("f", 1, 3)) == ("a:    b", 2, 4)


def test_a_caret_behind_the_end_of_the_line():
    """A value that is missing."""
    assert excerpt("unit:", Span("f", 1, 6)) == ("unit:", 5, 1)


@pytest.mark.parametrize("column", [1, 30, 150, 299])
def test_a_long_line_is_cut_around_the_caret(column):
    """At most a hundred columns and two ellipses, and the caret is still under its character."""
    line = "".join(chr(0x4E00 + index) for index in range(300))
    shown, before, width = excerpt(line, Span("f", 1, column, 3))

    assert display_width(shown) <= 102
    assert width == (6 if column < 299 else 4)
    columns = 0
    for char in shown:
        if columns == before:
            assert char == line[column - 1]
            break
        columns += display_width(char)
    else:
        pytest.fail("the caret is outside the excerpt")


def test_a_long_stretch_is_cut_too():
    """The caret ends with the excerpt."""
    shown, before, width = excerpt("甲" * 300, Span("f", 1, 1, 300))

    assert (before, width) == (0, 100)
    assert shown == "甲" * 50 + "…"


def test_json_has_every_part():
    """One object; places are numbers, sentences in the language asked for."""
    at = Span("report.yaml", 12, 16, 4)
    also = (Span("report.yaml", 3, 1, 2),)
    data = json.loads(render_json([finding(at, also), finding(None)], "en"))

    assert data == {
        "findings": [
            {
                "severity": "error",
                "code": "spec.bad-number",
                "message": "not a number",
                "file": "report.yaml",
                "line": 12,
                "column": 16,
                "length": 4,
                "page": None,
                "path": None,
                "hints": ["write 40.5"],
                "also": [{"file": "report.yaml", "line": 3, "column": 1}],
            },
            {
                "severity": "error",
                "code": "spec.bad-number",
                "message": "not a number",
                "file": None,
                "line": None,
                "column": None,
                "length": None,
                "page": None,
                "path": None,
                "hints": ["write 40.5"],
                "also": [],
            },
        ]
    }
    assert json.loads(render_json([], "zh")) == {"findings": []}
    assert "不是数字" in render_json([finding(at)], "zh")


def test_the_count():
    """By severity, none left out, none named that is not there."""
    found = [finding(None, severity=s) for s in (Severity.WARNING, Severity.ERROR, Severity.WARNING)]

    assert summary(found, "zh") == "1 个错误，2 个警告"
    assert summary(found, "en") == "1 error, 2 warnings"
    assert summary([], "zh") == ""
    assert render_human([], {}, "zh") == ""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def test_colours_only_on_a_terminal(monkeypatch):
    """And the same text under them, brackets included."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    found = [finding(Span("report.yaml", 1, 3, 2))]
    sources = {"report.yaml": ["a: [bold]x[/bold]" + "长" * 60]}
    plain, coloured = io.StringIO(), Terminal()
    print_human(found, sources, "zh", plain)
    print_human(found, sources, "zh", coloured)

    assert plain.getvalue() == render_human(found, sources, "zh")
    assert "\x1b[" not in plain.getvalue()
    assert "\x1b[" in coloured.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.getvalue()) == plain.getvalue()


def on_paper(span):
    return Diagnostic(
        Severity.WARNING,
        "typeset.loose-line",
        Message("这一行字距拉得太开", "the characters of this line stand too far apart"),
        span,
        page="12",
        path="sections.living.blocks.3.0",
    )


def test_a_finding_on_paper_says_page_and_path():
    """The page behind the sentence, the path below the excerpt."""
    at = Span("report.yaml", 12, 9)

    assert render_human([on_paper(at)], {"report.yaml": [""] * 11 + [LINE]}, "zh") == (
        "report.yaml:12:9: 警告: 这一行字距拉得太开（第 12 页） [typeset.loose-line]\n"
        " 12 |     名称：甲 unit: ４０.５\n"
        "    |             ^\n"
        "    = 位置 sections.living.blocks.3.0\n"
        "1 个警告\n"
    )
    assert render_human([on_paper(None)], {}, "en") == (
        "warning: the characters of this line stand too far apart (page 12) [typeset.loose-line]\n"
        "   = at sections.living.blocks.3.0\n"
        "1 warning\n"
    )


def test_json_has_page_and_path():
    (record,) = json.loads(render_json([on_paper(None)], "zh"))["findings"]

    assert ("12", "sections.living.blocks.3.0") == (record["page"], record["path"])

"""Names of files: patterns, and what every system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.pipeline.names import MOST_BYTES, file_names, safe_name

FACTS = {
    "file": "report",
    "title": "赶考路上：五年",
    "organisation": "雁峰区",
    "congress": "",
    "edition": "清样",
    "date": "2026-11-28",
    "hash": "1a2b3c4d",
}


def test_without_a_pattern_readers_have_the_plain_name():
    names = file_names("", ("press", "archive", "web", "draft"), FACTS)

    assert names == {
        "press": "report-press",
        "archive": "report-archive",
        "web": "report",
        "draft": "report-draft",
    }


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{organisation}-{title}-{edition}-{profile}", "雁峰区-赶考路上：五年-清样-press"),
        ("{organisation}_{congress}_{date}", "雁峰区_2026-11-28"),  # what is not known leaves no gap
        ("{congress}-{file}", "report"),
        ("送印 {hash}", "送印 1a2b3c4d"),
        ("{congress}", "report"),
    ],
)
def test_patterns(pattern, name):
    assert file_names(pattern, ("press",), FACTS) == {"press": name}


def test_two_files_never_share_a_name():
    assert file_names("{title}", ("press", "web"), FACTS) == {
        "press": "赶考路上：五年-press",
        "web": "赶考路上：五年-web",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a/b\\c:d*e?f", "a_b_c_d_e_f"),
        ("结尾. .", "结尾"),
        (" 前后 ", "前后"),
        ("con", "_con"),
        ("LPT1.x", "_LPT1.x"),
        ("console", "console"),
        ("..", "report"),
        ("", "report"),
        ("a\u202eb", "a_b"),
        ("e\u0301", "é"),
    ],
)
def test_names_are_safe(text, name):
    assert safe_name(text) == name


@given(st.text(max_size=300))
def test_any_text_makes_a_name(text):
    name = safe_name(text)

    assert 0 < len(name.encode("utf-8", "surrogatepass")) <= MOST_BYTES + 1
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name == name.strip(" .")

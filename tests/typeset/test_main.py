"""`python -m reportgen.typeset`: text in, lines out."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from reportgen.typeset.__main__ import main, measure_in_points


def run(monkeypatch, capsys, text: str, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


@pytest.mark.parametrize(
    ("text", "points"), [("20em", 200.0), ("20", 200.0), ("72pt", 72.0), ("25.4mm", 72.0)]
)
def test_measures(text: str, points: float):
    assert points == pytest.approx(measure_in_points(text, 10.0))


def test_lines_as_set(monkeypatch, capsys):
    status, out, _ = run(monkeypatch, capsys, "一二三四五六七八，九十\n\n第二段", "--measure", "8em")

    # the comma must not begin a line
    assert 0 == status
    assert ["一二三四五六七", "八，九十", "", "第二段", ""] == out.splitlines()


def test_json_says_where_everything_stands(monkeypatch, capsys):
    _, out, _ = run(monkeypatch, capsys, "报表（季度）完成", "--measure", "5em", "--size", "10", "--json")
    record = json.loads(out)
    lines = record["paragraphs"][0]["lines"]

    assert 50.0 == record["measure"]
    assert "报表（季度）完成" == "".join(line["text"] for line in lines)
    assert not any(line["text"].startswith("）") or line["text"].endswith("（") for line in lines)
    assert all(item["face"] == "NotoSerifSC-Regular" for line in lines for item in line["characters"])


def test_every_line_of_the_input_may_be_a_paragraph(monkeypatch, capsys):
    _, out, _ = run(monkeypatch, capsys, "甲\n乙\n", "--lines", "--json")

    assert 2 == len(json.loads(out)["paragraphs"])


@pytest.mark.parametrize("arguments", [["--measure", "wide"], ["--role", "nothing"], ["--align", "left"]])
def test_wrong_usage(monkeypatch, capsys, arguments: list[str]):
    monkeypatch.setattr("sys.stdin", io.StringIO("字"))
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert 2 == stopped.value.code


def test_the_composer_alone_loads_nothing_of_the_report():
    code = (
        "import sys, reportgen.typeset as t; t.compose; t.natural_widths\n"
        "mine = [m.split('.')[1] for m in sys.modules if m.startswith('reportgen.')]\n"
        "print(sorted(set(mine) - {'core', 'typeset'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.strip()


def test_cells_and_hanging_may_be_asked_for(monkeypatch, capsys):
    text = "一二三四五六七八，九十"
    _, hung, _ = run(monkeypatch, capsys, text, "--measure", "8em", "--hanging", "when-needed")
    _, cells, _ = run(
        monkeypatch, capsys, "2026年", "--size", "10", "--punctuation", "grid", "--cell", "12", "--json"
    )
    xs = [c["x"] for c in json.loads(cells)["paragraphs"][0]["lines"][0]["characters"]]

    assert "一二三四五六七八，" == hung.splitlines()[0]
    assert [0.0, 6.0, 12.0, 18.0, 25.0] == xs


def test_input_that_is_no_text_is_wrong_usage(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xd7\xd6"), encoding="utf-8"))
    with pytest.raises(SystemExit) as stopped:
        main([])

    assert 2 == stopped.value.code
    assert "not UTF-8" in capsys.readouterr().err


def test_the_door_opens_on_every_name_it_lists():
    import reportgen.typeset as door

    assert {"compose", "break_opportunities", "natural_widths", "ParaStyle", "style_for"} <= set(dir(door))
    assert all(getattr(door, name) is not None for name in dir(door))

"""Drawings kept in a process that makes many reports."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reportgen.charts import draw as charts
from reportgen.pipeline import building, faces
from reportgen.pipeline.books import Books
from reportgen.pipeline.building import build
from reportgen.pipeline.drawings import Drawings
from reportgen.pipeline.rows import row_of

sys.path[:0] = [str(Path(__file__).parents[1] / "runs")]

from batches import write  # noqa: E402

SHARED = (
    "  - {chart: bar, title: 全省, place: main, data: {labels: [甲, 乙], unit: 亿元, "
    "series: [{name: 收入, values: [1, 2]}]}}\n"
)
OWN = SHARED.replace("全省", "本区").replace("甲", "<<区名>>")


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """The first label of every chart that is drawn."""
    seen = []

    def counted(plan, *others, real=charts.draw):
        seen.append(plan.labels[0])
        return real(plan, *others)

    monkeypatch.setattr(charts, "draw", counted)
    return seen


def test_a_chart_of_all_reports_is_drawn_once(tmp_path, monkeypatch, drawn):
    """Files have the bytes of builds that keep nothing; a chart with a value of the row is its own."""
    template = write(tmp_path, ("  - text:", f"{SHARED}{OWN}  - text:"))

    books = Books()
    books.start()  # drawings of other faces are others

    def made(kept: Drawings) -> list[bytes]:
        drawn.clear()
        monkeypatch.setattr(building, "DRAWINGS", kept)
        monkeypatch.setattr(faces, "BOOKS", books)
        rows = [row_of({"区名": place, "财政收入": "3.5"}) for place in ("青禾区", "南岭区")]
        return [
            build(template, tmp_path / "out", profile="press", row=row).output.read_bytes() for row in rows
        ]

    anew = made(Drawings())
    assert ["甲", "青禾区", "甲", "南岭区"] == drawn
    keeping = Drawings()
    keeping.start()
    assert anew == made(keeping)
    assert ["甲", "青禾区", "南岭区"] == drawn


def test_the_drawing_that_was_not_wanted_longest_goes():
    """No more are kept than asked for."""
    kept = Drawings(most=2)
    kept.start()
    drawn = []
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.drawing(key, lambda key=key: drawn.append(key) or object())

    assert ["a", "b", "c", "b"] == drawn

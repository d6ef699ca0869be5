"""F04: two editions; each way of differing, good and bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from signed_specs import write

from reportgen.core.diagnostics import Severity
from reportgen.core.text import display_width
from reportgen.pipeline.checking import check
from reportgen.pipeline.editions import edition
from reportgen.review.compare import Comparison, Differs, compare
from reportgen.review.compare_page import json_text, spec_text, table_text


def compared(folder: Path, *changes: tuple[str, str]) -> Comparison:
    sides = []
    for name, given in (("old", ()), ("new", changes)):
        found, findings = edition(write(folder / name, *given))
        assert found is not None, "\n".join(map(str, findings))
        sides.append(found)
    return compare(*sides)


def ways(found: Comparison) -> dict[str, tuple[Differs, ...]]:
    return {pair.name: pair.ways for pair in found.different}


def test_an_edition_equals_itself(tmp_path):
    found = compared(tmp_path)

    assert () == found.different
    assert () == found.sections
    assert 3 == len(found.pairs)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("value: 40.5", "value: 41.2"), {"达标率": (Differs.VALUE,)}),
        (("value: 18.50", "value: 18.5"), {"道路": (Differs.VALUE,)}),
        (("qualifier: 不足", "qualifier: 约"), {"占比": (Differs.QUALIFIER,)}),
        (("value: 12,", "value: 13,"), {"道路": (Differs.BASE,)}),
        (("as_of: 2024", "as_of: 2023"), {"道路": (Differs.BASE,)}),
        (("name: 占比", "name: 比重"), {"比重": (Differs.NAME,)}),
        (('unit: "%", as_of: 2029', 'unit: "%", as_of: 2028'), {"达标率": (Differs.DATE,)}),
    ],
)
def test_each_way_is_told_alone(tmp_path, change, expected):
    assert expected == ways(compared(tmp_path, change))


def test_a_unit_is_converted_or_changed(tmp_path):
    """The same amount in another unit is flagged apart from another amount."""
    old = ("value: 18.50, unit: 公里", "value: 4, unit: 万元")
    sides = [
        edition(write(tmp_path / name, change))[0]
        for name, change in (
            ("old", old),
            ("same", (old[0], "value: 40000, unit: 元")),
            ("more", (old[0], "value: 50000, unit: 元")),
            ("other", (old[0], "value: 4, unit: 户")),
        )
    ]
    found = [ways(compare(sides[0], side)).get("道路") for side in sides[1:]]

    assert [(Differs.UNIT_CONVERTED,), (Differs.UNIT, Differs.VALUE), (Differs.UNIT,)] == found
    assert "增加10,000元" == compare(sides[0], sides[2]).pairs[2].change


def test_new_dropped_and_renamed_figures(tmp_path):
    """Another id with the same name goes on from it; other values under another name do not."""
    found = compared(
        tmp_path,
        ("{id: share, name: 占比, value: 1", "{id: part, name: 占比, value: 1"),
        ("占比{{ share }}", "占比{{ part }}"),
        ("metrics: [rate, share]", "metrics: [rate, part]"),
        ("metrics:\n", "metrics:\n  - {id: schools, name: 学校, value: 7, unit: 所, as_of: 2029}\n"),
    )
    assert {"占比": (Differs.ID,), "学校": (Differs.NEW,)} == ways(found)


def test_equal_data_under_another_id_and_name_is_a_rename(tmp_path):
    found = compared(
        tmp_path,
        ("{id: roads, name: 道路", "{id: streets, name: 公路"),
        ("{{ roads | fromto }}", "{{ streets | fromto }}"),
    )
    assert {"公路": (Differs.ID, Differs.NAME)} == ways(found)


def test_a_dropped_figure_keeps_its_last_form(tmp_path):
    found = compared(
        tmp_path,
        ('  - {id: share, name: 占比, value: 1, unit: "%", qualifier: 不足, source: {id: bulletin}}\n', ""),
        ("，占比{{ share }}", ""),
        ("metrics: [rate, share]", "metrics: [rate]"),
    )
    assert {"占比": (Differs.DROPPED,)} == ways(found)
    assert "不足1%" == found.different[0].old_printed


def test_sections_that_came_went_or_were_renamed(tmp_path):
    found = compared(tmp_path, ("title: 第二章", "title: 道路建设"), ("id: one", "id: first"))

    assert [Differs.ID, Differs.NAME] == [pair.way for pair in found.sections]


def test_the_table_fits_a_terminal(tmp_path):
    name = "很长很长的名称" * 8
    text = table_text(
        compared(tmp_path, ("value: 40.5", "value: 41.2"), ("name: 占比", f"name: {name}")), "zh"
    )

    assert max(map(display_width, text.splitlines())) <= 80
    assert "40.5%" in text
    assert "提高0.7个百分点" in text.replace(" ", "")


def test_json_says_all(tmp_path):
    told = json.loads(json_text(compared(tmp_path, ("value: 40.5", "value: 41.2"))))
    (figure,) = told["figures"]

    assert ["value"] == figure["differs"]
    assert ("40.5", "41.2") == (figure["old"]["value"], figure["new"]["value"])
    assert 2 == told["same"]


def test_the_page_for_the_book_passes_the_check(tmp_path):
    """Pasted into the sections of the new edition, marks of Markdown in names and all."""
    changes = (
        ("value: 40.5", "value: 41.2"),
        ("name: 占比", 'name: "占*比* [a] {{x}} $y$ `z`"'),
        ("qualifier: 不足", "qualifier: 约"),
    )
    page = spec_text(compared(tmp_path, *changes), "zh")
    path = write(tmp_path / "book", *changes)
    path.write_text(path.read_text("utf-8") + "".join(f"  {line}\n" for line in page.splitlines()), "utf-8")
    found = check(path)

    bad = [str(item) for item in found.findings if item.severity is Severity.ERROR]
    assert [] == bad
    assert found.document is not None
    (table,) = found.document.sections[-1].blocks
    assert [("达标率", "40.5%", "41.2%", "提高0.7个百分点")] == [
        tuple(cell.text.text for cell in row) for row in table.rows[:1]
    ]
    assert "占*比* [a] {{x}} $y$ `z`" == table.rows[1][0].text.text


def test_a_spec_with_errors_in_figures_is_not_compared(tmp_path):
    found, findings = edition(write(tmp_path, ("value: 40.5", "value: 四十")))

    assert found is None
    assert findings

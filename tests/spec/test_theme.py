"""The default theme as records, and what a faulty theme is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.core.diagnostics import ReportError
from reportgen.core.geometry import mm
from reportgen.core.theme import Choices, Turnover
from reportgen.core.theme_names import PLACES, REQUIRED
from reportgen.spec.theme import load_theme

JUBILEE = Path(__file__).parents[2] / "assets" / "themes" / "jubilee.yaml"


def test_page_of_the_default_theme():
    page = load_theme(JUBILEE, "大16开").page

    assert 36 == page.lines
    assert page.measure == pytest.approx(29 * 10.5)
    assert page.width == pytest.approx(mm(164))
    assert page.span(4) == pytest.approx(mm(52))
    assert page.column_x(9) == pytest.approx(mm(112))
    assert page.baseline(36) == pytest.approx(mm(27) + 13 + 35 * 18)


def test_lines_that_stay_together_are_the_theme_s(tmp_path: Path):
    """From one to four; two where the theme says nothing."""
    text = JUBILEE.read_text(encoding="utf-8")
    path = tmp_path / "theme.yaml"
    path.write_text(text.replace("orphans: 2", "orphans: 3").replace("  widows: 2\n", ""), encoding="utf-8")
    page = load_theme(path, "A4").page

    assert (3, 2) == (page.orphans, page.widows)
    assert not page.strict_grid


@pytest.mark.parametrize(("size", "lines", "characters"), [("A4", 37, 29), ("正16开", 32, 24)])
def test_other_sizes_keep_margins_and_whole_characters(size: str, lines: int, characters: int):
    page = load_theme(JUBILEE, size).page

    assert lines == page.lines
    assert page.measure == pytest.approx(characters * 10.5)


def test_every_colour_has_both_values_and_greys_are_black_ink():
    colours = load_theme(JUBILEE, "大16开").colours

    assert colours["red"].cmyk == pytest.approx((0, 1, 1, 0.1))
    assert all(colour.is_grey for name, colour in colours.items() if name.startswith("k"))
    assert colours["ink"].cmyk == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("colour: k70}", "colour: k77}", "theme.unknown-colour"),
        ('rgb: "#C4161C"', 'rgb: "C4161C"', "theme.rgb"),
        ("cmyk: [0, 100, 100, 10]", "cmyk: [0, 100, 100]", "theme.cmyk"),
        ("inner: 25mm", "inner: 25 miles", "spec.bad-length"),
        ("  pitch: 18\n", "  pitch: 18\n  pich: 18\n", "spec.unknown-key"),
        ("name_line: 8", "name_lien: 8", "theme.missing-name"),
        ("ground: red", "ground: crimson", "theme.unknown-colour"),
        ("motto_step: 3", "motto_step: three", "theme.number"),
        ("contents_leader: 0", "contents_leader: 0.2", "theme.leader"),
        ("contents_leader: 0", "contents_leader: dots", "theme.number"),
        ("list_turnover: hang", "list_turnover: hangs", "spec.bad-choice"),
        ("heading_run_in: []", "heading_run_in: [1]", "spec.bad-choice"),
        ("orphans: 2", "orphans: 5", "theme.number"),
        ("widows: 2", "widows: 0", "theme.number"),
        ("widows: 2", "widows: 1.5", "theme.number"),
        ("widows: 2", "widows: true", "theme.number"),
        ("styles:\n", "styles: # without the body's strong face\n", "theme.missing-name"),
    ],
)
def test_faults_are_reported_with_their_line(tmp_path: Path, old: str, new: str, code: str):
    text = JUBILEE.read_text(encoding="utf-8")
    faulty = text.replace(old, new, 1)
    if "without" in new:
        faulty = faulty.replace("  body_strong:", "  body_bold:")
    assert faulty != text
    path = tmp_path / "theme.yaml"
    path.write_text(faulty, encoding="utf-8")

    with pytest.raises(ReportError) as caught:
        load_theme(path, "A4")

    found = caught.value.diagnostics[0]
    assert code == found.code
    assert found.span is not None
    changed = next(
        n for n, (a, b) in enumerate(zip(text.split("\n"), faulty.split("\n"), strict=False), 1) if a != b
    )
    assert changed == found.span.line


def test_the_required_names_are_those_that_the_code_asks_for():
    root = Path(__file__).parents[2] / "src" / "reportgen"
    code = "".join(path.read_text("utf-8") for path in (root / "layout").glob("*.py"))
    code += (root / "charts" / "look.py").read_text("utf-8")
    asked = set(re.findall(r'"([a-z0-9_]+)"', code))
    made = {f"heading_{level}" for level in (2, 3, 4, 5)}
    made |= {f"{name}_unit" for name in REQUIRED["lengths"]}

    for part, names in REQUIRED.items():
        assert [] == [name for name in names if name not in asked | made], part
    colours = set(re.findall(r'\bcolour\("([a-z0-9_]+)"\)', code))
    assert colours <= set(REQUIRED["colours"])
    styles = set(re.findall(r'(?:style|line|paragraph)\((?:[^()"]*, )?"([a-z0-9_]+)"', code))
    assert styles <= set(REQUIRED["styles"])
    assert set(re.findall(r'lengths\["([a-z0-9_]+)"\]', code)) <= set(REQUIRED["lengths"])
    assert set(re.findall(r'spaces\["([a-z0-9_]+)"\]', code)) <= set(REQUIRED["spaces"])

    asked_places = set(re.findall(r'\.(?:at|column)\("([a-z_]+)"\)', code))
    asked_places |= set(re.findall(r'column_x\("[a-z_]+", "([a-z_]+)"\)', code))
    assert asked_places == {place for names in PLACES.values() for place in names}
    assert set(re.findall(r'master\("([a-z_]+)"\)', code)) <= set(PLACES)


def test_headings_turn_at_phrases_and_running_text_need_not():
    styles = load_theme(JUBILEE, "大16开").styles

    assert styles["heading_2"].cjk.avoid_particles
    assert not styles["body"].cjk.avoid_particles


def test_what_a_theme_chooses(tmp_path: Path):
    """The choices of a theme are its own; one that says nothing has nothing chosen."""
    text = JUBILEE.read_text("utf-8")
    path = tmp_path / "theme.yaml"
    changes = {
        "heading_run_in: []": "heading_run_in: [4, 5]",
        "list_turnover: hang": "list_turnover: margin",
        "contents_leader: 0": "contents_leader: 0.4",
        "table_total: normal": "table_total: strong",
    }
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    chosen = load_theme(path, "A4").choices
    silent = JUBILEE.read_text("utf-8")
    start, end = silent.index("choices:"), silent.index("# distances in half lines")
    path.write_text(silent[:start] + silent[end:], "utf-8")

    assert Choices(frozenset({4, 5}), Turnover.HANG, Turnover.MARGIN, 0.4, True) == chosen
    assert Choices() == load_theme(path, "A4").choices == load_theme(JUBILEE, "A4").choices

"""A theme over another one: what it changes, what it keeps, and where its faults are shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen.core.diagnostics import ReportError
from reportgen.core.style import Hanging, Kinsoku, Punctuation
from reportgen.core.theme import Turnover
from reportgen.spec.schema import TypographyRules
from reportgen.spec.theme import load_theme

THEMES = Path(__file__).parents[2] / "assets" / "themes"
JUBILEE = THEMES / "jubilee.yaml"


@pytest.fixture
def own(tmp_path: Path):
    """`own(text, name)`: a theme beside the default one that says `text`; its file."""
    shutil.copy(JUBILEE, tmp_path)

    def write(text: str, name: str = "own", base: str = "jubilee") -> Path:
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"format: reportgen-theme/1\nname: {name}\nextends: {base}\n{text}", "utf-8")
        return path

    return write


def faults(path: Path):
    with pytest.raises(ReportError) as caught:
        load_theme(path)
    return caught.value.diagnostics


def test_a_key_changes_and_its_neighbours_stay(own):
    plain, theme = load_theme(JUBILEE), load_theme(own("styles:\n  heading_2: {size: 三号}\n"))

    assert theme.name == "own"
    assert theme.styles["heading_2"].text.size == 16.0
    assert theme.styles["heading_2"].leading == plain.styles["heading_2"].leading
    assert theme.styles["body"] == plain.styles["body"]
    assert theme.page == plain.page


def test_a_list_is_replaced_and_a_new_name_added(own):
    theme = load_theme(
        own('colours:\n  blue: {rgb: "#0000FF", cmyk: [100, 90, 0, 0]}\nchoices: {heading_run_in: [4]}\n')
    )

    assert theme.colours["blue"].rgb == (0.0, 0.0, 1.0)
    assert theme.choices.heading_run_in == {4}


def test_a_colour_is_taken_whole(own):
    """A new screen value beside the inks of the old one would be two colours under one name."""
    theme = load_theme(own('colours:\n  red: {rgb: "#0000FF"}\n'))

    assert theme.colours["red"].rgb == (0.0, 0.0, 1.0)
    assert theme.colours["red"].cmyk is None
    assert theme.colours["gold"].cmyk is not None


def test_a_grey_without_inks_is_black_by_its_value_and_a_spot_has_its_name(own):
    theme = load_theme(
        own(
            'colours:\n  k50: {rgb: "#808080"}\n'
            '  gold: {rgb: "#B98B3E", cmyk: [20, 42, 80, 8], spot: 专色金}\n'
        )
    )

    assert theme.colours["k50"].cmyk == pytest.approx((0, 0, 0, 1 - 0x80 / 255), abs=0.01)
    assert (theme.colours["gold"].spot, theme.colours["red"].spot) == ("专色金", "")


def test_themes_extend_over_several_steps(own):
    own("styles:\n  body: {size: 11}\n", "middle")
    theme = load_theme(own("styles:\n  body: {indent: 0}\n", "last", base="middle"))

    assert (theme.styles["body"].text.size, theme.styles["body"].indent_em) == (11.0, 0.0)


def test_a_fault_is_shown_in_the_file_that_holds_it(own, tmp_path):
    path = own("styles:\n  body: {colour: k77}\n")
    (found,) = faults(path)

    assert (found.code, found.span.file, found.span.line) == ("theme.unknown-colour", str(path), 5)

    path = own("")
    base = tmp_path / "jubilee.yaml"
    text = base.read_text("utf-8").replace("inner: 25mm", "inner: 25 miles")
    base.write_text(text, "utf-8")
    (found,) = faults(path)

    assert (found.code, found.span.file) == ("spec.bad-length", str(base))
    assert "25 miles" in text.splitlines()[found.span.line - 1]


def test_an_empty_value_says_where_its_text_went(own):
    """`#` begins a comment in YAML: the advice needs the line of the file the value is in."""
    path = own('colours:\n  blue: {rgb: "#0000FF", cmyk: [100, 90, 0, 0]}\nroles:\n  quote: # song\n')
    (found,) = faults(path)

    assert (found.span.file, found.span.line) == (str(path), 7)


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("extends: jubille\n", "theme.unknown-base", "jubille"),
        ("extends: 3\n", "theme.unknown-base", "3"),
        ("extends: own\n", "theme.circle", "own"),
        ("roles: {quote: hei}\n", "theme.unknown-role", "hei"),
        ("roles: {quot: song}\n", "theme.unknown-role", "quot"),
        ("roles: {quote: table, table: quote}\n", "theme.role-circle", "table"),
        ("styles:\n  body: {role: bodi}\n", "theme.unknown-role", "bodi"),
        ("styles:\n  body: {cells: true}\n", "theme.no-cells", "true"),
        ("styles:\n  body: {leading: gird}\n", "spec.bad-length", "gird"),
        ("page: {lines: 0}\n", "theme.number", "0"),
        ("page: {lines: 22.5}\n", "theme.number", "22.5"),
        ("page: {characters: true}\n", "theme.number", "true"),
        ("page: {size: A5}\n", "spec.bad-choice", "A5"),
        ("typography: {gap: 0.6}\n", "spec.out-of-range", "0.6"),
        ("typography: {punctuation: fullwidth}\n", "spec.bad-choice", "fullwidth"),
        ("typography: {normalise: true}\n", "spec.unknown-key", "normalise"),
        ("choices: {folio: dots}\n", "spec.bad-choice", "dots"),
        ("spaces:\n  text_around:\n", "spec.bad-number", ""),
    ],
)
def test_faults_of_a_theme_that_extends(own, text, code, at):
    path = own(text if not text.startswith("extends") else "")
    if text.startswith("extends"):
        path.write_text(path.read_text("utf-8").replace("extends: jubilee\n", text), "utf-8")
    found = faults(path)

    assert code in {item.code for item in found}
    span = next(item.span for item in found if item.code == code)
    assert span.file == str(path)
    line = path.read_text("utf-8").splitlines()[span.line - 1]
    assert line[span.column - 1 :].startswith(at)


def test_without_lines_a_page_needs_a_pitch(tmp_path):
    path = tmp_path / "bare.yaml"
    path.write_text(JUBILEE.read_text("utf-8").replace("  pitch: 18\n", ""), "utf-8")
    (found,) = faults(path)

    assert found.code == "theme.missing-name"
    assert "lacks pitch" in found.message.en


# ------------------------------------------------------------------ rules of setting


def test_a_theme_chooses_the_rules_and_a_report_comes_before_it(own):
    path = own("typography: {punctuation: kaiming, gap: 0.125, kinsoku: strict, hyphenate: false}\n")
    theme = load_theme(path, rules=TypographyRules(kinsoku="basic", hanging="when-needed", last_line=3))
    body = theme.styles["body"]

    assert body.cjk.punctuation is Punctuation.KAIMING
    assert (body.cjk.gap_em, body.cjk.gap_min_em, body.cjk.gap_max_em) == (0.125, 0.0625, 0.25)
    assert body.cjk.kinsoku is Kinsoku.BASIC
    assert body.cjk.hanging is Hanging.WHEN_NEEDED
    assert body.cjk.last_line_min == 3
    assert not body.hyphenate
    assert theme.cjk == body.cjk  # labels of one line go by the same rules
    assert theme.styles["heading_2"].cjk.avoid_particles


def test_white_at_the_edges_may_be_kept(own):
    cjk = load_theme(own("typography: {line_start: keep}\n")).cjk

    assert (cjk.trim_line_start, cjk.trim_line_end) == (False, True)
    cjk = load_theme(JUBILEE, rules=TypographyRules(line_end="keep")).cjk
    assert (cjk.trim_line_start, cjk.trim_line_end) == (True, False)


def test_the_language_of_a_report_decides_the_locale():
    assert {"en"} == {style.cjk.locale for style in load_theme(JUBILEE, language="en").styles.values()}
    assert load_theme(JUBILEE).cjk.locale == "zh-Hans"


# ------------------------------------------------------------------ the page of official papers


def test_lines_and_characters_fill_the_type_area():
    """Rule book 15: 156 by 225 mm hold 28 characters by 22 lines, from frame to frame."""
    page = load_theme(THEMES / "gongwen.yaml").page
    mm = 72 / 25.4

    assert (page.trim.width, page.trim.height) == pytest.approx((210 * mm, 297 * mm))
    assert (page.lines, page.rows) == (22, 22)
    assert page.cell == pytest.approx(156 * mm / 28)
    assert page.measure == pytest.approx(156 * mm)
    top = page.baseline(1) - 0.88 * 16
    foot = page.baseline(22) + 0.12 * 16
    assert (top, foot) == pytest.approx((37 * mm, (297 - 35) * mm))
    assert page.pitch == pytest.approx((225 * mm - 16) / 21)
    for is_recto in (True, False):
        area = page.type_area(is_recto)
        assert (area.y, area.bottom) == pytest.approx((top, foot))
        assert area.x == pytest.approx((28 if is_recto else 26) * mm)


def test_styles_of_running_text_stand_in_its_cells():
    theme = load_theme(THEMES / "gongwen.yaml")
    for name in ("body", "quote", "list", "review", *(f"heading_{level}" for level in range(1, 6))):
        style = theme.styles[name]
        assert style.cjk.punctuation is Punctuation.GRID, name
        assert style.cjk.is_strict_grid
        assert (style.cell, style.leading) == (theme.page.cell, theme.page.pitch)
        assert style.text.size == 16.0
    assert theme.choices.run_on
    assert theme.choices.heading_turnover is theme.choices.list_turnover is Turnover.MARGIN
    assert theme.roles["body"] == "fangsong"


def test_a_report_may_have_another_size():
    """The margins stay, the grid fills what is left."""
    page = load_theme(THEMES / "gongwen.yaml", "大16开").page

    assert page.lines == 22
    assert page.baseline(22) + 0.12 * 16 == pytest.approx(page.trim.height - page.bottom)


def test_every_shipped_theme_is_whole():
    """Each loads, for each size."""
    names = sorted(path.stem for path in THEMES.glob("*.yaml"))

    assert names == ["gongwen", "jubilee"]
    for name in names:
        for size in ("大16开", "A4", "正16开", None):
            assert load_theme(THEMES / f"{name}.yaml", size).name == name

"""`reportgen preflight`: what is printed, in which language, and how it ends."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pikepdf import Pdf

from reportgen.cli.main import cli
from reportgen.core.diagnostics import Severity
from reportgen.core.text import display_width
from reportgen.core.wrapping import wrapped
from reportgen.preflight.clauses import BODIES, TOPICS, told
from reportgen.preflight.rules import all_rules

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "preflight"))

import toolkit

Make = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a good press file in it; its name keeps validators off the others."""
    working = tmp_path / "broken"
    working.mkdir()
    monkeypatch.chdir(working)
    (working / "good.pdf").write_bytes(toolkit.good("press"))
    return working


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["preflight", *arguments], catch_exceptions=False)


def spoil(pdf: Pdf) -> None:
    """An error on page 2 and a warning on page 3."""
    toolkit.paint(pdf, b"1 0.9 0.9 0.5 k 93.543 759.685 28.346 28.346 re f", 2)
    pdf.pages[2].obj.Rotate = 90


def bad(name: str = "bad.pdf", language: str = "zh-CN") -> str:
    def change(pdf: Pdf) -> None:
        spoil(pdf)
        pdf.Root.Lang = language

    Path(name).write_bytes(toolkit.broken(toolkit.good("press"), change))
    return name


def test_a_good_file_passes(folder: Path) -> None:
    done = run("good.pdf")

    assert 0 == done.exit_code
    assert done.output == (
        "good.pdf\n"
        f"  4 页，成品 210 × 285 毫米，PDF 1.6，{len(toolkit.good('press')) / 1024:.0f} KB\n"
        "  声明 PDF/X-4；按付印文件检查（press，由声明定）\n"
        "\n"
        "通过：没有发现问题\n"
    )


def test_findings_in_chinese(folder: Path) -> None:
    done = run(bad(), "--profile", "press")

    assert 1 == done.exit_code
    head, _, found = done.output.partition("\n\n")
    assert head.endswith("  声明 PDF/X-4；按付印文件检查（press）")
    assert found == (
        "错误 1\n"
        "✗ 颜色的墨量太大\n"
        "  preflight.total-ink  印刷惯例，总墨量\n"
        "  - 第 2 页，距左 20 距上 20 毫米：C100 M90 Y90 K50 合计 330%，上限 300%\n"
        "  → 减少 C、M、Y，保留 K；上限由纸张定，用 --ink 指定\n"
        "\n"
        "警告 1\n"
        "! 页面是转着放的（Rotate）\n"
        "  preflight.rotated  印刷惯例，页框\n"
        f"  - 第 3 页：页面转了 90 度（对象 {page_object('bad.pdf', 3)}）\n"
        "  → 按成品方向导出，不要用旋转标记\n"
        "\n"
        "不通过：1 个错误，1 个警告\n"
    )


def page_object(name: str, page: int) -> int:
    with Pdf.open(name) as pdf:
        return int(pdf.pages[page - 1].obj.objgen[0])


def test_findings_in_english(folder: Path) -> None:
    """By the file's language, or as asked."""
    by_file = run(bad("bad.pdf", "en"))
    asked = run(bad("bad.pdf"), "--lang", "en")

    assert by_file.output == asked.output
    assert "\nErrors 1\n✗ a colour takes too much ink\n" in asked.output
    assert "  - page 2, 20 mm from left, 20 from top: C100 M90 Y90 K50 makes 330%" in asked.output
    assert asked.output.endswith("\nfailed: 1 error, 1 warning\n")
    assert asked.output.isascii() or not any("一" <= char <= "鿿" for char in asked.output)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_a_terminal(folder: Path, lang: str) -> None:
    """Chinese characters take two columns."""
    done = run(bad(), "good.pdf", "--profile", "web", "--lang", lang)

    assert [] == [line for line in done.output.splitlines() if display_width(line) > 80]


def test_warnings_count_when_strict(folder: Path) -> None:
    turned = toolkit.broken(toolkit.good("press"), lambda pdf: setattr(pdf.pages[0].obj, "Rotate", 90))
    Path("turned.pdf").write_bytes(turned)

    assert 0 == run("turned.pdf").exit_code
    assert 1 == run("turned.pdf", "--strict").exit_code
    assert run("turned.pdf").output.endswith("通过：1 个警告\n")
    assert run("turned.pdf", "--strict").output.endswith("不通过：1 个警告\n")


def test_quiet_says_only_why_it_fails(folder: Path) -> None:
    done = run("good.pdf", bad(), "--quiet")

    assert 1 == done.exit_code
    assert done.output == (
        "bad.pdf: 第 2 页，距左 20 距上 20 毫米：C100 M90 Y90 K50 合计 330%，上限 300%"
        " [preflight.total-ink]\n"
    )
    assert "" == run("good.pdf", "-q").output


def test_several_files_are_summed_up(folder: Path) -> None:
    assert run("good.pdf", bad()).output.endswith("\n\n共 2 个文件，1 个不通过\n")
    assert run("good.pdf", "good.pdf", "--lang", "en").output.endswith("\n\n2 files, all passed\n")


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"]])
def test_json(folder: Path, option: list[str]) -> None:
    done = run(bad(), "good.pdf", "--lang", "en", *option)
    first, second = json.loads(done.output)["files"]

    assert 1 == done.exit_code
    assert [False, True] == [first["passes"], second["passes"]]
    assert {"error": 1, "warning": 1, "note": 0} == first["counts"]
    assert first["findings"][0] == {
        "severity": "error",
        "code": "preflight.total-ink",
        "title": "a colour takes too much ink",
        "clause": "print rules, total ink",
        "message": "C100 M90 Y90 K50 makes 330%, the limit is 300%",
        "page": 2,
        "label": "2",
        "place_mm": [20.0, 20.0, 10.0, 10.0],
        "objects": [],
        "resource": "C100 M90 Y90 K50",
        "cure": first["findings"][0]["cure"],
    }
    assert second == {
        "file": "good.pdf",
        "passes": True,
        "profile": "press",
        "claims": ["PDF/X-4"],
        "pages": 4,
        "trim_mm": [210.0, 285.0],
        "version": "1.6",
        "bytes": len(toolkit.good("press")),
        "language": "zh-CN",
        "counts": {"error": 0, "warning": 0, "note": 0},
        "more": {},
        "findings": [],
    }


def test_ink_and_binding_are_passed_on(folder: Path) -> None:
    name = bad()

    assert 0 == run(name, "--ink", "340").exit_code
    assert "preflight.thick-for-saddle" not in run(name, "--binding", "saddle").output
    assert 2 == run(name, "--ink", "30").exit_code
    assert 2 == run(name, "--binding", "glue").exit_code


def test_a_file_that_is_not_there_is_wrong_usage(folder: Path) -> None:
    done = run("gone.pdf")

    assert 2 == done.exit_code
    assert "gone.pdf" in done.output
    assert 2 == run().exit_code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "preflight.empty-file"),
        (b"hello", "preflight.not-pdf"),
        (b"%PDF-1.7\n", "preflight.damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_finding(folder: Path, data: bytes, code: str) -> None:
    Path("odd.pdf").write_bytes(data)
    done = run("odd.pdf")

    assert 1 == done.exit_code
    assert code in done.output
    assert "不通过：1 个错误\n" in done.output


def test_a_folder_is_a_finding(folder: Path) -> None:
    assert "preflight.unreadable" in run(".").output


def often(change: Callable[[int, Pdf], None]) -> Result:
    """Twelve pages, each changed by its number."""

    def spoilt(pdf: Pdf) -> None:
        for number in range(8):
            pdf.pages.append(pdf.pages[number % 4])
        for number in range(1, 13):
            change(number, pdf)

    Path("often.pdf").write_bytes(toolkit.broken(toolkit.good("press"), spoilt))
    return run("often.pdf")


def test_what_is_the_same_on_many_pages_is_one_line(folder: Path) -> None:
    def turn(number: int, pdf: Pdf) -> None:
        if number != 6:
            pdf.pages[number - 1].obj.Rotate = 90

    done = often(turn)

    assert 1 == done.output.count("页面转了 90 度")
    assert "第 1 页：页面转了 90 度" in done.output
    assert "；第 2–5、7–12 页也有\n" in done.output.replace("\n    ", "")
    assert 11 == run("often.pdf", "--json").output.count("preflight.rotated")


def test_what_differs_is_shown_a_few_times(folder: Path) -> None:
    def stroke(number: int, pdf: Pdf) -> None:
        toolkit.paint(pdf, b"0 0 0 1 K 0.%02d w 100 300 m 200 300 l S" % (number + 5), number)

    done = often(stroke)

    assert 8 == done.output.count("处线不到 0.25 点")
    assert "  - 还有 4 处，用 --json 看全部\n" in done.output


def test_every_clause_can_be_told_in_chinese() -> None:
    """A topic without a translation would stand in English in a Chinese report."""
    clauses = {ground.clause for rule in all_rules().values() for ground in rule.grounds}
    english = {
        clause
        for clause in clauses
        for part in told(clause, "zh").split("，")
        if not any("一" <= char <= "鿿" or char.isdigit() for char in part)
        and part not in ("OPI", "PostScript")
    }

    assert set() == english
    used = {part for clause in clauses for part in clause.split(", ")}
    assert set() == (set(BODIES) | set(TOPICS)) - used, "translated, and in no rule"


def test_every_rule_speaks_both_languages() -> None:
    for rule in all_rules().values():
        for message in (rule.title, rule.cure):
            assert any("一" <= char <= "鿿" for char in message.zh), rule.code
            assert not any("一" <= char <= "鿿" for char in message.en), rule.code
            assert message.zh[-1] not in "。.", rule.code
            assert message.en[-1] not in "。.", rule.code
        assert rule.severities <= set(Severity)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("甲乙丙丁戊", ["甲乙丙丁", "戊"]),
        ("甲乙丙丁，戊", ["甲乙丙", "丁，戊"]),
        ("one two three", ["one two", "three"]),
        ("一二（三）四五", ["一二", "（三）四", "五"]),
        ("extraordinary", ["extraordinary"]),
        ("", [""]),
    ],
)
def test_lines_end_where_they_may(text: str, lines: list[str]) -> None:
    assert lines == wrapped(text, 8, "", "").split("\n")


# ------------------------------------------------------------------ docs/preflight.md

PAGE = Path(__file__).resolve().parents[2] / "docs" / "preflight.md"


def example(pdf: Pdf) -> None:
    """What the page shows: a colour of too much ink, and a line that is too thin for a tint."""
    toolkit.paint(pdf, b"1 0.9 0.9 0.5 k 93.543 759.685 28.346 28.346 re f", 2)
    toolkit.paint(pdf, b"0 0 0 0.5 K 0.3 w 93.543 788.031 m 150 788.031 l S", 3)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_output_in_the_page_is_the_output(folder: Path, lang: str) -> None:
    fence = re.search(rf"^```text {lang}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert fence is not None
    Path("proof.pdf").write_bytes(toolkit.broken(toolkit.good("press"), example))

    def unweighed(text: str) -> str:
        return re.sub(r"\d+ KB", "… KB", text)  # another zlib packs a little tighter

    assert unweighed(run("proof.pdf", "--lang", lang).output) == unweighed(fence[1])


@pytest.mark.parametrize("guide", ["guide.md", "guide.zh-CN.md"])
def test_the_guides_lead_to_the_page(guide: str) -> None:
    assert "(preflight.md)" in (PAGE.parent / guide).read_text("utf-8")

"""`reportgen fix`: only what has one answer, and nothing else in the file, to the byte."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from reportgen.cli.main import cli
from reportgen.pipeline.fixing import fix as run_fix
from reportgen.review.repairs import CODES
from reportgen.spec.source import read_file

HEAD = """\
# 注释里的 帐号、⽂字,照旧
format: reportgen/1

document: {title: "试", organisation: '某区',   congress: {name: 第五次, date: 2026-08}}   # 末尾：按装
"""
SECTIONS = """\
sections:
  - id: s
    title: 章
    blocks:
      - text: {text}
"""


def spec(text: str) -> str:
    return HEAD + SECTIONS.replace("{text}", text)


@pytest.fixture
def fix(tmp_path, monkeypatch):
    """Writes a spec, runs `fix`, and gives the result with what the file holds then."""
    monkeypatch.chdir(tmp_path)

    def run(text: str | bytes, *options: str) -> tuple[Result, bytes]:
        data = text.encode("utf-8") if isinstance(text, str) else text
        Path("report.yaml").write_bytes(data)
        result = CliRunner().invoke(cli, ["fix", "report.yaml", *options], catch_exceptions=False)
        return result, Path("report.yaml").read_bytes()

    return run


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("按装好。", "安装好。"),
        ("'按装好。'", "'安装好。'"),
        ('"按装好。"', '"安装好。"'),
        ('"\\u6309装好\\n。"', '"安装好\\n。"'),
        ("人民当家**做主**。", "人民当家**作主**。"),
        (">\n          人民当家\n          做主。", ">\n          人民当家\n          作主。"),
        ("|-\n          人民当家做\n          主。", "|-\n          人民当家作\n          主。"),
        ("⽂⾦和⽤。", "文金和用。"),  # B06
        ("⻓⻔好。", "长门好。"),  # B06
        ("看\u200b得见，\u00ad好。", "看得见，好。"),
        ("中文\u00a0GDP好。", "中文 GDP好。"),
        ("甲,乙;丙?丁!戊:己.庚(辛)壬。", "甲，乙；丙？丁！戊：己．庚（辛）壬。".replace("．", "。")),  # B07
        ("甲，，乙。。", "甲，乙。"),  # B07
        ("甲--乙...丙。", "甲——乙……丙。"),
        ("２０２０年ＧＤＰ。", "2020年GDP。"),
        ("⽤按装,好。。", "用安装，好。"),
        ("帐号帐号帐户。", "账号账号账户。"),
    ],
)
def test_what_has_one_answer_is_mended(fix, before, after):
    """The text is mended in every style of writing; all else stays as it is; a second run changes nothing."""
    result, data = fix(spec(before))

    assert 0 == result.exit_code, result.output
    assert spec(after) == data.decode("utf-8")
    again, same = fix(data)
    assert (0, data) == (again.exit_code, same)
    assert "没有可以自动改的" in again.output


@pytest.mark.parametrize(
    "text",
    [
        "《当家做主》一书。",  # quoted
        "好象一样，其它。",  # a warning and a note
        "公布署名文章。",
        "姓\uf9dc的人。",  # a compatibility ideograph
        "裏面。",
        "甲 and 乙。",
        "见 http://a.cn/x,y 和`甲,乙`。",
        "12\u00a0345元。",
        "2020-2021年，3.5%。",
        "甲，。乙！！",
        "“甲。",
    ],
)
def test_what_has_none_is_left(fix, text):
    before = spec(text)

    assert before == fix(before)[1].decode("utf-8")


def test_line_ends_mark_and_the_rest_stay_byte_for_byte(fix):
    """BOM, CRLF, trailing blanks, tabs in comments, no newline at the end: as they were."""
    text = "\ufeff" + spec("按装。 \t # 注释\t按装").replace("\n", "\r\n").rstrip()
    _, data = fix(text)

    assert text.replace("按装。 ", "安装。 ").encode("utf-8") == data


def test_the_first_line_of_a_file_with_a_mark_can_be_mended(fix):
    text = "\ufeff{format: reportgen/1, document: {title: 按装, organisation: 某区}}\n"

    assert text.replace("按装", "安装").encode() == fix(text)[1]


def test_numbers_in_full_width_digits_are_mended(fix):
    """They keep the file from being read as a report; the sound rest is mended in the same run."""
    metrics = "metrics: [{id: a, name: 帐户数, value: ４０.５, unit: 个, as_of: 2020}]\n"
    result, data = fix(HEAD + metrics + SECTIONS.replace("{text}", "按装{{ a }}。"))

    assert 0 == result.exit_code
    mended = metrics.replace("４０.５", "40.5").replace("帐户", "账户")
    assert HEAD + mended + SECTIONS.replace("{text}", "安装{{ a }}。") == data.decode()


def test_names_of_files_keep_their_characters(fix):
    photos = "photos: [{id: p, caption: ⽂, file: ⽂.jpg}]\n"
    _, data = fix(HEAD + photos + SECTIONS.replace("{text}", "好。"))

    assert "{id: p, caption: 文, file: ⽂.jpg}" in data.decode()


def test_marks_that_reading_repairs_are_mended_in_the_file(fix):
    """With `typography.normalise` the book is right already; the file becomes so too."""
    text = "typography: {normalise: true}\n" + spec("甲,乙--丙⽤。")
    _, data = fix(text)

    assert text.replace("甲,乙--丙⽤", "甲，乙——丙用") == data.decode()


def test_the_changes_are_shown(fix):
    result, _ = fix(spec("按装好。"))

    assert "-      - text: 按装好。\n+      - text: 安装好。\n" in result.output
    assert "改了 1 个字（review.term 1）" in result.output


def test_a_dry_run_writes_nothing(fix):
    text = spec("按装好。")
    result, data = fix(text, "--dry-run", "--lang", "en")

    assert (0, text) == (result.exit_code, data.decode())
    assert "+      - text: 安装好。" in result.output
    assert "1 to mend (review.term 1); not written" in result.output


def test_only_some_codes(fix):
    _, data = fix(spec("按装,好，，乙。"), "--only", "text.half-width", "--only", "text.doubled-mark")

    assert spec("按装，好，乙。") == data.decode()


def test_an_unknown_code_is_a_wrong_use(fix):
    result, _ = fix(spec("按装。"), "--only", "text.everything")

    assert 2 == result.exit_code
    assert "review.term" in result.output


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (spec("按装。").replace("title: 章", "title：章").encode(), "spec.fullwidth-colon"),
        (spec("按装。").replace("⽂", "文").encode("gbk"), "spec.encoding"),
        (spec("'按装。").encode(), "spec.yaml-quote"),
        (spec("按装。").encode() + b"format: reportgen/1\n", "spec.duplicate-key"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(fix, data, code):
    """Exit status 1 with the findings of reading; the file stays as it is."""
    result, after = fix(data)

    assert (1, data) == (result.exit_code, after)
    assert "spec." in result.output
    assert code in result.output or code == "spec.yaml-quote"


def test_a_missing_file(tmp_path):
    result = CliRunner().invoke(cli, ["fix", str(tmp_path / "no.yaml")])

    assert 1 == result.exit_code
    assert "spec.no-file" in result.output


def test_a_change_of_meaning_is_refused(fix):
    """Behind the character that goes stands what YAML would read as a list."""
    text = spec("\u200b[按装]")
    result, data = fix(text)

    assert (1, text) == (result.exit_code, data.decode())
    assert "fix.changed-meaning" in result.output


def test_a_folder_that_cannot_be_written(fix, monkeypatch):
    """Nothing is changed, and the reason is told."""

    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkstemp", full)
    text = spec("按装。")
    result, data = fix(text)

    assert 1 == result.exit_code
    assert "No space left on device" in result.output
    assert text == data.decode()


def test_nothing_is_left_beside_the_file(fix, tmp_path):
    fix(spec("按装。"))

    assert ["report.yaml"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.skipif(os.name == "nt", reason="no such permissions, and links are not for everyone")
def test_permissions_and_links_stay(tmp_path):
    """The link goes on to lead to the file, which only its owner may read."""
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "a.yaml", tmp_path / "report.yaml"
    real.write_text(spec("按装。"), "utf-8")
    real.chmod(0o600)
    link.symlink_to(real)
    result = CliRunner().invoke(cli, ["fix", str(link)])

    assert (0, True, spec("安装。")) == (result.exit_code, link.is_symlink(), real.read_text("utf-8"))
    assert 0o600 == real.stat().st_mode & 0o777


def test_lists_of_the_report_count(fix, tmp_path):
    (tmp_path / "own.yaml").write_text(
        "format: reportgen-terms/1\nname: 本区\nterms: [{standard: 乙乙乙, wrong: [甲甲], level: error}]\n",
        "utf-8",
    )
    _, data = fix(spec("甲甲好。") + "review: {terms: [own.yaml]}\n")

    assert "乙乙乙好。" in data.decode()


PIECES = (
    "按装",
    "当家做主",
    "，",
    ",",
    "。。",
    "⽤",
    "--",
    "２０",
    "\u200b",
    "好",
    "(好)",
    "《",
    "》",
    "a",
    " ",
    "**",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["'{}'", '"{}"', "|\n          好{}"]))
def test_any_text_is_mended_once_and_for_all(tmp_path_factory, pieces, style):
    """Whatever is typed: a second run changes nothing, and keys, lists and comments are those of before."""
    path = tmp_path_factory.mktemp("fix") / "report.yaml"
    text = spec(style.format("".join(pieces)))
    path.write_text(text, "utf-8")
    fixed = run_fix(path, CODES)
    path.write_text(fixed.after, "utf-8")

    assert not any(item.code == "fix.changed-meaning" for item in fixed.findings)
    assert fixed.after == run_fix(path, CODES).after
    assert text.partition("- text:")[0] == fixed.after.partition("- text:")[0]
    assert text.count("\n") == fixed.after.count("\n")
    assert read_file(path).value["document"]["title"] == "试"


@pytest.mark.parametrize("said", ["他说：“人民当家做主。”", "会上指出：“要让群众当家做主”"])
def test_what_somebody_said_stays_as_it_was_said(fix, said):
    """A short quotation is one, too, where a colon or a full stop tells so."""
    text = spec(said)
    _, data = fix(text)

    assert text == data.decode()


def test_a_term_in_quotation_marks_is_mended(fix):
    _, data = fix(spec("坚持“当家做主”的地位。"))

    assert "“当家作主”" in data.decode()

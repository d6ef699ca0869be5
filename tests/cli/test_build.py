"""`reportgen build`: the file, the words, the status; and what stays when it goes wrong."""

from __future__ import annotations

import io
import json
import stat
import sys
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

import reportgen
import reportgen.layout.pages
import reportgen.pdf
from reportgen.cli.main import cli, main

SPEC = """\
format: reportgen/1
document: {title: 试, organisation: 某区, congress: {name: 第五次, date: 2026-08-01}}
metrics: [{id: x, name: 甲, value: 5, unit: 件, as_of: 2020}]
sections:
  - {id: s, title: 章, blocks: [text: "正文{{ x }}。"]}
"""
WARNED = SPEC.replace(", as_of: 2020", "")
WRONG = SPEC.replace("{{ x }}", "{{ y }}")
LAST_GOOD = b"stands for the last good file"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(text: str, *options: str, spec: str = "report.yaml") -> Result:
    """Write a spec in the working folder and build it into `out`."""
    Path(spec).write_text(text, encoding="utf-8")
    return CliRunner().invoke(cli, ["build", spec, "--out", "out", *options], catch_exceptions=False)


def files(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_build_makes_one_file_and_says_so(folder):
    """A whole PDF, readable by all as other new files are; the folder is made."""
    done = build(SPEC)
    path = folder / "out" / "report.pdf"
    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
    plain = folder / "plain"
    plain.touch()

    assert (0, f"已生成 {Path('out/report.pdf')}，共 {pages} 页\n") == (done.exit_code, done.stdout)
    assert ["report.pdf"] == files(folder / "out")
    assert stat.S_IMODE(plain.stat().st_mode) == stat.S_IMODE(path.stat().st_mode)
    assert path.read_bytes().rstrip().endswith(b"%%EOF")


def test_the_names_of_the_files(folder):
    """After the spec, with the profile for a draft, so that neither overwrites the other."""
    build(SPEC, spec="五年.yaml")
    build(SPEC, "--profile", "draft", spec="五年.yaml")

    assert ["五年-draft.pdf", "五年.pdf"] == files(folder / "out")


def test_findings_on_paper_name_page_and_path(folder):
    """In both forms: a character in a cell of 5 mm, which the gap to the next takes, behind the contents."""
    table = "{table: 题, columns: [{head: 甲}, {head: 乙, width: 5mm}], rows: [[国, 家]]}"
    text = SPEC.replace('"正文{{ x }}。"', f'"正文{{{{ x }}}}。", {table}')
    shown = build(text).stderr
    listed = json.loads(build(text, "--format", "json").stdout)["findings"]
    (record,) = [
        item for item in listed if item["code"] == "layout.cell-overfull" and "家" in item["message"]
    ]

    assert ("2", "sections.s.blocks.1.r.0.1") == (record["page"], record["path"])
    assert ("report.yaml", 5) == (record["file"], record["line"])
    assert "（第 2 页） [layout.cell-overfull]\n" in shown
    assert " = 位置 sections.s.blocks.1.r.0.1\n" in shown


def test_words_in_english_and_none_with_quiet(folder):
    """And nothing but JSON in JSON."""
    assert build(SPEC, "--lang", "en").stdout.startswith(f"{Path('out/report.pdf')}: ")
    quiet = build(WARNED, "--quiet")
    assert (0, "", "") == (quiet.exit_code, quiet.stdout, quiet.stderr)
    as_json = build(WARNED, "--format", "json")
    assert (0, "") == (as_json.exit_code, as_json.stderr)
    assert "figures.undated" in [item["code"] for item in json.loads(as_json.stdout)["findings"]]


def test_noprogress_shown_where_nobody_watches(folder):
    """stderr is no terminal here: no control characters, no stages."""
    done = build(SPEC)

    assert "\x1b" not in done.stdout + done.stderr
    assert "排版" not in done.stderr


def test_a_new_file_takes_the_place_of_the_old_one(folder):
    """F10: by renaming, so that a reader who has the old one open keeps it."""
    build(SPEC)
    path = folder / "out" / "report.pdf"
    old = path.read_bytes()
    with path.open("rb") as held:
        build(SPEC.replace("正文", "新的正文"))
        assert old == held.read()

    assert old != path.read_bytes()
    assert ["report.pdf"] == files(folder / "out")


def test_strict_makes_warnings_errors_and_writes_nothing(folder):
    """Without it the same spec is built."""
    done = build(WARNED, "--strict")

    assert (1, "") == (done.exit_code, done.stdout)
    assert "警告" in done.stderr
    assert not (folder / "out").exists()
    assert 0 == build(WARNED).exit_code
    assert 0 == build(SPEC, "--strict").exit_code


def test_errors_leave_the_last_good_file_alone(folder):
    """Not even its time changes, and no folder is made where there was none."""
    assert 1 == build(WRONG).exit_code
    assert not (folder / "out").exists()
    build(SPEC)
    path = folder / "out" / "report.pdf"

    def state() -> tuple[int, int, bytes]:
        found = path.stat()
        return found.st_ino, found.st_mtime_ns, path.read_bytes()  # reading moves the time of access alone

    before = state()
    assert 1 == build(WRONG).exit_code
    assert before == state()
    assert ["report.pdf"] == files(folder / "out")


# ------------------------------------------------------------------ output that cannot be written


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "错误: 无法写入 out"), ("en", "error: cannot write to out")]
)
def test_a_folder_that_cannot_be_made(folder, lang, words):
    """Below a file there is none; root is not stopped by permissions."""
    (folder / "blocked").write_text("a file", encoding="utf-8")
    (folder / "report.yaml").write_text(SPEC, encoding="utf-8")
    target = str(Path("blocked") / "out")
    command = ["build", "report.yaml", "--out", target, "--lang", lang]
    done = CliRunner().invoke(cli, command, catch_exceptions=False)

    assert (1, "") == (done.exit_code, done.stdout)
    assert words.replace("out", target) in done.stderr
    assert "[output.not-written]" in done.stderr


def test_a_folder_in_the_place_of_the_file(folder):
    """The new file cannot be renamed onto it, and is taken away again."""
    (folder / "out" / "report.pdf").mkdir(parents=True)
    done = build(SPEC, "--format", "json")
    [found] = [item for item in json.loads(done.stdout)["findings"] if item["severity"] == "error"]

    assert (1, "output.not-written") == (done.exit_code, found["code"])
    assert ["report.pdf"] == files(folder / "out")


def test_a_full_disk_leaves_the_last_good_file(folder, monkeypatch):
    """Half of the file is written when the space runs out."""
    (folder / "out").mkdir()
    (folder / "out" / "report.pdf").write_bytes(LAST_GOOD)

    def write(paged, fonts, stream, **options):
        stream.write(b"%PDF-1.7 half of a fi")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reportgen.pdf, "write_pdf", write)
    done = build(SPEC, "--lang", "en")

    assert 1 == done.exit_code
    assert "error: cannot write to out: No space left on device" in done.stderr
    assert LAST_GOOD == (folder / "out" / "report.pdf").read_bytes()
    assert ["report.pdf"] == files(folder / "out")


# ------------------------------------------------------------------ usage and faults of ours


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", "a.yaml", "--profile", "poster"],
        ["build", "a.yaml", "--out", "a-file"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_ends_with_2(folder, arguments):
    """Nothing is read or made."""
    (folder / "a-file").touch()
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)

    assert (2, "") == (done.exit_code, done.stdout)
    assert "Usage: " in done.stderr
    assert ["a-file"] == files(folder)


def test_version_and_help():
    """Both commands of the day are named in the help."""
    version = CliRunner().invoke(cli, ["--version"])
    text = CliRunner().invoke(cli, ["--help"])

    assert (0, f"reportgen {reportgen.__version__}\n") == (version.exit_code, version.stdout)
    assert 0 == text.exit_code
    assert [] == [name for name in ("build", "check", "fonts", "schema") if f"  {name} " not in text.stdout]


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("stage", ["layout", "pdf"])
def test_a_fault_of_ours_ends_with_4(folder, monkeypatch, capsys, stage, debug):
    """One line says where; the trace only on demand; the last good file stays."""

    def fault(*arguments, **options):
        raise ZeroDivisionError("a fault of ours")

    module, name = {
        "layout": (reportgen.layout.pages, "lay_out"),
        "pdf": (reportgen.pdf, "write_pdf"),
    }[stage]
    monkeypatch.setattr(module, name, fault)
    monkeypatch.setenv("REPORTGEN_DEBUG", "1") if debug else monkeypatch.delenv(
        "REPORTGEN_DEBUG", raising=False
    )
    monkeypatch.setattr(sys, "argv", ["reportgen", "build", "report.yaml", "--out", "out"])
    (folder / "report.yaml").write_text(SPEC, encoding="utf-8")
    (folder / "out").mkdir()
    (folder / "out" / "report.pdf").write_bytes(LAST_GOOD)

    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()

    assert (4, "") == (ended.value.code, told.out)
    assert "reportgen: internal error at test_build.py:" in told.err
    assert "ZeroDivisionError: a fault of ours" in told.err
    assert "程序内部错误" in told.err
    assert debug == ("Traceback" in told.err)
    assert LAST_GOOD == (folder / "out" / "report.pdf").read_bytes()
    assert ["report.pdf"] == files(folder / "out")


def test_an_interrupted_build_leaves_the_last_good_file(folder, monkeypatch):
    """Ctrl-C in the middle of writing."""
    (folder / "out").mkdir()
    (folder / "out" / "report.pdf").write_bytes(LAST_GOOD)

    def write(paged, fonts, stream, **options):
        stream.write(b"%PDF-1.7 half of a fi")
        raise KeyboardInterrupt

    monkeypatch.setattr(reportgen.pdf, "write_pdf", write)
    done = build(SPEC)

    assert 0 != done.exit_code
    assert LAST_GOOD == (folder / "out" / "report.pdf").read_bytes()
    assert ["report.pdf"] == files(folder / "out")


def testprogress_shown_on_a_terminal(folder, monkeypatch):
    """Each stage is named while it runs, and the line is cleared at the end."""
    from reportgen.cli.report import progress_shown

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_shown(False, "zh") as progress:
        progress("layout")
    with progress_shown(True, "zh") as progress:
        progress("pdf")

    assert "\x1b" in terminal.getvalue()
    assert "写出 PDF" not in terminal.getvalue()


@pytest.mark.parametrize(
    ("date", "printed"), [("2026", "2026年"), ("2026-06", "2026年6月"), ("2026-06-30", "2026年6月30日")]
)
def test_a_date_is_printed_as_exactly_as_it_is_known(folder, date, printed):
    """A file is dated to the day; no day is made up for a year or a month."""
    result = build(SPEC.replace("title: 试", f"title: 试, date: {date}") + "cover: {name: 试}\n", "--quiet")

    assert result.exit_code == 0
    pdf = pypdfium2.PdfDocument(folder / "out" / "report.pdf")
    assert printed in "".join(pdf[1].get_textpage().get_text_range().split())
    assert bool(pdf.get_metadata_value("CreationDate")) == (date.count("-") == 2)

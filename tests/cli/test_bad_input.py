"""Bad input through the public door: a clear finding with its place, status 1, and nothing touched.

In the specs below the sign ⟦ stands right before the place that the finding has to name; it is taken out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import reportgen.typeset.installed
from reportgen.cli.main import cli

MARK = "⟦"
LAST_GOOD = b"stands for the last good file"
HAN = re.compile("[\u4e00-\u9fff]")

HEAD = """\
format: reportgen/1
document: {title: 试, organisation: 某区, congress: {name: 第五次, date: 2026-08-01}}
metrics:
  - {id: a, name: 甲, value: 5, unit: 件, as_of: 2020}
"""


def blocks(text: str, head: str = HEAD) -> str:
    """A sound spec with the given blocks, written as list items from column 1."""
    items = "".join(f"      {line}\n" if line else "\n" for line in text.strip("\n").split("\n"))
    return f"{head}sections:\n  - id: s\n    title: 章\n    blocks:\n{items}"


SOUND = blocks("- text: 正文{{ a }}。")
BOMB = "x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n" + "".join(
    f"x{n}: &x{n} [" + ", ".join([f"*x{n - 1}"] * 10) + "]\n" for n in range(1, 12)
)

# What is wrong: the code it gets and the spec with the place marked.
CASES = {
    "unknown key": (
        "spec.unknown-key",
        SOUND.replace("organisation:", f"{MARK}organization: 某区, organisation:"),
    ),
    "a misspelt list": ("spec.unknown-key", SOUND.replace("metrics:", f"{MARK}metrcs:")),
    "unknown key in a block": (
        "spec.unknown-key",
        blocks(f"- photo: {{caption: 图, {MARK}catpion: 图}}"),
    ),
    "wrong type": ("spec.wrong-type", f"{HEAD}theme: {MARK}jubilee\n"),
    "a list for a text": ("spec.wrong-type", blocks(f"- heading: {MARK}[一, 二]")),
    "no number": ("spec.bad-number", SOUND.replace("value: 5", f"value: {MARK}５")),
    "unknown metric in prose": (
        "spec.unknown-metric",
        blocks(f"""
- text: |
    第一段里没有数字。

    第二段有{{{{ a }}}}，又有
    {{{{ {MARK}none }}}}和别的。
"""),
    ),
    "unknown metric behind wide characters": (
        "spec.unknown-metric",
        blocks(f'- text: "产出达到{{{{ {MARK}b }}}}。"'),
    ),
    "unknown filter": ("spec.unknown-filter", blocks(f"- text: 共{{{{ a | {MARK}chnge }}}}。")),
    "filter without data": ("spec.filter-without-data", blocks(f"- text: 共{{{{ a | {MARK}change }}}}。")),
    "broken reference": ("spec.broken-reference", blocks(f"- text: 共{MARK}{{{{ a }}。")),
    "unknown metric on a card": ("spec.unknown-metric", blocks(f"- cards: [a, {MARK}b]")),
    "unknown metric in a chart": (
        "spec.unknown-metric",
        blocks(f"- {{chart: bar, title: 图, metrics: [{MARK}b]}}"),
    ),
    "missing image": ("spec.missing-image", blocks(f"- photo: {{file: {MARK}none.jpg, caption: 图}}")),
    "rank beyond its scope": (
        "spec.rank-beyond-scope",
        SOUND.replace("as_of: 2020", f"as_of: 2020, rank: [{{scope: 四城区, position: {MARK}5}}]"),
    ),
    "rank beyond its number": (
        "spec.rank-beyond-scope",
        SOUND.replace("as_of: 2020", f"as_of: 2020, rank: [{{scope: 全市, position: {MARK}13, of: 12}}]"),
    ),
    "duplicate id": (
        "spec.duplicate-id",
        SOUND.replace("sections:", f"  - {{id: {MARK}a, name: 乙, value: 6, as_of: 2020}}\nsections:"),
    ),
    "duplicate key": (
        "spec.duplicate-key",
        SOUND.replace("    title: 章", f"    title: 章\n    {MARK}title: 节"),
    ),
    "full-width colon": ("spec.fullwidth-colon", SOUND.replace("    title: 章", f"    title{MARK}：章")),
    "tab": ("spec.yaml-tab", SOUND.replace("    title: 章", f"{MARK}\ttitle: 章")),
    "reserved sign": ("spec.yaml-quote", blocks(f"- heading: {MARK}@核对")),
    "unclosed bracket": ("spec.yaml-syntax", f"{HEAD}photos: {MARK}[\n"),
    "alias bomb": ("spec.yaml-alias", None),
    "unknown theme": ("spec.unknown-theme", f"{HEAD}theme: {{name: {MARK}jubile}}\n"),
    "unknown face": ("font.unknown-face", f"{HEAD}fonts: {{roles: {{title: {MARK}NotoSerifSC-Blod}}}}\n"),
    "roles in a circle": (
        "font.role-circle",
        f"{HEAD}fonts: {{roles: {{title: {MARK}heading, heading: title}}}}\n",
    ),
    "no folder of faces": ("font.file-missing", f"{HEAD}fonts: {{dir: {MARK}none}}\n"),
    "marks in a delivered file": (
        "font.missing-glyph",
        blocks(f"- text: 人名{MARK}\U00020bb7。") + "fonts: {missing: mark}\n",
    ),
    "unknown section": ("spec.unknown-section", HEAD.replace("as_of", f"section: {MARK}z, as_of")),
    "line of two points": (
        "chart.no-series",
        blocks(f"""
- chart: {MARK}line
  title: 图
  data: {{labels: [期初, 期末], series: [{{values: [1, 2]}}]}}
"""),
    ),
    "a character no face has": ("font.missing-glyph", blocks(f"- text: 人名{MARK}\U00020bb7。")),
    "a character no face has in a folded text": (
        "font.missing-glyph",
        blocks(f"""
- text: |
    第一行{{{{ a }}}}，
    第二行**人名{MARK}\U00020bb7**在后。
"""),
    ),
    "a character no face has in a unit": (
        "font.missing-glyph",
        SOUND.replace("unit: 件", f"unit: 件{MARK}\U00020bb7"),
    ),
    "control character": ("spec.control-character", SOUND.replace("正文", f"正{MARK}\x07文")),
    "empty file": ("spec.empty", MARK),
}


@dataclass(frozen=True)
class Desk:
    """A folder with `report.yaml`, an `out` that holds the last good PDF, and the command."""

    folder: Path

    def run(self, command: str, *options: str, spec: str = "report.yaml") -> Result:
        """Run `build` or `check` on the spec; a crash is a failure of the test."""
        out = ["--out", "out"] if command == "build" else []
        return CliRunner().invoke(cli, [command, spec, *out, *options], catch_exceptions=False)

    def untouched(self) -> bool:
        """Whether `out` is as it was: the last good file and nothing beside it."""
        files = {path.name: path.read_bytes() for path in (self.folder / "out").iterdir()}
        return files == {"report.pdf": LAST_GOOD}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """The folder as the working one. Fonts of the machine are not looked at for advice."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reportgen.typeset.installed, "installed_faces", lambda codepoints: {})
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.pdf").write_bytes(LAST_GOOD)
    return Desk(tmp_path)


def place(marked: str) -> tuple[str, int, int]:
    """The text without its mark, and line and column of the mark, in characters."""
    before, after = marked.split(MARK)
    return before + after, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(("code", "marked"), CASES.values(), ids=CASES)
def test_bad_input_is_told_with_its_place(desk, command, code, marked):
    """Status 1, one error of that code at that place, in JSON and for people; no file written or touched."""
    text, line, column = place(marked) if marked is not None else (HEAD + BOMB, 0, 0)
    (desk.folder / "report.yaml").write_text(text, encoding="utf-8")

    done = desk.run(command, "--format", "json")
    errors = [item for item in json.loads(done.stdout)["findings"] if item["severity"] == "error"]

    assert (1, "") == (done.exit_code, done.stderr)
    assert [code] == [item["code"] for item in errors]
    if line:
        found = errors[0]
        assert ("report.yaml", line, column) == (found["file"], found["line"], found["column"])
    assert desk.untouched()


@pytest.mark.parametrize(("lang", "word", "count"), [("zh", "错误", "1 个错误"), ("en", "error", "1 error")])
@pytest.mark.parametrize(("code", "marked"), CASES.values(), ids=CASES)
def test_bad_input_is_told_in_both_languages(desk, lang, word, count, code, marked):
    """`file:line:column: error: sentence [code]` on stderr, a count at the end, no trace of the program."""
    text, line, column = place(marked) if marked is not None else (HEAD + BOMB, 0, 0)
    (desk.folder / "report.yaml").write_text(text, encoding="utf-8")

    done = desk.run("build", "--lang", lang)
    head = next(text for text in done.stderr.splitlines() if text.endswith(f"[{code}]"))
    sentence = head.partition(f": {word}: ")[2]

    assert (1, "") == (done.exit_code, done.stdout)
    assert not line or head.startswith(f"report.yaml:{line}:{column}: {word}: ")
    assert done.stderr.splitlines()[-1].startswith(count)
    assert "Traceback" not in done.stderr
    assert "pydantic" not in done.stderr.lower()
    assert "yaml.scanner" not in done.stderr
    assert HAN.search(sentence) if lang == "zh" else re.search("[a-z]{3}", sentence)
    assert desk.untouched()


def test_the_caret_stands_under_the_word(desk):
    """Chinese characters take two columns of a terminal."""
    text, *_ = place(CASES["unknown metric behind wide characters"][1])
    (desk.folder / "report.yaml").write_text(text, encoding="utf-8")

    lines = desk.run("check").stderr.splitlines()
    number = next(n for n, line in enumerate(lines) if "spec.unknown-metric" in line)
    shown, caret = lines[number + 1], lines[number + 2]

    assert shown.endswith('- text: "产出达到{{ b }}。"')
    # 10 columns of signs and margin besides 4 wide characters, counted from the bar
    assert len('      - text: "') + 8 + len("{{ ") == caret.partition("| ")[2].index("^")
    assert 1 == caret.count("^")


def test_every_error_in_one_run_in_order(desk):
    """C10: from the schema, the references, the images and the glyphs together."""
    text = blocks("""
- heading: 标题
  levle: 3
- text: 正文{{ b }}和\U00020bb7。
- photo: {file: none.png, caption: 图}
""")
    (desk.folder / "report.yaml").write_text(text, encoding="utf-8")

    done = desk.run("build", "--format", "json")
    found = [(item["line"], item["code"]) for item in json.loads(done.stdout)["findings"]]

    assert 1 == done.exit_code
    assert [
        (10, "spec.unknown-key"),
        (11, "spec.unknown-metric"),
        (11, "font.missing-glyph"),
        (12, "spec.missing-image"),
    ] == found
    assert desk.untouched()


def test_places_hold_behind_a_faulty_entry(desk):
    """What can be checked without the faulty block is checked, and is found where it stands in the file."""
    text = blocks("""
- heading: [一, 二]
- text: 共{{ a | change }}，人名\U00020bb7。
""")
    (desk.folder / "report.yaml").write_text(text, encoding="utf-8")

    done = desk.run("check", "--format", "json")
    found = [(item["line"], item["column"], item["code"]) for item in json.loads(done.stdout)["findings"]]

    assert [
        (9, 18, "spec.wrong-type"),
        (10, 23, "spec.filter-without-data"),
        (10, 35, "font.missing-glyph"),
    ] == found


# ------------------------------------------------------------------ files that are no spec


def no_file(folder: Path) -> str:
    """Nothing of that name."""
    return "none.yaml"


def directory(folder: Path) -> str:
    """A folder."""
    (folder / "spec.yaml").mkdir()
    return "spec.yaml"


def below_a_file(folder: Path) -> str:
    """A path through a file."""
    (folder / "spec.yaml").write_text(SOUND, encoding="utf-8")
    return "spec.yaml/report.yaml"


def loop(folder: Path) -> str:
    """A link to itself: cannot be opened, not even by root."""
    (folder / "spec.yaml").symlink_to("spec.yaml")
    return "spec.yaml"


def long_name(folder: Path) -> str:
    """A name no file system takes."""
    return "x" * 5000 + ".yaml"


def gbk(folder: Path) -> str:
    """Saved by an old editor; the first wrong byte is the first Chinese character."""
    (folder / "spec.yaml").write_bytes(SOUND.encode("gbk"))
    return "spec.yaml"


def utf_16(folder: Path) -> str:
    """Saved as "Unicode"."""
    (folder / "spec.yaml").write_bytes(SOUND.encode("utf-16"))
    return "spec.yaml"


def binary(folder: Path) -> str:
    """A picture by mistake."""
    (folder / "spec.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe\x00")
    return "spec.yaml"


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(
    ("make", "code", "at"),
    [
        (no_file, "spec.no-file", (1, 1)),
        (directory, "spec.no-file", (1, 1)),
        (below_a_file, "spec.unreadable", (1, 1)),
        (loop, "spec.unreadable", (1, 1)),
        (long_name, "spec.unreadable", (1, 1)),
        (gbk, "spec.encoding", (2, len("document: {title: ") + 1)),
        (utf_16, "spec.encoding", (1, 1)),
        (binary, "spec.encoding", (1, 1)),
    ],
)
def test_files_that_cannot_be_read(desk, command, make, code, at):
    """One finding that names the file; in both forms and languages."""
    name = make(desk.folder)
    done = desk.run(command, "--format", "json", spec=name)
    [found] = json.loads(done.stdout)["findings"]

    assert (1, "") == (done.exit_code, done.stderr)
    assert ("error", code, name, *at) == tuple(
        found[key] for key in ("severity", "code", "file", "line", "column")
    )
    for lang, word in (("zh", "错误"), ("en", "error")):
        told = desk.run(command, "--lang", lang, spec=name)
        assert 1 == told.exit_code
        assert told.stderr.startswith(f"{name}:{at[0]}:{at[1]}: {word}: ")
    assert desk.untouched()


def test_a_gbk_file_gets_the_command_that_mends_it(desk):
    """C09: one line to copy."""
    done = desk.run("check", "--lang", "en", spec=gbk(desk.folder))

    assert "iconv -f GB18030 -t UTF-8 spec.yaml -o spec-utf8.yaml" in done.stderr


def test_an_alias_bomb_is_refused_quickly(desk):
    """C13: ten to the twelfth entries are never made."""
    (desk.folder / "report.yaml").write_text(HEAD + BOMB, encoding="utf-8")
    done = desk.run("check", "--format", "json")
    [found] = [item for item in json.loads(done.stdout)["findings"] if item["severity"] == "error"]

    assert found["line"] > HEAD.count("\n")


def test_an_image_that_is_no_image(desk):
    """Named and there, but text."""
    text, line, column = place(blocks(f"- photo: {{file: {MARK}photo.jpg, caption: 图}}"))
    (desk.folder / "report.yaml").write_text(text, encoding="utf-8")
    (desk.folder / "photo.jpg").write_text("nothing to see", encoding="utf-8")

    done = desk.run("build", "--format", "json")
    [found] = json.loads(done.stdout)["findings"]

    assert 1 == done.exit_code
    assert ("content.unreadable-image", line, column) == (found["code"], found["line"], found["column"])
    assert desk.untouched()


def test_a_folder_without_fonts(desk):
    """Fonts are found by their lock, never taken from the system."""
    (desk.folder / "report.yaml").write_text(SOUND, encoding="utf-8")
    (desk.folder / "fonts").mkdir()

    done = desk.run("build", "--fonts", "fonts", "--format", "json")
    [found] = json.loads(done.stdout)["findings"]

    assert (1, "font.file-missing") == (done.exit_code, found["code"])
    assert desk.untouched()


def test_the_sound_spec_is_sound(desk):
    """The cases above break something that is whole."""
    (desk.folder / "report.yaml").write_text(SOUND, encoding="utf-8")
    done = desk.run("build", "--format", "json")

    assert (0, []) == (
        done.exit_code,
        [f for f in json.loads(done.stdout)["findings"] if f["severity"] != "note"],
    )
    assert not desk.untouched()
    assert (desk.folder / "out" / "report.pdf").read_bytes().startswith(b"%PDF-1.7")

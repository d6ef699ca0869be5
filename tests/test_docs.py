"""The documents say what the program does: every example is read by it, every code and key is compared."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import click
import pytest
import yaml
from PIL import Image

import reportgen.cli.main as cli
from reportgen.cli.output import render_human
from reportgen.core.diagnostics import Severity
from reportgen.data.format import FILTERS, pieces, text_of
from reportgen.data.metrics import DataModel, bind
from reportgen.pipeline.building import build
from reportgen.pipeline.checking import check
from reportgen.preflight.rules import all_rules
from reportgen.spec.jsonschema import json_schema
from reportgen.spec.load import load_spec
from reportgen.spec.schema import ChartBlock, FontRoles, ReportSpec, TypographyRules
from reportgen.spec.theme import load_theme, models
from reportgen.spec.types import BLOCK_KINDS

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "reportgen"
DOCS = ROOT / "docs"
GUIDES = ("docs/guide.zh-CN.md", "docs/guide.md")
WITH_EXAMPLES = (*GUIDES, "README.md", "README.zh-CN.md", "docs/theme.md")
THEME = ROOT / "assets" / "themes" / "jubilee.yaml"


def read(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def every_document() -> list[str]:
    names = [path.relative_to(ROOT).as_posix() for path in sorted(DOCS.glob("*.md"))]
    return [*names, "README.md", "README.zh-CN.md", "ARCHITECTURE.md"]


# ------------------------------------------------------------------ examples

# A fence says of what its YAML is a part; `wrong` and codes follow where it shows a mistake.
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = ("report", "top", "metrics", "sources", "photos", "honours", "sections", "blocks", "theme")
INFO = re.compile(rf"yaml ({'|'.join(KINDS)})( wrong( [a-z]+\.[a-z-]+)+)?")
LISTS = ("sources", "metrics", "photos", "honours")  # shared by the examples of a document
HEAD = {
    "format": "format: reportgen/1\n",
    "document": "document: {title: 样书, organisation: 样区, congress: {name: 大会, date: 2026}}\n",
    "sections": "sections:\n- {id: living, title: 民生, blocks: [{text: 正文。}]}\n",
}
EXPECTED_WARNINGS = {"figures.undated", "spec.photo-pending", "spec.honour-open", "spec.congress-open"}


@dataclass(frozen=True)
class Example:
    """One YAML fence of a document."""

    document: str
    line: int
    kind: str
    wrong: frozenset[str]
    body: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


def fences(document: str) -> Iterator[tuple[str, str, int]]:
    """Info string, content and line of every fence."""
    text = read(document)
    for match in FENCE.finditer(text):
        yield match["info"].strip(), match["body"], text.count("\n", 0, match.start()) + 1


def examples(document: str) -> list[Example]:
    found = []
    for info, body, line in fences(document):
        words = info.split()
        if words[:1] != ["yaml"]:
            continue
        found.append(Example(document, line, "".join(words[1:2]), frozenset(words[3:]), body))
    return found


@pytest.mark.parametrize("document", WITH_EXAMPLES)
def test_fences_say_what_they_are_part_of(document):
    """Every fence of YAML names its kind, so that none escapes the tests below."""
    odd = [line for info, _, line in fences(document) if info.startswith("yaml") and not INFO.fullmatch(info)]

    assert [] == odd


ALL_EXAMPLES = [example for document in WITH_EXAMPLES for example in examples(document)]
IN_REPORTS = [example for example in ALL_EXAMPLES if example.kind in KINDS and example.kind != "theme"]


def shared(document: str, *, without: set[str] = frozenset()) -> str:
    """The lists that the examples of a document draw on, as parts of a spec."""
    sound = [example for example in examples(document) if not example.wrong]
    parts = ""
    for kind in LISTS:
        bodies = [example.body for example in sound if example.kind == kind]
        if bodies and kind not in without:
            parts += f"{kind}:\n{''.join(bodies)}"
    return parts


def completed(example: Example) -> str:
    """The example as a whole spec."""
    body = example.body
    if example.kind == "report":
        return body
    if example.kind == "blocks":
        own = f"sections:\n- id: living\n  title: 民生\n  blocks:\n{textwrap.indent(body, '  ')}"
    elif example.kind == "top":
        own = body
    else:
        own = f"{example.kind}:\n{body}"
    keys = set(re.findall(r"^([a-z_]+)\s*:", own, re.MULTILINE))
    if example.kind in LISTS and not example.wrong:
        keys, own = set(), ""  # it is among the shared ones
    head = "".join(text for key, text in HEAD.items() if key not in keys)
    return head + shared(example.document, without=keys) + own


@cache
def data_shown() -> dict[str, str]:
    """The data files that the guide shows, by name."""
    return {info.split()[1]: body for info, body, _ in fences(GUIDES[0]) if info.startswith("csv ")}


def write(folder: Path, text: str) -> Path:
    """A spec with the pictures and the data that it names."""
    path = folder / "my.yaml"
    path.write_text(text, "utf-8")
    for name in re.findall(r"^\s*(?:- )?file: (\S+)$", text, re.MULTILINE):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if name in data_shown():
            (folder / name).write_text(data_shown()[name], "utf-8")
            continue
        Image.new("RGB", (60, 40), "white").save(folder / name)
    return path


@pytest.mark.parametrize("example", IN_REPORTS, ids=str)
def test_examples_are_read_as_they_should_be(example, tmp_path):
    """An example has no errors and no surprising warnings; a mistake gives the findings it is shown for."""
    found = check(write(tmp_path, completed(example))).findings
    codes = {item.code for item in found if item.severity is not Severity.NOTE}

    assert example.wrong == codes - EXPECTED_WARNINGS, "\n".join(map(str, found))


@pytest.mark.parametrize("guide", GUIDES)
def test_every_example_of_the_guide_can_be_printed(guide, tmp_path):
    """All blocks of a guide make a book, as a draft and as a delivered file."""
    blocks = "".join(e.body for e in examples(guide) if e.kind == "blocks" and not e.wrong)
    text = HEAD["format"] + HEAD["document"] + shared(guide)
    text += f"sections:\n- id: living\n  title: 民生\n  blocks:\n{textwrap.indent(blocks, '  ')}"
    whole = next(e for e in examples(guide) if e.kind == "top" and "colophon" in e.body)

    for name, spec in (("blocks", text), ("whole", completed(whole))):
        folder = tmp_path / name
        folder.mkdir()
        for profile in ("draft", "web"):
            built = build(write(folder, spec), folder / "out", profile=profile)
            assert built.output is not None, "\n".join(map(str, built.findings))
            assert built.output.name == ("my.pdf" if profile == "web" else "my-draft.pdf")


def test_both_guides_show_the_same_examples():
    first, second = ([(e.kind, e.wrong, e.body) for e in examples(guide)] for guide in GUIDES)

    assert first == second


def test_both_readmes_show_the_same_examples():
    first, second = (
        [(e.kind, re.sub(r" +#.*", "", e.body)) for e in examples(readme)]
        for readme in ("README.md", "README.zh-CN.md")
    )

    assert [kind for kind, _ in first] == [kind for kind, _ in second]
    assert [body for kind, body in first if kind != "top"] == [body for kind, body in second if kind != "top"]


def test_the_guide_shows_every_kind_of_block_and_chart():
    shown = "".join(e.body for e in examples(GUIDES[0]) if e.kind == "blocks" and not e.wrong)
    charts = get_args(ChartBlock.model_fields["chart"].annotation)

    assert [] == [kind for kind in BLOCK_KINDS if not re.search(rf"^- {kind}:", shown, re.MULTILINE)]
    assert [] == [kind for kind in charts if not re.search(rf"^- chart: {kind}$", shown, re.MULTILINE)]


def test_the_guide_shows_every_part_of_a_report():
    shown = "".join(f"{e.kind}:\n{e.body}" for e in examples(GUIDES[0]) if not e.wrong)
    parts = set(re.findall(r"^([a-z_]+):", shown, re.MULTILINE))

    assert set() == set(ReportSpec.model_fields) - parts - {"theme", "people"}


@pytest.mark.parametrize("guide", GUIDES)
def test_the_output_in_the_guide_is_the_output(guide, tmp_path, monkeypatch):
    """The excerpt that shows how to read a finding is what the program prints for the report before it."""
    monkeypatch.chdir(tmp_path)
    text, compared = "", 0
    for info, body, _ in fences(guide):
        if info.startswith("yaml report"):
            text = body
        elif info in ("text zh", "text en"):
            path = write(Path(), text)
            found = check(path).findings
            printed = render_human(found, {str(path): text.split("\n")}, info.removeprefix("text "))  # type: ignore[arg-type]
            assert printed == body
            compared += 1

    assert compared == 1


# ------------------------------------------------------------------ forms of figures

ROW = re.compile(r"^\| `\{\{ (?P<id>\w+)(?: \\\| (?P<form>\w+))? \}\}` \| (?P<cells>.*)\|$", re.MULTILINE)


def figures_of(guide: str, folder: Path) -> DataModel:
    loaded = load_spec(write(folder, HEAD["format"] + HEAD["document"] + shared(guide) + HEAD["sections"]))
    assert loaded.spec is not None, loaded.findings
    return bind(loaded.spec, loaded.places)[0]


@pytest.mark.parametrize("guide", GUIDES)
def test_the_table_of_forms_says_what_is_printed(guide, tmp_path):
    """Every row: the reference, what it prints in Chinese and, in the English guide, in English."""
    metrics = figures_of(guide, tmp_path).metrics
    rows = list(ROW.finditer(read(guide)))

    assert set(FILTERS) == {row["form"] or "value" for row in rows}
    for row in rows:
        cells = [cell.strip() for cell in row["cells"].split("|")]
        metric, form = metrics[row["id"]], row["form"] or "value"
        assert cells[0] == text_of(pieces(metric, form, "zh")), row[0]
        if guide == "docs/guide.md":
            assert cells[1] == text_of(pieces(metric, form, "en")), row[0]


# ------------------------------------------------------------------ generated pages


def tool(name: str) -> Any:
    """A program of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reference_page_is_fresh():
    """docs/reference.zh-CN.md is what tools/reference.py makes of the schema."""
    page = tool("reference").page(json_schema())

    assert page == read("docs/reference.zh-CN.md"), "run tools/reference.py"


def test_every_rule_of_the_preflight_is_explained():
    """docs/preflight.md has a row for each rule, made from the rule itself."""
    text = read("docs/preflight.md")
    rows = re.findall(r"^\| `(preflight\.[a-z-]+)` \|", text, re.MULTILINE)

    assert tool("rules").page(text) == text, "run tools/rules.py"
    assert sorted(all_rules()) == sorted(rows)


def test_json_schema_is_fresh():
    """docs/report.schema.json is what `reportgen schema` writes, to the byte."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    assert text == read("docs/report.schema.json"), "run make schema"


# ------------------------------------------------------------------ codes of findings

CODE = re.compile(r"[a-z]+\.[a-z]+(?:-[a-z]+)*")
MAKERS = {
    "error": "error",
    "warning": "warning",
    "note": "note",
    "refusal": "error",
    "refuse": "error",
    "_refuse": "error",
    "Complaint": "error",
    "_warn": "warning",
    "_note": "note",
    "Diagnostic": "",
    "_finding": "",
}  # functions that make findings; an empty severity stands among their arguments


@cache
def codes_in_source() -> dict[str, set[str]]:
    """Every code that the program can give, with its severities."""
    found: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_bytes())
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or called(node) not in MAKERS:
                continue
            severities = {MAKERS[called(node)]} - {""} or severities_in(node)
            for argument in node.args:
                for code in codes_of(argument, tree):
                    found.setdefault(code, set()).update(severities)
    return found


def test_codes_come_from_known_functions():
    """No function makes findings that the search above does not know."""
    areas = {code.partition(".")[0] for code in codes_in_source()}
    unknown = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and called(node) not in MAKERS:
                unknown |= {
                    (called(node), argument.value)
                    for argument in node.args
                    if isinstance(argument, ast.Constant)
                    and CODE.fullmatch(str(argument.value))
                    and str(argument.value).partition(".")[0] in areas
                }

    assert set() == unknown


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def severities_in(call: ast.Call) -> set[str]:
    return {
        node.attr.lower()
        for argument in call.args
        for node in ast.walk(argument)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Severity"
    }


def codes_of(argument: ast.expr, tree: ast.Module) -> list[str]:
    """The codes an argument stands for: a literal, or a literal with a part that callers fill in."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value] if CODE.fullmatch(argument.value) else []
    if not isinstance(argument, ast.JoinedStr) or len(argument.values) != 2:
        return []
    head, tail = argument.values
    if not isinstance(head, ast.Constant) or not re.fullmatch(r"[a-z]+\.[a-z-]+", str(head.value)):
        return []
    assert isinstance(tail, ast.FormattedValue)
    assert isinstance(tail.value, ast.Name), ast.unparse(argument)
    return [f"{head.value}{word}" for word in words_given(tail.value.id, tree)]


def words_given(parameter: str, tree: ast.Module) -> set[str]:
    """The literals that calls within a module give for a parameter of its functions."""
    words = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = [argument.arg for argument in function.args.args]
        if parameter not in names:
            continue
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == function.name:
                given = call.args[names.index(parameter)]
                assert isinstance(given, ast.Constant), ast.unparse(call)
                words.add(given.value)
    return words


LETTERS = {"E": "error", "W": "warning", "N": "note"}
CODE_ROW = re.compile(r"^\| `([^`]+)` \| ([EWN](?:, [EWN])*) \| (.+) \| (.+) \|$", re.MULTILINE)


def test_every_finding_is_explained_and_nothing_else():
    """docs/findings.md lists each code once, with the severities it comes in and a line in each language."""
    rows = CODE_ROW.findall(read("docs/findings.md"))
    listed = {code: {LETTERS[letter] for letter in letters.split(", ")} for code, letters, _, _ in rows}
    given = codes_in_source()

    assert set() == set(given) - set(listed), "explain them in docs/findings.md"
    assert set() == set(listed) - set(given), "no code like these in the program"
    assert len(rows) == len(listed)
    assert {} == {code: sorted(given[code]) for code in sorted(given) if given[code] != listed[code]}, (
        "severities differ"
    )
    assert [] == [code for code, _, zh, en in rows if not re.search(r"[一-鿿]", zh) or not en.isascii()]


def test_codes_are_found_in_the_source():
    """The search sees literals, codes put together, and severities that depend on the profile."""
    given = codes_in_source()

    assert {"error"} == given["spec.unknown-metric"]
    assert {"error"} == given["spec.unknown-section"]
    assert {"warning", "note"} == given["spec.photo-pending"]
    assert "text.usetex" not in given


@pytest.mark.parametrize("document", [*GUIDES, "README.md", "README.zh-CN.md", "ARCHITECTURE.md"])
def test_codes_named_in_documents_exist(document):
    """A code in backticks or brackets is one the program can give."""
    codes = {*codes_in_source(), *all_rules()}
    areas = {code.partition(".")[0] for code in codes}
    named = set(re.findall(r"[`\[]([a-z]+\.[a-z]+-[a-z-]+)[`\]]", read(document)))

    assert set() == {code for code in named if code.partition(".")[0] in areas} - codes


# ------------------------------------------------------------------ theme

CODE_SPAN = re.compile(r"`[^`\n]+`")
THEME_ROW = re.compile(r"^\| ((?:`[a-z0-9_]+`(?:, )?)+) \|", re.MULTILINE)


def plain_theme() -> dict[str, Any]:
    theme = yaml.safe_load(THEME.read_text("utf-8"))
    assert isinstance(theme, dict)
    return theme


def section_of(text: str, title: str) -> str:
    match = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match is not None, title
    return match[1]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Page", lambda: set(models.Page.model_fields)),
        ("Typography", lambda: set(TypographyRules.model_fields)),
        ("Choices", lambda: set(models.Choices.model_fields)),
        ("Colours", lambda: set(plain_theme()["colours"])),
        ("Roles", lambda: set(FontRoles.model_fields)),
        ("Styles", lambda: set(plain_theme()["styles"])),
        ("Lengths", lambda: set(plain_theme()["lengths"])),
        ("Spaces", lambda: set(plain_theme()["spaces"])),
        ("Masters", lambda: set(plain_theme()["masters"])),
    ],
)
def test_theme_page_lists_every_name(title, names):
    """docs/theme.md explains each key of the default theme, in tables whose first column names them."""
    rows = THEME_ROW.findall(section_of(read("docs/theme.md"), title))
    listed = [name for row in rows for name in re.findall(r"`([a-z0-9_]+)`", row)]

    assert names() == set(listed)
    assert len(listed) == len(set(listed))


def test_theme_page_explains_every_place_of_a_master():
    rows = section_of(read("docs/theme.md"), "Masters").splitlines()
    for name, master in plain_theme()["masters"].items():
        row = next(row for row in rows if row.startswith(f"| `{name}` |"))
        assert [] == [place for place in master["places"] if f"`{place}`" not in row], name


@pytest.mark.parametrize("example", [example for example in ALL_EXAMPLES if example.kind == "theme"], ids=str)
def test_theme_examples_are_read(example, tmp_path):
    """A part of a theme, over the default one, makes a theme."""
    (tmp_path / "jubilee.yaml").write_text(THEME.read_text("utf-8"), "utf-8")
    path = tmp_path / "own.yaml"
    heads = {"format": "reportgen-theme/1", "name": "own", "extends": "jubilee"}
    given = yaml.safe_load(example.body)
    path.write_text(yaml.safe_dump({**heads, **given}, allow_unicode=True), "utf-8")

    assert load_theme(path, "大16开").page.trim.width == pytest.approx(595.28, abs=0.01)


# ------------------------------------------------------------------ command line, links, modules


def options() -> set[str]:
    """Every long option of every command."""
    found = {"--help", "--version"}
    group = click.Context(cli.cli)
    for name in cli.cli.list_commands(group):
        command = cli.cli.get_command(group, name)
        assert command is not None
        inner = list(command.commands.values()) if isinstance(command, click.Group) else []
        for each in (command, *inner):
            found |= {option for parameter in each.params for option in parameter.opts}
    composer = importlib.import_module("reportgen.typeset.__main__").parser()
    return found | set(composer._option_string_actions)


@pytest.mark.parametrize("document", every_document())
def test_documents_name_only_options_that_exist(document):
    ours = re.sub(r"^dask .*$", "", read(document), flags=re.MULTILINE)  # a program of others
    named = set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", ours))

    assert set() == named - options()


@pytest.mark.parametrize("guide", GUIDES)
def test_exit_statuses_are_listed(guide):
    listed = {int(number) for number in re.findall(r"^\| ([0-9]) \|", read(guide), re.MULTILINE)}

    assert {cli.OK, cli.ERRORS, click.UsageError.exit_code, cli.INTERNAL} == listed


@pytest.mark.parametrize("document", every_document())
def test_links_lead_somewhere(document):
    """Linked files are there; a link into a page of ours names a heading or an anchor of it."""
    broken = []
    prose = CODE_SPAN.sub("", FENCE.sub("", read(document)))
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (ROOT / document).parent / name if name else ROOT / document
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            broken.append(link)

    assert [] == broken


def anchors(text: str) -> set[str]:
    """The anchors of a page: those written, and those that headings get (lower case, marks dropped)."""
    written = set(re.findall(r'<a id="([^"]+)">', text))
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return written | made


def test_architecture_names_only_modules_that_exist():
    """`folder.module` and `folder.module.name` in ARCHITECTURE.md are there."""
    folders = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    missing = []
    for name in re.findall(r"`([a-z]+(?:\.[A-Za-z_]+){1,2})`", read("ARCHITECTURE.md")):
        folder, module, *inner = name.split(".")
        if folder not in folders:
            continue
        path = SOURCE / folder / f"{module}.py"
        if not path.is_file():
            path = SOURCE / folder / module / "__init__.py"
        if not path.is_file():
            missing.append(name)
        elif inner:
            tree = ast.parse(path.read_bytes())
            if inner[0] not in {name for node in tree.body for name in defined(node)}:
                missing.append(name)

    assert [] == missing


def defined(node: ast.stmt) -> list[str]:
    """The names that a statement of a module gives to something."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.AnnAssign):
        return [ast.unparse(node.target)]
    return [ast.unparse(target) for target in node.targets] if isinstance(node, ast.Assign) else []

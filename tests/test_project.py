"""The frame of the project: what its files promise about each other."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import reportgen

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "reportgen"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
RUN = "from reportgen.cli.main import main; main()"
READMES = ("README.md", "README.zh-CN.md")

# A path of somebody's machine, and the address of a package index: neither belongs into what others clone.
MACHINE_PATH = re.compile(r"(?<![\w.~*)}\]-])/(?:home|root|Users|opt|work|farm|mnt)/[A-Za-z0-9_.]")
INDEX_ADDRESS = re.compile(
    r"https?:[/]{2}\S*(?:/simple\b|/packages/|\bregistry\.|pythonhosted)", re.IGNORECASE
)


def project_files() -> list[Path]:
    """Every file that is or could be committed."""
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=off", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout, or no git")
    names = sorted(set(listed.stdout.decode().split("\0")) - {""})
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def text_of(path: Path) -> str | None:
    """The content, or None for a binary file."""
    content = path.read_bytes()
    return None if b"\0" in content[:8000] else content.decode("utf-8", "replace")


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):(?!=)", MAKEFILE, re.MULTILINE))


def locked(name: str) -> dict[str, list[tuple[Version, str | None]]]:
    """Distribution -> pinned versions with their markers, of a lock file."""
    pins: dict[str, list[tuple[Version, str | None]]] = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if pin := re.match(r"([A-Za-z0-9._-]+)==(\S+)(?: ; (.+?))? *\\$", line):
            pins.setdefault(canonicalize_name(pin[1]), []).append((Version(pin[2]), pin[3]))
    return pins


def test_nothing_names_a_machine_or_an_index():
    """Tracked files carry no absolute path of a machine and no address of a package index."""
    found = []
    for path in project_files():
        text = text_of(path) or ""
        for number, line in enumerate(text.splitlines(), start=1):
            if MACHINE_PATH.search(line) or INDEX_ADDRESS.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")

    assert [] == found


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("cd " + "/ho" + "me/li/reportgen", True),
        ('DATA = "/wo' + 'rk/data"', True),
        ("--index-url https:" + "//mirror.example.cn/pypi/web/simple", True),
        ("https:" + "//registry.npmjs.example/left-pad", True),
        ("docs/work/data.md and ~/work/x", False),
        ("https://www.w3.org/TR/clreq/", False),
    ],
)
def test_the_patterns_catch_what_they_should(line, caught):
    assert caught == bool(MACHINE_PATH.search(line) or INDEX_ADDRESS.search(line))


def test_fonts_and_profiles_are_binary_to_git():
    """Git must never change line ends inside a face or a colour profile."""
    asked = subprocess.run(
        ["git", "check-attr", "text", "--", "fonts/a.ttf", "assets/a.icc"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        pytest.skip("not a git checkout, or no git")

    assert ["fonts/a.ttf: text: unset", "assets/a.icc: text: unset"] == asked.stdout.splitlines()


@pytest.mark.parametrize("readme", READMES)
def test_readme_opens_with_the_two_commands(readme):
    """The first code block of a README is the two commands, both targets of the Makefile."""
    text = (ROOT / readme).read_text("utf-8")
    first_block = re.search(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)

    assert first_block is not None
    commands = [line.split("#")[0].strip() for line in first_block[1].splitlines()]
    assert ["make report", "make test"] == commands
    assert first_block.start() < 600
    assert {"report", "test"} <= make_targets()


@pytest.mark.parametrize("document", [*READMES, "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/index.md"])
def test_documents_name_only_what_exists(document):
    """Every `make` target, every linked file and every path in a document is there."""
    text = (ROOT / document).read_text("utf-8")
    mentioned = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE))
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]

    assert set() == mentioned - make_targets()
    assert [] == [link for link in links if not ((ROOT / document).parent / link).exists()]


def test_readmes_name_only_commands_that_exist():
    """`reportgen x` in a README is a command of the program, `reportgen fonts y` one of its group."""
    texts = [(ROOT / readme).read_text("utf-8") for readme in READMES]
    named = [set(re.findall(r"`reportgen ([a-z]+(?: [a-z]+)?)", text)) for text in texts]

    assert named[0] == named[1]
    assert {"build", "check", "schema", "fonts check"} <= named[0]
    for command in named[0]:
        ran = subprocess.run(
            [sys.executable, "-c", RUN, *command.split(), "--help"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, f"{command}: {ran.stderr}"


def test_committed_schema_is_the_schema_of_the_format():
    """Editors complete from docs/report.schema.json; it must not lag behind the models."""
    printed = subprocess.run(
        [sys.executable, "-c", RUN, "schema"], capture_output=True, cwd=ROOT, check=True
    ).stdout

    assert json.loads(printed) == json.loads((ROOT / "docs/report.schema.json").read_bytes()), (
        "run make schema"
    )


def test_architecture_names_every_folder():
    """The table of folders in ARCHITECTURE.md is the folders there are."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rows = set(re.findall(r"^\| `([a-z]+)` \|", text, re.MULTILINE))
    folders = {path.parent.name for path in SOURCE.glob("*/__init__.py")}

    assert folders == rows


def test_import_contracts_are_kept(capsys):
    """Nobody imports a stage or a library that the house rules keep from him."""
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)

    assert status == 0, capsys.readouterr().out


def test_every_folder_has_its_place_in_the_order():
    """A new folder must be entered into the contract of layers, else nothing guards it."""
    contracts = {contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}
    placed = set(re.findall(r"reportgen\.(\w+)", " ".join(contracts["order"]["layers"])))
    folders = {path.parent.name for path in SOURCE.glob("*/__init__.py")}

    assert folders == placed


def test_every_dependency_is_used():
    """What users must install is imported somewhere in the program."""
    imported = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    modules = packages_distributions()
    used = {canonicalize_name(name) for module in imported for name in modules.get(module, [])}
    asked = {canonicalize_name(Requirement(text).name) for text in PROJECT["project"]["dependencies"]}

    assert set() == asked - used - {"tzdata"}  # read by zoneinfo, on systems that have no time zones


def test_lock_holds_what_the_project_asks_for():
    """Every requirement is pinned for this machine, at a version it allows."""
    pins = locked("requirements.lock")
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    environment = default_environment()
    for requirement in map(Requirement, asked):
        versions = [
            version
            for version, marker in pins.get(canonicalize_name(requirement.name), [])
            if marker is None or Requirement(f"x ; {marker}").marker.evaluate(environment)
        ]
        assert len(versions) == 1, f"{requirement} is not pinned; run make lock"
        assert versions[0] in requirement.specifier, (
            f"{requirement} is locked at {versions[0]}; run make lock"
        )


def test_proof_lock_holds_the_proof_group():
    pins = locked("requirements-proof.lock")
    asked = [Requirement(text) for text in PROJECT["dependency-groups"]["proof"]]

    assert {canonicalize_name(requirement.name) for requirement in asked} <= set(pins)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-proof.lock"])
def test_locks_are_hashed_and_name_no_source(name):
    """Every pin has a hash; no line names an index, a file or a folder, so any mirror can serve it."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text("utf-8"))

    assert [] == [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]
    assert [] == re.findall(r"^(?:-|.*://|.* @ ).*$", "\n".join(blocks), re.MULTILINE)


def test_python_versions_agree():
    """The lowest Python is said once for users and four times for tools."""
    lowest = PROJECT["project"]["requires-python"].removeprefix(">=")
    major, minor = lowest.split(".")

    assert lowest == PROJECT["tool"]["mypy"]["python_version"]
    assert f"py{major}{minor}" == PROJECT["tool"]["ruff"]["target-version"]
    assert f"({major}, {minor})" in (ROOT / "tools/setup.sh").read_text("utf-8")
    assert f"--python-version {lowest}" in (ROOT / "tools/lock.sh").read_text("utf-8")
    for readme in READMES:
        assert f"Python {lowest}" in (ROOT / readme).read_text("utf-8")


def test_version_is_not_behind_the_changelog():
    """The version stands once, in the package, and no release in the changelog is newer."""
    releases = re.findall(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert "version" in PROJECT["project"]["dynamic"]
    assert max(map(Version, releases), default=Version("0")) <= Version(reportgen.__version__)


def test_news_fragments_have_a_kind_and_a_sentence():
    kinds = {kind["directory"] for kind in PROJECT["tool"]["towncrier"]["type"]}
    for path in (ROOT / "changes").glob("*.md"):
        if path.name == "README.md":
            continue
        parts = path.name.split(".")
        assert len(parts) in (3, 4), path.name
        assert parts[1] in kinds, path.name
        assert path.read_text("utf-8").strip().endswith("."), path.name


def test_exports_are_lazy():
    """`import reportgen` loads no stage and nothing that is not of the standard library."""
    script = (
        "import sys; before = set(sys.modules); import reportgen; new = set(sys.modules) - before; "
        "print(sorted(name for name in new if name.partition('.')[0] not in sys.stdlib_module_names))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert "['reportgen']" == printed.strip()


def test_every_export_is_there():
    for name in reportgen.__all__:
        assert getattr(reportgen, name) is not None
    assert set(reportgen.__all__) <= set(dir(reportgen))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        reportgen.nonsense  # noqa: B018

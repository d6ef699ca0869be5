"""A wheel built from the tree works where there is nothing else.

The wheel is laid out into an environment of its own that sees, beside it, only the distributions the wheel
asks for: not the checkout, and no tool of the development group, so a forgotten dependency shows as well.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import reportgen

ROOT = Path(__file__).resolve().parent.parent.parent

# Runs the console script of the wheel as an installed program would.
LAUNCH = (
    "import sys; from importlib.metadata import distribution; "
    "[script] = distribution('reportgen').entry_points.select(group='console_scripts', name='reportgen'); "
    "sys.argv[0] = 'reportgen'; sys.exit(script.load()())"
)


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and an empty folder to work in."""

    python: Path
    site: Path
    empty: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs `reportgen` with these arguments in the empty folder."""
        return self.execute(LAUNCH, *arguments)

    def execute(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        # Neither the checkout nor the settings of this user may help.
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        return subprocess.run(
            [self.python, "-c", script, *arguments],
            cwd=self.empty,
            env={**kept, "HOME": str(self.empty.parent), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


def runtime_distributions(wheel_requires: list[str]) -> dict[str, Distribution]:
    """What the wheel asks for and what that asks for in turn, extras left out."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(text) for text in wheel_requires]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        waiting += [Requirement(text) for text in found[name].requires or []]
    return found


def link_into(site: Path, found: Distribution) -> None:
    """Shows a distribution of this environment in `site`, its top folders and modules linked."""
    for top in sorted({path.parts[0] for path in found.files or []} - {"..", "__pycache__"}):
        target = site / top
        if not target.exists():
            target.symlink_to(Path(str(found.locate_file(top))))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    [path] = target.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Installed:
    place = tmp_path_factory.mktemp("elsewhere")
    venv.create(place / "env", with_pip=False)
    [site] = (place / "env").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    [info] = site.glob("reportgen-*.dist-info")
    for found in runtime_distributions(Distribution.at(info).requires or []).values():
        link_into(site, found)
    (place / "empty").mkdir()
    return Installed(place / "env" / "bin" / "python", site, place / "empty")


def test_wheel_carries_fonts_and_assets(wheel):
    """Every file of fonts/ and assets/ lies in the package; tests and tools do not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {
        f"reportgen/{home}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, home in (("fonts", "_fonts"), ("assets", "_assets"))
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }

    assert set() == wanted - names
    assert {"reportgen/py.typed", "reportgen/_fonts/fonts.lock"} <= names
    assert set() == {name.partition("/")[0] for name in names} - {
        "reportgen",
        f"reportgen-{reportgen.__version__}.dist-info",
    }


def test_version(installed):
    """The program runs from the wheel and says the version of the package."""
    ran = installed.run("--version")

    assert ran.returncode == 0, ran.stderr
    assert reportgen.__version__ in ran.stdout
    assert str(installed.site) in installed.execute("import reportgen; print(reportgen.__file__)").stdout


def test_fonts_are_found_inside_the_wheel(installed):
    """`fonts check` passes in an empty folder; the checkout is out of sight."""
    ran = installed.run("fonts", "check")

    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_module_imports_without_the_development_tools(installed):
    """No module needs a package that the wheel does not ask for."""
    script = (
        "import importlib, pkgutil, reportgen\n"
        "for module in pkgutil.walk_packages(reportgen.__path__, 'reportgen.'):\n"
        "    if not module.name.endswith('__main__'):\n"
        "        importlib.import_module(module.name)\n"
        "        print(module.name)\n"
    )
    ran = installed.execute(script)

    assert ran.returncode == 0, ran.stderr
    assert "reportgen.core.paged" in ran.stdout.splitlines()


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_report_of_the_readme_builds_in_an_empty_folder(installed, readme):
    """What the README shows as a complete report becomes a PDF, with the wheel and nothing else."""
    text = (ROOT / readme).read_text("utf-8")
    example = re.search(r"^```yaml report\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert example is not None
    (installed.empty / "my.yaml").write_text(example[1], "utf-8")
    out = readme.removesuffix(".md")
    ran = installed.run("build", "my.yaml", "--out", out)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    [pdf] = (installed.empty / out).glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF-1.")

"""The report, built once for delivery and once as a draft; and whatever small spec a test writes.

What is delivered is dated as `make report` does it, by a moment that the environment names.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reportgen.cli.main import cli

sys.path.insert(0, str(Path(__file__).parent))  # `import pdf_text` in the tests of this folder

ROOT = Path(__file__).resolve().parents[2]
MOMENT = 1_700_000_000  # 2023-11-14T22:13:20Z


@dataclass(frozen=True)
class BuiltFile:
    """A file that the command made, and its findings."""

    path: Path
    findings: tuple[dict[str, Any], ...]

    def codes(self, severity: str) -> list[str]:
        """The codes of all findings of one severity."""
        return [item["code"] for item in self.findings if item["severity"] == severity]


Build = Callable[..., BuiltFile]


def _build(spec: Path, out: Path, *options: str, moment: int | None = None) -> list[BuiltFile]:
    """Run `reportgen build` and read what it says; the files have to be there, by their names."""
    command = ["build", str(spec), "--out", str(out), "--format", "json", *options]
    epoch = {"SOURCE_DATE_EPOCH": str(moment) if moment is not None else None}
    done = CliRunner().invoke(cli, command, catch_exceptions=False, env=epoch)
    findings = tuple(json.loads(done.stdout)["findings"])
    assert done.exit_code == 0, [item for item in findings if item["severity"] == "error"]
    return [BuiltFile(path, findings) for path in sorted(out.iterdir())]


@pytest.fixture(scope="session")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltFile]:
    """The report as it is delivered: press, archive and web from one build."""
    made = _build(ROOT / "report.yaml", tmp_path_factory.mktemp("delivered"), moment=MOMENT)
    names = {"report-press.pdf": "press", "report-archive.pdf": "archive", "report.pdf": "web"}
    assert [file.path.name for file in made] == sorted(names)
    return {names[file.path.name]: file for file in made}


@pytest.fixture(scope="session")
def press(delivered: dict[str, BuiltFile]) -> BuiltFile:
    """The file for the printing house."""
    return delivered["press"]


@pytest.fixture(scope="session")
def archive(delivered: dict[str, BuiltFile]) -> BuiltFile:
    """The file for the archive."""
    return delivered["archive"]


@pytest.fixture(scope="session")
def web(delivered: dict[str, BuiltFile]) -> BuiltFile:
    """The file for readers."""
    return delivered["web"]


@pytest.fixture(scope="session")
def draft(tmp_path_factory: pytest.TempPathFactory) -> BuiltFile:
    """The report as a draft."""
    [made] = _build(ROOT / "report.yaml", tmp_path_factory.mktemp("draft"), "--profile", "draft")
    return made


@pytest.fixture
def build_text(tmp_path: Path) -> Build:
    """Builds one file of the spec in a text: `build_text(text, "--profile", "draft")`."""
    number = 0

    def build(text: str, *options: str, moment: int | None = None) -> BuiltFile:
        nonlocal number
        number += 1
        folder = tmp_path / str(number)
        folder.mkdir()
        spec = folder / "report.yaml"
        spec.write_text(text, encoding="utf-8")
        shutil.copy(ROOT / "terms.yaml", folder)  # which the report of this repository names
        [made] = _build(spec, folder / "out", *options, moment=moment)
        return made

    return build

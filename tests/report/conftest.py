"""The report, built once for delivery and once as a draft; and whatever small spec a test writes."""

from __future__ import annotations

import json
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


@dataclass(frozen=True)
class BuiltFile:
    """A file that the command made, and its findings."""

    path: Path
    findings: tuple[dict[str, Any], ...]

    def codes(self, severity: str) -> list[str]:
        """The codes of all findings of one severity."""
        return [item["code"] for item in self.findings if item["severity"] == severity]


Build = Callable[..., BuiltFile]


def _build(spec: Path, out: Path, *options: str) -> BuiltFile:
    """Run `reportgen build` and read what it says; the file has to be there."""
    command = ["build", str(spec), "--out", str(out), "--format", "json", *options]
    done = CliRunner().invoke(cli, command, catch_exceptions=False)
    findings = tuple(json.loads(done.stdout)["findings"])
    assert done.exit_code == 0, [item for item in findings if item["severity"] == "error"]
    [path] = out.iterdir()
    return BuiltFile(path, findings)


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> BuiltFile:
    """The report as it is delivered."""
    return _build(ROOT / "report.yaml", tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="session")
def draft(tmp_path_factory: pytest.TempPathFactory) -> BuiltFile:
    """The report as a draft."""
    return _build(ROOT / "report.yaml", tmp_path_factory.mktemp("draft"), "--profile", "draft")


@pytest.fixture
def build_text(tmp_path: Path) -> Build:
    """Builds the spec in a text: `build_text(text, "--profile", "draft")`."""
    number = 0

    def build(text: str, *options: str) -> BuiltFile:
        nonlocal number
        number += 1
        folder = tmp_path / str(number)
        folder.mkdir()
        spec = folder / "report.yaml"
        spec.write_text(text, encoding="utf-8")
        return _build(spec, folder / "out", *options)

    return build

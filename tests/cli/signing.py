"""What the tests of ledger, sheet, verify, freeze and compare share."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from click.testing import CliRunner, Result

from reportgen.cli.main import cli

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "review"))


def run(*arguments: object) -> Result:
    return CliRunner(env={"SOURCE_DATE_EPOCH": "1893456000"}).invoke(
        cli, [*map(str, arguments)], catch_exceptions=False
    )


def text_of(path: Path) -> str:
    """The text of a PDF, without white space."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)

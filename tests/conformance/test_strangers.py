"""Programs that know nothing of us open every file, and none of them has anything to complain about."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

PROFILES = ("press", "archive", "web", "draft")
Tool = Callable[[str], str]
OF_MUPDF_ITSELF = "warning: ICC support is not available\n"  # Debian builds it without


def run(*command: str | Path) -> tuple[str, str]:
    """What a program says on its two channels; it has to end well."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout, done.stderr


@cache
def strictness(ghostscript: str) -> tuple[str, ...]:
    """The options with which a Ghostscript stops at what it would mend otherwise; older ones lack some."""
    version = tuple(map(int, run(ghostscript, "--version")[0].split(".")[:2]))
    return ("-dPDFSTOPONERROR", "-dPDFSTOPONWARNING") if version >= (9, 56) else ("-dPDFSTOPONERROR",)


@pytest.fixture(params=PROFILES)
def file(request: pytest.FixtureRequest, finished) -> Path:
    """Every file of every book."""
    return finished.files[request.param]


def test_qpdf(file: Path, tool: Tool) -> None:
    said, complaints = run(tool("qpdf"), "--check", file)

    assert "No syntax or stream encoding errors found" in said
    assert "" == complaints


def test_ghostscript(file: Path, tool: Tool) -> None:
    program = tool("gs")
    options = ("-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=nullpage", *strictness(program))

    assert ("", "") == run(program, *options, file)


def test_mupdf(file: Path, tool: Tool, tmp_path: Path) -> None:
    program = tool("mutool")
    _, complaints = run(program, "info", file)
    assert "" == complaints
    # without a file to write, the pages are interpreted and thrown away
    said, complaints = run(program, "draw", "-q", "-r", "18", "-F", "pgm", "-o", "/dev/null", file)

    assert ("", "") == (said, complaints.replace(OF_MUPDF_ITSELF, ""))


def test_poppler(file: Path, tool: Tool) -> None:
    fonts, complaints = run(tool("pdffonts"), file)
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert "" == complaints
    assert rows
    # columns from the right, for a type may be two words: emb sub uni object generation
    assert {("yes", "yes", "yes")} == {tuple(row[-5:-2]) for row in rows}
    text, complaints = run(tool("pdftotext"), file, "-")

    assert "" == complaints
    assert text.strip()

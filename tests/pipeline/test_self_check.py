"""The preflight at the end of a build: what fails is not delivered, and the last good file stays."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

import reportgen.pdf
from reportgen.core.diagnostics import Severity
from reportgen.pipeline.building import build

SPEC = """\
format: reportgen/1
document: {title: 自查样书, organisation: 某区, date: 2030-06-01, congress: {name: 第五次, date: 2030-08-01}}
contents: null
output: {profiles: [press, archive, web]}
sections:
  - {id: s, title: 章, blocks: [{text: 正文。}]}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "book.yaml"
    path.write_text(SPEC, "utf-8")
    return path


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that does not know the version it writes."""
    write = reportgen.pdf.write_pdf

    def spoilt(document: Any, fonts: Any, stream: Any, **options: Any) -> None:
        written = io.BytesIO()
        write(document, fonts, written, **options)
        stream.write(written.getvalue().replace(b"%PDF-1.", b"%PDF-1,", 1))

    monkeypatch.setattr(reportgen.pdf, "write_pdf", spoilt)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_good_files_are_checked_and_delivered(spec, tmp_path):
    built = build(spec, tmp_path / "out")
    verdicts = {output.profile: output.verdict for output in built.outputs}

    assert ["book-archive.pdf", "book-press.pdf", "book.pdf"] == names(tmp_path / "out")
    assert verdicts["web"] is None
    for profile in ("press", "archive"):
        assert verdicts[profile].profile == profile
        assert verdicts[profile].file == f"book-{profile}.pdf"
        assert verdicts[profile].passes(strict=True)


def test_the_check_knows_the_paper_and_the_binding(tmp_path, spec):
    """On newsprint, with 240 %, and for saddle stitch."""
    press = "press: {paper: newsprint, binding: saddle}\nsections:"
    spec.write_text(SPEC.replace("sections:", press), "utf-8")
    built = build(spec, tmp_path / "out", profile="press")

    assert [] == [item for item in built.findings if item.severity is Severity.ERROR]
    assert ["book-press.pdf"] == names(tmp_path / "out")


@pytest.mark.usefixtures("faulty")
def test_a_failing_file_is_not_delivered_and_the_last_one_stays(spec, tmp_path):
    out = tmp_path / "broken"
    out.mkdir()
    (out / "book-press.pdf").write_bytes(b"the last good one")
    built = build(spec, out)

    assert ["web"] == [output.profile for output in built.outputs]
    assert ["book-press.pdf", "book.pdf"] == names(out)
    assert b"the last good one" == (out / "book-press.pdf").read_bytes()
    codes = [item.code for item in built.findings if item.severity is Severity.ERROR]
    assert 2 == codes.count("output.unfit")
    assert any(code.startswith("preflight.") for code in codes)


@pytest.mark.usefixtures("faulty")
def test_force_keeps_it_under_a_name_that_says_so(spec, tmp_path):
    out = tmp_path / "broken"
    built = build(spec, out, profile="press", force=True)

    assert ["book-press-unfit.pdf"] == names(out)
    (output,) = built.outputs
    assert output.path == out / "book-press-unfit.pdf"
    assert not output.verdict.passes()
    (told,) = [item for item in built.findings if item.code == "output.unfit"]
    assert "book-press-unfit.pdf" in told.message.zh
    assert Severity.ERROR is told.severity

"""What a user of the library finds in `reportgen`: check and build a spec without the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportgen

SMALL = """\
format: reportgen/1
document: {title: 小册, organisation: 某区}
metrics:
  - {id: share, name: 占比, value: 70, unit: "%", qualifier: 以上, period: 始终保持}
sections:
  - id: one
    title: 一节
    blocks:
      - text: 占比为{{ share }}。
"""


def test_every_name_of_the_door_opens():
    assert [] == [name for name in reportgen.__all__ if not hasattr(reportgen, name)]
    with pytest.raises(AttributeError, match="nothing"):
        _ = reportgen.nothing


def test_check_and_build(tmp_path: Path):
    spec = tmp_path / "small.yaml"
    spec.write_text(SMALL, encoding="utf-8")

    checked = reportgen.check(spec)
    built = reportgen.build(spec, tmp_path / "out")

    assert () == tuple(item for item in checked.findings if item.severity is reportgen.Severity.ERROR)
    assert tmp_path / "out" / "small.pdf" == built.output
    assert built.output.read_bytes().startswith(b"%PDF-1.7")


def test_a_faulty_spec_builds_nothing_and_says_where(tmp_path: Path):
    spec = tmp_path / "small.yaml"
    spec.write_text(SMALL.replace("{{ share }}", "{{ shore }}"), encoding="utf-8")

    built = reportgen.build(spec, tmp_path / "out")

    assert built.output is None
    found = next(item for item in built.findings if item.code == "spec.unknown-metric")
    assert found.span is not None
    assert (9, 21) == (found.span.line, found.span.column)
    assert not (tmp_path / "out").exists()

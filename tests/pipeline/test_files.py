"""Files appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.pipeline.files import replaced


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path):
    target = tmp_path / "new folder" / "report.pdf"
    with replaced(target) as stream:
        stream.write(b"first")
    with replaced(target) as stream:
        stream.write(b"second")

    assert b"second" == target.read_bytes()
    assert [target] == list(target.parent.iterdir())


def test_a_failure_leaves_the_last_good_file(tmp_path: Path):
    target = tmp_path / "report.pdf"
    target.write_bytes(b"good")

    def write_half() -> None:
        with replaced(target) as stream:
            stream.write(b"half")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        write_half()

    assert b"good" == target.read_bytes()
    assert [target] == list(tmp_path.iterdir())

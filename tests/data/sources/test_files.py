"""A data file is read whole and unchanged, or not at all."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path

import pytest

from reportgen.data.sources import files
from reportgen.data.sources.files import read_file
from reportgen.data.sources.refusal import Refused


def refused(path: Path, name: str | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        read_file(path, name or path.name)
    return caught.value


def test_bytes_and_digest(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes(b"a,b\n")
    content = read_file(path, "data/表.csv")

    assert ("data/表.csv", path, b"a,b\n") == (content.name, content.path, content.data)
    assert hashlib.sha256(b"a,b\n").hexdigest() == content.sha256


def test_missing(tmp_path):
    (tmp_path / "表.XLSX").write_bytes(b"")

    assert "data.no-file" == refused(tmp_path / "表.csv").code
    assert "data/表.XLSX" in refused(tmp_path / "表.csv", "data/表.csv").hints[0].zh
    assert "data.no-file" == refused(tmp_path / "nowhere" / "表.csv").code
    assert "data.no-file" == refused(tmp_path / "表.XLSX" / "表.csv").code
    assert "data/表.csv" in refused(tmp_path / "data\\表.csv", "data\\表.csv").hints[0].zh


def test_folder(tmp_path):
    assert "data.no-file" == refused(tmp_path).code


def test_name_that_no_disk_takes(tmp_path):
    assert "data.unreadable" == refused(tmp_path / ("x" * 300)).code
    assert "data.unreadable" == refused(tmp_path / "a\0b").code


@pytest.mark.parametrize("how", ["denied", "input/output"])
def test_unreadable(tmp_path, monkeypatch, how):
    """No permission, held by another program (as Windows tells it), a broken disk."""
    path = tmp_path / "表.csv"
    path.write_bytes(b"1")
    problem = (
        PermissionError(13, "Permission denied") if how == "denied" else OSError(5, "Input/output error")
    )

    def fail(self: Path) -> bytes:
        raise problem

    monkeypatch.setattr(Path, "read_bytes", fail)

    assert "data.unreadable" == refused(path).code


def changing(monkeypatch, path: Path, later: bytes) -> None:
    """Between the first look at the bytes and the second someone saves the file."""
    plain = Path.read_bytes
    looks = []

    def read(self: Path) -> bytes:
        data = plain(self)
        if self == path and not looks:
            stat = path.stat()
            path.write_bytes(later)
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        looks.append(self)
        return data

    monkeypatch.setattr(Path, "read_bytes", read)


@pytest.mark.parametrize("later", [b"a,2\n", b"a,1\nb,2\n"])
def test_file_that_changes_while_it_is_read(tmp_path, monkeypatch, later):
    """Also where size and time stay as they were: the digest tells."""
    path = tmp_path / "表.csv"
    path.write_bytes(b"a,1\n")
    changing(monkeypatch, path, later)

    assert "data.changed" == refused(path).code


def test_file_that_is_touched_while_it_is_read(tmp_path, monkeypatch):
    """Equal bytes with a new time: somebody is writing."""
    path = tmp_path / "表.csv"
    path.write_bytes(b"a,1\n")
    plain = Path.read_bytes

    def read(self: Path) -> bytes:
        data = plain(self)
        os.utime(path, (1, 1))
        return data

    monkeypatch.setattr(Path, "read_bytes", read)

    assert "data.changed" == refused(path).code


def test_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 10)
    path = tmp_path / "表.csv"
    path.write_bytes(b"1" * 11)

    assert "data.too-large" == refused(path).code


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_database_in_use(tmp_path, mode):
    """Changes that are not in the file yet lie beside it; what would be read is not what is valid."""
    path = tmp_path / "数.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("CREATE TABLE t (x)")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO t VALUES (1)")

    assert "data.locked" == refused(path).code

    connection.execute("COMMIT")
    connection.close()
    assert path.read_bytes() == read_file(path, path.name).data

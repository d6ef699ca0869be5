"""BagIt as RFC 8493 has it: manifests, names, tag files."""

from __future__ import annotations

import hashlib
import subprocess

import pytest

from reportgen.runs.bag import Entry, files_below, info_text, manifest_text, read_manifest, seal, version_of
from reportgen.runs.manifest import folder_name

A, B = "a" * 64, "b" * 64


def test_a_manifest_is_sorted_and_read_back():
    entries = (Entry("data/b.txt", B), Entry("data/a 100%\n.txt", A))
    text = manifest_text(entries)

    assert f"{A}  data/a 100%25%0A.txt\n{B}  data/b.txt\n" == text
    assert ({*entries}, ()) == ({*read_manifest(text)[0]}, read_manifest(text)[1])


@pytest.mark.parametrize(
    "line",
    [
        "data/a.txt",
        f"{A[:-1]}  data/a.txt",
        f"{A}  ../a.txt",
        f"{A}  data/../../a.txt",
        f"{A}  /etc/passwd",
        f"{A}  C:\\a.txt",
        f"{A}  ~/a.txt",
        f"{A}  data/fine.txt",
    ],
)
def test_a_line_that_is_none_is_told_by_its_number(line):
    """No digest, a path that leaves the bag, a path that stands there twice."""
    entries, wrong = read_manifest(f"{B}  data/fine.txt\n{line}\n")

    assert (Entry("data/fine.txt", B),) == entries
    assert (2,) == wrong


def test_digests_of_other_programs_are_read():
    """Capitals, tabs, the star of sha256sum, other line ends."""
    entries, wrong = read_manifest(f"{A.upper()}\tdata/a.txt\r\n{B} *./data/b.txt\r\n")

    assert (Entry("data/a.txt", A), Entry("data/b.txt", B)) == entries
    assert () == wrong


def test_the_declaration():
    assert "1.0" == version_of("BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n")
    assert "" == version_of("BagIt-Version: 1.0\nTag-File-Character-Encoding: GBK\n")


def test_facts_stay_on_a_line():
    assert "A: x y\n" == info_text({"A": "x\ny", "B": " "})


def test_a_sealed_bag_is_checked_by_another_program(tmp_path, tool):
    """`sha256sum -c` reads both manifests."""
    (tmp_path / "data/里").mkdir(parents=True)
    (tmp_path / "data/里/一.txt").write_text("one", "utf-8")
    (tmp_path / "data/b.bin").write_bytes(b"\0\1")
    seal(tmp_path, {"External-Description": "云溪区"})

    assert [
        "bag-info.txt",
        "bagit.txt",
        "data/b.bin",
        "data/里/一.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ] == [name for name, _ in files_below(tmp_path)]
    assert "Payload-Oxum: 5.2" in (tmp_path / "bag-info.txt").read_text("utf-8")
    assert hashlib.sha256(b"one").hexdigest() in (tmp_path / "manifest-sha256.txt").read_text("utf-8")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        command = [tool("sha256sum"), "--strict", "-c", name]
        assert 0 == subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("congress", "edition", "date", "name"),
    [
        ("大会", "送审稿", "2030-05-01", "大会-送审稿-2030-05-01-aaaaaaaa"),
        ("大会/一:二", "", "", "大会_一_二-aaaaaaaa"),
        ("", "", "", "edition-aaaaaaaa"),
        ("..", "CON", "", "report-_CON-aaaaaaaa"),
    ],
)
def test_folders_are_safe_on_every_system(congress, edition, date, name):
    assert name == folder_name(congress, edition, date, A)


def test_a_long_name_keeps_its_hash():
    name = folder_name("大" * 90, "二稿", "2030", A)

    assert name.endswith("-aaaaaaaa")
    assert len(name.encode("utf-8")) <= 120

"""`reportgen archive verify`: whatever happened to an edition is found, said with a cure, and ends with 1."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent)]

from kept import bag_in, put, resealed, run, write  # noqa: E402

from reportgen.runs.archive_verify import verify  # noqa: E402
from reportgen.runs.bag import DECLARATION, INFO, MANIFEST, TAGS  # noqa: E402

CSV = "data/source/data/rates.csv"


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    done = run("archive", write(folder / "src"), "--store", folder / "store")
    assert 0 == done.exit_code, done.stderr
    return bag_in(folder / "store")


@pytest.fixture
def bag(kept, tmp_path) -> Path:
    """The edition, to be tampered with by `put` only: its files are links."""
    return Path(shutil.copytree(kept, tmp_path / "store" / kept.name, copy_function=os.link))


def codes(folder: Path, seal: str = "") -> list[str]:
    return [item.code for item in verify(folder, seal)[1]]


def test_what_was_kept_is_sound(bag):
    done = run("archive", "verify", bag)

    assert 0 == done.exit_code
    assert f"完好 {bag.name}" in done.stdout
    assert "" == done.stderr


def test_a_store_is_verified_whole(bag):
    other = bag.with_name("另一版")
    shutil.copytree(bag, other, copy_function=os.link)
    put(other / CSV, "x")
    done = run("archive", "verify", bag.parent)

    assert 1 == done.exit_code
    assert f"另一版：{CSV}" in done.stderr
    assert f"{bag.name}：" not in done.stderr


def change_data(bag: Path) -> None:
    put(bag / CSV, (bag / CSV).read_bytes() + b"\n")


def change_one_bit(bag: Path) -> None:
    face = bag / "data/fonts/RGKaiSC-Regular.ttf"
    data = bytearray(face.read_bytes())
    data[100_000] ^= 1
    put(face, bytes(data))


def truncate_pdf(bag: Path) -> None:
    pdf = bag / "data/delivered/report.pdf"
    put(pdf, pdf.read_bytes()[:-1])


def change_manifest(bag: Path) -> None:
    text = (bag / MANIFEST).read_text("utf-8")
    put(bag / MANIFEST, text.replace(text[:64], "0" * 64, 1))


def spoil_manifest(bag: Path) -> None:
    text = (bag / MANIFEST).read_text("utf-8")
    put(bag / MANIFEST, text[30:])


def change_info(bag: Path) -> None:
    put(bag / INFO, (bag / INFO).read_text("utf-8") + "Note: x\n")


def break_edition(bag: Path) -> None:
    put(bag / "data/edition.json", "{")


def rename(bag: Path) -> None:
    (bag / CSV).rename(bag / CSV.replace("rates", "rates (1)"))


def link(bag: Path) -> None:
    data = (bag / CSV).read_bytes()
    (bag / CSV).unlink()
    other = bag.parent / "elsewhere.csv"
    other.write_bytes(data)
    (bag / CSV).symlink_to(other)


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (change_data, ["archive.changed"]),
        (change_one_bit, ["archive.changed"]),
        (truncate_pdf, ["archive.changed"]),
        (lambda bag: (bag / CSV).unlink(), ["archive.missing"]),
        (lambda bag: put(bag / "data/extra.txt", "x"), ["archive.extra"]),
        (lambda bag: put(bag / "Thumbs.db", "x"), ["archive.extra"]),
        (rename, ["archive.renamed"]),
        (link, ["archive.changed"]),
        (change_manifest, ["archive.changed", "archive.disagree", "archive.tag-changed"]),
        (
            spoil_manifest,
            ["archive.manifest-line", "archive.disagree", "archive.extra", "archive.tag-changed"],
        ),
        (lambda bag: (bag / MANIFEST).unlink(), ["archive.no-manifest"]),
        (lambda bag: put(bag / MANIFEST, b"\xff\xfe"), ["archive.no-manifest", "archive.tag-changed"]),
        (lambda bag: (bag / TAGS).unlink(), ["archive.no-manifest"]),
        (change_info, ["archive.tag-changed"]),
        (lambda bag: (bag / INFO).unlink(), ["archive.missing"]),
        (lambda bag: (bag / DECLARATION).unlink(), ["archive.no-declaration"]),
        (lambda bag: put(bag / DECLARATION, "x"), ["archive.no-declaration", "archive.tag-changed"]),
        (break_edition, ["archive.changed", "archive.edition-broken"]),
    ],
)
def test_every_kind_of_tampering_is_found(bag, tamper, expected):
    """A data file, a bit, a manifest, a tag file, what is too many, what has another name."""
    tamper(bag)
    bags, found = verify(bag)

    assert sorted(expected) == sorted(item.code for item in found)
    assert all(item.hints for item in found)
    assert all(item.message.zh != item.message.en for item in found)
    assert 1 == len(bags)
    assert 1 == run("archive", "verify", bag).exit_code


def test_a_line_of_the_manifest_is_named(bag):
    put(bag / MANIFEST, "nonsense\n" + (bag / MANIFEST).read_text("utf-8"))
    done = run("archive", "verify", bag, "--format", "json")
    (line,) = [
        item for item in json.loads(done.stdout)["findings"] if item["code"] == "archive.manifest-line"
    ]

    assert (1, True) == (line["line"], line["file"].endswith(MANIFEST))


def test_the_pdf_gives_away_data_that_were_changed_with_all_digests(bag):
    """F14: the record inside the delivered files names the digest of what they were made from."""
    put(bag / CSV, "指标,数值\n达标率,99.5\n")
    edition = json.loads((bag / "data/edition.json").read_text("utf-8"))
    for each in edition["files"]:
        if each["path"] == CSV:
            each["sha256"] = hashlib.sha256((bag / CSV).read_bytes()).hexdigest()
    put(bag / "data/edition.json", json.dumps(edition))
    resealed(bag)

    assert ["archive.other-record"] * 2 == codes(bag)


def test_the_seal_gives_away_everything(bag):
    seal = hashlib.sha256((bag / TAGS).read_bytes()).hexdigest()
    assert [] == codes(bag, seal)
    put(bag / "data/evidence/ledger.csv", "x")
    edition = json.loads((bag / "data/edition.json").read_text("utf-8"))
    for each in edition["files"]:
        if each["role"] == "ledger":
            each["sha256"] = hashlib.sha256(b"x").hexdigest()
    put(bag / "data/edition.json", json.dumps(edition))
    resealed(bag)

    assert [] == codes(bag)
    assert ["archive.other-seal"] == codes(bag, seal)


def test_a_folder_of_another_name_is_a_warning(bag):
    other = bag.rename(bag.with_name("改名"))

    assert ["archive.bag-renamed"] == codes(other)
    assert 0 == run("archive", "verify", other).exit_code


def test_names_of_another_file_system_are_the_same(bag):
    """macOS once kept é as two characters."""
    put(bag / "data/signed-é.txt", "x")
    edition = json.loads((bag / "data/edition.json").read_text("utf-8"))
    digest = hashlib.sha256(b"x").hexdigest()
    edition["files"].append({"path": "data/signed-é.txt", "role": "signed", "bytes": 1, "sha256": digest})
    put(bag / "data/edition.json", json.dumps(edition))
    resealed(bag)
    assert [] == codes(bag)
    (bag / "data/signed-é.txt").rename(bag / "data/signed-e\u0301.txt")

    assert [] == codes(bag)


def test_nothing_to_verify(tmp_path):
    (tmp_path / ".edition-x").mkdir()

    assert ["archive.no-bag", "archive.unfinished"] == sorted(codes(tmp_path))
    assert ["archive.not-read"] == codes(tmp_path / "none")

"""What a build vouches for: the spec that was checked, and every file that decides its bytes."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from reportgen.pipeline import building
from reportgen.pipeline.building import build
from reportgen.pipeline.inspection import inspect

ICC = Path(__file__).resolve().parents[2] / "assets" / "icc" / "FOGRA39L_coated.icc"
SPEC = """\
format: reportgen/1
document: {title: 试, organisation: 某区, date: 2030-06-01, congress: {name: 第五次, date: 2030-08-01}}
contents: null
press: {icc: house.icc}
sections:
  - {id: s, title: 章, blocks: [{text: 正文。}]}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "book.yaml"
    path.write_text(SPEC, "utf-8")
    shutil.copy(ICC, tmp_path / "house.icc")
    return path


def test_a_spec_that_is_saved_while_it_is_built_is_refused(spec, tmp_path, monkeypatch):
    """The record and the attachment would be of another text than the pages."""
    check = building.check

    def saved_meanwhile(path: Path, **options):
        found = check(path, **options)
        path.write_text(SPEC.replace("正文", "改过的正文"), "utf-8")
        return found

    monkeypatch.setattr(building, "check", saved_meanwhile)
    built = build(spec, tmp_path / "out", profile="archive")

    assert () == built.outputs
    assert "data.changed-since" in [item.code for item in built.findings]
    assert "book.yaml" in next(i.message.zh for i in built.findings if i.code == "data.changed-since")

    monkeypatch.undo()
    assert 1 == len(build(spec, tmp_path / "out", profile="archive").outputs)


LIST = "format: reportgen-terms/1\nname: 本区\nterms: [{standard: 乙话, wrong: [%s]}]\n"


def with_list(spec: Path) -> tuple[Path, bytes]:
    """The list of terms that the spec now names, and its bytes."""
    own = spec.with_name("own.yaml")
    own.write_text(LIST % "甲话", "utf-8")
    spec.write_text(SPEC.replace("press: {icc: house.icc}", "review: {terms: [own.yaml]}"), "utf-8")
    return own, own.read_bytes()


def test_the_record_vouches_for_the_list_of_terms_that_was_read(spec, tmp_path, monkeypatch):
    own, before = with_list(spec)
    check = building.check

    def changed_meanwhile(path: Path, **options):
        found = check(path, **options)
        own.write_text(LIST % "丙话", "utf-8")
        return found

    monkeypatch.setattr(building, "check", changed_meanwhile)
    (output,) = build(spec, tmp_path / "out", profile="web").outputs

    read = {item["file"]: item["sha256"] for item in inspect(output.path).record["data"]}
    assert {"own.yaml": hashlib.sha256(before).hexdigest()} == read


def test_a_list_of_terms_that_changed_is_not_packed_as_the_one_that_was_read(spec, tmp_path, monkeypatch):
    own, _ = with_list(spec)
    check = building.check
    assert 1 == len(build(spec, tmp_path / "out", profile="archive").outputs)

    def changed_meanwhile(path: Path, **options):
        found = check(path, **options)
        own.write_text(LIST % "丙话", "utf-8")
        return found

    monkeypatch.setattr(building, "check", changed_meanwhile)
    built = build(spec, tmp_path / "again", profile="archive")

    assert () == built.outputs
    assert "data.changed-since" in [item.code for item in built.findings]


@pytest.mark.parametrize("profile", ["press", "web"])
def test_the_profile_of_the_press_is_in_the_record_of_every_file(spec, tmp_path, profile):
    (output,) = build(spec, tmp_path / "out", profile=profile).outputs

    read = {item["file"]: item["sha256"] for item in inspect(output.path).record["data"]}
    assert {"house.icc": hashlib.sha256(ICC.read_bytes()).hexdigest()} == read

"""Names of files out of rows, digests, shards, progress."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.pipeline.rows import ReadRow
from reportgen.runs.instances import instances_of, shard_of
from reportgen.runs.progress import Progress, clock_text
from reportgen.spec.parameters import Given


def rows(*names: str) -> list[ReadRow]:
    return [
        ReadRow(number, {"区": Given(name)} if name else {}) for number, name in enumerate(names, start=2)
    ]


def made(*names: str, pattern: str = "", profiles: tuple[str, ...] = ("web",), ground: str = "g"):
    return instances_of(rows(*names), pattern, profiles, ["区", "码"], ground, "t.csv")


def names_of(*names: str, **options) -> list[str]:
    return [name for instance in made(*names, **options)[0] for name in instance.names.values()]


def test_names():
    """The first parameter by default; profiles are told apart even where the pattern forgets them."""
    assert ["甲", "乙"] == names_of("甲", "乙")
    assert ["甲-press", "甲-web"] == names_of("甲", profiles=("press", "web"))
    assert ["x甲-press", "x甲-web"] == names_of("甲", pattern="x{区}", profiles=("press", "web"))
    assert ["2-甲"] == names_of("甲", pattern="{row}-{区}-{码}")
    assert ["甲/web"] == names_of("甲", pattern="{区}/{profile}")


@pytest.mark.parametrize(
    "wild", ["../../etc/passwd", "..", "/", "a/b", "CON", "a\\b", "x" * 300, ".", "a\0b", "\u202eb"]
)
def test_a_row_never_leaves_the_folder(wild):
    """Separators, devices, ends, length: safe on every system."""
    for pattern in ("{区}", "{区}/{profile}", "../{区}"):
        (name,) = names_of(wild, pattern=pattern)
        steps = name.split("/")
        assert len(steps) <= 1 + pattern.count("/")
        for step in steps:
            assert step not in ("", ".", "..")
            assert len(step.encode()) <= 120
            assert not set(step) & set('\\<>:"|?*\0\u202e')
            assert step.upper() != "CON"


def test_a_row_without_its_name():
    """It fails by itself, under a name of its own."""
    assert ["row-2", "row-3"] == names_of("", "")


@pytest.mark.parametrize("pair", [("甲", "甲"), ("a", "A"), ("é", "e\u0301"), ("a/b", "a:b")])
def test_double_names_are_told_before_anything_is_built(pair):
    """Also where letters differ in case alone, or in how they are composed."""
    instances, findings = made(*pair)

    assert () == instances
    assert [("batch.double-name", 3)] == [(item.code, item.span.line) for item in findings]
    assert "2" in findings[0].message.zh


@pytest.mark.parametrize(
    ("pair", "more"),
    [
        (("甲", "甲-cover"), {"profiles": ("press",), "binding": "perfect"}),
        (("甲-COVER", "甲"), {"profiles": ("press",), "binding": "perfect"}),
        (("甲", "甲-unfit"), {"profiles": ("archive",), "force": True}),
        (("甲-cover-unfit", "甲"), {"profiles": ("press",), "binding": "perfect", "force": True}),
    ],
)
def test_covers_and_files_kept_though_unfit_have_names_too(pair, more):
    """Where they are written; elsewhere a row may be called so."""
    profiles = more.pop("profiles")
    findings = instances_of(rows(*pair), "", profiles, ["区", "码"], "g", "t.csv", **more)[1]

    assert [("batch.double-name", 3)] == [(item.code, item.span.line) for item in findings]
    assert () == made(*pair, profiles=profiles)[1]
    assert () == instances_of(rows(*pair), "", ["web"], ["区", "码"], "g", "t.csv", **more)[1]


def test_two_that_clash_in_several_files_are_told_once():
    found = instances_of(rows("甲", "甲"), "", ["press"], ["区", "码"], "g", "t.csv", binding="perfect")[1]

    assert ["batch.double-name"] == [item.code for item in found]


def test_unknown_parts_of_a_pattern():
    instances, findings = made("甲", pattern="{区}-{县}")

    assert () == instances
    assert ["batch.unknown-part"] == [item.code for item in findings]
    assert "{县}" in findings[0].message.en


def test_digests():
    """The row, the ground and the names decide; the number of the row and unused order do not."""
    (first,), _ = made("甲")
    (moved,), _ = instances_of([replace(rows("甲")[0], number=9)], "", ["web"], ["区", "码"], "g", "t.csv")
    others = [made("乙")[0][0], made("甲", ground="h")[0][0], made("甲", pattern="x{区}")[0][0]]

    assert first.digest == moved.digest
    assert 4 == len({first.digest, *(other.digest for other in others)})


def test_shards_share_out_everything():
    instances, _ = made(*"甲乙丙丁戊己庚")
    parts = [shard_of(instances, part, 3) for part in (1, 2, 3)]

    assert [3, 2, 2] == [len(part) for part in parts]
    assert sorted(i.label for part in parts for i in part) == sorted("甲乙丙丁戊己庚")


def test_progress():
    """Rate and time left; nothing is guessed from the first reports."""
    assert Progress(2, 0, 100, 10.0).per_minute is None
    assert Progress(2, 0, 100, 10.0).seconds_left is None
    assert 30.0 == Progress(10, 1, 100, 20.0).per_minute
    assert 180.0 == Progress(10, 1, 100, 20.0).seconds_left
    assert ["0:05", "3:00", "1:01:01"] == [clock_text(seconds) for seconds in (5, 180, 3661)]

"""Batches: F14 (twelve districts), what stands of an earlier run, and processes that are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from batches import DISTRICTS, Ticks, files, prepared, ran, write

from reportgen.pipeline.building import build
from reportgen.runs import pool, worker
from reportgen.runs.batch import Wanted, run
from reportgen.runs.batch_manifest import State, digest_of, read_manifest

NAMES = [f"{name}区.pdf" for name in DISTRICTS]


def entries(folder: Path, name: str = "batch.json") -> dict[str, dict]:
    return json.loads((folder / "out" / name).read_text("utf-8"))["reports"]


def test_twelve_districts(tmp_path):
    """F14: twelve files and a manifest that lists them; one bad row does not stop eleven."""
    result = ran(write(tmp_path, bad=4), jobs=2)
    out = tmp_path / "out"

    assert sorted(path.name for path in out.iterdir()) == sorted(
        [".batch.lock", "batch.json", *(name for name in NAMES if name != "西山区.pdf")]
    )
    assert (12, 0, 1) == (result.built, result.kept, len(result.failures))
    assert [("rows.not-a-number", 11)] == [(f.code, f.span.line) for f in result.findings]
    assert "第 6 行（西山区）" in result.findings[0].message.zh
    listed = entries(tmp_path)
    assert [f"{name}区" for name in DISTRICTS] == list(listed)
    assert ("failed", [], "rows.not-a-number") == tuple(
        listed["西山区"][key] for key in ("state", "files", "error")
    )
    for name, entry in listed.items():
        for made in entry["files"]:
            assert digest_of(out / made["file"]) == made["sha256"]
            assert f"{name}.pdf" == made["file"]


def test_a_row_gives_the_bytes_of_a_build_by_itself(tmp_path):
    """A row built alone, and the same row in a batch after others."""
    chart = (
        "  - {chart: bar, title: 收入, place: main, data: {labels: [<<区名>>, 乙], unit: 亿元, "
        "series: [{name: 收入, values: [<<财政收入>>, 2]}]}}\n"
    )
    template = write(tmp_path, ("  - text:", f"{chart}  - text:"), rows=3)
    ran(template)
    batch = prepared(template)
    alone = build(
        template,
        tmp_path / "alone",
        profile="web",
        row=batch.instances[2].row.values,
        names={"web": "北溪区"},
    )

    assert alone.output.read_bytes() == (tmp_path / "out" / "北溪区.pdf").read_bytes()


def test_an_archive_file_carries_its_row(tmp_path):
    """Template and row are in the file, so that it can be built again; its preflight passed."""
    ran(write(tmp_path, rows=1), profiles=("archive",))
    with pikepdf.open(tmp_path / "out" / "青禾区.pdf") as file:
        carried = {name: item.get_file().read_bytes() for name, item in file.attachments.items()}

    assert {"区名": "青禾区", "财政收入": "30.00"} == json.loads(carried["row.json"])
    assert (tmp_path / "template.yaml").read_bytes() == carried["template.yaml"]


def test_a_template_built_by_itself_says_so(tmp_path):
    """Examples in print are a warning, which --strict stops."""
    built = build(write(tmp_path), tmp_path / "out")
    told = [item.span for item in built.findings if item.code == "rows.examples"]
    assert [(2, 1)] == [(span.line, span.column) for span in told]
    assert () == build(tmp_path / "template.yaml", tmp_path / "strict", strict=True).outputs


def test_shards_are_the_whole(tmp_path):
    """Every report is in one of three shards, with the same bytes."""
    template = write(tmp_path, rows=5)
    ran(template, out="whole")
    for part in (1, 2, 3):
        ran(template, part=part, parts=3)

    assert files(tmp_path / "whole") == files(tmp_path / "out")
    shards = [list(entries(tmp_path, f"batch-{part}-of-3.json")) for part in (1, 2, 3)]
    assert [2, 2, 1] == [len(shard) for shard in shards]


def test_only_what_changed(tmp_path):
    """A changed row, a file that was damaged, and one that is gone; nothing else. A changed template: all."""
    template = write(tmp_path, rows=5)
    ran(template)
    assert (0, 5) == counts(ran(template, wanted=Wanted(only_changed=True)))
    table = tmp_path / "rows.csv"
    table.write_text(table.read_text("utf-8").replace("30.10", "31.10"), "utf-8")
    (tmp_path / "out" / "北溪区.pdf").write_bytes(b"%PDF")
    (tmp_path / "out" / "东湖区.pdf").unlink()

    assert (3, 2) == counts(ran(template, wanted=Wanted(only_changed=True)))
    assert (5, 0) == counts(ran(template))
    template.write_text(template.read_text("utf-8").replace("title: 财政\n", "title: 财力\n"), "utf-8")
    assert (5, 0) == counts(ran(template, wanted=Wanted(only_changed=True)))


def test_a_data_file_that_changed(tmp_path):
    """What a row's report was read from counts, too; a column goes into the name of the file."""
    source = "sources:\n- {id: s, title: 汇总, file: data/<<区名>>.csv}\nmetrics:\n"
    cell = "source: {id: s, cell: B1}"
    template = write(tmp_path, ("metrics:\n", source), ("value: <<财政收入>>", cell), rows=0)
    template.write_text(
        template.read_text("utf-8").replace("- {name: 财政收入, description: 亿元, example: 30.50}\n", "")
    )
    (tmp_path / "data").mkdir()
    (tmp_path / "rows.csv").write_text("区名\n甲区\n乙区\n", "utf-8")
    for name in ("样区", "甲区", "乙区"):
        (tmp_path / "data" / f"{name}.csv").write_text("收入,12\n", "utf-8")
    assert (2, 0) == counts(ran(template))
    (tmp_path / "data" / "乙区.csv").write_text("收入,13\n", "utf-8")

    assert (1, 1) == counts(ran(template, wanted=Wanted(only_changed=True)))


def test_retry_takes_what_failed(tmp_path):
    """A corrected row is built; the others are not touched, even if the template was."""
    template = write(tmp_path, rows=3, bad=1)
    ran(template)
    before = (tmp_path / "out" / "北溪区.pdf").stat().st_mtime_ns
    write(tmp_path, ("title: 财政\n", "title: 财力\n"), rows=3)
    result = ran(template, wanted=Wanted(retry=True))

    assert (1, 2) == counts(result)
    assert () == result.failures
    assert before == (tmp_path / "out" / "北溪区.pdf").stat().st_mtime_ns


def test_a_failed_row_leaves_its_last_good_file(tmp_path):
    """F09: nothing is written over by a row that became bad."""
    template = write(tmp_path, rows=2)
    ran(template)
    before = files(tmp_path / "out")
    write(tmp_path, rows=2, bad=0)
    ran(template)

    assert before == files(tmp_path / "out")


def test_a_broken_manifest_is_kept_aside(tmp_path):
    """Everything is built again, and the file is still there."""
    template = write(tmp_path, rows=2)
    ran(template)
    (tmp_path / "out" / "batch.json").write_text('{"format": "reportgen-batch/1", "repo', "utf-8")
    result = ran(template, wanted=Wanted(only_changed=True))

    assert (2, 0) == counts(result)
    assert ["batch.manifest-broken"] == [f.code for f in result.findings]
    assert 1 == len(list((tmp_path / "out").glob("batch-broken-*.json")))


def test_a_broken_manifest_that_cannot_be_kept_aside_stays(tmp_path):
    """It is told, and neither built upon nor written over."""
    template = write(tmp_path, rows=2)
    manifest = tmp_path / "out" / "batch.json"
    manifest.parent.mkdir()
    manifest.write_bytes(b"{half")
    aside = manifest.with_name(f"batch-broken-{digest_of(manifest)[:8]}.json")
    (aside / "in the way").mkdir(parents=True)
    result = ran(template)

    assert (0, ["output.not-written"]) == (result.built, [f.code for f in result.findings])
    assert b"{half" == manifest.read_bytes()


def test_nowhere_to_write(tmp_path):
    """A folder that cannot be made is told once, before anything is built."""
    (tmp_path / "blocked").write_text("a file")
    result = ran(write(tmp_path, rows=2), out="blocked/out")

    assert ["output.not-written"] == [f.code for f in result.findings]
    assert 0 == result.built


# ------------------------------------------------------------------ deaths


def killing(setting: worker.Setting, instance) -> worker.Outcome:
    """As `make`; the row of 北溪 ends its process, that of 南岭 does so once."""
    mark = setting.out / f"seen-{instance.number}"
    if instance.label == "北溪区" or (instance.label == "南岭区" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return REAL_MAKE(setting, instance)


REAL_MAKE = worker.make


def test_a_row_that_kills_its_process_is_marked(tmp_path, monkeypatch):
    """kill -9 of workers: the row that does it twice is left out, all others are built."""
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(pool, "make", killing)
    result = ran(write(tmp_path, rows=6), jobs=2)

    states = {entry.label: entry.state for entry in result.entries}
    assert {"北溪区"} == {label for label, state in states.items() if state is State.KILLED}
    assert 5 == sum(state is State.DONE for state in states.values())
    assert ["batch.killed"] == [f.code for f in result.findings]
    assert "北溪区.pdf" not in files(tmp_path / "out")


def test_what_a_killed_process_left_is_swept_away(tmp_path):
    """Beside the book and beside its cover; what belongs to others stays."""
    template = write(tmp_path, ("sections:", "press: {binding: perfect}\nsections:"), rows=1)
    batch = prepared(template, profiles=("press",))
    (tmp_path / "out").mkdir()
    left = [tmp_path / "out" / f".青禾区{end}.pdf.x.part" for end in ("", "-cover", "-other")]
    for path in left:
        path.write_bytes(b"half")
    worker.make(batch.setting, batch.instances[0])

    assert [False, False, True] == [path.exists() for path in left]


def test_processes_are_renewed(tmp_path):
    """Each report once, though every process makes but one."""
    batch = prepared(write(tmp_path, rows=3))
    done = [instance.label for instance, _ in pool.outcomes(batch.setting, batch.instances, 1, renewed=1)]

    assert ["青禾区", "南岭区", "北溪区"] == done


BATCH = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
if __name__ == "__main__":
    from batches import prepared
    from reportgen.runs.batch import run
    batch = prepared(Path(sys.argv[2]))
    run(batch, jobs=2, now=time.monotonic, seen=lambda p: print(p.done, flush=True))
"""


def test_a_killed_batch_is_taken_up_again(tmp_path):
    """kill -9 of the parent: its processes end, and the next run builds what was not done."""
    template = write(tmp_path / "a")
    script = tmp_path / "run.py"
    script.write_text(BATCH, "utf-8")
    command = [sys.executable, str(script), str(Path(__file__).parent), str(template)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        for line in parent.stdout:
            if int(line) == 4:
                parent.kill()
                break
        children = started_by(parent.pid)
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [] == [child for child in children if Path(f"/proc/{child}").exists()]
    left, _ = read_manifest(tmp_path / "a" / "out" / "batch.json")
    assert not left.is_finished
    (tmp_path / "a" / "out" / ".月泉区.pdf.left.part").write_bytes(b"half")
    done = sum(entry.state is State.DONE for entry in left.entries.values())
    result = ran(template)
    ran(write(tmp_path / "b"))

    assert (12 - done, done) == counts(result)
    assert files(tmp_path / "a" / "out") == files(tmp_path / "b" / "out")


def started_by(pid: int) -> list[int]:
    """The processes whose parent is or was `pid`, by the arguments that multiprocessing gives them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if f"parent_pid={pid}".encode() in command or f"parent_pid={pid},".encode() in command:
            found.append(int(folder.name))
    return found


def test_an_interrupted_batch_keeps_its_manifest(tmp_path):
    """Ctrl-C after two reports: they stand in the manifest, which is not finished."""
    batch = prepared(write(tmp_path, rows=4))

    def stop(progress):
        if progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(batch, jobs=1, now=Ticks(), seen=stop)
    left, _ = read_manifest(tmp_path / "out" / "batch.json")

    assert not left.is_finished
    assert 2 == sum(entry.state is State.DONE for entry in left.entries.values())


def counts(result) -> tuple[int, int]:
    return result.built, result.kept

"""The reports of a template: kept from what a batch left, and built again from the archive alone."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent)]

from batches import write  # noqa: E402
from kept import bag_in, run  # noqa: E402

from reportgen.runs.batch import prepare  # noqa: E402
from reportgen.runs.batch_manifest import State  # noqa: E402
from reportgen.runs.worker import Setting, make  # noqa: E402

PERCENT = (
    "- {name: 财政收入, description: 亿元, example: 30.50}",
    "- {name: 财政收入, description: 亿元, example: 30.50}\n- {name: 说明, example: '12.5%'}",
)
CITED = ("<<区名>>的财政收入为", "<<说明>>。<<区名>>的财政收入为")
BOUND = (
    "sections:",
    "cover: {name: 试}\npress: {binding: perfect, caliper: 0.5, cover_caliper: 0.3}\nsections:\n"
    "- {id: s, title: 章, blocks: [{text: 正文。}]}\n- {id: t, title: 又章, blocks: [{text: 正文。}]}",
)


def template_in(folder: Path, *edits: tuple[str, str]) -> Path:
    """A template, and a table of two rows with figures in several spellings."""
    template = write(folder, PERCENT, CITED, *edits, rows=2)
    table = template.with_name("rows.csv")
    head, one, two = table.read_text("utf-8").splitlines()
    table.write_text(f"{head},说明\n{one},占12.50%\n{two},0.0400\n", "utf-8")
    return template


def batch(template: Path, out: Path, *profiles: str, name: str = "", rows: int = 2) -> None:
    """The first rows of the table built as a batch builds them, in this process."""
    table = template.with_name("rows.csv")
    asked = prepare(Setting(template, out, profiles), table, pattern=name)
    for instance in asked.instances[:rows]:
        outcome = make(asked.setting, instance)
        assert State.DONE is outcome.entry.state, outcome.errors


def editions(store: Path) -> dict[str, Path]:
    """The folders of the editions, by the district of their rows."""
    found = [each for each in store.iterdir() if not each.name.startswith(".")]
    return {
        json.loads((each / "data/edition.json").read_text("utf-8"))["row"]["区名"]: each for each in found
    }


def test_each_report_of_a_batch_is_kept_and_built_again(tmp_path):
    """Each edition has its row and the bytes that the batch made, and gives them when all else is gone.

    The two files of a report have one name, in folders of their own: names are printed on the sheets.
    """
    template, out, store = template_in(tmp_path / "src", BOUND), tmp_path / "out", tmp_path / "store"
    batch(template, out, "press", "archive", name="{profile}/{区名}")
    done = run("archive", template, "--from", out, "--store", store)
    assert 0 == done.exit_code, done.stderr
    assert "新存 2 份，已经存过 0 份，没有存成 0 份" in done.stdout

    made = {path.relative_to(out): path.read_bytes() for path in out.rglob("*.pdf")}
    kept = editions(store)
    assert {"青禾区", "南岭区"} == kept.keys()
    assert kept["青禾区"].name.startswith("青禾区-大会-2026-08-01-")
    assert 0 == run("archive", "verify", store).exit_code
    assert "青禾区 大会" in run("archive", "list", store).stdout
    shutil.rmtree(tmp_path / "src")
    found = {}
    for name, bag in kept.items():
        again = tmp_path / "again" / name
        done = run("archive", "rebuild", bag, "--out", again)
        assert 0 == done.exit_code, done.stderr
        found |= {path.relative_to(again): path.read_bytes() for path in again.rglob("*.pdf")}
    assert 6 == len(made)  # two books, their covers, and the files for the archive
    assert made == found


def test_those_that_are_kept_stay_and_the_status_tells_of_the_others(tmp_path):
    """A file that was changed is refused by itself; what is kept already is counted; JSON has each row."""
    template, out, store = template_in(tmp_path / "src"), tmp_path / "out", tmp_path / "store"
    batch(template, out, "web")
    changed = out / "南岭区.pdf"
    changed.write_bytes(changed.read_bytes().replace(b"%%EOF", b"%% EOF\n%%EOF"))
    first = run("archive", template, "--from", out, "--store", store)
    assert 1 == first.exit_code
    assert "南岭区：南岭区.pdf" in first.stderr
    assert "[archive.other-bytes]" in first.stderr
    assert ["青禾区"] == list(editions(store))
    again = run("archive", template, "--from", out, "--store", store, "--format", "json")
    assert 1 == again.exit_code
    told = {each["row"]["区名"]: each["edition"] for each in json.loads(again.stdout)["editions"]}
    assert told["南岭区"] is None
    assert (str(editions(store)["青禾区"]), False) == (told["青禾区"]["path"], told["青禾区"]["new"])


def test_a_template_itself_is_not_kept(tmp_path):
    """Nobody wants the examples in twenty years; nor what was made from the template as it was before."""
    template, out, store = template_in(tmp_path / "src"), tmp_path / "out", tmp_path / "store"
    assert "[archive.template]" in run("archive", template, "--store", store).stderr
    nowhere = run("archive", template, "--store", store, "--from", tmp_path / "none")
    assert (1, True) == (nowhere.exit_code, "[archive.not-read]" in nowhere.stderr)
    batch(template, out, "web", "draft", rows=1)
    template.write_text(template.read_text("utf-8") + "# again\n", "utf-8")
    done = run("archive", template, "--from", out, "--store", store)
    assert 1 == done.exit_code
    assert "[archive.none-given]" in done.stderr
    assert not store.exists()


def test_an_edition_can_have_a_profile_that_the_batch_did_not_make(tmp_path):
    """It is built, and said to be so; drafts of the batch are not kept; the store may lie in its folder."""
    template, out = template_in(tmp_path / "src"), tmp_path / "out"
    batch(template, out, "web", "draft", rows=1)
    for _ in range(2):
        done = run("archive", template, "--from", out, "--store", out / "kept", "--profile", "archive")
        assert 0 == done.exit_code, done.stderr
        assert "[archive.not-given]" in done.stderr
    (delivered,) = (bag_in(out / "kept") / "data/delivered").iterdir()
    assert ["青禾区-web.pdf"] == [path.name for path in delivered.iterdir()]
    assert "archive" == delivered.name


def test_figures_of_a_database_are_refused(tmp_path, monkeypatch):
    """A template has no freeze, so such a report could not be built again."""
    with closing(sqlite3.connect(tmp_path / "live.sqlite")) as base:
        base.execute("CREATE TABLE t (v)")
        base.execute("INSERT INTO t VALUES (7)")
        base.commit()
    monkeypatch.setenv("REPORTGEN_LIVE", f"sqlite:///{tmp_path / 'live.sqlite'}")
    live = (
        "metrics:\n",
        "sources: [{id: live, title: 库, connection: REPORTGEN_LIVE}]\nmetrics:\n"
        "- {id: n, name: 数, unit: 个, as_of: 2025, source: {id: live, query: select v from t}}\n",
    )
    template, out, store = template_in(tmp_path / "src", live), tmp_path / "out", tmp_path / "store"
    batch(template, out, "web", rows=1)
    done = run("archive", template, "--from", out, "--store", store)
    assert 1 == done.exit_code
    assert "[archive.not-frozen]" in done.stderr
    assert "由表里的列填入" in done.stderr

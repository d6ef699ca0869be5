"""`reportgen schedule status`, `run-due` and `install`, from a report to its files."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import reportgen.pdf
from reportgen.cli import schedule_plans
from reportgen.cli.main import cli
from reportgen.runs import notify, runner
from reportgen.runs.lease import alone

sys.path[:0] = [str(Path(__file__).parents[1] / "review"), str(Path(__file__).parent)]

from shared import family  # noqa: E402
from signed_specs import write  # noqa: E402

SCHEDULE = """
schedule:
  name: 青石区第五次党代会
  opening: 2030-09-23
  count: calendar
  drafts: {rule: FREQ=WEEKLY;BYDAY=MO, start: layout, end: text-freeze}
"""
FREEZE_DAY = datetime(2030, 9, 5, 12, tzinfo=UTC)  # 18 days before


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = write(tmp_path)
    path.write_text(path.read_text("utf-8") + SCHEDULE, "utf-8")
    return path


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    """Sets the clock of the commands."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(schedule_plans, "now", lambda: moment)

    set_to(FREEZE_DAY)
    return set_to


def run(name: str, *words: object) -> Result:
    return CliRunner().invoke(cli, ["schedule", name, *map(str, words)], catch_exceptions=False)


def files(folder: Path) -> dict[str, str]:
    found = sorted((folder / "build").glob("*"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_a_report_runs_as_planned(spec, at, tmp_path):
    """The latest draft, the sheets and the freeze are made up; the second call does nothing."""
    done = run("run-due", spec)
    assert 0 == done.exit_code, done.output
    assert "做完：“冻结数字”（2030-09-05）" in done.stdout
    assert "错过而不补" in done.stdout
    assert "下一项" in done.stdout
    made = files(tmp_path)
    assert any(name.endswith("draft.pdf") for name in made)
    assert "做完" in (tmp_path / ".reportgen" / "last-run.txt").read_text("utf-8")
    again = run("run-due", spec, "--quiet")
    assert (0, "") == (again.exit_code, again.output)
    assert made == files(tmp_path)

    told = {each["milestone"]: each for each in json.loads(run("status", spec, "--format", "json").stdout)}
    assert ("done", "planned") == (told["data-freeze"]["state"], told["archive"]["state"])
    shown = run("status", spec).stdout.splitlines()
    assert "青石区第五次党代会" == shown[0]
    assert "  2030-10-23 08:00  存档              未到期" == shown[-1]
    english = run("status", spec, "--lang", "en").stdout
    assert "  2030-09-05 08:00  figures are frozen                 done (2030-09-05 20:00)\n" in english
    assert "data-freeze" not in english


def test_an_edit_after_the_freeze_fails_the_next_draft(spec, at, tmp_path):
    """The last good file is untouched, people are told, and the status is 1."""
    run("run-due", spec)
    made = files(tmp_path)
    spec.write_text(spec.read_text("utf-8").replace("value: 40.5", "value: 41.2"), "utf-8")
    at(FREEZE_DAY + timedelta(days=5))
    command, got = alarm_of(tmp_path)
    done = run("run-due", spec, "--on-failure", command)

    assert 1 == done.exit_code
    assert "[rounds.frozen]" in done.output
    assert made == files(tmp_path)
    assert 1 == json.loads(got.read_text("utf-8"))["status"]
    assert 1 == run("status", spec).exit_code


def test_a_second_run_leaves_with_75(spec, at):
    with alone(spec):
        done = run("run-due", spec, "--lang", "en")

    assert 75 == done.exit_code
    assert "another run is going on" in done.output


def test_a_person_decides_to_skip_a_step(spec, at):
    assert 2 == run("run-due", spec, "--skip", "data-freeze").exit_code
    assert 2 == run("run-due", spec, "--skip", "nothing", "--by", "李").exit_code
    run("run-due", spec, "--skip", "冻结数字", "--by", "李")

    told = {each["milestone"]: each for each in json.loads(run("status", spec, "--format", "json").stdout)}
    assert ("skipped", "李") == (told["data-freeze"]["state"], told["data-freeze"]["by"])


def test_files_are_delivered(spec, at, tmp_path):
    done = run("run-due", spec, "--deliver", tmp_path / "share", "--format", "json")
    (told,) = json.loads(done.stdout)

    assert set(files(tmp_path)) == {path.name for path in (tmp_path / "share").iterdir()}
    assert {str(tmp_path / "share")} == {each["delivered"] for each in told["ran"] if each["files"]}


def listing(folder: Path, *districts: str) -> Path:
    """A list of districts, each with a report of the same name in a folder of its own."""
    lines = "format: reportgen-congresses/1\ncommon: {count: calendar, opening: 2030-09-23}\ndistricts:\n"
    for number, district in enumerate(districts):
        (folder / f"d{number}").mkdir()
        write(folder / f"d{number}")
        lines += f"- {{district: {district}, spec: d{number}/report.yaml}}\n"
    path = folder / "congresses.yaml"
    path.write_text(lines, "utf-8")
    return path


def test_districts_deliver_into_folders_of_their_own(at, tmp_path):
    """Their reports have one name: none takes the place of another's."""
    done = run("run-due", listing(tmp_path, "白沙县", "青石区"), "--deliver", tmp_path / "share")

    assert 0 == done.exit_code, done.output
    assert ["白沙县", "青石区"] == sorted(path.name for path in (tmp_path / "share").iterdir())
    for number, district in enumerate(("白沙县", "青石区")):
        delivered = {path.name: path.read_bytes() for path in (tmp_path / "share" / district).iterdir()}
        made = {path.name: path.read_bytes() for path in (tmp_path / f"d{number}" / "build").iterdir()}
        assert made == delivered


def test_a_step_that_one_district_has_is_known_for_the_list(at, tmp_path):
    """The others have nothing to skip; a name that none has is told before anything runs."""
    listed = listing(tmp_path, "白沙县", "青石区")
    text = listed.read_text("utf-8")
    listed.write_text(
        text.replace(
            "d1/report.yaml}",
            "d1/report.yaml, milestones: [{id: extra, title: x, day: 2030-09-01, action: draft}]}",
        ),
        "utf-8",
    )
    wrong = run("run-due", listed, "--skip", "extra", "--again", "nothing", "--by", "李")
    assert 2 == wrong.exit_code
    assert "extra" in wrong.output
    assert [] == list(tmp_path.glob("d*/.reportgen"))
    done = run("run-due", listed, "--skip", "extra", "--by", "李")
    assert 0 == done.exit_code, done.output
    told = json.loads(run("status", listed, "--format", "json").stdout)
    assert ["skipped"] == [each["state"] for each in told if each["milestone"] == "extra"]


def test_a_decision_that_comes_too_late_is_told(spec, at):
    run("run-due", spec)
    late = run("run-due", spec, "--skip", "data-freeze", "--again", "archive", "--by", "李", "--quiet")

    assert "“冻结数字”（2030-09-05）没有跳过" in late.stderr
    assert "“存档”（2030-10-23）没有重新做" in late.stderr
    assert (
        "was not skipped"
        in run("run-due", spec, "--skip", "data-freeze", "--by", "李", "--lang", "en").stderr
    )


@pytest.mark.parametrize("where", ["run", "leave_message"])
def test_a_disk_that_fails_is_an_outcome(at, tmp_path, monkeypatch, where):
    """Of the run, or of the message after it: it is told, and the next district runs."""
    listed = listing(tmp_path, "白沙县", "青石区")
    module, name = (runner, "run_due") if where == "run" else (notify, "leave_message")
    real = getattr(module, name)
    calls = []

    def fail_once(*given, **more):
        calls.append(given)
        if len(calls) == 1:
            raise OSError(28, "No space left on device")
        return real(*given, **more)

    monkeypatch.setattr(module, name, fail_once)
    done = run("run-due", listed, "--format", "json")

    assert 1 == done.exit_code
    first, second = json.loads(done.stdout)
    assert "No space left on device" in first["summary"]["en"]
    assert (where == "leave_message") == bool(first["ran"])
    assert second["ran"]


@pytest.mark.parametrize(("language", "titled"), [("zh-Hans", "二校"), ("en", "second proof")])
def test_a_sheet_is_called_as_people_call_its_round(spec, at, tmp_path, language, titled):
    """In the language of the report, by its title, not by its id."""
    text = spec.read_text("utf-8").replace("title: 云溪区五年,", f"title: 云溪区五年, language: {language},")
    spec.write_text(text, "utf-8")
    at(datetime(2030, 8, 30, 12, tzinfo=UTC))
    done = run("run-due", spec, "--format", "json")

    (told,) = json.loads(done.stdout)
    (sheet,) = (each for each in told["ran"] if each["milestone"] == "proof-2")
    names = [Path(each["path"]).stem for each in sheet["files"]]
    assert any(titled in name for name in names), (names, sheet)
    assert not any("proof-2" in name for name in names)


def alarm_of(folder: Path) -> tuple[str, Path]:
    """A command that keeps what it is given, and where."""
    program, got = folder / "alarm.py", folder / "alarm.json"
    program.write_text(f"import sys; open({str(got)!r}, 'ab').write(sys.stdin.buffer.read())", "utf-8")
    return f"{sys.executable} {program}", got


def test_a_failure_is_told_once_each_time_it_happens(spec, at, tmp_path):
    """While a step waits for its next attempt the command is not called again."""
    command, got = alarm_of(tmp_path)
    spec.write_text(spec.read_text("utf-8").replace("value: 40.5", "value: x"), "utf-8")
    assert 1 == run("run-due", spec, "--on-failure", command).exit_code
    told = got.read_bytes()
    assert b"data-freeze" in told
    run("run-due", spec, "--on-failure", command)
    assert told == got.read_bytes()


def test_a_journal_that_cannot_be_written_is_told(spec, at, tmp_path):
    command, got = alarm_of(tmp_path)
    (tmp_path / ".reportgen").write_text("in the way", "utf-8")
    done = run("run-due", spec, "--on-failure", command)

    assert 1 == done.exit_code
    assert "[runs.journal-unwritable]" in done.output
    assert "写不进运行记录" in json.loads(got.read_text("utf-8"))["summary"]["zh"]
    assert not (tmp_path / "build").exists()


def test_a_plan_that_cannot_be_read_is_told(at, tmp_path):
    command, got = alarm_of(tmp_path)
    assert 1 == run("run-due", write(tmp_path), "--on-failure", command).exit_code
    assert "日程" in json.loads(got.read_text("utf-8"))["summary"]["zh"]


def test_a_report_without_a_plan_says_what_is_missing(at, tmp_path):
    """F06: the exit status is not 0, and nothing is made."""
    done = run("run-due", write(tmp_path))

    assert 1 == done.exit_code
    assert "[schedule.none]" in done.output
    assert not (tmp_path / "build").exists()
    assert not (tmp_path / ".reportgen").exists()


def test_one_district_does_not_keep_another(spec, at, tmp_path):
    """One report of a list cannot be read, one has no opening yet: the others run."""
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "report.yaml").write_text("format: 9\n", "utf-8")
    (tmp_path / "later").mkdir()
    write(tmp_path / "later")
    listed = tmp_path / "congresses.yaml"
    listed.write_text(
        "format: reportgen-congresses/1\ncommon: {count: calendar}\ndistricts:\n"
        "- {district: 白沙县, spec: bad/report.yaml, opening: 2030-09-23}\n"
        "- {district: 青石区, spec: report.yaml, opening: 2030-09-23}\n"
        "- {district: 后山县, spec: later/report.yaml}\n",
        "utf-8",
    )
    done = run("run-due", listed)

    assert 1 == done.exit_code
    assert "白沙县：有的没有做成\n没有做成（第1次）：" in done.output
    assert "青石区：做完了" in done.output
    assert "做完：“冻结数字”" in done.output
    assert "后山县：没有到期的\n开幕日期未定" in done.output
    assert "后山县\n  开幕日期未定" in run("status", listed).stdout


FAULTY = [
    ("opning: 2030-09-23", "spec.unknown-key"),
    ("opening: 2030-13-40", "spec.bad-date"),
    ("opening: 2030-09-23, opening: 2030-09-24", "spec.duplicate-key"),
    ("opening: 2030-09-23, milestones: [{id: nonsense}]", "schedule.bad-milestone"),
    ("opening: 2030-09-23, holidays: none.yaml", "spec.no-file"),
]


def list_of(folder: Path, *entries: str, common: str = "count: calendar") -> Path:
    path = folder / "congresses.yaml"
    lines = "".join(f"- {{{entry}}}\n" for entry in entries)
    path.write_text(f"format: reportgen-congresses/1\ncommon: {{{common}}}\ndistricts:\n{lines}", "utf-8")
    return path


@pytest.mark.parametrize(("fault", "code"), FAULTY)
def test_a_fault_in_one_entry_stops_no_other(spec, at, tmp_path, fault, code):
    """It is told with its line, whoever is to be told, and left out; the others run; the status is 1."""
    bad = f"district: 白沙县, spec: bad/report.yaml, {fault}"
    listed = list_of(tmp_path, bad, "district: 青石区, spec: report.yaml, opening: 2030-09-23")
    command, got = alarm_of(tmp_path)
    done = run("run-due", listed, "--on-failure", command, "--format", "json")

    assert 1 == done.exit_code
    assert f"[{code}]" in done.stderr
    assert "congresses.yaml:4:" in done.stderr
    told = json.loads(done.stdout)
    assert [1, 0] == [each["status"] for each in told]
    assert "data-freeze" in [each["milestone"] for each in told[1]["ran"]]
    assert 1 == json.loads(got.read_text("utf-8"))["status"]
    assert not (tmp_path / "bad").exists()
    status = run("status", listed)
    assert 1 == status.exit_code
    assert "青石区" == status.stdout.splitlines()[0]
    assert "白沙县" not in status.stdout
    planned = run("plan", listed)
    assert 1 == planned.exit_code
    assert "青石区" in planned.stdout
    assert "BEGIN:VEVENT" in _calendar_of(listed, tmp_path)


def _calendar_of(listed: Path, folder: Path) -> str:
    done = run("ics", listed, "--out", folder / "all.ics")
    assert 1 == done.exit_code
    text = (folder / "all.ics").read_text("utf-8")
    assert "白沙县" not in text
    return text


def test_what_is_wrong_for_all_stops_all(spec, at, tmp_path):
    """A fault in what is common, YAML that cannot be read, no entry that can; nothing is run or installed."""
    good = "district: 青石区, spec: report.yaml, opening: 2030-09-23"
    for entries, common, code in (
        ((good,), "zone: Mars/Olympus", "schedule.unknown-zone"),
        ((good,), "holidays: none.yaml", "spec.no-file"),
        ((good, "district: [", good), "count: calendar", "spec.yaml-syntax"),
        (("district: 青石区",), "count: calendar", "spec.missing-key"),
    ):
        path = list_of(tmp_path, *entries, common=common)
        for command in ("run-due", "status", "install"):
            done = run(command, path)
            assert 1 == done.exit_code, (command, code)
            assert f"[{code}]" in done.stderr
            assert "" == done.stdout
    assert not (tmp_path / "build").exists()


def test_a_report_listed_twice_is_run_by_neither_day(spec, at, tmp_path):
    """Nobody knows which counts: told, and left out."""
    twice = [f"district: 青石区, spec: report.yaml, opening: 2030-09-{day}" for day in (23, 24)]
    done = run("run-due", list_of(tmp_path, *twice))

    assert 1 == done.exit_code
    assert "[schedule.twice]" in done.stderr
    assert "跳过青石区" in done.stderr
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("words", [("--deliver", "mailto:li@example.org"), ("--on-failure", "'unclosed")])
def test_wrong_usage_is_told_before_anything_runs(spec, at, tmp_path, words):
    assert 2 == run("run-due", spec, *words).exit_code
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("system", ["systemd", "cron", "launchd", "windows", "kubernetes"])
def test_install_prints_and_installs_nothing(spec, at, system, monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    done = run("install", spec, "--system", system, "--", "--deliver", "/srv/share")

    assert 0 == done.exit_code
    assert "run-due" in done.stdout
    assert "/srv/share" in done.stdout
    assert not (tmp_path / "home").exists()
    assert 2 == run("install", spec, "--every", 7).exit_code


@pytest.mark.parametrize("words", [(), ("--apply",)])
def test_nothing_is_installed_for_a_report_without_a_plan(tmp_path, monkeypatch, words):
    """Neither printed nor put in place: it would fail every quarter of an hour."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    done = run("install", write(tmp_path), "--system", "cron", *words)

    assert 1 == done.exit_code
    assert "[schedule.none]" in done.stderr
    assert "" == done.stdout
    assert not (tmp_path / "home").exists()


AFTER = datetime(2030, 11, 4, 12, tzinfo=UTC)  # the book is printed, the edition to be archived


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_was_signed_is_packed_and_kept(spec, at, tmp_path):
    """Clean proof, package and edition have the same bytes, though they are due on different days.

    The sheets that were signed lie in the edition; it is sound; the next call does nothing.
    """
    (tmp_path / "signed").mkdir()
    (tmp_path / "signed" / "三校.jpg").write_bytes(b"a scan")
    at(AFTER)
    done = run("run-due", spec, "--format", "json")
    assert 0 == done.exit_code, done.output
    (told,) = json.loads(done.stdout)
    ran = {each["milestone"]: each["files"] for each in told["ran"]}

    build = tmp_path / "build"
    press, archived = build / f"{spec.stem}-press.pdf", build / f"{spec.stem}-archive.pdf"
    assert {press, archived, build / f"{spec.stem}.pdf"} <= set(build.iterdir())
    proof = {Path(each["path"]).name: each["sha256"] for each in ran["text-freeze"]}
    with zipfile.ZipFile(build / f"{spec.stem}-press.zip") as packed:
        assert digest(press) == hashlib.sha256(packed.read(press.name)).hexdigest() == proof[press.name]
    assert {press.name, f"{press.stem}.zip"} == {Path(each["path"]).name for each in ran["to-print"]}

    (edition,) = (tmp_path / "archive").iterdir()
    delivered = {path.name: digest(path) for path in (edition / "data" / "delivered").iterdir()}
    assert proof == delivered
    assert {Path(each["path"]).name: each["sha256"] for each in ran["archive"]} == delivered
    assert b"a scan" == (edition / "data" / "signed" / "三校.jpg").read_bytes()
    verified = CliRunner().invoke(cli, ["archive", "verify", str(tmp_path / "archive")])
    assert 0 == verified.exit_code, verified.output
    assert [] == json.loads(run("run-due", spec, "--format", "json").stdout)[0]["ran"]


def test_an_archived_edition_is_kept_once_whatever_the_journal_lost(spec, at, tmp_path):
    """A runner that died between the store and its journal: the next one finds the edition there."""
    at(AFTER)
    run("run-due", spec)
    (edition,) = (tmp_path / "archive").iterdir()
    before = digest(edition / "tagmanifest-sha256.txt")
    kept = tmp_path / ".reportgen"
    (manifest,) = (kept / "runs").glob("*-archive-*.json")
    for path in (manifest, *kept.glob("runs.sqlite*")):  # the others are made up from their manifests
        path.unlink()
    done = run("run-due", spec, "--format", "json")

    assert 0 == done.exit_code, done.output
    assert ["archive"] == [each["milestone"] for each in json.loads(done.stdout)[0]["ran"]]
    assert [edition] == list((tmp_path / "archive").iterdir())
    assert before == digest(edition / "tagmanifest-sha256.txt")


def test_a_report_edited_after_printing_is_not_kept_as_the_printed_one(spec, at, tmp_path):
    """People are told; what was printed stays, and so does the store."""
    at(AFTER - timedelta(days=40))  # printed, not archived yet
    assert 0 == run("run-due", spec).exit_code
    printed = files(tmp_path)
    text = spec.read_text("utf-8")
    spec.write_text(text + "# looked at again\n", "utf-8")
    at(AFTER)
    done = run("run-due", spec)

    assert 1 == done.exit_code
    assert "[archive.none-given]" in done.output
    assert printed == files(tmp_path)
    assert [] == [path for path in (tmp_path / "archive").glob("*") if not path.name.startswith(".")]
    spec.write_text(text, "utf-8")
    done = run("run-due", spec, "--again", "archive", "--by", "李")
    assert 0 == done.exit_code, done.output
    assert 1 == len(list((tmp_path / "archive").iterdir()))


def test_a_file_that_fails_its_preflight_is_not_packed(spec, at, tmp_path, monkeypatch):
    """The step has failed, what was signed still lies there, and the step is done once the fault is gone."""
    at(datetime(2030, 9, 13, 12, tzinfo=UTC))  # the clean proof was made, the package is for tomorrow
    assert 0 == run("run-due", spec).exit_code
    build = tmp_path / "build"
    kept = [build / f"{spec.stem}-press.pdf", build / f"{spec.stem}-archive.pdf"]
    signed = [digest(path) for path in kept]
    write_pdf = reportgen.pdf.write_pdf

    def spoilt(document, fonts, stream, **options):
        written = io.BytesIO()
        write_pdf(document, fonts, written, **options)
        stream.write(written.getvalue().replace(b"%PDF-1.", b"%PDF-1,", 1))

    at(datetime(2030, 9, 14, 12, tzinfo=UTC))
    with monkeypatch.context() as patched:
        patched.setattr(reportgen.pdf, "write_pdf", spoilt)
        failed = run("run-due", spec)
    assert 1 == failed.exit_code
    assert "[output.unfit]" in failed.output
    assert "没有做成（第1次）：“送印”" in failed.output
    assert signed == [digest(path) for path in kept]
    assert [] == list(build.glob("*.zip"))

    assert 0 == run("run-due", spec, "--again", "送印", "--by", "李").exit_code
    assert signed == [digest(path) for path in kept]
    assert [f"{spec.stem}-press.zip"] == [path.name for path in build.glob("*.zip")]


def test_the_edition_of_a_run_lies_on_the_server(spec, at, tmp_path, database):
    """With `--store postgresql`, as `archive` puts it there; the run's record names what was delivered."""
    at(AFTER)
    runner = CliRunner(env={"REPORTGEN_STORE": family(database)})
    words = ["run-due", str(spec), "--store", "postgresql", "--format", "json"]
    done = runner.invoke(cli, ["schedule", *words], catch_exceptions=False)
    assert 0 == done.exit_code, done.output
    (told,) = json.loads(done.stdout)
    (archived,) = (each["files"] for each in told["ran"] if each["milestone"] == "archive")

    assert {"report-press.pdf", "report-archive.pdf", "report.pdf"} == {
        Path(each["path"]).name for each in archived
    }
    assert not (tmp_path / "archive").exists()
    listed = runner.invoke(cli, ["archive", "list", "postgresql", "--format", "json"], catch_exceptions=False)
    (edition,) = json.loads(listed.stdout)
    assert sorted(edition["delivered"].values()) == sorted(each["sha256"] for each in archived)
    again = runner.invoke(cli, ["schedule", *words], catch_exceptions=False)
    assert [] == json.loads(again.stdout)[0]["ran"]

"""`reportgen schedule plan, next, ics`: what is printed, written and returned."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import cli
from reportgen.core.text import display_width

REPORT = """\
format: reportgen/1
document: {title: 样书, organisation: 青禾区}
schedule:
  name: 青禾区第九次党代会
  opening: 2026-10-20
  milestones:
  - id: own
    title: 一个长到在八十列的表里怎么也放不下而要折到第二行去的步骤名称
    before: 12
    who: 宣传部、办公室、统计局、档案馆
"""
DISTRICTS = """\
format: reportgen-congresses/1
districts:
- {district: 青禾区, spec: report.yaml, opening: 2026-10-20}
- {district: 白沙县, spec: other.yaml, opening: 2026-10-27}
"""


def run(*arguments: object) -> Result:
    return CliRunner(env={"SOURCE_DATE_EPOCH": "1767225600"}).invoke(
        cli, ["schedule", *map(str, arguments)], catch_exceptions=False
    )


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "report.yaml"
    path.write_text(REPORT, "utf-8")
    return path


@pytest.fixture
def districts(spec: Path) -> Path:
    path = spec.parent / "congresses.yaml"
    path.write_text(DISTRICTS, "utf-8")
    (spec.parent / "other.yaml").write_text(REPORT, "utf-8")
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_fits_a_terminal(spec, lang):
    done = run("plan", spec, "--today", "2026-09-20", "--lang", lang)
    lines = done.stdout.splitlines()

    assert 0 == done.exit_code
    assert max(map(display_width, lines)) <= 80
    assert "步骤名称" in "".join("".join(line.split()) for line in lines)
    assert 9 == sum(1 for line in lines if ("逾期" if lang == "zh" else "overdue") in line)


def test_overdue_from_the_day_on_which_it_is_looked_at(spec):
    """F05: a step of today is not late yet; the day after it is."""

    def late(today: str) -> list[str]:
        plan = json.loads(run("plan", spec, "--today", today, "--format", "json").stdout)["plans"][0]
        return [step["id"] for step in plan["milestones"] if step["state"] == "overdue"]

    assert [] == late("2026-04-24")
    assert ["kick-off"] == late("2026-04-25")


def test_json_has_days_moments_and_findings(spec):
    spec.write_text(REPORT.replace("2026-10-20", "2031-10-20"), "utf-8")
    done = run("plan", spec, "--format", "json")
    record = json.loads(done.stdout)
    last = record["plans"][0]["milestones"][-1]

    assert 0 == done.exit_code
    assert ["schedule.unknown-holidays"] == [item["code"] for item in record["findings"]]
    assert ("archive", "2031-12-01", "2031-12-01T00:00:00Z") == (last["id"], last["day"], last["due"])
    assert "2031-10-20" == record["plans"][0]["opening"]


@pytest.mark.parametrize("command", ["plan", "next", "ics"])
def test_no_date_is_said_and_the_status_is_1(spec, command, tmp_path):
    """F06, at the line, and no file is written."""
    spec.write_text(REPORT.replace("opening:", "# opening:"), "utf-8")
    target = tmp_path / "plan.ics"
    done = run(command, spec, *(("--out", target) if command == "ics" else ()))

    assert 1 == done.exit_code
    assert "[schedule.no-opening]" in done.stderr
    assert "report.yaml:" in done.stderr
    assert not target.exists()


def test_the_next_step(spec):
    assert "送印" in run("next", spec, "--today", "2026-10-08").stdout
    assert "今天" in run("next", spec, "--today", "2026-10-08").stdout
    assert "in 1 day" in run("next", spec, "--today", "2026-10-07", "--lang", "en").stdout
    assert "没有下一步" in run("next", spec, "--today", "2027-10-08").stdout
    plans = json.loads(run("next", spec, "--today", "2026-10-08", "--format", "json").stdout)["plans"]
    assert ["to-print"] == [step["id"] for step in plans[0]["milestones"]]


def test_today_is_the_moment_in_the_zone_of_the_plan(spec):
    """SOURCE_DATE_EPOCH is the first moment of 2026 in UTC, which is 8 o'clock of New Year's Day in China."""
    days = json.loads(run("plan", spec, "--format", "json").stdout)["plans"][0]["milestones"]

    assert {"ahead"} == {step["state"] for step in days}
    assert "113天后" in run("next", spec).stdout  # from 1 January to 24 April


def test_the_picture_is_written_whole(spec, tmp_path):
    target = tmp_path / "plan.svg"
    done = run("plan", spec, "--out", target)

    assert 0 == done.exit_code
    assert target.read_text("utf-8").endswith("</svg>\n")
    assert f"时间线已写出 {target}" in done.stdout
    assert str(target) not in run("plan", spec, "--out", target, "--quiet").stdout
    assert 2 == run("plan", spec, "--out", tmp_path / "plan.gif").exit_code


def test_a_picture_needs_one_plan_with_days(districts, spec, tmp_path):
    target = tmp_path / "plan.svg"
    assert "[schedule.no-picture]" in run("plan", districts, "--out", target).stderr
    assert not target.exists()
    assert str(target) not in run("plan", districts, "--out", target).stdout
    assert 0 == run("plan", districts, "--district", "白沙县", "--out", target).exit_code
    assert "白沙县" in target.read_text("utf-8")


def test_a_folder_that_cannot_be_written(spec, tmp_path):
    (tmp_path / "file").write_text("")
    done = run("ics", spec, "--out", tmp_path / "file" / "plan.ics")

    assert 1 == done.exit_code
    assert "[output.not-written]" in done.stderr


def test_calendar_file(spec, tmp_path):
    target = tmp_path / "plan.ics"
    done = run("ics", spec, "--out", target)

    assert 0 == done.exit_code
    assert "15" in done.stdout
    assert 16 == target.read_bytes().count(b"BEGIN:VEVENT")


def test_many_districts_take_a_row_each(districts):
    done = run("plan", districts, "--today", "2026-10-08")
    lines = done.stdout.splitlines()

    assert 2 == len(lines)
    assert max(map(display_width, lines)) <= 80
    assert "2026-10-27" in lines[1]
    assert 2 == len(run("next", districts, "--today", "2026-10-08").stdout.splitlines())
    assert 1 == run("plan", districts, "--district", "无此县").exit_code
    assert "[schedule.unknown-district]" in run("plan", districts, "--district", "无此县").stderr


def column(line: str, width: int) -> str:
    """What stands in the first columns of a terminal."""
    return "".join(char for n, char in enumerate(line) if display_width(line[: n + 1]) <= width)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_of_districts_keep_their_columns(districts, lang):
    """Long names and long steps go on below; nothing is cut and nothing runs into the next column."""
    name = "山阳土家族苗族自治县（含开发区、高新区）第十次代表大会"
    districts.write_text(DISTRICTS.replace("白沙县", name), "utf-8")
    lines = run("plan", districts, "--today", "2026-09-30", "--lang", lang).stdout.splitlines()

    assert max(map(display_width, lines)) <= 80
    assert f"青禾区{name}" == "".join(column(line, 26) for line in lines).replace(" ", "")
    assert 2 == sum(1 for line in lines if " 逾期 " in line or line.endswith(" overdue"))


def test_a_district_without_a_date_does_not_stop_the_calendar_of_the_others(districts, tmp_path):
    districts.write_text(DISTRICTS.replace(", opening: 2026-10-27", ""), "utf-8")
    target = tmp_path / "all.ics"
    done = run("ics", districts, "--out", target)

    assert 1 == done.exit_code
    assert "[schedule.no-opening]" in done.stderr
    assert 15 == target.read_bytes().count(b"BEGIN:VEVENT")
    assert "开幕日期未定" in run("next", districts).stdout


def test_the_command_loads_no_stage(spec):
    """A look at the calendar needs neither fonts nor charts nor PDF."""
    script = (
        "import sys; from reportgen.cli.main import main; sys.argv = ['reportgen', *sys.argv[1:]]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([m for m in ('matplotlib', 'reportlab', 'uharfbuzz', 'PIL', 'pikepdf', 'icalendar') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "schedule", "plan", str(spec)], capture_output=True, text=True
    )

    assert "[]" == done.stdout.splitlines()[-1], done.stderr


def test_the_faults_of_other_districts_are_not_told_of_one(tmp_path):
    """甲 is asked for, 乙 has no opening: nothing is wrong with what is shown."""
    (tmp_path / "congresses.yaml").write_text(
        "format: reportgen-congresses/1\n"
        "districts:\n"
        "  - {district: 甲, spec: a.yaml, level: county, name: 第五次, opening: 2026-08-18}\n"
        "  - {district: 乙, spec: b.yaml, level: county, name: 第六次}\n",
        "utf-8",
    )
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("format: reportgen/1\n", "utf-8")
    asked = ["schedule", "plan", str(tmp_path / "congresses.yaml"), "--today", "2026-07-01"]
    one = CliRunner().invoke(cli, [*asked, "--district", "甲"])
    both = CliRunner().invoke(cli, asked)

    assert 0 == one.exit_code, one.stderr
    assert "schedule.no-opening" not in one.stderr
    assert 1 == both.exit_code
    assert "schedule.no-opening" in both.stderr

"""Many districts in one file: what is common to them, what is their own, and one fault that stays its own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from reportgen.core.diagnostics import Severity, has_errors
from reportgen.runs.congresses import Planned, load_plans
from reportgen.runs.milestones import Milestone

HEAD = "format: reportgen-congresses/1\n"


def load(folder: Path, text: str, today: date | datetime | None = None) -> Planned:
    path = folder / "congresses.yaml"
    path.write_text(HEAD + text, "utf-8")
    for name in ("qinghe", "baisha", "shanyang"):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "report.yaml").write_text("format: reportgen/1\n", "utf-8")
    return load_plans(path, today)


def step(planned: Planned, number: int, name: str) -> Milestone | None:
    return next((s for s in planned.districts[number].plan.milestones if s.id == name), None)


def test_own_words_go_before_the_common_ones(tmp_path):
    planned = load(
        tmp_path,
        "common:\n  level: county\n  count: calendar\n  at: '07:00'\n  milestones:\n"
        "  - {id: review, off: true}\n  - {id: to-print, before: 8}\n"
        "districts:\n"
        "- {district: 青禾区, spec: qinghe/report.yaml, opening: 2026-10-20}\n"
        "- district: 白沙县\n  spec: baisha/report.yaml\n  opening: 2026-09-10\n  count: working\n"
        "  milestones: [{id: to-print, before: 7}]\n",
    )

    assert () == planned.findings
    assert ["青禾区", "白沙县"] == [each.plan.congress for each in planned.districts]
    assert [tmp_path / "qinghe/report.yaml", tmp_path / "baisha/report.yaml"] == [
        each.spec for each in planned.districts
    ]
    assert {"county"} == {each.schedule.level for each in planned.districts}
    assert date(2026, 10, 12) == step(planned, 0, "to-print").day
    assert date(2026, 9, 1) == step(planned, 1, "to-print").day
    assert step(planned, 0, "review") is step(planned, 1, "review") is None
    assert 7 == planned.districts[1].plan.at.hour


def test_one_district_without_a_date_does_not_stop_the_others(tmp_path):
    """F06 for many: the finding stands at that district, the other is planned."""
    planned = load(
        tmp_path,
        "districts:\n- {spec: qinghe/report.yaml, district: 青禾区}\n"
        "- {spec: baisha/report.yaml, district: 白沙县, opening: 2026-10-20}\n",
    )

    assert [("schedule.no-opening", 3)] == [(i.code, i.span.line) for i in planned.findings]
    assert () == planned.districts[0].plan.milestones
    assert 14 == len(planned.districts[1].plan.milestones)


def test_a_common_fault_is_told_once_at_its_place(tmp_path):
    planned = load(
        tmp_path,
        "common: {zone: Mars/Olympus, milestones: [{id: nonsense}], holidays: none.yaml}\n"
        "districts:\n- {spec: qinghe/report.yaml, opening: 2026-10-20}\n"
        "- {spec: baisha/report.yaml, opening: 2026-10-20}\n",
    )

    assert ["schedule.bad-milestone", "schedule.unknown-zone", "spec.no-file"] == sorted(
        item.code for item in planned.findings
    )
    assert {2, 1} >= {item.span.line for item in planned.findings}


def test_a_report_listed_twice_or_missing(tmp_path):
    planned = load(
        tmp_path,
        "districts:\n- {spec: qinghe/report.yaml, opening: 2026-10-20}\n"
        "- {spec: qinghe/report.yaml, opening: 2026-09-20}\n"
        "- {spec: elsewhere/report.yaml, opening: 2026-10-20}\n",
    )
    found = {item.code: item for item in planned.findings}

    assert Severity.ERROR is found["schedule.twice"].severity
    assert 4 == found["schedule.twice"].span.line
    assert Severity.WARNING is found["schedule.no-report"].severity
    assert 5 == found["schedule.no-report"].span.line
    assert 2 == len(planned.districts)


def test_a_district_without_a_name_is_called_by_its_report(tmp_path):
    planned = load(tmp_path, "districts: [{spec: qinghe/report.yaml, opening: 2026-10-20}]\n")

    assert "qinghe/report.yaml" == planned.districts[0].plan.congress


def test_each_zone_has_its_own_today(tmp_path):
    """At 17:00 UTC the 20th is over in China and not in Greenwich."""
    planned = load(
        tmp_path,
        "districts:\n- {spec: qinghe/report.yaml, district: 甲, opening: 2026-10-20}\n"
        "- {spec: baisha/report.yaml, district: 乙, opening: 2026-10-20, zone: Etc/UTC}\n",
        datetime(2026, 10, 20, 17, 0, tzinfo=UTC),
    )

    assert [3] == [item.span.line for item in planned.findings if item.code == "schedule.opening-past"]


def test_bad_files(tmp_path):
    for text, code in (
        ("districts: []\n", "spec.too-few"),
        ("districts: [{opening: 2026-10-20}]\n", "spec.missing-key"),
        ("districts: [{spec: a.yaml, opning: 2026-10-20}]\n", "spec.unknown-key"),
        ("districts: [\n", "spec.yaml-syntax"),
    ):
        planned = load(tmp_path, text)
        assert code in [item.code for item in planned.findings], text
        assert has_errors(planned.findings)
        assert () == planned.districts
    assert ["spec.no-file"] == [item.code for item in load_plans(tmp_path / "none.yaml").findings]


def test_a_report_that_only_speaks_of_such_a_file_is_a_report(tmp_path):
    path = tmp_path / "report.yaml"
    path.write_text(
        "format: reportgen/1\ndocument: {title: 'format: reportgen-congresses/1', organisation: 青禾区}\n"
        "schedule: {opening: 2026-10-20}\n",
        "utf-8",
    )

    assert 14 == len(load_plans(path).districts[0].plan.milestones)

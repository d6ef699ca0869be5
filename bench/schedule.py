"""Seconds that plans take: `python -m bench.schedule [--districts 2843]`.

As many districts as China has counties, in one `congresses.yaml` with different openings and weekly drafts:
reading the file, planning, and the iCalendar of a hundred of them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reportgen.runs.congresses import load_plans
from reportgen.runs.holidays import built_in
from reportgen.runs.ics import to_ics
from reportgen.runs.plan import Wanted, plan
from reportgen.spec.calendars import read_congresses

COUNTIES = 2843  # divisions of county level
FIRST = date(2026, 6, 1)  # openings of county congresses are spread over the summer


def written(folder: Path, districts: int) -> Path:
    """The list of districts, with a report each."""
    lines = ["format: reportgen-congresses/1", "common:", "  level: county"]
    lines += ["  drafts: {rule: FREQ=WEEKLY;BYDAY=MO}", "districts:"]
    report = folder / "report.yaml"
    report.write_text("format: reportgen/1\n", "utf-8")
    for number in range(districts):
        name = f"r{number:05}.yaml"
        (folder / name).symlink_to(report)
        opening = FIRST + timedelta(days=number % 92)
        lines.append(f"- {{district: 第{number}县, ordinal: 9, spec: {name}, opening: {opening}}}")
    path = folder / "congresses.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--districts", type=int, default=COUNTIES)
    count = parser.parse_args().districts
    with tempfile.TemporaryDirectory() as name:
        path = written(Path(name), count)
        start = time.process_time()
        read = read_congresses(path)
        took_reading = time.process_time() - start
        assert read.value is not None
        wanted = [
            Wanted(entry.model_copy(update={"drafts": read.value.common.drafts}), built_in(), read.places, ())
            for entry in read.value.districts
        ]
        start = time.process_time()
        for each in wanted:
            plan(each)
        took_planning = time.process_time() - start
        start = time.process_time()
        planned = load_plans(path, datetime(2026, 5, 1, tzinfo=UTC))
        took_all = time.process_time() - start
        assert not planned.findings, planned.findings[0]
        steps = sum(len(district.plan.milestones) for district in planned.districts)
        start = time.process_time()
        size = len(
            to_ics([each.plan for each in planned.districts[:100]], "zh", datetime(2026, 5, 1, tzinfo=UTC))
        )
        took_ics = time.process_time() - start
    print(f"{count} districts, {steps} steps")
    print(f"  reading the list   {took_reading:6.2f} s")
    print(f"  plan() alone       {took_planning:6.2f} s")
    print(f"  file to plans      {took_all:6.2f} s")
    print(f"  iCalendar of 100   {took_ics:6.2f} s, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

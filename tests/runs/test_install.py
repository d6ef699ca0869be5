"""Units for the timers of systems: each calls the same command, whatever signs are in its path."""

from __future__ import annotations

import plistlib
import shlex
import subprocess
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
import yaml

from reportgen.runs.install import INTERVALS, SYSTEMS, Job, crontab, fits, units
from reportgen.runs.install_apply import apply

SPEC = PurePosixPath('/srv/报告 $5 100%/o\'k "q".yaml')
JOB = Job(SPEC, ("/usr/bin/reportgen",), arguments=("--out", "build 1"))
WORDS = ["/usr/bin/reportgen", "schedule", "run-due", str(SPEC), "--out", "build 1"]


def test_systemd_takes_the_units(tool, tmp_path):
    """systemd-analyze finds no fault, with a program that is there and a path full of signs."""
    analyze = tool("systemd-analyze")
    job = Job(SPEC, ("/bin/true",), arguments=("--out", "build 1"))
    made = units("systemd", job)
    paths = []
    for unit in made.files:
        paths.append(tmp_path / Path(unit.place).name)
        paths[-1].write_text(unit.text, "utf-8")
    done = subprocess.run(
        [analyze, "verify", "--man=no", *map(str, paths)], capture_output=True, text=True, check=False
    )

    found = [line for line in done.stderr.splitlines() if tmp_path.name in line or "reportgen" in line]
    assert (0, []) == (done.returncode, found)
    paths[0].write_text(made.files[0].text.replace("Type=oneshot", "Type=nonsense"), "utf-8")
    again = subprocess.run(
        [analyze, "verify", "--man=no", str(paths[0])], capture_output=True, text=True, check=False
    )
    assert "nonsense" in again.stderr, "the check would have told"


@pytest.mark.parametrize("every", INTERVALS)
def test_systemd_knows_when_to_begin(tool, every):
    timer = units("systemd", Job(SPEC, ("x",), every)).files[1].text
    when = next(line.partition("=")[2] for line in timer.splitlines() if line.startswith("OnCalendar="))
    done = subprocess.run(
        [tool("systemd-analyze"), "calendar", "--iterations=3", when],
        capture_output=True,
        text=True,
        check=True,
    )

    starts = [
        line.split()[-2] for line in done.stdout.splitlines() if "Next elapse" in line or "Iter." in line
    ]
    minutes = [int(start.split(":")[0]) * 60 + int(start.split(":")[1]) for start in starts]
    assert 3 == len(minutes)
    assert {every} == {(b - a) % 1440 for a, b in pairwise(minutes)}


def test_systemd_waits_for_missed_times_and_lets_a_second_runner_go():
    service, timer = (unit.text for unit in units("systemd", JOB).files)

    assert "Persistent=true" in timer
    assert "SuccessExitStatus=75" in service
    assert "WorkingDirectory=/srv/报告 $5 100%%" in service


def test_a_line_of_cron_is_the_command_for_a_shell():
    """A shell that is given what cron gives it, its own signs apart, calls the very words."""
    line = units("cron", JOB).files[0].text
    when, command = line.split(" cd ", 1)
    shell = "cd " + command.replace("\\%", "%")
    words = shlex.split(shell, comments=True)

    assert "*/15 * * * *" == when
    assert ["cd", str(SPEC.parent), "&&", *WORDS, "-q"] == words
    assert "%" not in line.replace("\\%", "")


def test_a_table_of_cron_keeps_the_lines_of_others():
    old = "MAILTO=li@example.org\n5 4 * * * backup\n* * * * * old # reportgen-a\n"

    expected = "MAILTO=li@example.org\n5 4 * * * backup\nnew # reportgen-a\n"
    assert expected == crontab(old, "new # reportgen-a\n", "reportgen-a")
    assert expected == crontab(expected, "new # reportgen-a\n", "reportgen-a")


def test_launchd_is_given_a_property_list():
    told = plistlib.loads(units("launchd", JOB).files[0].text.encode())

    assert (WORDS, 900, str(SPEC.parent)) == (
        told["ProgramArguments"],
        told["StartInterval"],
        told["WorkingDirectory"],
    )


def test_windows_is_given_a_task():
    spec = PureWindowsPath("C:/报告 & co/r <1>.yaml")
    job = Job(spec, ("C:\\Python\\reportgen.exe",), arguments=("--out", 'a "b" c\\'))
    unit = units("windows", job).files[0]
    task = ElementTree.fromstring(unit.text.encode(unit.encoding))
    inside = {each.tag.partition("}")[2]: each.text for each in task.iter()}

    assert "C:\\Python\\reportgen.exe" == inside["Command"]
    expected = 'schedule run-due "C:\\报告 & co\\r <1>.yaml" --out "a \\"b\\" c\\\\"'
    assert expected == inside["Arguments"]
    assert ("IgnoreNew", "true", "PT15M") == (
        inside["MultipleInstancesPolicy"],
        inside["StartWhenAvailable"],
        inside["Interval"],
    )


def test_kubernetes_is_given_a_cron_job():
    """The volume with the spec is /data there."""
    job = yaml.safe_load(units("kubernetes", JOB).files[0].text)
    pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]

    assert ("CronJob", "Forbid", "*/15 * * * *") == (
        job["kind"],
        job["spec"]["concurrencyPolicy"],
        job["spec"]["schedule"],
    )
    assert ["reportgen", "schedule", "run-due", f"/data/{SPEC.name}", "--out", "build 1"] == (
        pod["containers"][0]["command"]
    )
    assert "/data" == pod["containers"][0]["volumeMounts"][0]["mountPath"]


def test_jobs_of_two_specs_have_names_of_their_own():
    labels = {
        Job(PurePosixPath(path), ("x",)).label for path in ("/a/报告.yaml", "/b/报告.yaml", "/b/r.yaml")
    }

    assert 3 == len(labels)
    assert all(label.isascii() and label.replace("-", "").isalnum() for label in labels)


def test_a_path_with_a_line_end_fits_in_no_unit():
    assert fits(JOB)
    assert not fits(Job(PurePosixPath("/a/b\nExecStart=x.yaml"), ("x",)))


@pytest.mark.parametrize("system", SYSTEMS)
def test_units_are_written_and_taken_up(tmp_path, system):
    """The files are there before the system is asked; what it refuses is told."""
    calls: list[tuple[str, ...]] = []

    def call(command, given) -> tuple[int, str]:
        calls.append((*command, given))
        return 0, "5 4 * * * backup\n" if command[-1] == "-l" else ""

    assert () == apply(system, JOB, tmp_path, call)
    for unit in units(system, JOB).files:
        assert unit.text == (tmp_path / unit.place).read_bytes().decode(unit.encoding)
    assert calls
    if system == "cron":
        assert calls[-1][-1].startswith("5 4 * * * backup\n*/15 ")
    refused = apply(system, JOB, tmp_path, lambda command, given: (1, "not allowed"))
    assert ["runs.not-installed"] == [item.code for item in refused]
    assert "not allowed" in refused[0].message.en

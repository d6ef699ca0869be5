"""Units for the timers of systems: systemd, cron, launchd, Windows, Kubernetes. All call the same command.

`units` gives texts and places; nothing is written here. The timers come often and do little: what is due is
decided by the plan and the journal, so a timer that was missed or comes twice does no harm.
"""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal
from xml.sax.saxutils import escape

SystemName = Literal["systemd", "cron", "launchd", "windows", "kubernetes"]
SYSTEMS: tuple[SystemName, ...] = ("systemd", "cron", "launchd", "windows", "kubernetes")
EVERY_MINUTES = 15
BUSY = 75  # of `run-due`, when another runner is at it: no failure for a timer


@dataclass(frozen=True, slots=True)
class Job:
    """What a timer calls: a program with its arguments, in the folder of the spec.

    `image` is the container that holds the program and `claim` the volume with the spec, for Kubernetes.
    """

    spec: PurePath  # whole path
    program: tuple[str, ...]
    every: int = EVERY_MINUTES
    arguments: tuple[str, ...] = ()
    image: str = "reportgen:latest"
    claim: str = "reportgen"

    @property
    def command(self) -> tuple[str, ...]:
        """The whole command line."""
        return (*self.program, "schedule", "run-due", str(self.spec), *self.arguments)

    @property
    def label(self) -> str:
        """A name in small letters, digits and hyphens, other for each spec."""
        digest = hashlib.sha256(self.spec.as_posix().encode("utf-8")).hexdigest()[:8]
        stem = unicodedata.normalize("NFKD", self.spec.stem).lower()
        plain = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:24].strip("-")
        return f"reportgen-{plain}-{digest}" if plain else f"reportgen-{digest}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A file to be written to `place`, which counts from the user's home; `text` is all of it."""

    place: str
    text: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Units:
    """The files for one system, and the commands that put them to use."""

    files: tuple[Unit, ...]
    commands: tuple[tuple[str, ...], ...]


def units(system: SystemName, job: Job) -> Units:
    """The units of `job` for a system. An interval is a whole number of minutes that divides an hour."""
    assert job.every in INTERVALS, "an interval that timers can keep"
    return _MAKERS[system](job)


INTERVALS = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60)


# ------------------------------------------------------------------ systemd


def _systemd(job: Job) -> Units:
    label, about = job.label, f"reportgen: what is due for {job.spec.name}"
    service = (
        f"[Unit]\nDescription={_specifiers(about)}\n"
        "After=network-online.target\nWants=network-online.target\n\n"
        f"[Service]\nType=oneshot\nWorkingDirectory={_specifiers(str(job.spec.parent))}\n"
        f"ExecStart={' '.join(map(_systemd_word, job.command))}\n"
        f"SuccessExitStatus={BUSY}\nNice=10\nTimeoutStartSec=6h\n"
    )
    timer = (
        f"[Unit]\nDescription={_specifiers(about)}\n\n"
        f"[Timer]\nOnCalendar={_calendar(job.every)}\nPersistent=true\n"
        f"RandomizedDelaySec=30\nUnit={label}.service\n\n[Install]\nWantedBy=timers.target\n"
    )
    folder = ".config/systemd/user"
    return Units(
        (Unit(f"{folder}/{label}.service", service), Unit(f"{folder}/{label}.timer", timer)),
        (
            ("systemctl", "--user", "daemon-reload"),
            ("systemctl", "--user", "enable", "--now", f"{label}.timer"),
            ("loginctl", "enable-linger"),  # else it runs only while the user is logged in
        ),
    )


def _calendar(minutes: int) -> str:
    return "*-*-* *:00:00" if minutes == 60 else f"*-*-* *:00/{minutes}:00"


def _specifiers(text: str) -> str:
    """A per cent sign begins a specifier, in every value."""
    return text.replace("%", "%%")


def _systemd_word(word: str) -> str:
    """A word of ExecStart, quoted as systemd.syntax(7) has it; $ begins a variable there."""
    kept = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return _specifiers(f'"{kept}"' if re.search(r"[\s\"'\\;]", word) or not word else kept)


# ------------------------------------------------------------------ cron


def _cron(job: Job) -> Units:
    """One line; cron gives a per cent sign a meaning of its own, even inside quotes."""
    when = "0 * * * *" if job.every == 60 else f"*/{job.every} * * * *"
    words = " ".join(map(shlex.quote, job.command)).replace("%", "\\%")
    folder = shlex.quote(str(job.spec.parent)).replace("%", "\\%")
    line = f"{when} cd {folder} && {words} -q # {job.label}\n"
    return Units((Unit(f".config/reportgen/{job.label}.cron", line),), ())


def crontab(old: str, line: str, label: str) -> str:
    """A table of cron with this line in place of the one of the same label; all others stay."""
    kept = [each for each in old.splitlines() if not each.endswith(f"# {label}")]
    return "".join(f"{each}\n" for each in [*kept, line.rstrip("\n")])


# ------------------------------------------------------------------ launchd


def _launchd(job: Job) -> Units:
    label = f"io.{job.label.replace('-', '.', 1)}"
    words = "".join(f"    <string>{escape(word)}</string>\n" for word in job.command)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" '
        '"http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
        '<plist version="1.0">\n<dict>\n'
        f"  <key>Label</key>\n  <string>{label}</string>\n"
        f"  <key>ProgramArguments</key>\n  <array>\n{words}  </array>\n"
        f"  <key>WorkingDirectory</key>\n  <string>{escape(str(job.spec.parent))}</string>\n"
        f"  <key>StartInterval</key>\n  <integer>{job.every * 60}</integer>\n"
        "  <key>RunAtLoad</key>\n  <true/>\n"
        "  <key>ProcessType</key>\n  <string>Background</string>\n"
        "</dict>\n</plist>\n"
    )
    place = f"Library/LaunchAgents/{label}.plist"
    return Units((Unit(place, text),), (("launchctl", "load", "-w", place),))


# ------------------------------------------------------------------ Windows


def _windows(job: Job) -> Units:
    """Task Scheduler: begins again after the machine was off, and never a second one beside the first."""
    arguments = " ".join(map(_windows_word, job.command[1:]))
    text = (
        '<?xml version="1.0" encoding="UTF-16"?>\n'
        '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">\n'
        f"  <RegistrationInfo>\n    <Description>{escape(f'reportgen {job.spec.name}')}</Description>\n"
        "  </RegistrationInfo>\n"
        "  <Triggers>\n    <TimeTrigger>\n"
        f"      <Repetition>\n        <Interval>PT{job.every}M</Interval>\n"
        "        <StopAtDurationEnd>false</StopAtDurationEnd>\n      </Repetition>\n"
        "      <StartBoundary>2020-01-01T00:00:00</StartBoundary>\n      <Enabled>true</Enabled>\n"
        "    </TimeTrigger>\n  </Triggers>\n"
        "  <Settings>\n"
        "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n"
        "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\n"
        "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>\n"
        "    <StartWhenAvailable>true</StartWhenAvailable>\n"
        "    <ExecutionTimeLimit>PT6H</ExecutionTimeLimit>\n"
        "  </Settings>\n"
        '  <Actions Context="Author">\n    <Exec>\n'
        f"      <Command>{escape(job.command[0])}</Command>\n"
        f"      <Arguments>{escape(arguments)}</Arguments>\n"
        f"      <WorkingDirectory>{escape(str(job.spec.parent))}</WorkingDirectory>\n"
        "    </Exec>\n  </Actions>\n</Task>\n"
    )
    place = f"AppData/Local/reportgen/{job.label}.xml"
    return Units(
        (Unit(place, text, "utf-16"),), (("schtasks", "/Create", "/TN", job.label, "/XML", place, "/F"),)
    )


def _windows_word(word: str) -> str:
    """A word as the C runtime of Windows takes it apart again."""
    if word and not re.search(r'[\s"]', word):
        return word
    doubled = re.sub(r'(\\*)"', r'\1\1\\"', word)
    return '"' + re.sub(r"(\\+)$", r"\1\1", doubled) + '"'


# ------------------------------------------------------------------ Kubernetes


def _kubernetes(job: Job) -> Units:
    """A CronJob with the spec's folder on a volume; a job never begins beside another one."""
    when = "0 * * * *" if job.every == 60 else f"*/{job.every} * * * *"
    words = ["schedule", "run-due", f"/data/{job.spec.name}", *job.arguments]
    listed = "".join(f"                - {_yaml(word)}\n" for word in ["reportgen", *words])
    text = (
        f"apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: {job.label}\nspec:\n"
        f'  schedule: "{when}"\n  concurrencyPolicy: Forbid\n  startingDeadlineSeconds: 3600\n'
        "  successfulJobsHistoryLimit: 1\n  failedJobsHistoryLimit: 3\n"
        "  jobTemplate:\n    spec:\n      backoffLimit: 0\n"
        "      template:\n        spec:\n          restartPolicy: Never\n          containers:\n"
        f"            - name: reportgen\n              image: {_yaml(job.image)}\n"
        f"              workingDir: /data\n              command:\n{listed}"
        "              volumeMounts:\n                - name: data\n                  mountPath: /data\n"
        f"          volumes:\n            - name: data\n              persistentVolumeClaim:\n"
        f"                claimName: {_yaml(job.claim)}\n"
    )
    place = f".config/reportgen/{job.label}.yaml"
    return Units((Unit(place, text),), (("kubectl", "apply", "-f", place),))


def _yaml(word: str) -> str:
    """A word in double quotes, as YAML takes what JSON writes."""
    return json.dumps(word, ensure_ascii=False)


_MAKERS = {
    "systemd": _systemd,
    "cron": _cron,
    "launchd": _launchd,
    "windows": _windows,
    "kubernetes": _kubernetes,
}


def fits(job: Job) -> bool:
    """Whether the words of a job can stand in a line of a unit at all."""
    return not any(re.search(r"[\x00-\x1f\x7f]", word) for word in (*job.command, str(job.spec.parent)))

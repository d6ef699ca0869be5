"""Puts units where the system finds them, and has it take them up."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, Message, error
from reportgen.pipeline.files import replaced
from reportgen.runs.install import Job, SystemName, crontab, units

Call = Callable[[Sequence[str], str], tuple[int, str]]  # a command and its input: status, what it wrote


def apply(system: SystemName, job: Job, home: Path, call: Call) -> tuple[Diagnostic, ...]:
    """Write the units of `job` below `home` and call the system's commands; what kept that from working."""
    made = units(system, job)
    for unit in made.files:
        target = home / unit.place
        try:
            with replaced(target) as stream:
                stream.write(unit.text.encode(unit.encoding))
        except OSError as problem:
            return (_not_installed(str(target), problem.strerror or str(problem)),)
    if system == "cron":
        return _into_crontab(made.files[0].text, job.label, call)
    for command in made.commands:
        whole = [str(home / word) if word == made.files[0].place else word for word in command]
        status, said = call(whole, "")
        if status:
            return (_not_installed(" ".join(whole), said.strip() or f"exit status {status}"),)
    return ()


def _into_crontab(line: str, label: str, call: Call) -> tuple[Diagnostic, ...]:
    status, old = call(("crontab", "-l"), "")
    if status and "no crontab" not in old:
        return (_not_installed("crontab -l", old.strip() or f"exit status {status}"),)
    status, said = call(("crontab", "-"), crontab("" if status else old, line, label))
    return (_not_installed("crontab -", said.strip() or f"exit status {status}"),) if status else ()


def called(command: Sequence[str], given: str) -> tuple[int, str]:
    """Runs a command: its status, and what it wrote."""
    try:
        done = subprocess.run(
            list(command), input=given, capture_output=True, check=False, encoding="utf-8", timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return 127, str(problem)
    return done.returncode, done.stdout if done.returncode == 0 else done.stderr


def _not_installed(what: str, reason: str) -> Diagnostic:
    return error(
        "runs.not-installed",
        None,
        zh=f"定时任务没有装上：{what}：{reason}",
        en=f"the timer was not installed: {what}: {reason}",
        hints=[
            Message(
                "不加 --apply 运行一次，按打印出来的内容自己装",
                "run it once without --apply and install by hand what it prints",
            )
        ],
    )

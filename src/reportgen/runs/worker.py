"""One report of a batch, built in a process that builds many: what is sent there, and what comes back."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import wait
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, Message, Severity, Span, error, has_errors
from reportgen.runs.batch_manifest import Entry, Made, State, digest_of
from reportgen.runs.instances import Instance


@dataclass(frozen=True, slots=True)
class Setting:
    """What all reports of a batch have in common."""

    template: Path
    out: Path
    profiles: tuple[str, ...]
    strict: bool = False
    force: bool = False
    fonts: Path | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a report; `errors` tell the row in each sentence."""

    entry: Entry
    errors: tuple[Diagnostic, ...] = ()


def begin(setting: Setting) -> None:
    """Make this process ready: faces, theme and modules are loaded, and it ends when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and lets what is begun be finished
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    from reportgen.pipeline.warming import warm

    warm(setting.template, setting.fonts)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)  # nobody is left to whom the rest could be handed; files are whole or beside


def make(setting: Setting, instance: Instance) -> Outcome:
    """Build one report. Never raises: a fault of ours is a finding of that row."""
    faults = instance.row.faults
    if faults:
        return failed(instance, faults)
    _sweep(setting, instance)
    try:
        return _made(setting, instance)
    except Exception as problem:
        return failed(instance, [fault(problem, setting)])


def _made(setting: Setting, instance: Instance) -> Outcome:
    from reportgen.pipeline.building import build

    built = build(
        setting.template,
        setting.out,
        profile=setting.profiles,
        strict=setting.strict,
        force=setting.force,
        fonts=setting.fonts,
        moment=setting.moment,
        row=instance.row.values,
        names=instance.names,
    )
    files = tuple(
        Made(made.profile, made.path.relative_to(setting.out).as_posix(), made.pages, digest_of(made.path))
        for made in built.outputs
    )
    warnings = [item for item in built.findings if item.severity is Severity.WARNING]
    if not files or has_errors(built.findings):
        stopping = [item for item in built.findings if item.severity is Severity.ERROR] or warnings
        return failed(instance, stopping, files)
    entry = Entry(
        instance.number,
        instance.label,
        instance.digest,
        State.DONE,
        files,
        dict(built.inputs),
        warnings=len(warnings),
    )
    return Outcome(entry)


def failed(
    instance: Instance,
    findings: Iterable[Diagnostic],
    files: tuple[Made, ...] = (),
    state: State = State.FAILED,
) -> Outcome:
    """The outcome of a report that was not made, or not whole."""
    told = tuple(replace(item, message=_of_row(instance, item.message)) for item in findings)
    codes = " ".join(dict.fromkeys(item.code for item in told))
    entry = Entry(instance.number, instance.label, instance.digest, state, files, error=codes)
    return Outcome(entry, told)


def _of_row(instance: Instance, message: Message) -> Message:
    name = instance.label
    zh = f"第 {instance.number} 行（{name}）" if name else f"第 {instance.number} 行"
    en = f"row {instance.number} ({name})" if name else f"row {instance.number}"
    return Message(f"{zh}：{message.zh}", f"{en}: {message.en}")


def _sweep(setting: Setting, instance: Instance) -> None:
    """Take away what a killed process left beside the files of this report."""
    for name in instance.files:
        target = setting.out / f"{name}.pdf"
        begins = f".{target.name}."
        if target.parent.is_dir():
            for left in target.parent.iterdir():
                if left.name.startswith(begins) and left.name.endswith(".part"):
                    left.unlink(missing_ok=True)


def fault(problem: Exception, setting: Setting) -> Diagnostic:
    """That something went wrong which is no fault of the row."""
    told = f"{type(problem).__name__}: {problem}"
    return error(
        "batch.internal",
        Span(str(setting.template), 1, 1),
        zh=f"程序内部错误：{told}",
        en=f"internal error: {told}",
        hints=(
            Message(
                "把这一行的数据发给维护者；其他各份不受影响",
                "send the data of this row to the maintainers; the others are not affected",
            ),
        ),
    )

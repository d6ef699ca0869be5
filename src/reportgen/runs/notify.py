"""What people are told of a run: a summary to read, a message file, a command, a mail.

The command is given the same facts as JSON on its standard input, so that whatever a house uses to raise an
alarm can be hung there without our knowing of it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from reportgen.core.diagnostics import Diagnostic, Language, Message, warning
from reportgen.core.text import counted
from reportgen.pipeline.files import kept_beside, replaced
from reportgen.runs.deliver import Mail, send
from reportgen.runs.due import Run, State, Step
from reportgen.runs.runner import Outcome, Ran

MESSAGE = "last-run.txt"
HOOK_SECONDS = 120.0  # a command that hangs must not keep the next run from beginning


def is_quiet(outcome: Outcome) -> bool:
    """Whether nothing happened that a person has to know."""
    return not (outcome.ran or outcome.superseded or outcome.findings or outcome.status)


def summary(outcome: Outcome, language: Language, zone: tzinfo) -> str:
    """What happened, a line for each thing; times are those of `zone`."""
    lines = [_head(outcome, zone)]
    if outcome.busy is not None:
        lines += [_busy(run, outcome, zone) for run in outcome.busy] or [
            Message("另一个运行正在进行，这次什么也没做", "another run is going on; nothing was done")
        ]
    lines += [_ran(each, outcome, zone) for each in outcome.ran]
    lines += [_superseded(step, outcome) for step in outcome.superseded]
    if outcome.busy is None:
        lines += _left(outcome, zone)
    lines += [Message(f"注意：{item.message.zh}", f"note: {item.message.en}") for item in outcome.findings]
    return "".join(f"{line.text(language)}\n" for line in lines)


def leave_message(outcome: Outcome, zone: tzinfo) -> Path:
    """The summary in both languages in a file beside the spec, the last good one replaced. Raises OSError."""
    target = kept_beside(outcome.spec) / MESSAGE
    with replaced(target) as stream:
        stream.write(f"{summary(outcome, 'zh', zone)}\n{summary(outcome, 'en', zone)}".encode())
    return target


def facts(outcome: Outcome, zone: tzinfo) -> dict[str, Any]:
    """The outcome as plain values, for programs."""
    return {
        "format": "reportgen-runs/1",
        "spec": str(outcome.spec),
        "status": outcome.status,
        "began": outcome.began.isoformat(),
        "ended": outcome.ended.isoformat(),
        "ran": [
            {
                **_named(each.step),
                "state": each.state.value,
                "attempt": each.attempt,
                "recovered": each.recovered,
                "files": [{"path": file.path, "sha256": file.sha256} for file in each.files],
                "error": each.error,
                "retry": each.retry.isoformat() if each.retry else None,
                "delivered": each.delivered,
                "findings": [{"code": item.code, **_both(item.message)} for item in each.findings],
            }
            for each in outcome.ran
        ],
        "superseded": [_named(step) for step in outcome.superseded],
        "held": [_named(step) for step in outcome.last.held],
        "waiting": [_named(run) for run in outcome.last.waiting],
        "given_up": [_named(run) for run in outcome.last.given_up],
        "running": [_named(run) for run in outcome.busy or outcome.last.running],
        "next": {**_named(outcome.next), "at": outcome.next.at.isoformat()} if outcome.next else None,
        "summary": {"zh": summary(outcome, "zh", zone), "en": summary(outcome, "en", zone)},
    }


def tell(command: Sequence[str], outcome: Outcome, zone: tzinfo) -> tuple[Diagnostic, ...]:
    """Give the facts to a command on its standard input; what kept that from being done."""
    given = json.dumps(facts(outcome, zone), ensure_ascii=False).encode("utf-8")
    try:
        done = subprocess.run(
            list(command), input=given, check=False, timeout=HOOK_SECONDS, stdout=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return (_untold(command[0], f"> {HOOK_SECONDS:.0f} s"),)
    except OSError as problem:
        return (_untold(command[0], problem.strerror or str(problem)),)
    return (_untold(command[0], f"exit status {done.returncode}"),) if done.returncode else ()


def by_mail(mail: Mail, outcome: Outcome, zone: tzinfo) -> tuple[Diagnostic, ...]:
    """Mail the summary in both languages; what kept that from being done."""
    head = _head(outcome, zone)
    text = f"{summary(outcome, 'zh', zone)}\n{summary(outcome, 'en', zone)}"
    try:
        send(mail, f"reportgen: {head.zh}", text)
    except OSError as problem:
        return (_untold(", ".join(mail.recipients), problem.strerror or str(problem)),)
    return ()


def standing(asked: Sequence[Step], runs: Sequence[Run], now: datetime, zone: tzinfo) -> list[dict[str, Any]]:
    """How each step of a plan stands, by day, as plain values with a line for people."""
    known = {run.key: run for run in runs}
    told = []
    for step in sorted(asked, key=lambda step: step.at):
        run = known.get(step.key)
        state = run.state.value if run is not None else "due" if step.at <= now else "planned"
        stands = _standing(run, state, zone)
        when = _time(step.at, zone)
        line = Message(
            f"{when}  {step.called.zh}  {stands.zh}",
            f"{when}  {step.called.en}  {stands.en}",
        )
        told.append(
            {
                **_named(step),
                "state": state,
                "at": step.at.isoformat(),
                "since": run.since.isoformat() if run is not None else None,
                "attempts": run.attempts if run is not None else 0,
                "error": run.error if run is not None else "",
                "by": run.by if run is not None else "",
                "files": [file.path for file in run.files] if run is not None else [],
                "time": when,
                "title": _both(step.called),
                "stands": _both(stands),
                "text": _both(line),
            }
        )
    return told


# ------------------------------------------------------------------ sentences


_STATES = {
    "planned": Message("未到期", "planned"),
    "due": Message("到期", "due"),
    "running": Message("运行中", "running"),
    "done": Message("做完", "done"),
    "superseded": Message("已被取代", "superseded"),
    "failed": Message("没有做成", "failed"),
    "skipped": Message("不做", "skipped"),
}


def _standing(run: Run | None, state: str, zone: tzinfo) -> Message:
    if run is None:
        return _STATES[state]
    since = _time(run.since, zone)
    zh, en = f"{_STATES[state].zh}（{since}）", f"{_STATES[state].en} ({since})"
    if run.state is State.FAILED:
        tries = counted(run.attempts, "attempt")
        zh, en = f"{zh}，做了{run.attempts}次：{run.error}", f"{en}, {tries}: {run.error}"
    if run.by:
        zh, en = f"{zh}，{run.by}", f"{en}, {run.by}"
    return Message(zh, en)


def _head(outcome: Outcome, zone: tzinfo) -> Message:
    when, name = _time(outcome.began, zone), outcome.congress or outcome.spec.name
    if outcome.busy is not None:
        return Message(f"{when} {name}：另一个运行正在进行", f"{when} {name}: another run is going on")
    if outcome.status:
        return Message(f"{when} {name}：有的没有做成", f"{when} {name}: not all could be done")
    if not outcome.ran:
        return Message(f"{when} {name}：没有到期的", f"{when} {name}: nothing is due")
    count = len(outcome.ran)
    return Message(f"{when} {name}：做完了{count}项", f"{when} {name}: {count} done")


def _busy(run: Run, outcome: Outcome, zone: tzinfo) -> Message:
    since = _time(run.since, zone)
    zh, en = _called(run, outcome)
    return Message(
        f"运行中：{zh}，从{since}开始（进程 {run.pid}，机器 {run.host}）",
        f"running since {since}: {en} (process {run.pid} on {run.host})",
    )


def _ran(each: Ran, outcome: Outcome, zone: tzinfo) -> Message:
    zh, en = _step(each.step, outcome)
    if each.lost:
        return Message(f"被另一个运行接走：{zh}", f"taken over by another run: {en}")
    if each.state is State.FAILED:
        again = _time(each.retry, zone) if each.retry else "—"
        reasons = [item.message for item in each.findings if item.severity.value == "error"]
        why = reasons[0] if reasons else Message(each.error, each.error)
        return Message(
            f"没有做成（第{each.attempt}次）：{zh}：{why.zh}；{again}以后再做，原有文件没有改动",
            f"failed (attempt {each.attempt}): {en}: {why.en}; tried again from {again} on, "
            "what was there is untouched",
        )
    files = [file.path for file in each.files]
    tail = Message("：" + "，".join(files), ": " + ", ".join(files)) if files else Message("", "")
    if each.recovered:
        tail = Message(
            f"{tail.zh}（上次中断前已经做完）", f"{tail.en} (was done before the last runner died)"
        )
    if each.delivered:
        tail = Message(f"{tail.zh}，已送到 {each.delivered}", f"{tail.en}, taken to {each.delivered}")
    return Message(f"做完：{zh}{tail.zh}", f"done: {en}{tail.en}")


def _superseded(step: Step, outcome: Outcome) -> Message:
    zh, en = _step(step, outcome)
    return Message(f"错过而不补：{zh}，已有更新的一次", f"missed and not made up: {en}, there is a later one")


def _left(outcome: Outcome, zone: tzinfo) -> list[Message]:
    last, lines = outcome.last, []
    for run in last.given_up:
        zh, en = _called(run, outcome)
        tries = counted(run.attempts, "attempt")
        lines.append(
            Message(
                f"不再自动做（做了{run.attempts}次）：{zh}：{run.error}；改好后用 --again 再做",
                f"given up after {tries}: {en}: {run.error}; mend it and use --again",
            )
        )
    now = {each.step.key for each in outcome.ran}
    for run in last.waiting:
        if run.key not in now and run.retry is not None:
            again = _time(run.retry, zone)
            zh, en = _called(run, outcome)
            lines.append(Message(f"{again}以后再做：{zh}", f"tried again from {again} on: {en}"))
    for step in last.held:
        zh, en = _step(step, outcome)
        lines.append(Message(f"等前面的做完：{zh}", f"waits for a step before it: {en}"))
    if outcome.next is not None:
        title, when = outcome.next.called, _time(outcome.next.at, zone)
        whose = outcome.next.congress if outcome.next.congress != outcome.congress else ""
        zh, en = f"{whose}“{title.zh}”", f'"{title.en}"' + (f" of {whose}" if whose else "")
        lines.append(Message(f"下一项：{zh}，{when}", f"next: {en}, {when}"))
    return lines


def _step(step: Step, outcome: Outcome) -> tuple[str, str]:
    """The step with its day, and its congress where that does not stand above."""
    return _told(step.called, step, outcome)


def _called(run: Run, outcome: Outcome) -> tuple[str, str]:
    """As `_step`, of a run, of which the journal knows the id alone."""
    return _told(outcome.titles.get(run.key, Message(run.milestone, run.milestone)), run, outcome)


def _told(title: Message, step: Step | Run, outcome: Outcome) -> tuple[str, str]:
    day = step.day.isoformat()
    if step.congress == outcome.congress:
        return f"“{title.zh}”（{day}）", f'"{title.en}" ({day})'
    return f"{step.congress}“{title.zh}”（{day}）", f'"{title.en}" of {step.congress} ({day})'


def _named(step: Step | Run) -> dict[str, str]:
    return {
        "congress": step.congress,
        "milestone": step.milestone,
        "day": step.day.isoformat(),
        "action": step.action.value,
    }


def _both(message: Message) -> dict[str, str]:
    return {"zh": message.zh, "en": message.en}


def _time(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _untold(command: str, reason: str) -> Diagnostic:
    return warning(
        "runs.not-told",
        None,
        zh=f"没能通知：{command}：{reason}；结果在 .reportgen/{MESSAGE}",
        en=f"could not tell {command}: {reason}; what happened is in .reportgen/{MESSAGE}",
    )

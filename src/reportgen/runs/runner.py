"""Carries out what is due: one step after the other, each on record before, while and after it runs.

    decide -> claim -> carry out -> manifest -> done -> deliver -> decide again

A death at any of the arrows loses nothing: before the manifest the step is carried out again, which gives the
same bytes, since each file is dated by the moment at which its step was due; after it the step is done.
Files are written by the actions as every build writes them, beside the last good ones and renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, error
from reportgen.runs import runner_manifest as manifest
from reportgen.runs.due import LEASE, Decision, File, Key, Run, State, Step, due, pause, steps
from reportgen.runs.journal import Journal
from reportgen.runs.journal_records import Owner
from reportgen.runs.lease import alone, held, this_runner
from reportgen.runs.milestones import Action, Plan

OK, FAILED, BUSY = 0, 1, 75  # 75: EX_TEMPFAIL of sysexits.h, try again later
DELIVERED_WITHIN = timedelta(days=7)  # what is older was made before anybody wanted it delivered


@dataclass(frozen=True, slots=True)
class Made:
    """What an action came to: its files, and what it has to say; `failed`: the step is not done."""

    files: tuple[Path, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Ran:
    """One step that was carried out now.

    `recovered`: a runner that died had done it already. `lost`: another runner took it over meanwhile.
    """

    step: Step
    state: State
    attempt: int
    files: tuple[File, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    error: str = ""
    retry: datetime | None = None
    recovered: bool = False
    lost: bool = False
    delivered: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call of `run_due`. `busy`: another runner is at it, and nothing was done.

    `died`: runs given up now, because the runner of the last attempt died, too. `congress` is the one that
    all of it is about, empty if there are several; `titles` are what people call the steps.
    """

    spec: Path
    began: datetime
    ended: datetime
    busy: tuple[Run, ...] | None = None
    ran: tuple[Ran, ...] = ()
    superseded: tuple[Step, ...] = ()
    last: Decision = field(default_factory=Decision)  # what is left, and why
    next: Step | None = None
    findings: tuple[Diagnostic, ...] = ()
    died: tuple[Run, ...] = ()
    congress: str = ""
    titles: Mapping[Key, Message] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The exit status: 75 when another runner is at it, 1 when something failed, else 0."""
        if self.busy is not None:
            return BUSY
        failed = any(each.state is State.FAILED or each.lost for each in self.ran)
        broken = any(item.severity.value == "error" for item in self.findings)
        return FAILED if failed or broken or self.last.given_up or self.last.held else OK

    @property
    def is_alarming(self) -> bool:
        """Whether something failed now, other than what was told when it failed."""
        failed = any(each.state is State.FAILED or each.lost for each in self.ran)
        broken = any(item.severity.value == "error" for item in self.findings)
        return failed or broken or bool(self.died)


Carry = Callable[[Step], Made]
Deliver = Callable[[Step, tuple[Path, ...]], str]  # gives where the files went; raises OSError


def run_due(
    plans: Iterable[Plan],
    spec: Path,
    journal: Journal,
    clock: Callable[[], datetime],
    actions: Mapping[Action, Carry],
    *,
    deliver: Deliver | None = None,
) -> Outcome:
    """Carry out what is due of `plans` for the spec; steps without an action are left to people.

    Raises ReportError where the journal can be neither read nor mended; then nothing was run, or what ran
    is found by the next runner.
    """
    plans = tuple(plans)
    asked = tuple(step for step in steps(plans) if step.action in actions)
    began = clock()
    congress = plans[0].congress if len(plans) == 1 else ""
    titles = {step.key: step.called for step in asked}
    with alone(spec, journal.base) as is_ours:
        if not is_ours:
            running = tuple(run for run in journal.open_runs() if run.state is State.RUNNING)
            return Outcome(spec, began, clock(), busy=running, congress=congress, titles=titles)
        runner = _Runner(asked, spec, journal, clock, actions, deliver, this_runner(journal.base, spec))
        return replace(runner.outcome(began), congress=congress, titles=titles)


class _Runner:
    """One call of `run_due` that holds the lock."""

    def __init__(
        self,
        asked: tuple[Step, ...],
        spec: Path,
        journal: Journal,
        clock: Callable[[], datetime],
        actions: Mapping[Action, Carry],
        deliver: Deliver | None,
        owner: Owner,
    ) -> None:
        self.asked, self.spec, self.journal, self.clock = asked, spec, journal, clock
        self.actions, self.deliver, self.owner = actions, deliver, owner
        self.congresses = tuple(dict.fromkeys(step.congress for step in asked))
        self.findings: list[Diagnostic] = []

    def outcome(self, began: datetime) -> Outcome:
        self.findings += manifest.mended(self.spec, self.journal, self.congresses)
        ran: list[Ran] = []
        superseded: dict[Step, None] = {}
        died: list[Run] = []
        tried: set[Step] = set()
        while True:
            now = self.clock()
            runs = {run.key: run for run in self.journal.runs(self.congresses)}
            found = due(self.asked, runs.values(), now, gone=self.owner.host)
            superseded.update(dict.fromkeys(found.superseded))
            died += (run for run in found.given_up if run.state is State.RUNNING)
            self.journal.settle(found, runs.values(), now)
            step = next((step for step in found.run if step not in tried), None)
            if step is None:
                break
            tried.add(step)  # a clock that jumps must not make one call try for ever
            if self._is_frozen_elsewhere(step, runs.values()):
                continue
            seen = next((run for run in self.journal.runs([step.congress]) if run.key == step.key), None)
            if self.journal.claim(step, seen, self.owner, now, now + LEASE):
                ran.append(self._carried_out(step, seen.attempts + 1 if seen else 1))
        busy = found.running if found.running and not ran else None
        delivered = self._delivered()
        ran = [replace(each, delivered=delivered.get(each.step, "")) for each in ran]
        later = sorted((step for step in self.asked if step.at > now), key=lambda step: step.at)
        return Outcome(
            self.spec,
            began,
            self.clock(),
            busy,
            tuple(ran),
            tuple(superseded),
            found,
            later[0] if later else None,
            tuple(self.findings),
            tuple(died),
        )

    def _is_frozen_elsewhere(self, step: Step, runs: Iterable[Run]) -> bool:
        """Whether the figures of a step lie frozen in the folder of another machine, and say so.

        The journal may be on a server, but a freeze is beside its spec: here, the step would print others.
        """
        if not self.journal.base.is_shared or step.action is Action.FREEZE:
            return False
        frozen = [
            run
            for run in runs
            if (run.congress, run.action, run.state) == (step.congress, Action.FREEZE, State.DONE)
        ]
        other = next((run for run in frozen if not manifest.is_here(self.spec, run)), None)
        if other is not None:
            self.findings.append(_frozen_elsewhere(step, other))
        return other is not None

    # ------------------------------------------------------------------ one step

    def _carried_out(self, step: Step, attempt: int) -> Ran:
        before = manifest.found(self.spec, step)
        if before is not None:
            kept = self.journal.finish(step.key, self.owner, before.files, self.clock())
            return Ran(step, State.DONE, attempt, before.files, recovered=True, lost=not kept)
        try:
            with held(self.journal, step.key, self.owner, self.clock):
                made = self.actions[step.action](step)
                files = () if made.failed else manifest.files_of(self.spec, made.files)
                if not made.failed:
                    self.journal.watched("before manifest")
                    manifest.write(self.spec, step, attempt, files, self.clock())
                    self.journal.watched("after manifest")
        except ReportError as problem:
            made = Made(findings=problem.diagnostics, failed=True)
        except OSError as problem:
            made = Made(findings=(_not_done(step, problem.strerror or str(problem)),), failed=True)
        except Exception as problem:  # one step that breaks must not keep the others from running
            made = Made(findings=(_not_done(step, f"{type(problem).__name__}: {problem}"),), failed=True)
        except BaseException:  # somebody wants us to stop: the step is left as if we had never begun
            now = self.clock()
            self.journal.fail(step.key, self.owner, "interrupted", now, now)
            raise
        if made.failed:
            return self._failed(step, attempt, made)
        kept = self.journal.finish(step.key, self.owner, files, self.clock())
        return Ran(step, State.DONE, attempt, files, made.findings, lost=not kept)

    def _failed(self, step: Step, attempt: int, made: Made) -> Ran:
        errors = [item for item in made.findings if item.severity.value == "error"] or made.findings
        reason = "; ".join(f"{item.message.zh} [{item.code}]" for item in errors[:3]) or "?"
        now = self.clock()
        retry = now + pause(attempt)
        kept = self.journal.fail(step.key, self.owner, reason, now, retry)
        return Ran(step, State.FAILED, attempt, (), made.findings, reason, retry, lost=not kept)

    # ------------------------------------------------------------------ delivery

    def _delivered(self) -> dict[Step, str]:
        """Take along what is done and was not delivered yet; of drafts the last one only."""
        if self.deliver is None:
            return {}
        now, found = self.clock(), {}
        by_key = {step.key: step for step in self.asked}
        done = [
            run
            for run in self.journal.runs(self.congresses)
            if run.state is State.DONE and run.key in by_key and now - run.since <= DELIVERED_WITHIN
        ]
        last = {run.congress: run for run in done if run.action is Action.DRAFT}
        for run in done:
            is_old = run.action is Action.DRAFT and run is not last[run.congress]
            if run.delivered or is_old or not run.files:
                continue
            step = by_key[run.key]
            try:
                if not all(manifest.is_whole(self.spec, file) for file in run.files):
                    continue  # a later build has replaced them
                paths = tuple(manifest.path_of(self.spec, file) for file in run.files)
                found[step] = self.deliver(step, paths)
            except OSError as problem:
                self.findings.append(_not_delivered(step, problem.strerror or str(problem)))
                continue
            self.journal.delivered(run.key, found[step], self.clock())
        return found


# ------------------------------------------------------------------ findings


def _not_done(step: Step, reason: str) -> Diagnostic:
    return error(
        "runs.not-done",
        None,
        zh=f"“{step.called.zh}”（{step.day.isoformat()}）没有做成：{reason}；原有文件没有改动",
        en=f'"{step.called.en}" of {step.day.isoformat()} could not be done: {reason}; '
        "what was there is untouched",
    )


def _frozen_elsewhere(step: Step, freeze: Run) -> Diagnostic:
    where = freeze.host or "?"
    return error(
        "runs.frozen-elsewhere",
        None,
        zh=f"“{step.milestone}”（{step.day.isoformat()}）没有在这里做：数字冻结在 {where}，这个文件夹里没有",
        en=f'"{step.milestone}" of {step.day.isoformat()} was not done here: its figures are frozen at '
        f"{where}, and not in this folder",
        hints=[
            Message(
                "在那台机器上运行；要轮流运行，就让几台机器共用报告的文件夹（连同 .reportgen）",
                "run it there; machines that take turns need one folder of the report, with its .reportgen",
            )
        ],
    )


def _not_delivered(step: Step, reason: str) -> Diagnostic:
    return error(
        "runs.not-delivered",
        None,
        zh=f"“{step.called.zh}”（{step.day.isoformat()}）的文件没有送到：{reason}；下一次运行再送",
        en=f'the files of "{step.called.en}" of {step.day.isoformat()} were not delivered: {reason}; '
        "the next run tries again",
    )

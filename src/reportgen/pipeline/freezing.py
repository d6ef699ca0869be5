"""The freeze: from then on figures stay, and an edit needs a reason that is printed on the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, Language, Message, ReportError, error, note
from reportgen.data.metrics import DataModel
from reportgen.pipeline.options import Options
from reportgen.pipeline.store import Store
from reportgen.review.rounds import (
    Departure,
    ExceptionMade,
    Frozen,
    departures,
    frozen_figures,
    uncovered,
)


@dataclass(frozen=True, slots=True)
class Held:
    """The figures of a build held against the frozen ones; `made` is to be recorded when it succeeded."""

    findings: tuple[Diagnostic, ...] = ()
    made: ExceptionMade | None = None
    store: Store | None = None

    def record(self) -> tuple[Diagnostic, ...]:
        """Put the exception on the record, if there is a new one; what kept it from that."""
        if self.made is not None and self.store is not None:
            try:
                self.store.add_exception(self.made)
            except ReportError as problem:
                return problem.diagnostics
        return ()


def hold(path: Path, model: DataModel, options: Options) -> Held:
    """The figures of the spec at `path` against those that were frozen, if any were.

    Each that differs is `rounds.frozen`, an error, unless the options give a reason or one was given before.
    """
    store = Store(path)
    try:
        frozen = store.frozen()
        if frozen is None:
            return Held()
        found = _found(frozen[2], model)
        rest = uncovered(found, store.exceptions())
    except ReportError as problem:
        return Held(problem.diagnostics)
    if not rest:
        return Held()
    if not options.exception.strip():
        return Held(tuple(_refused(each, model) for each in rest))
    made = ExceptionMade(stamp(options.moment), options.exception.strip(), rest)
    return Held(tuple(_allowed(each, model, made.reason) for each in rest), made, store)


def unlike_frozen(path: Path, model: DataModel) -> tuple[Diagnostic, ...]:
    """What a build would refuse of the figures, for who only checks."""
    return hold(path, model, Options()).findings


def _found(figures: Mapping[str, Frozen], model: DataModel) -> tuple[Departure, ...]:
    return departures(figures, frozen_figures(model, "zh"))


def freeze(
    path: Path, model: DataModel, *, moment: datetime | None = None, snapshot: str = "", reason: str = ""
) -> tuple[Diagnostic, ...]:
    """Freeze the figures of the spec at `path`, with the snapshot of its sources as text.

    Figures that were frozen before and differ need a `reason`; without one nothing is frozen and each is an
    error. A store that cannot be read is kept aside.
    """
    store, told = opened(path)
    frozen = store.frozen()
    if frozen is not None:
        rest = uncovered(_found(frozen[2], model), store.exceptions())
        if rest and not reason.strip():
            return (*told, *(_refused(each, model) for each in rest))
    store.freeze(stamp(moment), snapshot, frozen_figures(model, "zh"), reason.strip())
    return told


def opened(path: Path) -> tuple[Store, tuple[Diagnostic, ...]]:
    """The store of the spec at `path`, a broken one kept aside, which is told. Raises ReportError."""
    store = Store(path)
    try:
        store.rounds(), store.frozen(), store.exceptions()
    except ReportError as problem:
        if all(item.code != "rounds.store-broken" for item in problem.diagnostics):
            raise
        return store, (store.set_aside(),)
    return store, ()


def stamp(moment: datetime | None) -> str:
    """A moment as it is recorded: the one given, else now."""
    return (moment or datetime.now().astimezone()).isoformat(timespec="seconds")


# ------------------------------------------------------------------ findings


def _said(each: Departure, language: Language) -> str:
    """What a figure was and is: 40.5%，冻结时是40.4%."""
    old, new = each.old or "—", each.new or "—"
    if old != new:
        return (
            f"现在是{new}，冻结时是{old}" if language == "zh" else f"is {new} now and was {old} when frozen"
        )
    fields = "、".join(each.fields) if language == "zh" else ", ".join(each.fields)
    return f"冻结后改过{fields}" if language == "zh" else f"has another {fields} than when frozen"


def _refused(each: Departure, model: DataModel) -> Diagnostic:
    metric = model.metrics.get(each.metric)
    return error(
        "rounds.frozen",
        metric.origin if metric else None,
        zh=f"数字已经冻结：“{each.name}”{_said(each, 'zh')}",
        en=f'figures are frozen: "{each.metric}" {_said(each, "en")}',
        hints=[
            Message(
                '改回去；确实要改，加 --exception "原因"，原因会印在校对表上',
                'put it back; if it must change, add --exception "reason", which the sheet prints',
            )
        ],
    )


def _allowed(each: Departure, model: DataModel, reason: str) -> Diagnostic:
    metric = model.metrics.get(each.metric)
    return note(
        "rounds.exception",
        metric.origin if metric else None,
        zh=f"冻结之后的例外：“{each.name}”{_said(each, 'zh')}（{reason}）",
        en=f'an exception to the freeze: "{each.metric}" {_said(each, "en")} ({reason})',
    )

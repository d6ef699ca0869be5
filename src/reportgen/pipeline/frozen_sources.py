"""What the sources said when figures were frozen, in place of what they say now.

A report that is frozen is printed from its snapshot. What its live sources say otherwise is a warning, and
that one of them cannot be read any more is one, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, Severity, error, has_errors, warning
from reportgen.core.places import Places, SpecPath
from reportgen.data.snapshot import Change, Drift, Key, Part, Snapshot, drift, from_json, places_of
from reportgen.pipeline.sourcing import Sourced
from reportgen.pipeline.store import Store
from reportgen.spec.schema import ReportSpec


def as_frozen(path: Path, spec: ReportSpec, places: Places, live: Sourced) -> Sourced:
    """`live`, or what was frozen of the spec at `path` with a warning for each figure that has drifted.

    A figure that was not read then is taken from the live source. Codes: `rounds.drift`,
    `rounds.store-broken` and the others of the store.
    """
    try:
        frozen = Store(path).frozen()
    except ReportError as problem:
        return replace(live, findings=(*live.findings, *problem.diagnostics))
    if frozen is None or not frozen[1]:
        return live
    try:
        old = from_json(frozen[1])
    except ValueError:
        return replace(live, findings=(*live.findings, _unreadable(path)))
    asked = {key: where for key, where, _ in places_of(spec)}
    kept = old.readings_for(spec)
    is_whole = set(asked.values()) <= set(kept)
    findings = live.findings
    if is_whole:  # the live sources are only asked whether they still say the same
        findings = tuple(
            replace(item, severity=Severity.WARNING) if item.severity is Severity.ERROR else item
            for item in findings
        )
    told = _drifted(old, live, asked, places)
    now = dict(live.snapshot.files)
    files = tuple((name, digest) for name, digest in old.files if now.get(name) == digest)
    readings = {**live.readings, **kept}
    return Sourced(readings, live.tables, replace(old, files=files), live.files, (*findings, *told))


def _drifted(
    old: Snapshot, live: Sourced, asked: dict[Key, SpecPath], places: Places
) -> Iterator[Diagnostic]:
    """A warning for each figure that is asked for and is not what it was."""
    is_partial = has_errors(live.findings)  # what could not be read has not gone
    for each in drift(old, live.snapshot):
        where = asked.get((each.metric, each.part))
        if where is None or each.change is Change.NEW or (each.change is Change.GONE and is_partial):
            continue
        yield _told(each, places, where)


def _told(each: Drift, places: Places, where: SpecPath) -> Diagnostic:
    now = each.new or "—"
    part = "" if each.part is Part.VALUE else " (baseline)"
    return warning(
        "rounds.drift",
        places.value(where),
        zh=f"来源与冻结时不同：“{each.metric}”冻结时是{each.old}，现在是{now}（{each.where}）；照冻结的印",
        en=f'the source of "{each.metric}"{part} said {each.old} when frozen and says {now} now '
        f"({each.where}); what was frozen is printed",
        hints=[
            Message(
                '要用新的数字：reportgen freeze 报告 --exception "原因"',
                'to take the new figure: reportgen freeze SPEC --exception "reason"',
            )
        ],
    )


def _unreadable(path: Path) -> Diagnostic:
    return error(
        "rounds.snapshot-broken",
        None,
        zh=f"{path.name} 冻结时的数据读不出来；再冻结一次",
        en=f"the data that {path.name} was frozen with cannot be read; freeze it again",
    )

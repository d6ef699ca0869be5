"""`reportgen archive TEMPLATE --from FOLDER`: every report that a batch left there, an edition each."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.report import document_language, progress_shown, show
from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Diagnostic, Language, Message, Severity

if TYPE_CHECKING:
    from reportgen.runs.editions import Archived, Wanted
    from reportgen.runs.editions_reports import Report
    from reportgen.runs.editions_shelf import Shelf

_KEPT = "archive.already-kept"


def parameters_of(spec: Path) -> tuple[str, ...]:
    """The names of what a template is filled in with; none of any other report, or one that has errors."""
    from reportgen.spec.load import load_spec

    found = load_spec(spec, delivered=False).spec
    return () if found is None else tuple(parameter.name for parameter in found.parameters)


def result(done: Archived, language: Language) -> dict[str, Any]:
    """Findings, and the edition that is kept: null if there is none."""
    from reportgen.cli.output import render_json

    edition = None
    if done.where and done.edition is not None:
        facts = {"name": done.edition.name, "path": done.where, "seal": done.seal, "new": done.is_new}
        edition = {**facts, "verapdf": bool(done.edition.of_role("verapdf"))}
    found = json.loads(render_json(done.findings, language))
    return {"edition": edition, **found}


def keep_reports(
    spec: Path,
    store: Path | Shelf,
    wanted: Wanted,
    parameters: tuple[str, ...],
    *,
    quiet: bool,
    style: str,
    lang: Language | None,
) -> int:
    """Keep them one after the other and tell of each; one that cannot be kept is no matter of the others.

    Gives the exit status.
    """
    from reportgen.pipeline.clock import Clock
    from reportgen.pipeline.evidence import evidence
    from reportgen.runs.editions import archive
    from reportgen.runs.editions_reports import reports_in

    assert wanted.given is not None, "asked for a folder of reports"
    reports, findings = reports_in(spec, wanted.given, parameters, store if isinstance(store, Path) else None)
    if not reports:
        show(findings, None, style, lang, quiet)
        return 1
    told, new, old, failed = [], 0, 0, 0
    language: Language = lang or "zh"
    for report in reports:
        with progress_shown(quiet, language) as progress:
            asked = replace(wanted, given=None, report=report)
            done = archive(spec, store, evidence(wanted.strict), asked, Clock(progress))
        loaded = done.checked.loaded
        language = lang or document_language(loaded)
        done = replace(done, findings=tuple(_of_report(report, item) for item in done.findings))
        new, old = new + done.is_new, old + (bool(done.where) and not done.is_new)
        failed += not done.where
        if style == "json":
            told.append({"row": dict(report.row), **result(done, language)})
            continue
        show(tuple(item for item in done.findings if _is_told(item)), loaded, style, lang, quiet)
        if done.is_new and not quiet:
            zh, en = f"已存档 {report.label}：{done.where}", f"archived {report.label}: {done.where}"
            click.echo(Message(zh, en).text(language))
    if style == "json":
        click.echo(for_stdout(json.dumps({"editions": told}, ensure_ascii=False, indent=1)))
    elif not quiet:
        zh = f"新存 {new} 份，已经存过 {old} 份，没有存成 {failed} 份"
        en = f"{new} archived, {old} kept already, {failed} failed"
        click.echo(Message(zh, en).text(language))
    return 1 if failed else 0


def _is_told(item: Diagnostic) -> bool:
    """Of many reports no notes on the setting, which were told when they were built."""
    return item.code != _KEPT and (item.severity is not Severity.NOTE or item.code.startswith("archive."))


def _of_report(report: Report, item: Diagnostic) -> Diagnostic:
    message = Message(f"{report.label}：{item.message.zh}", f"{report.label}: {item.message.en}")
    return replace(item, message=message) if report.label else item

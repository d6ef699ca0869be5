"""`reportgen freeze`: figures stay as they are from now on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.report import document_language, moment_given, show
from reportgen.core.diagnostics import Language, Message, ReportError, has_errors


@click.command()
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--exception",
    default="",
    help="Why figures that were frozen before may change; the sheet prints it.  冻结之后改数字的原因。",
)
@click.option(
    "--fonts", "fonts_dir", type=click.Path(path_type=Path, file_okay=False), help="Folder of faces.  字体。"
)
@click.option("--quiet", "-q", is_flag=True, help="Only errors.  只报错误。")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages.")
def freeze(spec: Path, exception: str, fonts_dir: Path | None, quiet: bool, lang: Language | None) -> None:
    """Freeze the figures of SPEC; an edit then needs --exception "reason".  冻结数字。"""
    from reportgen.data.snapshot import to_json
    from reportgen.pipeline.checking import check
    from reportgen.pipeline.freezing import freeze as run

    checked = check(spec, fonts=fonts_dir, live=True)
    loaded = checked.loaded
    errors = tuple(item for item in checked.findings if has_errors([item]))
    if errors or checked.model is None:
        show(errors or checked.findings, loaded, "human", lang, quiet)
        sys.exit(1)
    try:
        taken = to_json(checked.sourced.snapshot) if checked.sourced is not None else ""
        found = run(spec, checked.model, moment=moment_given(), snapshot=taken, reason=exception)
    except ReportError as problem:
        found = problem.diagnostics
    show(found, loaded, "human", lang, quiet)
    if has_errors(found):
        sys.exit(1)
    if not quiet:
        count = len(checked.model.metrics)
        zh, en = f"已冻结 {count} 项数字", f"{count} figures are frozen"
        click.echo(Message(zh, en).text(lang or document_language(loaded)))

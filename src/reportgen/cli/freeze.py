"""`reportgen freeze`: figures stay as they are from now on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.report import document_language, moment_given, show
from reportgen.core.diagnostics import Language, Message, has_errors
from reportgen.core.text import counted


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
    from reportgen.pipeline.frozen_now import freeze_now

    frozen = freeze_now(spec, moment_given(), fonts=fonts_dir, reason=exception)
    show(frozen.findings, frozen.loaded, "human", lang, quiet)
    if has_errors(frozen.findings):
        sys.exit(1)
    if not quiet:
        zh, en = f"已冻结 {frozen.count} 项数字", f"{counted(frozen.count, 'figure')} frozen"
        click.echo(Message(zh, en).text(lang or document_language(frozen.loaded)))

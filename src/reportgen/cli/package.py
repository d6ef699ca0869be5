"""`reportgen package`: what the printing house needs, in one zip."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.report import common, document_language, moment_given, progress_shown, show
from reportgen.core.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.core.diagnostics import Language


@click.command()
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build"), show_default=True
)
@common
def package(
    spec: Path,
    out: Path,
    fonts_dir: Path | None,
    strict: bool,
    quiet: bool,
    style: str,
    lang: Language | None,
) -> None:
    """Build SPEC for the press and pack it with job sheet, page pictures, preflight, digests.  送印包。"""
    from reportgen.pipeline.clock import Clock
    from reportgen.pipeline.packing import package as run

    with progress_shown(quiet, lang or "zh") as progress:
        done = run(
            spec,
            out,
            strict=strict,
            fonts=fonts_dir,
            moment=moment_given(),
            language=lang,
            clock=Clock(progress),
        )
    loaded = done.built.checked.loaded
    show(done.findings, loaded, style, lang, quiet)
    if done.path is None:
        sys.exit(1)
    if not quiet and style == "human":
        language = lang or document_language(loaded)
        click.echo(Message(f"已打包 {done.path}", f"packed {done.path}").text(language))

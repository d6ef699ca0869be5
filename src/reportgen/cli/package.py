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
    from reportgen.pipeline.options import Output
    from reportgen.pipeline.package import Checked


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
    from reportgen.pipeline.building import build
    from reportgen.pipeline.clock import Clock
    from reportgen.pipeline.files import not_written
    from reportgen.pipeline.package import pack

    with progress_shown(quiet, lang or "zh") as progress:
        built = build(
            spec,
            out,
            profile="press",
            strict=strict,
            fonts=fonts_dir,
            moment=moment_given(),
            clock=Clock(progress),
        )
    loaded = built.checked.loaded
    language = lang or document_language(loaded)
    findings = built.findings
    packed: Path | None = None
    is_whole = not any(item.code in ("output.unfit", "output.not-written") for item in findings)
    if built.outputs and built.print_job is not None and is_whole:
        target = out / f"{built.outputs[0].path.stem}.zip"
        try:
            files = [_checked(output, language, strict=strict) for output in built.outputs]
            packed = pack(target, files, built.print_job, built.made)
        except OSError as problem:
            findings = (*findings, not_written(target, problem))
    show(findings, loaded, style, lang, quiet)
    if packed is None:
        sys.exit(1)
    if not quiet and style == "human":
        click.echo(Message(f"已打包 {packed}", f"packed {packed}").text(language))


def _checked(output: Output, language: Language, *, strict: bool) -> Checked:
    from reportgen.cli import verdicts
    from reportgen.pipeline.package import Checked
    from reportgen.preflight.rules import all_rules

    assert output.verdict is not None, "every file for the press was checked"
    titles = {code: rule.title for code, rule in all_rules().items()}
    pieces = verdicts.pieces(output.verdict, titles, language, strict=strict, is_guess=False)
    report = "".join(text for text, _ in pieces)
    summary = Message(*(verdicts.closing(output.verdict, each, strict=strict) for each in ("zh", "en")))
    return Checked(output.path, output.verdict.passes(strict=strict), summary, report)

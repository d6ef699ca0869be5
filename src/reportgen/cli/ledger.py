"""`reportgen ledger`: every printed figure with its source, and each place that prints it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.report import document_language, progress_shown, show
from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Diagnostic, Language, Message, error, has_errors
from reportgen.core.text import counted


@click.command()
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; without it CSV goes to stdout.  写到哪个文件。",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["csv", "xlsx"]),
    help="csv, or xlsx (needs the extra xlsx); by default as --out ends.  格式。",
)
@click.option(
    "--fonts", "fonts_dir", type=click.Path(path_type=Path, file_okay=False), help="Folder of faces.  字体。"
)
@click.option("--quiet", "-q", is_flag=True, help="Only errors, no progress.  只报错误。")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language (default: the document's).")
def ledger(
    spec: Path,
    out: Path | None,
    style: str | None,
    fonts_dir: Path | None,
    quiet: bool,
    lang: Language | None,
) -> None:
    """List every printed figure of SPEC: source, confirmer, and each page that prints it.  数字清单。"""
    from reportgen.pipeline.clock import Clock
    from reportgen.pipeline.files import not_written, replaced
    from reportgen.pipeline.signing import ledger as run
    from reportgen.review.ledger import csv_text

    style = style or ("xlsx" if out is not None and out.suffix.lower() == ".xlsx" else "csv")
    if style == "xlsx" and out is None:
        raise click.UsageError("--format xlsx needs --out FILE.xlsx")
    with progress_shown(quiet, lang or "zh") as progress:
        found = run(spec, fonts=fonts_dir, clock=Clock(progress))
    loaded = found.built.checked.loaded
    language = lang or document_language(loaded)
    errors = tuple(item for item in found.findings if has_errors([item]))
    if found.ledger is None or errors:
        show(errors or found.findings, loaded, "human", lang, quiet)
        sys.exit(1)
    if style == "xlsx":
        try:
            from reportgen.review.ledger_xlsx import workbook

            data = workbook(found.ledger, language)
        except ImportError:
            show((_no_extra(),), loaded, "human", lang, quiet)
            sys.exit(1)
    else:
        data = csv_text(found.ledger, language).encode("utf-8")
    if out is None:
        click.echo(for_stdout(data.decode("utf-8").removeprefix("\ufeff")), nl=False)
        return
    try:
        with replaced(out) as stream:
            stream.write(data)
    except OSError as problem:
        show((not_written(out, problem),), loaded, "human", lang, quiet)
        sys.exit(1)
    if not quiet:
        count, undated = len(found.ledger.entries), len(found.ledger.undated)
        zh = f"已写 {out}，共 {count} 项，其中 {undated} 项未注明时点"
        click.echo(Message(zh, f"{out}: {counted(count, 'figure')}, {undated} undated").text(language))


def _no_extra() -> Diagnostic:
    return error(
        "output.no-xlsx",
        None,
        zh="写 xlsx 要另装 openpyxl",
        en="writing xlsx needs openpyxl, which is not installed",
        hints=[
            Message(
                'pip install "reportgen[xlsx]"，或改用 --format csv',
                'pip install "reportgen[xlsx]", or take --format csv',
            )
        ],
    )

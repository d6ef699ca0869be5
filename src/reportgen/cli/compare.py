"""`reportgen compare`: two editions, each a spec or a file that carries its spec."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.output import print_human
from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Language


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(["table", "json", "spec"]),
    default="table",
    show_default=True,
    help="table: for the terminal; json; spec: a section to paste into the book.  结果的形式。",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language (default: that of NEW).")
def compare(old: Path, new: Path, style: str, lang: Language | None) -> None:
    """Compare the figures and chapters of two editions (YAML, or PDF for the archive).  两版对比。"""
    from reportgen.pipeline.editions import edition
    from reportgen.review.compare import compare as run
    from reportgen.review.compare_page import json_text, spec_text, table_text

    before, wrong = edition(old)
    after, also = edition(new)
    if before is None or after is None:
        print_human((*wrong, *also), {}, lang or "zh", sys.stderr)
        sys.exit(1)
    language = lang or after.language
    found = run(before, after, after.language if style == "spec" else language)  # the book has its own
    if style == "json":
        text = json_text(found)
    elif style == "spec":
        text = spec_text(found, after.language)
    else:
        text = table_text(found, language)
    click.echo(for_stdout(text), nl=False)

"""`reportgen fix`: mend in a spec's file what has one answer, and show every change."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Language, Message, has_errors

if TYPE_CHECKING:
    from reportgen.pipeline.fixing import Fixed

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
NOTHING = Message("没有可以自动改的", "nothing to mend")


@click.command()
@click.argument("spec", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show the changes and write nothing.  只看不改。")
@click.option(
    "--only", "codes", multiple=True, metavar="CODE", help="Only this finding; may be repeated.  只改这一类。"
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Language of messages (default: the document's)."
)
def fix(spec: Path, dry_run: bool, codes: tuple[str, ...], lang: Language | None) -> None:
    """Mend in SPEC what has one answer; comments and layout stay.  自动改正有把握的差错。

    Look-alike characters, invisible characters, half-width and doubled marks between Chinese characters,
    dashes, ellipses, full-width digits, and terms that a list calls an error. Every change is shown. What is
    left is told by `reportgen check`.
    """
    from reportgen.cli.report import document_language, show
    from reportgen.pipeline.files import not_written
    from reportgen.pipeline.fixing import fix as run
    from reportgen.pipeline.fixing import write
    from reportgen.review.repairs import CODES

    for code in codes:
        if code not in CODES:
            raise click.BadParameter(f"{code}; known: {', '.join(CODES)}", param_hint="--only")
    fixed = run(spec, codes or CODES)
    language = lang or document_language(fixed.loaded)
    findings = fixed.findings
    if fixed.is_changed:
        click.echo("\n".join(_difference(fixed, str(spec))))
        if not dry_run:
            try:
                write(spec, fixed)
            except OSError as problem:
                findings = (*findings, not_written(spec, problem))
    show(findings, fixed.loaded, "human", language, quiet=False)
    if has_errors(findings):
        sys.exit(1)
    click.echo(_told(fixed, dry_run).text(language))


def _difference(fixed: Fixed, name: str) -> Iterator[str]:
    """A unified diff, in colour where that can be seen."""
    before, after = (text.removeprefix("\ufeff").splitlines() for text in (fixed.before, fixed.after))
    for line in difflib.unified_diff(before, after, name, name, n=1, lineterm=""):
        yield click.style(for_stdout(line), fg=_COLOURS.get(line[:1]))


def _told(fixed: Fixed, dry_run: bool) -> Message:
    if not fixed.is_changed:
        return NOTHING
    total = sum(fixed.counts.values())
    codes = "、".join(f"{code} {count}" for code, count in fixed.counts.items())
    listed = ", ".join(f"{code} {count}" for code, count in fixed.counts.items())
    if dry_run:
        return Message(
            f"可以改 {total} 个字（{codes}），没有写入", f"{total} to mend ({listed}); not written"
        )
    return Message(f"改了 {total} 个字（{codes}）", f"mended {total} ({listed})")

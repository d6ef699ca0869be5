"""`reportgen preflight`: a finished PDF, whoever made it, checked before the press does."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from reportgen.cli.streams import for_stdout

if TYPE_CHECKING:
    from reportgen.core.diagnostics import Language
    from reportgen.preflight.outcome import Piece
    from reportgen.preflight.verdict import Verdict


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, readable=False, path_type=Path)
)
@click.option(
    "--profile",
    type=click.Choice(["press", "archive", "web", "any"]),
    help="What the file is for; without it, what it claims decides.  用途：送印、存档、阅读、不限。",
)
@click.option(
    "--ink",
    type=click.FloatRange(100, 400),
    default=300.0,
    show_default=True,
    help="Limit of all inks together, per cent: 300 coated, 280 uncoated, 240 newsprint.  总墨量上限。",
)
@click.option(
    "--binding",
    type=click.Choice(["saddle", "perfect"]),
    help="How the book is bound: page count and margins are checked for it.  骑马订、胶订。",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.  警告也算错误。")
@click.option(
    "--quiet", "-q", is_flag=True, help="Only what makes a file fail, a line each.  只报不通过的原因。"
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["human", "json"]),
    default="human",
    help="Form of the result.  结果的形式。",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages (default: each file's).")
def preflight(
    files: tuple[Path, ...],
    profile: str | None,
    ink: float,
    binding: Literal["saddle", "perfect"] | None,
    strict: bool,
    quiet: bool,
    style: str,
    as_json: bool,
    lang: Language | None,
) -> None:
    """Check finished PDF FILES for the press, the archive or the screen.  检查 PDF 成品。

    Ends with 0 if all files pass, 1 if one does not.
    """
    from reportgen.preflight import check, outcome, outcome_json
    from reportgen.preflight.rules import all_rules

    titles = {code: rule.title for code, rule in all_rules().items()}
    records: list[dict[str, object]] = []
    done: list[Verdict] = []
    for path in files:
        verdict = check(path, profile, ink=ink, binding=binding)
        language = lang or verdict.spoken
        if done and style == "human" and not as_json and not quiet:
            click.echo()
        done.append(verdict)
        if style == "json" or as_json:
            records.append(outcome_json.record(verdict, titles, language, strict=strict))
        elif quiet:
            _print(outcome.failures(verdict, language, strict=strict))
        else:
            _print(outcome.pieces(verdict, titles, language, strict=strict, is_guess=profile is None))
    if records:
        click.echo(for_stdout(outcome_json.render_json(records)), nl=False)
    elif len(done) > 1 and not quiet:
        click.echo("\n" + outcome.overall(done, lang or done[0].spoken, strict=strict))
    if not all(verdict.passes(strict=strict) for verdict in done):
        sys.exit(1)


def _print(pieces: Iterable[Piece]) -> None:
    """Write to stdout, in colour if that is a terminal."""
    if not sys.stdout.isatty():
        click.echo("".join(text for text, _ in pieces), nl=False)
        return
    from rich.console import Console  # 0.1 s, only worth it where colours can be seen
    from rich.text import Text

    text = Text()
    for piece, style in pieces:
        text.append(piece, style or None)
    Console(highlight=False, soft_wrap=True).print(text, end="")

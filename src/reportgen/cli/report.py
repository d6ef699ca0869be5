"""`reportgen build` and `reportgen check`, and what other commands that build share with them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Diagnostic, Language, Message, has_errors, in_order, language_of
from reportgen.core.text import counted

if TYPE_CHECKING:
    from reportgen.pipeline.clock import Progress
    from reportgen.pipeline.options import Output
    from reportgen.spec.load import Loaded

Command = TypeVar("Command", bound=Callable[..., Any])

_STAGES = {
    "spec": Message("读取", "reading"),
    "data": Message("核算指标", "binding figures"),
    "content": Message("编排内容", "building content"),
    "charts": Message("核对图表", "checking charts"),
    "review": Message("核对字词和数字", "reviewing words and figures"),
    "fonts": Message("核对字形", "checking glyphs"),
    "theme": Message("读取主题", "reading the theme"),
    "layout": Message("排版", "laying out"),
    "pdf": Message("写出 PDF", "writing the PDF"),
}


def common(command: Command) -> Command:
    """Options of every command that builds or checks."""
    folder = click.Path(path_type=Path, file_okay=False)
    options = (
        click.option(
            "--fonts", "fonts_dir", type=folder, help="Folder of faces with fonts.lock.  字体文件夹。"
        ),
        click.option("--strict", is_flag=True, help="Warnings count as errors.  警告也算错误。"),
    )
    for option in options:
        command = option(command)
    return spoken(command)


def spoken(command: Command) -> Command:
    """Options of every command with something to tell: how much of it, its form, its language."""
    options = (
        click.option("--quiet", "-q", is_flag=True, help="Only errors, no progress.  只报错误，不显示进度。"),
        click.option(
            "--format",
            "style",
            type=click.Choice(["human", "json"]),
            default="human",
            help="Form of the result; json goes to stdout.  结果的形式。",
        ),
        click.option(
            "--lang", type=click.Choice(["zh", "en"]), help="Language of messages (default: the document's)."
        ),
    )
    for option in options:
        command = option(command)
    return command


@click.command()
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build"), show_default=True
)
@click.option(
    "--profile",
    "profiles",
    type=click.Choice(["press", "archive", "web", "draft"]),
    multiple=True,
    help="press: to plate; archive: to keep; web: to read; draft: proofs, with places for missing photos. "
    "May be given several times; without it as the report says.  送印、存档、阅读、样稿。",
)
@click.option(
    "--force",
    is_flag=True,
    help="Keep a file that fails its preflight, as NAME-unfit.pdf.  自查不通过的也留下，文件名带 -unfit。",
)
@click.option(
    "--exception",
    default="",
    help="Why figures may differ from the frozen ones; the sheet prints it.  冻结之后改数字的原因。",
)
@common
def build(
    spec: Path,
    out: Path,
    profiles: tuple[str, ...],
    force: bool,
    exception: str,
    fonts_dir: Path | None,
    strict: bool,
    quiet: bool,
    style: str,
    lang: Language | None,
) -> None:
    """Build the PDF files of SPEC into the folder --out.  由 SPEC 生成 PDF。

    A report that names no day is dated by SOURCE_DATE_EPOCH, if that is set.
    """
    from reportgen.pipeline.building import build as run
    from reportgen.pipeline.clock import Clock

    with progress_shown(quiet, lang or "zh") as progress:
        built = run(
            spec,
            out,
            profile=profiles or None,
            strict=strict,
            force=force,
            fonts=fonts_dir,
            moment=moment_given(),
            clock=Clock(progress),
            exception=exception,
        )
    loaded = built.checked.loaded
    show(built.findings, loaded, style, lang, quiet)
    if not quiet and style == "human":
        language = lang or document_language(loaded)
        for made in built.outputs:
            click.echo(_told(made).text(language))
    if not built.outputs or has_errors(built.findings):
        sys.exit(1)


@click.command()
@click.argument("spec", type=click.Path(path_type=Path))
@click.option("--draft", is_flag=True, help="As for a draft: missing photos are only noted.  按样稿检查。")
@common
def check(
    spec: Path,
    draft: bool,
    fonts_dir: Path | None,
    strict: bool,
    quiet: bool,
    style: str,
    lang: Language | None,
) -> None:
    """Report every finding on SPEC that needs no layout.  检查 SPEC，不生成文件。"""
    from reportgen.pipeline.checking import check as run
    from reportgen.pipeline.checking import is_fit_to_print
    from reportgen.pipeline.freezing import unlike_frozen

    checked = run(spec, keep_pending=draft, fonts=fonts_dir)
    findings = checked.findings
    if checked.model is not None and not has_errors(findings):
        findings = in_order([*findings, *unlike_frozen(spec, checked.model)])
    show(findings, checked.loaded, style, lang, quiet)
    if not is_fit_to_print(findings, strict=strict):
        sys.exit(1)
    if not findings and not quiet and style == "human":
        language = lang or document_language(checked.loaded)
        click.echo(Message("没有发现问题", "no findings").text(language))


def moment_given() -> datetime | None:
    """The moment that SOURCE_DATE_EPOCH names, as reproducible builds have it."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not given:
        return None
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH must be seconds since 1970, not {given!r}") from None


def _told(made: Output) -> Message:
    """What was made; a file that went through the preflight says so."""
    zh, en = f"已生成 {made.path}，共 {made.pages} 页", f"{made.path}: {counted(made.pages, 'page')}"
    if made.verdict is None:
        return Message(zh, en)
    if made.verdict.passes():
        return Message(f"{zh}，自查通过", f"{en}, passed its preflight")
    return Message(f"{zh}，没有通过自查", f"{en}, failed its preflight")


def document_language(loaded: Loaded | None) -> Language:
    """The language to speak: the document's, Chinese where it is not known."""
    return language_of(loaded.language if loaded is not None else "")


def show(
    findings: tuple[Diagnostic, ...], loaded: Loaded | None, style: str, lang: Language | None, quiet: bool
) -> None:
    from reportgen.cli.output import print_human, render_json
    from reportgen.core.diagnostics import Severity

    language = lang or document_language(loaded)
    if style == "json":
        click.echo(for_stdout(render_json(findings, language)), nl=False)
        return
    if quiet:
        findings = tuple(item for item in findings if item.severity is Severity.ERROR)
    sources = {loaded.file: loaded.lines} if loaded else {}
    print_human(findings, sources, language, sys.stderr)


@contextmanager
def progress_shown(quiet: bool, language: Language) -> Iterator[Progress]:
    """Shows the running stage on stderr while it is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda stage: status.update(_STAGES.get(stage, Message(stage, stage)).text(language))

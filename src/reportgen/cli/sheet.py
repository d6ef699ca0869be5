"""`reportgen sheet`: the report and the sheet on which its figures are signed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.report import document_language, moment_given, progress_shown, show
from reportgen.core.diagnostics import Language, Message, has_errors
from reportgen.core.text import counted


@click.command()
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--round",
    "name",
    type=click.Choice(["一校", "二校", "三校", "清样"]),
    help="Which round the sheet is for.  校次。",
)
@click.option(
    "--record",
    is_flag=True,
    help="Keep this round beside the spec, in .reportgen; the next sheet is compared with it.  记录这一轮。",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="Folder for the report's files and the sheet.  输出文件夹。",
)
@click.option(
    "--profile",
    "profiles",
    type=click.Choice(["press", "archive", "web"]),
    multiple=True,
    help="As for build.  与 build 相同。",
)
@click.option(
    "--exception", default="", help="Why figures may differ from the frozen ones.  冻结之后改数字的原因。"
)
@click.option(
    "--fonts", "fonts_dir", type=click.Path(path_type=Path, file_okay=False), help="Folder of faces.  字体。"
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.  警告也算错误。")
@click.option("--quiet", "-q", is_flag=True, help="Only errors, no progress.  只报错误。")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages.")
def sheet(
    spec: Path,
    name: str | None,
    record: bool,
    out: Path,
    profiles: tuple[str, ...],
    exception: str,
    fonts_dir: Path | None,
    strict: bool,
    quiet: bool,
    lang: Language | None,
) -> None:
    """Build SPEC with the sheet of its figures, to tick off and sign.  生成报告和校对表。

    The sheet carries the digests of the very files that are built with it.
    """
    from reportgen.pipeline.clock import Clock
    from reportgen.pipeline.signing import sheet as run

    if record and name is None:
        raise click.UsageError("--record needs --round")
    with progress_shown(quiet, lang or "zh") as progress:
        made = run(
            spec,
            out,
            name=name or "",
            record=record,
            profile=profiles or None,
            strict=strict,
            fonts=fonts_dir,
            moment=moment_given(),
            exception=exception,
            clock=Clock(progress),
        )
    loaded = made.accounted.built.checked.loaded
    show(made.findings, loaded, "human", lang, quiet)
    language = lang or document_language(loaded)
    if made.path is not None and not quiet:
        for each in made.accounted.built.outputs:
            zh, en = f"已生成 {each.path}，共 {each.pages} 页", f"{each.path}: {counted(each.pages, 'page')}"
            click.echo(Message(zh, en).text(language))
        zh, en = f"已生成 {made.path}，共 {made.pages} 页", f"{made.path}: {counted(made.pages, 'page')}"
        if made.is_recorded:
            zh, en = f"{zh}；已记录“{name}”", f"{en}; round {name} is on record"
        click.echo(Message(zh, en).text(language))
    if made.path is None or has_errors(made.findings):
        sys.exit(1)

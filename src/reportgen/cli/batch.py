"""`reportgen batch`: a report for each row of a table."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.report import common, document_language, moment_given, show
from reportgen.core.diagnostics import Language, Message, has_errors

if TYPE_CHECKING:
    from reportgen.runs.batch import Ran
    from reportgen.runs.progress import Progress

_SHARD = re.compile(r"([1-9][0-9]*)/([1-9][0-9]*)")
BUSY = 75  # the status, as of `schedule run-due`
_SHOWN = 40  # failed rows in the table; the manifest has them all


@click.command()
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--rows",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="csv, xlsx, ods, json or sqlite; a row for each report. @VARIABLE: a database whose address that "
    "environment variable holds.  每行一份报告的表；@变量名：数据库。",
)
@click.option(
    "--query",
    default="",
    help="SELECT for the rows of a database (@VARIABLE, or sqlite); its columns are the parameters.  "
    "从数据库取各行的查询。",
)
@click.option("--sheet", default="", help="Sheet or table, where there are several.  工作表。")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build"), show_default=True
)
@click.option(
    "--name",
    "pattern",
    default="",
    help="Names of files, with the template's parameters in braces; also {profile}, {row}.  文件名。",
)
@click.option(
    "--profile",
    "profiles",
    type=click.Choice(["press", "archive", "web", "draft"]),
    multiple=True,
    help="As for build.  同 build。",
)
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes (default: one for each core).  进程数。")
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Build on a Dask cluster, such as tcp://10.0.0.1:8786, instead of processes here; SPEC and --out "
    "lie in a folder that all its machines share.  由 Dask 集群生成，模板和 --out 放在各台机器共享的目录。",
)
@click.option("--shard", default="1/1", help="K/N: only the K-th of N parts, for N machines.  分几台机器做。")
@click.option("--only-changed", is_flag=True, help="Only rows that changed or are not done.  只做有变化的。")
@click.option("--retry", is_flag=True, help="Only rows that are not done.  只做没有做成的。")
@click.option("--force", is_flag=True, help="As for build.  同 build。")
@common
def batch(
    spec: Path,
    rows: Path,
    query: str,
    sheet: str,
    out: Path,
    pattern: str,
    profiles: tuple[str, ...],
    jobs: int | None,
    cluster: str,
    shard: str,
    only_changed: bool,
    retry: bool,
    force: bool,
    fonts_dir: Path | None,
    strict: bool,
    quiet: bool,
    style: str,
    lang: Language | None,
) -> None:
    """Build a report for each row of a table from the template SPEC.  一份模板，各区一本。

    A row with errors keeps none of the others from being built; the status is then 1. What an interrupted
    batch has done is kept when it is run again. batch.json in --out lists every row, its files and digests.
    Ends with 75 when another batch is writing there.
    """
    from reportgen.runs.batch import Wanted, prepare, run
    from reportgen.runs.worker import Setting

    if sheet and query:
        raise click.UsageError("--sheet and --query cannot go together: the query names its table")
    if cluster and jobs:
        raise click.UsageError(
            "a cluster has its workers: give --cluster or --jobs, not both.  --cluster 和 --jobs 只能选一个。"
        )
    part, parts = _shard(shard)
    setting = Setting(spec, out, tuple(dict.fromkeys(profiles)), strict, force, fonts_dir, moment_given())
    prepared = prepare(setting, rows, sheet=sheet, query=query, pattern=pattern, part=part, parts=parts)
    language = lang or document_language(prepared.loaded)
    if not prepared.is_sound:
        show(prepared.findings, prepared.loaded, style, lang, quiet)
        sys.exit(1)
    with _progress(quiet, language) as seen:
        ran = run(
            prepared,
            jobs=jobs or os.cpu_count() or 1,
            now=time.monotonic,
            cluster=cluster,
            wanted=Wanted(only_changed, retry),
            seen=seen,
        )
    show((*prepared.findings, *ran.findings), prepared.loaded, style, lang, quiet)
    if ran.is_busy:
        sys.exit(BUSY)
    if style == "human":
        _tell(ran, prepared.manifest, language, quiet=quiet)
    if ran.failures or has_errors(ran.findings):
        sys.exit(1)


def _shard(text: str) -> tuple[int, int]:
    match = _SHARD.fullmatch(text)
    if not match or int(match[1]) > int(match[2]):
        raise click.BadParameter(
            f"{text!r} is no part such as 2/5.  例如 2/5：五份里的第二份。", param_hint="--shard"
        )
    return int(match[1]), int(match[2])


_STATES = {  # of a row that is not done
    "failed": Message("失败", "failed"),
    "killed": Message("中断两次", "killed"),
    "waiting": Message("未做", "waiting"),
    "done": Message("做成", "done"),
}


def _tell(ran: Ran, manifest: Path, language: Language, *, quiet: bool) -> None:
    """The rows that failed, as a table on stderr, and one line on what was done."""
    for entry in ran.failures[:_SHOWN]:
        state = _STATES[entry.state].text(language)
        click.echo(f"{entry.row:>7}  {state}  {entry.label}  {entry.error}", err=True)
    if (more := len(ran.failures) - _SHOWN) > 0:
        click.echo(
            Message(f"还有 {more} 行，见 {manifest}", f"{more} more in {manifest}").text(language), err=True
        )
    if quiet:
        return
    failed = len(ran.failures)
    rate = f"{ran.built / ran.seconds * 60:.0f}" if ran.seconds > 0 and ran.built else "-"
    zh = f"做成 {ran.built - failed} 份，没有变化 {ran.kept} 份，失败 {failed} 份；每分钟 {rate} 份"
    en = f"{ran.built - failed} built, {ran.kept} unchanged, {failed} failed; {rate} a minute"
    click.echo(Message(f"{zh}；清单：{manifest}", f"{en}; the list: {manifest}").text(language))


@contextmanager
def _progress(quiet: bool, language: Language) -> Iterator[Callable[[Progress], None] | None]:
    """Shows how far it is, the rate and the time left on stderr, while that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(Message("准备", "starting").text(language)) as status:
        yield lambda progress: status.update(_line(progress).text(language))


def _line(progress: Progress) -> Message:
    from reportgen.runs.progress import clock_text

    zh, en = f"{progress.done}/{progress.total} 份", f"{progress.done} of {progress.total}"
    if progress.failed:
        zh, en = f"{zh}，失败 {progress.failed}", f"{en}, {progress.failed} failed"
    rate, left = progress.per_minute, progress.seconds_left
    if rate is not None and left is not None:
        clock = clock_text(left)
        zh, en = f"{zh}，每分钟 {rate:.0f} 份，还要 {clock}", f"{en}, {rate:.0f} a minute, {clock} left"
    return Message(zh, en)

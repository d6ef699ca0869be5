"""`reportgen archive`: editions kept for twenty years, checked, listed, and built again."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.archive_place import OnServer, on_server, placed
from reportgen.cli.report import document_language, moment_given, progress_shown, show, spoken
from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Language, Message, has_errors, language_of
from reportgen.core.text import counted, display_width

if TYPE_CHECKING:
    from reportgen.runs.editions_list import Listed
    from reportgen.runs.manifest import Edition

_FOLDER = click.Path(path_type=Path, file_okay=False)
_ADD = "add"


class _WithDefault(click.Group):
    """`reportgen archive SPEC` is `reportgen archive add SPEC`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, else `add` with all that was given."""
        if args and args[0] not in self.commands:
            args = [_ADD, *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options before the spec belong to `add`, too."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_ADD, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What is meant mostly goes first."""
        formatter.write_usage(ctx.command_path, "SPEC --store FOLDER [OPTIONS]")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGS]...", prefix=" " * len("Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of `add`, which need not be named, and the other commands."""
        records = [each.get_help_record(ctx) for each in self.commands[_ADD].get_params(ctx)]
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record and record[1]])
        self.format_commands(ctx, formatter)


@click.group(cls=_WithDefault)
def archive() -> None:
    """Keep an edition for twenty years: reportgen archive SPEC --store FOLDER.  存档。"""


@archive.command(_ADD, short_help="Keep an edition.  存一版（add 可以不写）。")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--store",
    callback=placed,
    metavar="PLACE",
    required=True,
    help="Folder of all editions, or postgresql: the server of REPORTGEN_STORE.  存档库。",
)
@click.option(
    "--from",
    "given",
    type=_FOLDER,
    help="Folder with the delivered files; without it they are built.  成品所在的文件夹。",
)
@click.option(
    "--attach",
    "attached",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A signed sheet or another file to keep; may be given several times.  签过的校对表等。",
)
@click.option(
    "--profile",
    "profiles",
    type=click.Choice(["press", "archive", "web"]),
    multiple=True,
    help="What to keep; without it as the report says.  存哪些成品。",
)
@click.option("--fonts", "fonts_dir", type=_FOLDER, help="Folder of faces with fonts.lock.  字体文件夹。")
@click.option("--strict", is_flag=True, help="Warnings count as errors.  警告也算错误。")
@spoken
def add(
    spec: Path,
    store: Path | OnServer,
    given: Path | None,
    attached: tuple[Path, ...],
    profiles: tuple[str, ...],
    fonts_dir: Path | None,
    strict: bool,
    quiet: bool,
    style: str,
    lang: Language | None,
) -> None:
    """Keep the edition that SPEC makes, with all it takes to build it again.  存一版。

    Of a template each report that `batch` left in --from is kept as an edition of its own.
    """
    from reportgen.cli.archive_reports import keep_reports, parameters_of, result
    from reportgen.pipeline.clock import Clock
    from reportgen.pipeline.evidence import evidence, verapdf
    from reportgen.runs.editions import Wanted
    from reportgen.runs.editions import archive as run

    moment = moment_given()
    day = (moment or datetime.now().astimezone()).date().isoformat()
    wanted = Wanted(given, profiles or None, attached, strict, fonts_dir, None, moment, day)
    if isinstance(store, OnServer) and store.name:
        raise click.UsageError("--store: a folder or postgresql; the edition gets its name by itself")
    shelf = store.shelf if isinstance(store, OnServer) else store
    names = parameters_of(spec) if given is not None else ()
    if names:
        sys.exit(keep_reports(spec, shelf, wanted, names, quiet=quiet, style=style, lang=lang))
    with progress_shown(quiet, lang or "zh") as progress:
        done = run(spec, shelf, evidence(strict), wanted, Clock(progress))
    loaded = done.checked.loaded
    if style == "json":
        told = result(done, lang or document_language(loaded))
        click.echo(for_stdout(json.dumps(told, ensure_ascii=False, indent=1)))
    else:
        show(done.findings, loaded, style, lang, quiet)
    if not done.where or done.edition is None:
        sys.exit(1)
    if done.is_new and not quiet and style == "human":
        count, size = len(done.edition.files), sum(each.bytes for each in done.edition.files) / 1e6
        zh = f"已存档 {done.where}：{count} 个文件，{size:.1f} MB\n封存摘要（SHA-256）{done.seal}"
        en = f"archived {done.where}: {counted(count, 'file')}, {size:.1f} MB\nseal (SHA-256) {done.seal}"
        said = Message(zh, en).text(lang or document_language(loaded))
        if verapdf() is None:
            said += Message(
                "\n没有装 veraPDF，没有它的结论", "\nveraPDF is not installed: without its verdict"
            ).text(lang or document_language(loaded))
        click.echo(said)


@archive.command(short_help="Is what is kept what it was?  核对存档。")
@click.argument("folder", callback=placed)
@click.option(
    "--seal", default="", help="The seal printed when the edition was kept.  存档时打印的封存摘要。"
)
@spoken
def verify(folder: Path | OnServer, seal: str, quiet: bool, style: str, lang: Language | None) -> None:
    """Is the edition in FOLDER, or each in the store FOLDER, what was kept?  核对存档。

    postgresql is the store on the server of REPORTGEN_STORE, postgresql:NAME an edition there.
    """
    if isinstance(folder, OnServer):
        from reportgen.runs.archive_server import verify_on

        bags, findings = verify_on(folder.shelf, folder.name, seal)
    else:
        from reportgen.runs.archive_verify import verify as run

        bags, findings = run(folder, seal)
    language = _spoken_of((each.edition for each in bags), lang)
    show(findings, None, style, language, quiet)
    if has_errors(findings):
        sys.exit(1)
    if not quiet and style == "human":
        for each in bags:
            count = len(each.edition.files) if each.edition is not None else each.files
            zh, en = (
                f"完好 {each.path.name}（{count} 个文件）",
                f"sound: {each.path.name} ({counted(count, 'file')})",
            )
            click.echo(Message(zh, en).text(language))


@archive.command(short_help="Build an edition again from it alone.  由存档再生成。")
@click.argument("bag", callback=placed)
@click.option("--out", type=_FOLDER, required=True, help="Folder for the files.  输出文件夹。")
@spoken
def rebuild(bag: Path | OnServer, out: Path, quiet: bool, style: str, lang: Language | None) -> None:
    """Build the edition in the folder BAG again, from it alone, and compare the bytes.  由存档再生成。

    postgresql:NAME is an edition on the server of REPORTGEN_STORE.
    """
    from reportgen.pipeline.clock import Clock
    from reportgen.runs.archive_server import rebuild_on
    from reportgen.runs.rebuild import rebuild as run

    if isinstance(bag, OnServer) and not bag.name:
        raise click.UsageError("which edition: postgresql:NAME")
    with progress_shown(quiet, lang or "zh") as progress:
        if isinstance(bag, OnServer):
            done = rebuild_on(bag.shelf, bag.name, out, Clock(progress))
        else:
            done = run(bag, out, Clock(progress))
    language = lang or language_of(done.language)
    show(done.findings, None, style, language, quiet)
    if not quiet and style == "human":
        for each in done.files:
            if each.is_same:
                zh, en = f"{each.name} 与存档逐字节相同", f"{each.name}: the same bytes as kept"
                click.echo(Message(zh, en).text(language))
    if not done.is_identical or has_errors(done.findings):
        sys.exit(1)


@archive.command(short_help="Bring an edition out of the server.  从服务器取出。")
@click.argument("name")
@click.option("--out", type=_FOLDER, required=True, help="Folder for the edition's folder.  输出文件夹。")
@spoken
def fetch(name: str, out: Path, quiet: bool, style: str, lang: Language | None) -> None:
    """Bring the edition NAME out of a server.  从服务器取出存档。

    The server is that of REPORTGEN_STORE; the edition becomes a folder in the one that --out names.
    """
    from reportgen.runs.archive_server import fetch as run

    place = on_server(name)
    done = run(place.shelf, place.name, out)
    show(done.findings, None, style, lang, quiet)
    if not done.where:
        sys.exit(1)
    if done.is_new and not quiet and style == "human":
        click.echo(Message(f"已取出 {done.where}", f"brought out: {done.where}").text(lang or "zh"))


@archive.command("list", short_help="List the editions of a store.  列出存档。")
@click.argument("store", callback=placed)
@spoken
def list_(store: Path | OnServer, quiet: bool, style: str, lang: Language | None) -> None:
    """List the editions in STORE.  列出存档。

    STORE is a folder, or postgresql: the server of REPORTGEN_STORE.
    """
    if isinstance(store, OnServer):
        from reportgen.runs.archive_server import editions_on

        found, findings = editions_on(store.shelf, store.name)
    else:
        from reportgen.runs.editions_list import editions_in

        found, findings = editions_in(store)
    language = _spoken_of((each.edition for each in found), lang)
    show(findings, None, "human", language, quiet or style == "json")
    if style == "json":
        click.echo(for_stdout(json.dumps([_record(each) for each in found], ensure_ascii=False, indent=1)))
    else:
        for line in _table(found, language):
            click.echo(line)
    if has_errors(findings):
        sys.exit(1)


def _spoken_of(editions: Iterable[Edition | None], lang: Language | None) -> Language:
    """The language asked for, else that of the documents: Chinese unless all of them are in English."""
    spoken = [each.language for each in editions if each is not None]
    return lang or ("en" if spoken and all(each == "en" for each in spoken) else "zh")


def _record(each: Listed) -> dict[str, object]:
    edition = each.edition
    names = ("name", "title", "organisation", "congress", "edition", "date", "profiles", "versions")
    facts = {name: getattr(edition, name) for name in names}
    delivered = {file.path: file.sha256 for file in edition.of_role("delivered")}
    counts = {"files": len(edition.files), "bytes": each.size, "archived": each.archived}
    return {**facts, "path": str(each.path), **counts, "delivered": delivered}


_HEADS = (
    Message("大会", "congress"),
    Message("版次", "edition"),
    Message("日期", "date"),
    Message("成品", "files"),
    Message("MB", "MB"),
    Message("存档日", "archived"),
    Message("编号", "hash"),
)
_PROFILES = {
    "press": Message("送印", "press"),
    "archive": Message("存档", "archive"),
    "web": Message("阅读", "web"),
}
_WIDTH, _GAP = 80, 2
_SHRINKS = (0, 1, 3)  # columns that give way, in this order


def _table(found: Sequence[Listed], language: Language) -> list[str]:
    """A line for each edition, no wider than a terminal; what is too long ends in an ellipsis."""
    if not found:
        return []
    rows = [tuple(head.text(language) for head in _HEADS)]
    for each in found:
        edition = each.edition
        files = " ".join(_PROFILES[name].text(language) for name in edition.profiles if name in _PROFILES)
        size = f"{each.size / 1e6:.1f}"
        digest = edition.name.rpartition("-")[2]
        title = edition.congress or edition.title
        if edition.row and edition.organisation not in title:  # else the reports of a template look alike
            title = f"{edition.organisation} {title}"
        rows.append((title, edition.edition, edition.date, files, size, each.archived, digest))
    widths = [max(display_width(row[at]) for row in rows) for at in range(len(_HEADS))]
    for at in _SHRINKS:
        over = sum(widths) + _GAP * (len(widths) - 1) - _WIDTH
        widths[at] -= max(0, min(over, widths[at] - 8))
    return [
        (" " * _GAP).join(_cell(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _cell(text: str, width: int) -> str:
    """`text` in `width` columns."""
    if display_width(text) > width:
        while text and display_width(text) > width - 2:  # an ellipsis is wide in a Chinese terminal
            text = text[:-1]
        text += "…"
    return text + " " * (width - display_width(text))

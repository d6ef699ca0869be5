"""`reportgen fonts`: check and list the faces of the project, add to them, make them again from packages."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportgen.core.diagnostics import Diagnostic, Language, Message, ReportError, has_errors
from reportgen.core.text import display_width

if TYPE_CHECKING:
    from reportgen.core.paged import FontId
    from reportgen.typeset.fonts import FontBook
    from reportgen.typeset.lock import FaceStyle
    from reportgen.typeset.pack import Added

Command = TypeVar("Command", bound=Callable[..., Any])
SOUND = Message("字体齐全无误", "all faces are sound")
NO_FACE = Message("没有字体", "no face")


def _common(command: Command) -> Command:
    """Options every command of the group takes."""
    folder = click.Path(path_type=Path, file_okay=False)
    for option in (
        click.option(
            "--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages.  消息语言。"
        ),
        click.option(
            "--format",
            "style",
            type=click.Choice(["human", "json"]),
            default="human",
            help="Form of the output.  输出格式。",
        ),
        click.option(
            "--fonts", "fonts_dir", type=folder, help="Folder of faces with fonts.lock.  字体文件夹。"
        ),
    ):
        command = option(command)
    return command


_licence = click.option(
    "--licence",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File with the licence, if the font has none.  许可文本，字体里没有时指明。",
)


@click.group()
def fonts() -> None:
    """Check, list, add to and renew the fonts.  字体：核对、列出、添加、重做。"""


@fonts.command()
@_common
@click.pass_context
def check(context: click.Context, fonts_dir: Path | None, style: str, lang: Language) -> None:
    """Compare the faces with fonts.lock: digests, licences, names.  核对字体：摘要、许可、名称。"""
    from reportgen.typeset.fontcheck import check_fonts
    from reportgen.typeset.lock import find_fonts

    try:
        findings = check_fonts(find_fonts(fonts_dir, Path.cwd()))
    except ReportError as problem:
        findings = problem.diagnostics
    _show(findings, style, lang)
    if not findings and style == "human":
        click.echo(SOUND.text(lang))
    context.exit(1 if has_errors(findings) else 0)


@fonts.command(name="list")
@click.argument("text", required=False)
@_common
@click.pass_context
def list_(
    context: click.Context, text: str | None, fonts_dir: Path | None, style: str, lang: Language
) -> None:
    """List the faces and their roles; with TEXT, the face of each character.  列出字体，或每字的字体。"""
    from reportgen.typeset.fonts import FontBook, find_fonts

    try:
        book = FontBook.open(find_fonts(fonts_dir, Path.cwd()))
        answer = _faces(book) if text is None else _characters(book, text)
    except ReportError as problem:
        _show(problem.diagnostics, style, lang)
        context.exit(1)
    if style == "json":
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif text is None:
        _show_faces(answer)
    else:
        _show_characters(answer, NO_FACE.text(lang))


@fonts.command()
@click.option(
    "--from",
    "packages",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of fetched packages.  软件包所在文件夹。",
)
@_common
@click.pass_context
def vendor(
    context: click.Context, packages: Path | None, fonts_dir: Path | None, style: str, lang: Language
) -> None:
    """Make the folder of faces again from packages (for maintainers).  由软件包重做字体文件夹。"""
    from reportgen.typeset.recipes import RECIPES
    from reportgen.typeset.vendor import fetch, make_fonts

    target = fonts_dir or Path("fonts")
    try:
        if packages is not None:
            lock = make_fonts(packages, target)
        else:
            with tempfile.TemporaryDirectory() as folder:
                fetch(RECIPES, Path(folder))
                lock = make_fonts(Path(folder), target)
    except ReportError as problem:
        _show(problem.diagnostics, style, lang)
        context.exit(1)
    if style == "json":
        click.echo(json.dumps({"faces": {face.file: face.sha256 for face in lock.faces}}, indent=2))
    else:
        for face in lock.faces:
            click.echo(f"{face.sha256}  {face.file}")


@fonts.command()
@click.argument("text")
@click.option(
    "--from",
    "font",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Font file that has the characters.  含有这些字的字体文件。",
)
@click.option(
    "--index",
    default=0,
    type=click.IntRange(0),
    help="Face of a collection (TTC).  字体集里的第几个，从 0 起。",
)
@_licence
@_common
@click.pass_context
def pin(
    context: click.Context,
    text: str,
    font: Path,
    index: int,
    licence: Path | None,
    fonts_dir: Path | None,
    style: str,
    lang: Language,
) -> None:
    """Cut the characters of TEXT from a font into a rare-glyph pack.  从字体里取出几个僻字，存作字包。"""
    from reportgen.typeset.pack import pin

    _take_in(
        context, fonts_dir, style, lang, lambda folder: pin(text, font, folder, index=index, licence=licence)
    )


@fonts.command()
@click.argument("font", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--style",
    "kind",
    type=click.Choice(["serif", "sans", "kai", "fangsong", "pack"]),
    help="Kind of letter, if the name does not tell.  字体样式，名称里看不出时写明。",
)
@_licence
@_common
@click.pass_context
def add(
    context: click.Context,
    font: Path,
    kind: FaceStyle | None,
    licence: Path | None,
    fonts_dir: Path | None,
    style: str,
    lang: Language,
) -> None:
    """Add the font FILE to the folder of faces, if it may be embedded.  收入一个可以嵌入的字体文件。"""
    from reportgen.typeset.pack import add

    _take_in(context, fonts_dir, style, lang, lambda folder: add(font, folder, style=kind, licence=licence))


def _take_in(
    context: click.Context,
    fonts_dir: Path | None,
    style: str,
    lang: Language,
    take: Callable[[Path], Added],
) -> None:
    """Change the folder of faces and say what is new in it."""
    from reportgen.typeset.lock import find_fonts

    try:
        folder = find_fonts(fonts_dir, Path.cwd())
        added = take(folder)
    except ReportError as problem:
        _show(problem.diagnostics, style, lang)
        context.exit(1)
    if style == "json":
        click.echo(json.dumps({"faces": {added.record.file: added.record.sha256}}, indent=2))
        return
    _show(added.notes, style, lang)
    click.echo(f"{added.record.sha256}  {folder / added.record.file}")


def _faces(book: FontBook) -> dict[str, Any]:
    """Every face with what it holds, and the roles."""
    faces = []
    for font, record in book.records.items():
        try:
            count = len(book.face(font).coverage)
        except ReportError:
            count = 0  # a face inside a package that is not installed
        faces.append(
            {
                "id": font,
                "name": record.name,
                "style": record.style,
                "set": record.cut.set,
                "characters": count,
                "licence": record.licence,
                "roles": [name for name, role in book.roles.items() if font in (role.face, role.western)],
            }
        )
    return {"faces": faces}


def _characters(book: FontBook, text: str) -> dict[str, Any]:
    """For each character of `text`: the roles by the face that would set it there."""
    from reportgen.typeset.charset import block_name
    from reportgen.typeset.fonts import is_western

    characters = []
    for char in dict.fromkeys(text):
        by_face: dict[FontId | None, list[str]] = {}
        for role in book.roles:
            choice = book.choose(role, char, western=is_western(char))
            by_face.setdefault(choice.font if choice else None, []).append(role)
        characters.append(
            {
                "character": char,
                "code": f"U+{ord(char):04X}",
                "block": block_name(ord(char)),
                "faces": [{"id": font, "roles": roles} for font, roles in by_face.items()],
            }
        )
    return {"characters": characters}


def _show_faces(answer: Mapping[str, Any]) -> None:
    rows = [
        (face["id"], face["name"], face["set"], str(face["characters"]), " ".join(face["roles"]))
        for face in answer["faces"]
    ]
    _show_table(rows)


def _show_characters(answer: Mapping[str, Any], missing: str) -> None:
    rows = [
        (item["character"] if item["character"].isprintable() else "", item["code"], face["id"] or missing,
         " ".join(face["roles"]))
        for item in answer["characters"]
        for face in item["faces"]
    ]  # fmt: skip
    _show_table(rows)


def _show_table(rows: Iterable[tuple[str, ...]]) -> None:
    """Columns as wide as their widest cell on a terminal; the last one runs free."""
    rows = list(rows)
    if not rows:
        return
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())


def _show(findings: Iterable[Diagnostic], style: str, lang: Language) -> None:
    from reportgen.cli.output import print_human, render_json

    if style == "json":
        click.echo(render_json(findings, lang), nl=False)
    else:
        print_human(findings, {}, lang, sys.stderr)

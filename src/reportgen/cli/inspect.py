"""`reportgen inspect`: what made a file, from the file alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.output import print_human
from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Message
from reportgen.core.text import display_width

if TYPE_CHECKING:
    from reportgen.core.diagnostics import Language
    from reportgen.pipeline.inspection import Compared, Inspected

_DOCUMENT = {
    "title": Message("书名", "title"),
    "organisation": Message("单位", "organisation"),
    "congress": Message("会议", "congress"),
    "edition": Message("版次", "edition"),
    "date": Message("日期", "date"),
}
_SAME = {
    True: Message("一致", "the same"),
    False: Message("不同", "different"),
    None: Message("没有找到", "not there"),
}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--spec",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compare with this spec and the data beside it; ends with 1 if they differ.  与原稿核对。",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["human", "json"]),
    default="human",
    help="Form of the result.  结果的形式。",
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language.  语言。"
)
def inspect(file: Path, spec: Path | None, style: str, lang: Language) -> None:
    """Say which spec, data, faces, versions and options made FILE.  文件的来历。"""
    from reportgen.pipeline.inspection import compared
    from reportgen.pipeline.inspection import inspect as run

    found = run(file)
    if not found.record:
        if style == "json":
            reasons = [finding.message.text(lang) for finding in found.findings]
            click.echo(for_stdout(json.dumps({"record": None, "reasons": reasons}, ensure_ascii=False)))
        else:
            print_human(found.findings, {}, lang, sys.stderr)
        sys.exit(1)
    held = tuple(compared(found.record, spec)) if spec is not None else ()
    if style == "json":
        click.echo(for_stdout(_json(file, found, held)))
    else:
        click.echo(file)
        for line in _aligned(_rows(found, held, lang)):
            click.echo(line)
    if not all(item.same for item in held):
        sys.exit(1)


def _json(file: Path, found: Inspected, held: tuple[Compared, ...]) -> str:
    whole = {
        "file": str(file),
        "claims": list(found.claims),
        "pages": found.pages,
        "record": found.record,
        "compared": [{"file": item.file, "same": item.same} for item in held],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


Row = tuple[str, str]


def _rows(found: Inspected, held: tuple[Compared, ...], lang: Language) -> Iterator[Row]:
    """Names and values; a name that is empty goes on with the one above."""
    record = found.record
    for key, name in _DOCUMENT.items():
        if value := record.get("document", {}).get(key):
            yield name.text(lang), str(value)
    profile = str(record.get("profile", ""))
    claims = f"（{'、'.join(found.claims)}）" if lang == "zh" else f" ({', '.join(found.claims)})"
    yield Message("用途", "profile").text(lang), profile + (claims if found.claims else "")
    yield Message("页数", "pages").text(lang), str(found.pages)
    yield Message("程序", "program").text(lang), str(record.get("program", ""))
    yield Message("原稿", "spec").text(lang), _digested(record.get("spec", {}))
    yield from _listed(
        Message("数据", "data").text(lang), (_digested(each) for each in record.get("data", []))
    )
    answers = record.get("answers", {}).items()
    yield from _listed(
        Message("数据库", "databases").text(lang),
        (f"{name}  {digest}" for name, digest in answers),
    )
    yield Message("主题", "theme").text(lang), _digested(record.get("theme", {}))
    yield from _listed(
        Message("字体", "faces").text(lang), (_digested(each) for each in record.get("fonts", []))
    )
    libraries = record.get("libraries", {})
    yield (
        Message("程序库", "libraries").text(lang),
        ", ".join(f"{k} {v}" for k, v in sorted(libraries.items())),
    )
    options = record.get("options", {})
    yield (
        Message("选项", "options").text(lang),
        ", ".join(f"{k}: {json.dumps(v)}" for k, v in options.items()),
    )
    yield from _listed(
        Message("核对", "compared").text(lang),
        (f"{item.file}  {_SAME[item.same].text(lang)}" for item in held),
    )


def _listed(name: str, values: Iterator[str]) -> Iterator[Row]:
    for index, value in enumerate(values):
        yield "" if index else name, value


def _digested(item: Mapping[str, Any]) -> str:
    """What it is called, and its digest, which `sha256sum` gives, too."""
    name = item.get("file") or item.get("name") or item.get("face") or ""
    return f"{name}  {item.get('sha256', '')}".rstrip()


def _aligned(rows: Iterator[Row]) -> Iterator[str]:
    kept = list(rows)
    width = max(display_width(name) for name, _ in kept)
    for name, value in kept:
        yield f"  {name}{' ' * (width - display_width(name))}  {value}".rstrip()

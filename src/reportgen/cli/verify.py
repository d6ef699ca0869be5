"""`reportgen verify`: whether a file is the one that was signed, and what differs if it is not."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.output import print_human
from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Language, Message

if TYPE_CHECKING:
    from reportgen.review.rounds import Item
    from reportgen.review.rounds_verified import Verified

_MOST = 40  # differences of text that are listed


@click.command()
@click.argument("spec", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--round", "name", default="", help="Compare with this round, not the last.  与哪一轮核对。")
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
def verify(spec: Path, file: Path, name: str, style: str, lang: Language) -> None:
    """Say whether FILE is the one that was signed for SPEC; ends with 1 if not.  是不是签过的那一份。"""
    from reportgen.pipeline.signing import verify as run

    found, findings = run(spec, file, name)
    if found is None:
        print_human(findings, {}, lang, sys.stderr)
        sys.exit(1)
    if style == "json":
        click.echo(for_stdout(_json(found)))
    else:
        for line in _lines(found, file, lang):
            click.echo(for_stdout(line))
    if not found.is_good:
        sys.exit(1)


def _lines(found: Verified, file: Path, lang: Language) -> Iterator[str]:
    name, moment = found.round.name, found.round.moment[:16].replace("T", " ")
    if found.is_good:
        yield Message(
            f"{file} 就是“{name}”（{moment}）的文件", f"{file} is the file of {name} ({moment})"
        ).text(lang)
        return
    if found.is_signed:
        zh = f"{file} 是“{name}”（{moment}）的文件，后来还有一轮；那一轮与它不同的："
        en = f"{file} is the file of {name} ({moment}), which is not the last; what the last has otherwise:"
    else:
        zh = f"{file} 不是“{name}”（{moment}）签的文件；不同的："
        en = f"{file} is not the file signed as {name} ({moment}); what differs:"
    yield Message(zh, en).text(lang)
    if not found.items and not found.pages:
        zh, en = (
            "  各页的文字相同；文件的其他内容不同",
            "  the text of all pages is the same; something else differs",
        )
        yield Message(zh, en).text(lang)
    for each in found.items:
        yield f"  {each.item.name}: {_item(each.old, lang)} → {_item(each.new, lang)}"
    for page in found.pages[:_MOST]:
        head = Message(f"第 {page.page} 页", f"page {page.page}").text(lang)
        yield f"  {head}: {page.old or '—'} → {page.new or '—'}"
    if len(found.pages) > _MOST:
        more = len(found.pages) - _MOST
        yield Message(f"  还有 {more} 处", f"  and {more} more").text(lang)


def _item(item: Item | None, lang: Language) -> str:
    """Forms and folios of an item."""
    if item is None:
        return "—"
    comma = "、" if lang == "zh" else ", "
    pages = comma.join(item.pages)
    where = Message(f"（第 {pages} 页）", f" (pages {pages})").text(lang) if pages else ""
    return comma.join(item.forms) + where


def _json(found: Verified) -> str:
    def side(item: Item | None) -> dict[str, object] | None:
        return {"forms": list(item.forms), "pages": list(item.pages)} if item else None

    whole = {
        "signed": found.is_signed,
        "last": found.is_last,
        "round": found.round.name,
        "moment": found.round.moment,
        "items": [
            {
                "metric": each.item.metric,
                "name": each.item.name,
                "what": each.what.value,
                "old": side(each.old),
                "new": side(each.new),
            }
            for each in found.items
        ],
        "pages": [{"page": each.page, "old": each.old, "new": each.new} for each in found.pages],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)

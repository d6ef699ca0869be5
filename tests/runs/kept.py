"""A small report of an invented district with data, a term list and a picture, and its archive."""

from __future__ import annotations

import hashlib
from pathlib import Path

from click.testing import CliRunner, Result
from PIL import Image

from reportgen.cli.main import cli
from reportgen.runs.bag import DECLARATION, INFO, MANIFEST, TAGS, Entry, entries_of, manifest_text

SPEC = """\
format: reportgen/1
document:
  title: 云溪区五年
  organisation: 云溪区
  edition: 送审稿
  date: 2030-05-01
  congress: {name: 第九次会议, date: 2030}
output: {profiles: [archive, web]}
review: {terms: [terms/own.yaml]}
sources:
  - {id: tables, title: 云溪区统计表, file: data/rates.csv}
metrics:
  - {id: rate, name: 达标率, unit: "%", as_of: 2029, source: {id: tables, row: 指标=达标率, column: 数值}}
photos:
  - {id: bridge, file: pictures/bridge.png, caption: 新桥, alt: 河上的一座桥, credit: 甲}
sections:
  - id: one
    title: 第一章
    blocks:
      - text: 达标率为{{ rate }}。
      - photo: bridge
"""
TERMS = """\
format: reportgen-terms/1
name: 云溪区用词
terms:
  - {standard: 达标率, wrong: [达标绿], level: error}
"""


def write(folder: Path, *changes: tuple[str, str]) -> Path:
    """The report in `folder` with all it reads, with texts of it replaced; each must be there."""
    text = SPEC
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    for name in ("data", "terms", "pictures"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "data/rates.csv").write_text("指标,数值\n达标率,40.5\n", "utf-8")
    (folder / "terms/own.yaml").write_text(TERMS, "utf-8")
    picture = Image.linear_gradient("L").resize((1200, 900)).convert("RGB")
    picture.save(folder / "pictures/bridge.png")
    path = folder / "report.yaml"
    path.write_text(text, "utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner(env={"SOURCE_DATE_EPOCH": "1893456000"}).invoke(
        cli, [*map(str, arguments)], catch_exceptions=False
    )


def bag_in(store: Path) -> Path:
    """The one edition of a store."""
    (only,) = [each for each in store.iterdir() if not each.name.startswith(".")]
    return only


def put(path: Path, text: str | bytes) -> None:
    """Another file in the place of one."""
    path.unlink(missing_ok=True)  # it may be a link to the file of another test
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


def resealed(bag: Path) -> None:
    """All digests made to fit again, as someone does who knows BagIt."""
    put(bag / MANIFEST, manifest_text(entries_of(bag)))
    tags = [
        Entry(n, hashlib.sha256((bag / n).read_bytes()).hexdigest()) for n in (DECLARATION, INFO, MANIFEST)
    ]
    put(bag / TAGS, manifest_text(tags))

"""A small template and a table for it; the places are invented."""

from __future__ import annotations

from pathlib import Path

from reportgen.runs.batch import Batch, Ran, Wanted, prepare, run
from reportgen.runs.worker import Setting

DISTRICTS = ("青禾", "南岭", "北溪", "东湖", "西山", "中塘", "白石", "云林", "长滩", "新桥", "金谷", "月泉")

TEMPLATE = """\
format: reportgen/1
parameters:
- {name: 区名, example: 样区}
- {name: 财政收入, description: 亿元, example: 30.50}
document:
  title: <<区名>>五年回顾
  organisation: <<区名>>
  date: 2026-08-01
  congress: {name: 大会, date: 2026-08-01}
metrics:
- {id: revenue, name: 财政收入, value: <<财政收入>>, unit: 亿元, as_of: 2025}
sections:
- id: money
  title: 财政
  blocks:
  - text: <<区名>>的财政收入为 {{ revenue }}。
"""


def write(folder: Path, *edits: tuple[str, str], rows: int = 12, bad: int | None = None) -> Path:
    """The template, with `edits`, and its table beside it; row `bad` (from 0) has no figure."""
    text = TEMPLATE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "template.yaml").write_text(text, "utf-8")
    lines = [f"{name}区,{30 + index / 10:.2f}" for index, name in enumerate(DISTRICTS[:rows])]
    if bad is not None:
        lines[bad] = f"{DISTRICTS[bad]}区,约三十"
    (folder / "rows.csv").write_text("区名,财政收入\n" + "\n".join(lines) + "\n", "utf-8")
    return folder / "template.yaml"


def prepared(template: Path, *, out: str = "out", profiles: tuple[str, ...] = (), **options) -> Batch:
    folder = template.parent
    return prepare(Setting(template, folder / out, profiles), folder / "rows.csv", **options)


def ran(template: Path, *, jobs: int = 1, wanted: Wanted | None = None, **options) -> Ran:
    batch = prepared(template, **options)
    assert batch.is_sound, batch.findings
    return run(batch, jobs=jobs, now=Ticks(), wanted=wanted)


class Ticks:
    """A clock that goes a tenth of a second at each look."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        self.at += 0.1
        return self.at


def files(folder: Path) -> dict[str, bytes]:
    """Everything but the manifests and their locks, by name."""
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.suffix not in (".json", ".lock")
    }

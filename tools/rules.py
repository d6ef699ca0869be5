"""Writes the tables of docs/preflight.md: every rule of the preflight, by subject.

`python tools/rules.py` writes them, `python tools/rules.py --check` fails if they are not fresh. The text
around the tables is written by hand; the tables stand between two marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from reportgen.core.diagnostics import Severity
from reportgen.preflight.clauses import told
from reportgen.preflight.rule import Ground, Rule
from reportgen.preflight.rules import NOT_CHECKED, SUBJECTS, all_rules

PAGE = Path(__file__).resolve().parents[1] / "docs" / "preflight.md"
BEGIN, END = "<!-- rules, made by tools/rules.py -->\n", "<!-- end of the rules -->\n"
_LETTERS = {Severity.ERROR: "E", Severity.WARNING: "W", Severity.NOTE: "N"}


def page(text: str) -> str:
    """The page with its tables made anew."""
    head, _, rest = text.partition(BEGIN)
    _, mark, foot = rest.partition(END)
    assert mark, f"{PAGE} lacks the marks around its tables"
    return head + BEGIN + tables() + END + foot


def tables() -> str:
    """A table for each subject, in the order of `SUBJECTS`."""
    parts = []
    for subject in dict.fromkeys(SUBJECTS.values()):
        names = [module.__name__ for module, its in SUBJECTS.items() if its == subject]
        rows = [_row(rule) for name in names for rule in all_rules().values() if rule.look.__module__ == name]
        if subject.en == next(iter(SUBJECTS.values())).en:
            rows.append(_row(NOT_CHECKED))
        parts.append(f"\n### {subject.zh}　{subject.en}\n\n{_HEAD}{''.join(rows)}")
    return "".join(parts) + "\n"


_HEAD = "| code | 问题　fault | 改法　cure | 依据　grounds |\n|---|---|---|---|\n"


def _row(rule: Rule) -> str:  # type: ignore[type-arg]
    grounds = "<br>".join(_grounds(rule.grounds))
    title, cure = (f"{each.zh}<br>{each.en}" for each in (rule.title, rule.cure))
    return f"| `{rule.code}` | {_cell(title)} | {_cell(cure)} | {_cell(grounds)} |\n"


def _grounds(grounds: tuple[Ground, ...]) -> Iterator[str]:
    """Severity and clause of each ground; a topic in both languages."""
    for ground in grounds:
        zh, en = told(ground.clause, "zh"), ground.clause
        shown = en if zh == en or zh.replace("，", ", ") == en else f"{zh}　{en}"
        if en.startswith("ISO") and shown != en:  # the number of the standard need not stand there twice
            shown = f"{zh}　{en.partition(', ')[2]}"
        yield f"{_LETTERS[ground.severity]} {shown}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the page, or compare it."""
    old = PAGE.read_text("utf-8")
    new = page(old)
    if "--check" in sys.argv[1:]:
        if old != new:
            sys.exit(f"{PAGE.name} is not fresh: run tools/rules.py")
    else:
        PAGE.write_text(new, "utf-8")


if __name__ == "__main__":
    main()

"""A small sound spec to break in one place at a time."""

import textwrap

HEAD = """\
format: reportgen/1
document:
  title: 雁峰
  organisation: 雁峰区
  congress: {name: 区第五次党代会, date: 2026-08-01}
"""


def spec(text: str) -> str:
    """`HEAD` (lines 1 to 5) and `text`, which so begins on line 6; its common indentation is dropped."""
    return HEAD + textwrap.dedent(text).lstrip("\n")


def metric(text: str) -> str:
    """A dated metric `a` with the entries of `text`, which begin on line 10."""
    return spec(
        "metrics:\n  - id: a\n    name: 甲\n    as_of: 2020\n"
        + textwrap.indent(textwrap.dedent(text), "    ")
    )


def block(text: str) -> str:
    """A metric `a` (lines 6 to 10) and a section with one block, whose entries begin on line 15, column 9."""
    lines = textwrap.indent(textwrap.dedent(text).strip("\n"), "        ").lstrip()
    return metric("value: 5\n") + f"sections:\n  - id: s\n    title: 章\n    blocks:\n      - {lines}\n"

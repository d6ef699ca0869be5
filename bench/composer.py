"""How fast and how evenly the composer sets: `python -m bench.composer [--runs 5]`.

Speed is characters a second of preparation, breaking and justification together, warm, in one process:
plain Chinese and mixed text, total fit and first fit. Evenness is the gap that justification puts between two
hanzi, over the paragraphs of report.yaml and of the synthetic report, at measures of 12 to 40 em.
"""

from __future__ import annotations

import argparse
import itertools
import re
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench import synthetic
from reportgen.core.style import ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.spec.load import load_spec
from reportgen.typeset import FontBook, characters, compose
from reportgen.typeset.paragraph import Paragraph

ROOT = Path(__file__).resolve().parents[1]
SIZE = 10.5
STYLE = ParaStyle(TextStyle("body", SIZE), 18.0, indent_em=2.0)
AIMS = {"plain": 600_000, "mixed": 250_000}  # characters a second
MEASURES = (12, 14, 16, 18, 20, 22, 25, 29, 34, 40)
_HAN = re.compile("[\u3400-\u9fff]")
_REFERENCE = re.compile(r"\{\{[^}]*\}\}")


def texts() -> dict[str, list[str]]:
    """Paragraphs by kind."""
    mixed = [text for section in range(40) for text in synthetic.paragraphs(section)]
    plain = [re.sub(r"[^\u3000-\u9fff\uff00-\uffef“”]", "", text) for text in mixed]
    return {"plain": plain, "mixed": mixed}


def report_paragraphs() -> list[str]:
    """The running text of report.yaml; figures stand in as one of theirs."""
    loaded = load_spec(ROOT / "report.yaml")
    assert loaded.spec is not None, "report.yaml has errors"
    found = []
    for section in loaded.spec.sections:
        for block in section.blocks:
            text = getattr(block, "text", None) or getattr(block, "review", None)
            if isinstance(text, str):
                plain = _REFERENCE.sub("40.5%", text).replace("*", "")
                found += [
                    re.sub(r"\s*\n\s*", "", part) for part in re.split(r"\n\s*\n", plain) if part.strip()
                ]
    return found


def speed(paragraphs: list[str], fonts: FontBook, style: ParaStyle, runs: int) -> float:
    """Characters a second of the best of `runs` rounds, after one to warm up."""
    styled = [StyledText(text) for text in paragraphs]
    length = sum(map(len, paragraphs))
    best = 0.0
    for round_ in range(runs + 1):
        start = time.process_time()
        for text in styled:
            compose(text, style, 29 * SIZE, fonts)
        if round_:
            best = max(best, length / (time.process_time() - start))
    return best


def han_gaps(paragraph: Paragraph) -> Iterator[float]:
    """For each justified line the widest gap between two hanzi, in em."""
    for line in paragraph.lines[:-1]:
        found = list(characters(line))
        gaps = [
            one.advance / SIZE - 1
            for one, other in itertools.pairwise(found)
            if _HAN.fullmatch(one.text) and _HAN.fullmatch(other.text)
        ]
        if gaps:
            yield max(gaps)


def evenness(
    paragraphs: list[str], fonts: FontBook, style: ParaStyle, measure: float
) -> tuple[float, float, int]:
    """Median and widest of the lines' gaps, and lines above 0.06 em."""
    gaps = [
        gap
        for text in paragraphs
        for gap in han_gaps(compose(StyledText(text), style, measure * SIZE, fonts))
    ]
    return statistics.median(gaps), max(gaps), sum(gap > 0.06 for gap in gaps)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    fonts = FontBook.open(ROOT / "fonts")
    first_fit = replace(STYLE, total_fit=False)
    for kind, paragraphs in texts().items():
        whole, greedy = speed(paragraphs, fonts, STYLE, runs), speed(paragraphs, fonts, first_fit, runs)
        print(
            f"{kind}: {whole:,.0f} characters a second (aim {AIMS[kind]:,}), first fit {greedy:,.0f}, "
            f"ratio {whole / greedy:.2f}"
        )
    paragraphs = [*report_paragraphs(), *texts()["mixed"][:60]]
    print(f"gaps between hanzi over {len(paragraphs)} paragraphs, em: median, widest, lines above 0.06")
    for measure in MEASURES:
        row = []
        for style in (STYLE, first_fit):
            median, widest, wide = evenness(paragraphs, fonts, style, measure)
            row.append(f"{median:.3f} {widest:.3f} {wide:4d}")
        print(f"  {measure:2d} em   total fit {row[0]}   first fit {row[1]}")


if __name__ == "__main__":
    main()

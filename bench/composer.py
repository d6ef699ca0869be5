"""How fast and how evenly the composer sets: `python -m bench.composer [--runs 5]`.

Speed is characters a second of preparation, breaking and justification together, warm, in one process:
plain Chinese and mixed text, total fit and first fit. Evenness is the gap that justification puts between two
hanzi, over the paragraphs of report.yaml and of the synthetic report, at measures of 12 to 40 em. Where lines
of 20 em or more are looser than 0.06 em, all ways to break its paragraph are tried for a tighter one.
"""

from __future__ import annotations

import argparse
import itertools
import re
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench import synthetic
from bench.exhaustive import loosest_at_best
from reportgen.core.style import ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.spec.load import load_spec
from reportgen.typeset import FontBook, characters, compose
from reportgen.typeset.paragraph import Paragraph

ROOT = Path(__file__).resolve().parents[1]
SIZE = 10.5
STYLE = ParaStyle(TextStyle("body", SIZE), 18.0, indent_em=2.0)
AIMS = {"plain": 600_000, "mixed": 250_000}  # characters a second
SEEN = 0.06  # em between hanzi; less is not seen
WIDE = 20  # em; the aim is set for lines of this length and more
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


@dataclass(frozen=True, slots=True)
class Evenness:
    """Of all justified lines: median and widest gap between hanzi (em), and lines above `SEEN`."""

    median: float
    widest: float
    loose: int

    def __str__(self) -> str:
        return f"{self.median:.3f} {self.widest:.3f} {self.loose:4d}"


@dataclass(frozen=True, slots=True)
class Loose:
    """A paragraph with a line above `SEEN`: its widest gap, and the least any way of breaking it needs."""

    text: str
    measure: float
    widest: float
    at_best: float


def set_gaps(
    paragraphs: list[str], fonts: FontBook, style: ParaStyle, measure: float
) -> list[tuple[str, list[float]]]:
    """Each paragraph with the widest gap of each of its justified lines."""
    return [
        (text, list(han_gaps(compose(StyledText(text), style, measure * SIZE, fonts)))) for text in paragraphs
    ]


def evenness(found: list[tuple[str, list[float]]]) -> Evenness:
    """The figures of one measure."""
    gaps = [gap for _, own in found for gap in own]
    return Evenness(statistics.median(gaps), max(gaps), sum(gap > SEEN for gap in gaps))


def loose_ones(found: list[tuple[str, list[float]]], fonts: FontBook, measure: float) -> list[Loose]:
    """The paragraphs with a line above `SEEN`, each searched through."""
    return [
        Loose(text, measure, max(own), loosest_at_best(text, STYLE, measure * SIZE, fonts))
        for text, own in found
        if own and max(own) > SEEN
    ]


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
    print(f"gaps between hanzi over {len(paragraphs)} paragraphs, em: median, widest, lines above {SEEN}")
    loose: list[Loose] = []
    for measure in MEASURES:
        whole_gaps = set_gaps(paragraphs, fonts, STYLE, measure)
        greedy_gaps = set_gaps(paragraphs, fonts, first_fit, measure)
        looser = sum(
            max(a, default=0.0) > max(SEEN, max(b, default=0.0) + 0.001)
            for (_, a), (_, b) in zip(whole_gaps, greedy_gaps, strict=True)
        )
        print(
            f"  {measure:2d} em   total fit {evenness(whole_gaps)}   first fit {evenness(greedy_gaps)}   "
            f"visibly looser than by first fit: {looser}"
        )
        if measure >= WIDE:
            loose += loose_ones(whole_gaps, fonts, measure)
    print(f"paragraphs of {WIDE} em and more with a line above {SEEN} em: {len(loose)}")
    for item in loose:
        verdict = "nothing is tighter" if item.widest <= item.at_best + 0.001 else "COULD BE TIGHTER"
        figures = f"{item.measure:2.0f} em  {item.widest:.3f}, at best {item.at_best:.3f}"
        print(f"  {figures}: {verdict}  {item.text[:18]}")


if __name__ == "__main__":
    main()

"""How fast words are held against lists: `python -m bench.words [--runs 5]`.

One report of 1,000,000 characters of correct prose (the corpus of the tests, over and over) with the built-in
lists, a roster of 30 and 5,000 further terms: CPU seconds of `review.words.findings`, of making the texts as
they are read, and of the search for terms alone, by our own finder and by one expression of all terms.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reportgen.content.paper_text import paper_strings
from reportgen.review.words import Terms, findings, shown_texts
from reportgen.review.words.matching import Finder, pattern_of
from reportgen.spec.load import load_spec_text
from reportgen.spec.terms import Term, load_terms

ROOT = Path(__file__).resolve().parents[1]
SIZE = 1_000_000
AIM = 2.0  # CPU seconds for all
HEAD = "format: reportgen/1\ndocument: {title: 试, organisation: 某区, congress: {name: 会, date: 2026-08}}\n"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"


def prose() -> Iterator[str]:
    """Paragraphs of some twenty sentences, `SIZE` characters in all."""
    sentences = (ROOT / "tests/review/words/corpus.txt").read_text("utf-8").splitlines()
    left, number = SIZE, 0
    while left > 0:
        paragraph = "".join(sentences[(number + index) % len(sentences)] for index in range(20))[:left]
        yield paragraph
        left -= len(paragraph)
        number += 7


def lists() -> Terms:
    """The built-in terms and 5,000 that never occur."""
    terms: list[Term] = []
    for path in sorted((ROOT / "assets/terms").glob("*.yaml")):
        terms += load_terms(path).terms
    chars = [chr(0x4E00 + index) for index in range(5000)]
    terms += (Term("某", wrong=(f"{char}\u9fa4\u9fa5",)) for char in chars)
    return Terms(tuple(terms))


def median(run: Callable[[], object], runs: int) -> float:
    """CPU seconds of `run`."""
    spent = []
    for _ in range(runs):
        start = time.process_time()
        run()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    blocks = "".join(f"  - text: {paragraph}\n" for paragraph in prose())
    people = "".join(f"- {{name: {name}启明, post: 第{i}办主任}}\n" for i, name in enumerate(SURNAMES))
    loaded = load_spec_text(f"{HEAD}people:\n{people}sections:\n- id: s\n  title: 章\n  blocks:\n{blocks}")
    spec = loaded.spec
    assert spec is not None, loaded.findings[:3]
    texts = list(paper_strings(spec))
    count = sum(len(text) for _, text in dict.fromkeys((path, text) for path, text, _ in texts))
    terms = lists()
    print(f"{count:,} characters, {len(terms.terms):,} terms, CPU s, median of {runs}")

    def everything() -> None:
        assert spec is not None
        list(findings(spec, loaded.places, texts, terms, date="2026-08"))

    print(f"  all findings        {median(everything, runs):.2f} (aim {AIM})")
    print(f"  texts as read       {median(lambda: shown_texts(spec, texts), runs):.2f}")
    shown = [text.text for _, text in shown_texts(spec, texts)]
    forms = [form for form in terms.meanings if "…" not in form]
    finder, whole = Finder(forms), pattern_of(forms)
    assert whole is not None
    assert [m[0] for text in shown for m in finder.find(text)] == [w for t in shown for w in whole.findall(t)]
    print(f"  terms, finder       {median(lambda: [list(finder.find(text)) for text in shown], runs):.2f}")
    print(f"  terms, one pattern  {median(lambda: [whole.findall(text) for text in shown], runs):.2f}")


if __name__ == "__main__":
    main()

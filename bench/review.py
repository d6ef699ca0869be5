"""CPU seconds that the review of figures takes: `python -m bench.review [--metrics 8000]`.

A million characters of Chinese prose with figures (the correct corpus of the tests, many times), held against
few metrics and against many; the aim is under 2 s for either.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import yaml

from reportgen.core.diagnostics import Span
from reportgen.core.places import SpecPath
from reportgen.data.metrics import bind
from reportgen.review.figures import findings
from reportgen.review.figures.scan import scan
from reportgen.spec.load import load_spec
from reportgen.spec.schema import ReportSpec

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "review" / "corpus" / "correct.yaml"
CHARACTERS = 1_000_000
PARAGRAPH = 12  # sentences


class Nowhere:
    """Places that all answer alike: finding places is not what is measured."""

    def value(self, path: SpecPath) -> Span:
        return Span("bench", 1, 1)

    key = value

    def inside(self, path: SpecPath, offset: int, length: int = 1) -> Span:
        return Span("bench", 1, 1)


def prose() -> tuple[list[str], list[dict[str, object]]]:
    """Paragraphs of a million characters in all, and the metrics of the corpus."""
    given = yaml.safe_load(CORPUS.read_text("utf-8"))
    sentences = given["sentences"]
    paragraphs = ["".join(sentences[i : i + PARAGRAPH]) for i in range(0, len(sentences), PARAGRAPH)]
    times = CHARACTERS // sum(map(len, paragraphs)) + 1
    return paragraphs * times, given["metrics"]


def spec_with(metrics: list[dict[str, object]], count: int) -> ReportSpec:
    """A spec with `count` metrics: the given ones, and others of like names."""
    more = [
        {
            "id": f"m{index}",
            "name": f"第{index}号片区产业增加值占比",
            "value": index / 7 + 1000,
            "unit": "万元",
        }
        for index in range(count - len(metrics))
    ]
    whole = {"format": "reportgen/1", "document": {"title": "样书", "organisation": "样区"}}
    text = yaml.safe_dump({**whole, "metrics": [*metrics, *more]}, allow_unicode=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.yaml"
        path.write_text(text, "utf-8")
        loaded = load_spec(path)
    assert loaded.spec is not None, loaded.findings[:3]
    return loaded.spec


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--metrics", type=int, default=8000)
    arguments = parser.parse_args()
    paragraphs, metrics = prose()
    size = sum(map(len, paragraphs))
    started = time.process_time()
    count = sum(len(scan(text)) for text in paragraphs)
    print(f"scan: {size:,} characters, {count:,} figures, {time.process_time() - started:.2f} s cpu")
    texts = [(("sections", 0, "blocks", i, "text"), text, "body") for i, text in enumerate(paragraphs)]
    for number in (len(metrics), arguments.metrics):
        spec = spec_with(metrics, number)
        places = Nowhere()
        data, _ = bind(spec, places)
        started = time.process_time()
        found = list(findings(spec, places, data, texts))
        spent = time.process_time() - started
        print(f"review against {number:,} metrics: {spent:.2f} s cpu (aim 2), {len(found):,} findings")


if __name__ == "__main__":
    main()

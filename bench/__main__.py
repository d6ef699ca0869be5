"""`python -m bench [--sizes small,medium,large] [--runs 3] [--peer typst]`: what builds cost, stage by stage.

Figures are medians over runs in fresh processes; budgets stand beside them and are never asserted, since
machines are shared and noisy. With a peer the two run in turn, and the ratio of each pair is what counts.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import synthetic

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("spec", "data", "content", "fonts", "theme", "layout", "charts", "pdf")


def _child(module: str, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}{done.stdout[-500:]}")
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def _median(values: list[float]) -> float:
    return statistics.median(values)


def measure(size: str, runs: int, peer: str | None, folder: Path) -> None:
    """Measure one size and print it."""
    sections = synthetic.SIZES[size]
    spec = folder / f"{size}.yaml"
    spec.write_text(synthetic.spec(sections), encoding="utf-8")
    warm_builds = 1 if size == "large" else 2
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(_child("bench.build_once", str(spec), str(folder / "out"), str(warm_builds)))
        if peer:
            theirs.append(_child(f"bench.peer_{peer}", str(sections), str(folder / f"{peer}.pdf")))
    cold = [run["runs"][0] for run in ours]
    pages = cold[0]["pages"]
    cpu = (
        _median([run["process_cpu"] for run in ours])
        if warm_builds == 1
        else _median([r["cpu"] for r in cold])
    )
    charts = _median([r["stages"].get("charts", 0.0) for r in cold])
    print(f"\n{size}: {sections} sections, {pages} pages, {cold[0]['bytes'] / 1e6:.2f} MB, {runs} runs")
    print(f"  cold  wall {_median([r['wall'] for r in cold]):7.2f} s   cpu {cpu:7.2f} s")
    if warm_builds > 1:
        warm = [run["runs"][1] for run in ours]
        wall, warm_cpu = _median([r["wall"] for r in warm]), _median([r["cpu"] for r in warm])
        print(f"  warm  wall {wall:7.2f} s   cpu {warm_cpu:7.2f} s")
    each, bare = 1000 * cpu / pages, 1000 * (cpu - charts) / pages
    print(f"  cpu a page {each:.2f} ms, without charts {bare:.2f} ms (aim 3)")
    peak = _median([run["peak_mb"] for run in ours])
    print(f"  peak memory {peak:.0f} MB (aim {110 + 0.04 * pages:.0f})")
    shares = "  ".join(f"{s} {_median([r['stages'].get(s, 0.0) for r in cold]):.3f}" for s in STAGES)
    print(f"  cpu by stage, s: {shares}")
    if peer:
        alone = [r["cpu"] / t["cpu"] for r, t in zip(cold, theirs, strict=True)]
        whole = [r["cpu"] / (t["cpu"] + t["charts"]) for r, t in zip(cold, theirs, strict=True)]
        t = theirs[0]
        print(
            f"  {peer}: cpu {_median([x['cpu'] for x in theirs]):.2f} s, charts by matplotlib "
            f"{_median([x['charts'] for x in theirs]):.2f} s, "
            f"{t['peak_mb']:.0f} MB, {t['bytes'] / 1e6:.2f} MB"
        )
        print(
            f"  ratio of cpu to {peer}: {_median(whole):.2f} with its charts drawn, "
            f"{_median(alone):.2f} with its charts given"
        )


def main() -> None:
    """Parse the arguments and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="small,medium,large")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer", choices=["typst"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for size in arguments.sizes.split(","):
            measure(size, arguments.runs, arguments.peer, Path(name))


if __name__ == "__main__":
    main()

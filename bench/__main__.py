"""`python -m bench [--sizes small,medium,large] [--runs 3] [--peer typst]`: what builds cost, stage by stage.

Figures are medians over runs in fresh processes; budgets stand beside them and are never asserted, since
machines are shared and noisy. With a peer the two run in turn, and the ratio of each pair is what counts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench import synthetic

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("spec", "data", "content", "fonts", "theme", "layout", "charts", "pdf")


def environment(folder: Path) -> dict[str, str]:
    """That of this process, with byte code kept in `folder`: an installed program is compiled once only."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def _child(module: str, *arguments: str, env: Mapping[str, str] | None = None) -> dict[str, Any]:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=env)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}{done.stdout[-500:]}")
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def _median(values: list[float]) -> float:
    return statistics.median(values)


def commands(runs: int, folder: Path) -> None:
    """CPU seconds of the program on the report of this repository, each run a process of its own."""
    program = [sys.executable, "-m", "reportgen.cli.main"]
    report = str(ROOT / "report.yaml")
    print(f"commands, cpu s, median of {runs} runs")
    for name, aim, arguments in (
        ("build report.yaml", 2.5, ["build", report, "--out", str(folder), "--quiet"]),
        ("check report.yaml", 0.7, ["check", report, "--quiet"]),
        ("--help", 0.2, ["--help"]),
    ):
        spent = []
        for _ in range(runs):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([*program, *arguments], cwd=ROOT, capture_output=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        print(f"  {name:18} {_median(spent):.2f} (aim {aim})")


def measure(size: str, runs: int, peer: str | None, folder: Path) -> tuple[int, float]:
    """Measure one size and print it; returns its pages and CPU seconds without charts."""
    sections = synthetic.SIZES[size]
    spec = folder / f"{size}.yaml"
    spec.write_text(synthetic.spec(sections), encoding="utf-8")
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(_child("bench.build_once", str(spec), str(folder / "out"), "2"))
        if peer:
            theirs.append(_child(f"bench.peer_{peer}", str(sections), str(folder / f"{peer}.pdf")))
    cold = [run["runs"][0] for run in ours]
    pages = cold[0]["pages"]
    cpu = _median([r["cpu"] for r in cold])
    charts = _median([r["stages"].get("charts", 0.0) for r in cold])
    print(f"\n{size}: {sections} sections, {pages} pages, {cold[0]['bytes'] / 1e6:.2f} MB, {runs} runs")
    print(f"  cold  wall {_median([r['wall'] for r in cold]):7.2f} s   cpu {cpu:7.2f} s")
    warm = [run["runs"][1] for run in ours]
    wall, warm_cpu = _median([r["wall"] for r in warm]), _median([r["cpu"] for r in warm])
    print(f"  warm  wall {wall:7.2f} s   cpu {warm_cpu:7.2f} s")
    print(f"  cpu a page {1000 * cpu / pages:.2f} ms, without charts {1000 * (cpu - charts) / pages:.2f} ms")
    peak = _median([r["peak_mb"] for r in cold])
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
    return pages, cpu - charts


def main() -> None:
    """Parse the arguments and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="small,medium,large")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer", choices=["typst"])
    arguments = parser.parse_args()
    sizes = arguments.sizes.split(",")
    with tempfile.TemporaryDirectory() as name:
        commands(arguments.runs, Path(name))
        found = [measure(size, arguments.runs, arguments.peer, Path(name)) for size in sizes]
    for (small, large), (few, many) in zip(pairwise(found), pairwise(sizes), strict=True):
        each = 1000 * (large[1] - small[1]) / (large[0] - small[0])
        print(f"\nfrom {few} to {many}: {each:.2f} ms cpu for each page more, charts apart (aim 3)")


if __name__ == "__main__":
    main()

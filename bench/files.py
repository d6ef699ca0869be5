"""`python -m bench.files [--pages 1500,5000] [--runs 3]`: what writing costs, for each kind of file.

For every number of pages one process for each profile lays a synthetic report out and writes it: milliseconds
of CPU a page in the writer, what tags add, how far memory grows beyond the pages given to it, and the size of
the file. Then the three files of one build are compared with three builds, on a small report and on
the report of this repository.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import synthetic
from bench.__main__ import ROOT, _child, environment

PROFILES = ("press", "archive", "web", "draft")
UNTAGGED = "archive-untagged"  # what tags cost is the difference
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


# ------------------------------------------------------------------ in a process of its own


def _memory(key: str) -> float:
    """A line of this process's status, in MB."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"no {key} in /proc/self/status")


def _measured(write: Callable[..., None], found: dict[str, float], *, tags: bool) -> Callable[..., None]:
    """`write` with its time and the growth of memory put into `found`."""

    def measured(*arguments: Any, profile: Any, **more: Any) -> None:
        if not tags:
            claims = replace(profile.claims, pdfa=3, level="U", pdfua=False)
            profile = replace(profile, is_tagged=False, claims=claims)
        started = time.process_time()
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)  # else the growth would hide in what layout gave back
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        before, cpu = _memory("VmRSS"), time.process_time()
        found["aside"] = found.get("aside", 0.0) + cpu - started  # what looking at memory costs
        write(*arguments, profile=profile, **more)
        found["cpu"] = found.get("cpu", 0.0) + time.process_time() - cpu
        found["grown_mb"] = max(found.get("grown_mb", 0.0), _memory("VmHWM") - before)

    return measured


def _one(spec: Path, out: Path, profiles: tuple[str, ...]) -> dict[str, Any]:
    import reportgen.pdf
    from reportgen.pipeline.building import build

    found: dict[str, float] = {}
    is_tagged = UNTAGGED not in profiles
    reportgen.pdf.write_pdf = _measured(reportgen.pdf.write_pdf, found, tags=is_tagged)
    cpu = time.process_time()
    asked = ("archive",) if not is_tagged else profiles
    built = build(spec, out, profile=asked, moment=MOMENT)
    if not built.outputs:
        sys.exit("\n".join(map(str, built.findings[:5])))
    return {
        "cpu": time.process_time() - cpu - found.pop("aside", 0.0),
        "pages": built.pages,
        "bytes": built.outputs[0].path.stat().st_size,
        "writer": found,
    }


# ------------------------------------------------------------------ from outside


def _run(spec: Path, folder: Path, *profiles: str) -> dict[str, Any]:
    return _child(
        "bench.files", "--child", str(spec), str(folder / "out"), *profiles, env=environment(folder)
    )


def _each(pages: int, runs: int, folder: Path) -> None:
    sections = round(pages / 2)
    spec = folder / f"{pages}.yaml"
    spec.write_text(synthetic.spec(sections), encoding="utf-8")
    rows = {name: [_run(spec, folder, name) for _ in range(runs)] for name in (*PROFILES, UNTAGGED)}
    print(f"\n{rows['web'][0]['pages']} pages, medians of {runs}: writer alone")
    print("  profile            ms cpu a page   memory grown, MB   file, MB")
    for name, found in rows.items():
        spent = statistics.median(1000 * run["writer"]["cpu"] / run["pages"] for run in found)
        grown = statistics.median(run["writer"]["grown_mb"] for run in found)
        print(f"  {name:18} {spent:13.2f} {grown:18.0f} {found[0]['bytes'] / 1e6:10.2f}")


def _together(name: str, spec: Path, runs: int, folder: Path) -> None:
    """CPU of three files from one build, as ratios to each file alone, and to three builds of one file.

    Files for the press and the archive go through the preflight, the one for readers does not.
    """
    delivered = PROFILES[:3]
    found: dict[str, list[float]] = {name: [] for name in (*delivered, "all")}
    _run(spec, folder, *delivered)  # compiles what is imported
    for _ in range(runs):
        alone = {profile: _run(spec, folder, profile)["cpu"] for profile in delivered}
        together = _run(spec, folder, *delivered)["cpu"]
        for profile, cpu in alone.items():
            found[profile].append(together / cpu)
        found["all"].append(together / sum(alone.values()))
    ratios = {key: statistics.median(values) for key, values in found.items()}
    each = ", ".join(f"{ratios[profile]:.2f} times {profile}" for profile in delivered)
    print(f"  {name:12} {each} alone (aim 1.6); {ratios['all']:.2f} of three builds")


def main() -> None:
    """Parse the arguments and measure."""
    if sys.argv[1:2] == ["--child"]:
        spec, out, *profiles = sys.argv[2:]
        print(json.dumps(_one(Path(spec), Path(out), tuple(profiles))))
        return
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", default="1500,5000")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for pages in arguments.pages.split(","):
            _each(int(pages), arguments.runs, folder)
        small = folder / "small.yaml"
        small.write_text(synthetic.spec(synthetic.SIZES["small"]), encoding="utf-8")
        print(f"\nthree files from one build, cpu, medians of {arguments.runs}")
        _together("small", small, arguments.runs, folder)
        _together("report.yaml", ROOT / "report.yaml", arguments.runs, folder)


if __name__ == "__main__":
    main()

"""`python -m bench.batch [--instances 100] [--jobs 1,2]`: a batch, against a process for each report.

The report is the synthetic one with seven sections and a closing one, sixteen A4 pages, whose title and
figures come from a row. A batch pays for starting its processes; a process for each report pays for that
each time. CPU seconds are what counts where other programs have a share of the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import synthetic

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = 7
CLOSING = 14  # paragraphs of a last section, which make it sixteen pages
ALONE = 8  # reports built by a process each, of which the mean is taken


def write(folder: Path, instances: int) -> tuple[Path, Path]:
    """The template and its table."""
    text = synthetic.spec(SECTIONS)
    parameters = (
        "parameters:\n- {name: district, example: 样区}\n- {name: revenue, example: 30.5}\n"
        "metrics:\n- {id: revenue, name: 财政收入, value: <<revenue>>, unit: 亿元, as_of: 2025}\ndocument:\n"
    )
    text = text.replace("document:\n", parameters, 1).replace("综合测试报告", "<<district>>综合测试报告", 1)
    text = text.replace(
        "- heading: 主要进展", "- text: <<district>>收入 {{ revenue }}。\n      - heading: 主要进展", 1
    )
    last = "      - text: <<district>>收入 {{ revenue }}，<<district>>的数字来自表里的一行，文字来自模板。\n"
    text += "  - id: closing\n    title: <<district>>的结语\n    blocks:\n" + last * CLOSING
    (folder / "template.yaml").write_text(text, "utf-8")
    rows = [f"第{number}区,{30 + number / 10:.1f}" for number in range(1, instances + 1)]
    (folder / "rows.csv").write_text("district,revenue\n" + "\n".join(rows) + "\n", "utf-8")
    return folder / "template.yaml", folder / "rows.csv"


def spent(command: list[str], times: int = 1) -> tuple[float, float]:
    """Wall and CPU seconds of a command and all its processes."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for _ in range(times):
        subprocess.run([sys.executable, "-m", "reportgen.cli.main", *command], cwd=ROOT, check=True)
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (ended - began) / times, cpu / times


def peak() -> float:
    """The most memory that a process of ours has held at once, in MB (Linux counts in kB)."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=100)
    parser.add_argument("--jobs", default="1,2")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template, rows = write(folder, given.instances)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        # the template with its examples, in a process of its own each time
        wall, alone = spent(["build", str(template), "--out", str(folder / "alone"), "--quiet"], ALONE)
        print(f"a process for each: {wall:.2f} s, {alone:.2f} s of CPU, {60 / alone:.0f} a minute and core")
        for jobs in (int(text) for text in given.jobs.split(",")):
            out = folder / f"jobs-{jobs}"
            command = ["batch", str(template), "--rows", str(rows), "--out", str(out), "--quiet"]
            wall, cpu = spent([*command, "--jobs", str(jobs)])
            made = json.loads((out / "batch.json").read_text("utf-8"))["reports"].values()
            pages = sorted({file["pages"] for entry in made for file in entry["files"]})
            assert all(entry["state"] == "done" for entry in made), "a report of the batch was not made"
            each = cpu / given.instances
            print(
                f"batch, --jobs {jobs}: {given.instances} reports of {pages} pages in {wall:.1f} s, "
                f"{each:.2f} s of CPU each, {60 / each:.0f} a minute and core, {alone / each:.1f} times; "
                f"largest process so far {peak():.0f} MB, "
                f"manifest {(out / 'batch.json').stat().st_size / 1e6:.2f} MB"
            )


if __name__ == "__main__":
    main()

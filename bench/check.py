"""`python -m bench.check [--metrics 8000] [--runs 3]`: what `reportgen check` costs on a very large spec.

Writes a spec of about 2 MB: 8,000 metrics, a third of them computed from the two before, each in prose in
two forms. Every run is a process of its own; CPU seconds are medians over the runs, of the whole and of each
stage (imports included), and once more in the same process, as a studio or a batch has it. They stand beside
an aim that is never asserted, since machines are shared and noisy. A second table gives what it costs to
refuse formulas made to exhaust the program, start of the process not counted.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from bench.__main__ import _child, environment

AIM = 2.0  # CPU seconds
AIM_REFUSED = 0.05
_PER_SECTION = 400
_PER_PARAGRAPH = 4

HEAD = """format: reportgen/1
document:
  title: 综合测试报告
  organisation: 测试单位
  congress: {name: 测试会议, date: 2026}
sources:
  - {id: bulletin, title: 统计公报, publisher: 统计局}
metrics:
"""

ATTACKS = {
    "power tower": "9**9**9**9",
    "1 MB of parentheses": "(" * 1_000_000,
    "1 MB of digits": "9" * 1_000_000,
    "1 MB of text": '"' + "x" * 1_000_000 + '"',
    "deep nesting": "(" * 300,
    "signs": "-" * 390 + "1",
    "large product": " * ".join(["9999999999999999999999999999"] * 30),
    "attributes": "a.__class__.__mro__",
    "comprehension": "[a for a in b]",
    "lambda": "lambda: 0",
}


def metric(number: int) -> list[str]:
    """One entry of the list: two are typed, the third is computed from them."""
    lines = [f"  - id: m{number}", f"    name: 第{number}项指标"]
    if number % 3 == 2:
        formula = ("m{a} + m{b}", "m{a} / m{b} * 3", "mean(m{a}, m{b})")[number // 3 % 3]
        unit = "倍" if "/" in formula else "万元"
        lines += [f"    formula: {formula.format(a=number - 1, b=number - 2)}", f"    unit: {unit}"]
        return [*lines, "    as_of: 2025"]
    lines += [f"    value: {number % 997 + 1}.{number % 90 + 10}", "    unit: 万元", "    as_of: 2025"]
    lines += [f"    baseline: {{value: {number % 991 + 2}.5, as_of: 2024}}"]
    return [*lines, f"    source: {{id: bulletin, at: 第{number}行}}"]


def spec(metrics: int) -> str:
    """The report as YAML text."""
    lines = [line for number in range(metrics) for line in metric(number)]
    lines.append("sections:")
    for first in range(0, metrics, _PER_SECTION):
        lines += [f"  - id: s{first}", f"    title: 第{first // _PER_SECTION + 1}部分", "    blocks:"]
        last = min(first + _PER_SECTION, metrics)
        for start in range(first, last, _PER_PARAGRAPH):
            said = [_sentence(number) for number in range(start, min(start + _PER_PARAGRAPH, last))]
            lines.append(f"      - text: {'，'.join(said)}。")
    return HEAD + "\n".join(lines) + "\n"


def _sentence(number: int) -> str:
    form = "name" if number % 3 == 2 else "change_rate"
    return f"这一项目的投入为{{{{ m{number} }}}}，{{{{ m{number} | {form} }}}}，各街道按计划完成"


def run_once(path: Path) -> None:
    """Check the spec in this process and print what was spent, as JSON."""
    started = time.process_time()
    from reportgen.pipeline.checking import check
    from reportgen.pipeline.clock import Clock

    clock = Clock()
    checked = check(path, clock=clock)
    spent = time.process_time() - started
    assert not checked.findings, checked.findings[:3]
    del checked
    started = time.process_time()
    check(path)
    print(json.dumps({"cpu": spent, "again": time.process_time() - started, "stages": clock.cpu}))


def refusals() -> dict[str, float]:
    """CPU seconds that each formula of the attack list costs until it is refused with its place."""
    from reportgen.data.metrics import bind
    from reportgen.spec.load import load_spec_text

    spent = {}
    for name, formula in ATTACKS.items():
        text = f"{HEAD}  - {{id: a, name: 甲, formula: '{formula}'}}\n"
        loaded = load_spec_text(text)
        assert loaded.spec is not None, loaded.findings
        bind(loaded.spec, loaded.places)  # imports and the index of lines are not what is measured
        started = time.process_time()
        _, findings = bind(loaded.spec, loaded.places)
        spent[name] = time.process_time() - started
        assert any(item.code.startswith("formula.") for item in findings), name
    return spent


def main() -> None:
    """Parse the arguments and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--metrics", type=int, default=8000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.once:
        run_once(arguments.once)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        text = spec(arguments.metrics)
        path.write_text(text, encoding="utf-8")
        print(f"check, {arguments.metrics} metrics, {len(text.encode()) / 1e6:.2f} MB, {arguments.runs} runs")
        env = environment(Path(folder))
        runs = [_child("bench.check", "--once", str(path), env=env) for _ in range(arguments.runs + 1)][1:]
    spent, again = (statistics.median(run[key] for run in runs) for key in ("cpu", "again"))
    print(f"  cpu {spent:.2f} s in a new process, {again:.2f} s in one that has checked before (aim {AIM})")
    for stage in runs[0]["stages"]:
        print(f"    {stage:8} {statistics.median(run['stages'][stage] for run in runs):.3f}")
    print(f"refused formulas, ms (aim {1000 * AIM_REFUSED:.0f} each)")
    for name, seconds in refusals().items():
        print(f"    {name:20} {1000 * seconds:.2f}")


if __name__ == "__main__":
    main()

"""Builds one spec and prints seconds and memory as JSON: `python -m bench.build_once SPEC OUT N`.

The first of N builds is cold (imports, fonts, first chart), the others warm.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    """Build and report."""
    spec, out, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    runs = []
    for _ in range(count):
        wall, cpu = time.perf_counter(), time.process_time()
        from reportgen.pipeline.building import build
        from reportgen.pipeline.clock import Clock

        clock = Clock()
        built = build(spec, out, clock=clock)
        if built.output is None:
            sys.exit("\n".join(map(str, built.findings[:5])))
        runs.append(
            {
                "wall": time.perf_counter() - wall,
                "cpu": time.process_time() - cpu,
                "stages": clock.cpu,
                "pages": built.pages,
                "bytes": built.output.stat().st_size,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    print(json.dumps({"runs": runs}))


if __name__ == "__main__":
    main()

"""matplotlib comes without fonts, settings, traces, or a look around."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(code: str, cwd: Path | None = None) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False, cwd=cwd
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_knows_no_font_and_pyplot_stays_away() -> None:
    printed = run("""
        import sys
        from reportgen.charts import engine
        engine.load()
        import matplotlib.font_manager
        print(len(matplotlib.font_manager.fontManager.ttflist), "matplotlib.pyplot" in sys.modules)
    """)

    assert printed == "0 False"


def test_it_opens_no_font_and_leaves_environment_and_home_as_they_were(tmp_path: Path) -> None:
    printed = run(f"""
        import os, sys
        os.environ["HOME"] = os.environ["XDG_CACHE_HOME"] = os.environ["XDG_CONFIG_HOME"] = {str(tmp_path)!r}
        before = dict(os.environ)
        opened = []
        sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
        from reportgen.charts import engine
        engine.load()
        fonts = [name for name in opened if name.lower().endswith((".ttf", ".otf", ".ttc", ".afm"))]
        print(fonts, dict(os.environ) == before)
    """)

    assert printed == "[] True"
    assert list(tmp_path.iterdir()) == []


def test_a_matplotlibrc_of_the_folder_changes_nothing(tmp_path: Path) -> None:
    """The settings that could move or colour a chart are ours, whatever lies around."""
    lines = [
        "axes.xmargin: 0.3",
        "axes.autolimit_mode: round_numbers",
        "path.simplify: True",
        "text.usetex: True",
    ]
    lines += ["patch.linewidth: 3", "patch.force_edgecolor: True", "lines.linewidth: 9", "path.snap: True"]
    lines += ["axes.prop_cycle: cycler('color', ['00ff00'])", "hatch.color: 00ff00", "hatch.linewidth: 5"]
    (tmp_path / "matplotlibrc").write_text("\n".join(lines), "utf-8")
    code = f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from hashlib import sha256
        from pathlib import Path
        from chart_samples import PLANS
        from reportgen.charts.draw import draw
        from reportgen.charts.look import DEFAULT_LOOK
        from reportgen.typeset.fonts import FontBook
        book = FontBook.open(Path({str(ROOT / "fonts")!r}))
        SHOWN = ("bar", "columns", "line", "dumbbell", "donut")
        drawings = [draw(PLANS[n], 304.5, DEFAULT_LOOK, book) for n in SHOWN]
        print(sha256(repr(drawings).encode()).hexdigest())
    """

    assert run(code, tmp_path) == run(code, ROOT)


def test_the_hash_seed_changes_nothing() -> None:
    code = f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from hashlib import sha256
        from pathlib import Path
        from chart_samples import PLANS
        from reportgen.charts.draw import draw
        from reportgen.charts.look import DEFAULT_LOOK
        from reportgen.typeset.fonts import FontBook
        book = FontBook.open(Path({str(ROOT / "fonts")!r}))
        print(sha256(repr([draw(p, 304.5, DEFAULT_LOOK, book) for p in PLANS.values()]).encode()).hexdigest())
    """
    results = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        results.add(done.stdout)

    assert len(results) == 1

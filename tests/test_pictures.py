"""The pictures of docs/composer.md are what the composer does now, and the page's example runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_pictures_are_fresh_and_all_shown():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "pictures.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    shown = set(re.findall(r"pictures/([a-z-]+\.svg)", (ROOT / "docs" / "composer.md").read_text("utf-8")))

    assert (0, "") == (done.returncode, done.stderr)
    assert shown == {path.name for path in (ROOT / "docs" / "pictures").glob("*.svg")}


def test_the_example_of_the_page_runs():
    page = (ROOT / "docs" / "composer.md").read_text("utf-8")
    example = re.search(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert example is not None
    done = subprocess.run([sys.executable, "-c", example[1]], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()

    assert "研发投入强度由不足1%提高到2.5%。" == "".join(line.split(" ")[0] for line in lines[:-2])
    assert "()" == lines[-2]

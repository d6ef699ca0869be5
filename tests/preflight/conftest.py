"""Lets the tests of the preflight say `import toolkit`."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # `import toolkit`, `import good_files`

"""`import signed_specs` in the tests of this folder and of those that use its report."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

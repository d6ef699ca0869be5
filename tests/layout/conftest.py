"""The report, laid out once for delivery and once as a draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `import laid_out` in the tests of this folder

if TYPE_CHECKING:
    from laid_out import LaidOut


@pytest.fixture(scope="session")
def report_spec() -> Path:
    """The first real report."""
    return Path(__file__).resolve().parents[2] / "report.yaml"


@pytest.fixture(scope="session", params=["web", "draft"])
def book_of_pages(request: pytest.FixtureRequest, report_spec: Path) -> LaidOut:
    """The pages of both profiles, one after the other."""
    from laid_out import LaidOut

    return LaidOut(report_spec, draft=request.param == "draft")

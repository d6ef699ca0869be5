"""The shipped fonts, and short ways to a chart, for the tests of charts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `import chart_samples` in these tests

if TYPE_CHECKING:
    from chart_samples import Seen

    from reportgen.content.plan import ChartPlan
    from reportgen.typeset.fonts import FontBook

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def book() -> FontBook:
    """The font book of the six shipped faces."""
    from reportgen.typeset.fonts import FontBook

    return FontBook.open(ROOT / "fonts")


@pytest.fixture(scope="session")
def see(book: FontBook) -> Callable[..., Seen]:
    """Draws a plan with the default look and gives its shapes and words: `see(plan, width)`."""
    from chart_samples import TAG, Seen

    from reportgen.charts.draw import draw
    from reportgen.charts.look import DEFAULT_LOOK

    def drawn(plan: ChartPlan, width: float = 304.5) -> Seen:
        return Seen(draw(plan, width, DEFAULT_LOOK, book, TAG))

    return drawn

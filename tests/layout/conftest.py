"""The report, laid out once for delivery and once as a draft."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `import laid_out` in the tests of this folder

if TYPE_CHECKING:
    from laid_out import LaidOut

    from reportgen.layout.setting import Setter
    from reportgen.typeset.fonts import FontBook


@pytest.fixture(scope="session")
def report_spec() -> Path:
    """The first real report."""
    return Path(__file__).resolve().parents[2] / "report.yaml"


@pytest.fixture(scope="session", params=["web", "draft"])
def book_of_pages(request: pytest.FixtureRequest, report_spec: Path) -> LaidOut:
    """The pages of both profiles, one after the other."""
    from laid_out import LaidOut

    return LaidOut(report_spec, draft=request.param == "draft")


@pytest.fixture
def em_setter(em_book: FontBook) -> Setter:
    """Sets texts in the default theme and the em-square faces: widths are mental arithmetic."""
    from reportgen.layout.setting import Setter
    from reportgen.spec.theme import load_theme

    jubilee = Path(__file__).resolve().parents[2] / "assets" / "themes" / "jubilee.yaml"
    return Setter(load_theme(jubilee, "大16开"), em_book, lambda *_: pytest.fail("no charts here"))


@pytest.fixture
def pages_of(tmp_path: Path) -> Callable[..., LaidOut]:
    """`pages_of(yaml)`: a report laid out; `choices` and `styles` change the default theme."""
    from laid_out import LaidOut, changed_theme

    def make(text: str, *, choices: dict[str, object] | None = None, **styles: dict[str, object]) -> LaidOut:
        spec = tmp_path / "pages.yaml"
        spec.write_text("format: reportgen/1\ndocument: {title: 书, organisation: 区}\n" + text, "utf-8")
        return LaidOut(spec, theme=changed_theme(tmp_path, choices or {}, styles))

    return make

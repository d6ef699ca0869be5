"""What every test may use.

Some tests ask a program that is not Python: qpdf, pdffonts. Where it is missing they are skipped, with the
reason in the closing lines. Where nothing may be skipped (`.ci/run`), REPORTGEN_REQUIRE_TOOLS=1 turns every
skip into a failure, whatever its cause.

No test may take a face from the system: the bytes of a report would depend on the machine. A test in which
a font file outside `fonts/`, matplotlib's own folder and the temporary folder is opened fails.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "fonts"
FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".pfb")
sys.path.insert(0, str(Path(__file__).parent / "fonts"))  # `import em_square` in any test

os.environ.pop("REPORTGEN_STORE", None)  # nobody's server is for tests; they name their own

settings.register_profile("calm", deadline=None)  # a busy machine is no fault
settings.load_profile("calm")

MAY_SKIP = os.environ.get("REPORTGEN_REQUIRE_TOOLS", "") in ("", "0")


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Gives the path of an installed program, `tool("qpdf")`, or skips the test."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not MAY_SKIP and not hasattr(report, "wasxfail"):
        _refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and not MAY_SKIP:
        _refuse(report)
    return report


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"skipped where nothing may be skipped: {reason}"


@pytest.fixture(scope="session")
def book() -> FontBook:
    """The faces of the project."""
    from reportgen.typeset.fonts import FontBook

    return FontBook.open(FONTS)


@pytest.fixture(scope="session")
def em_book() -> FontBook:
    """The em-square faces, in every role of the theme: the bold one in the roles that are bold."""
    import em_square

    from reportgen.typeset.fonts import FontBook

    return FontBook.from_files(em_square.files(), em_square.roles())


_foreign_fonts: list[str] = []


def _note_fonts(event: str, arguments: tuple[object, ...]) -> None:
    if event not in ("open", "reportgen.font.open"):
        return
    path = arguments[0]
    if isinstance(path, str) and path.lower().endswith(FONT_SUFFIXES) and not path.startswith(OWN_FOLDERS):
        _foreign_fonts.append(path)


def _folders() -> tuple[str, ...]:
    matplotlib = find_spec("matplotlib")
    places = list(matplotlib.submodule_search_locations or []) if matplotlib else []
    return tuple(f"{Path(folder).resolve()}{os.sep}" for folder in (FONTS, tempfile.gettempdir(), *places))


OWN_FOLDERS = _folders()
sys.addaudithook(_note_fonts)


@pytest.fixture(autouse=True)
def _only_own_fonts() -> Iterator[None]:
    _foreign_fonts.clear()
    yield
    assert _foreign_fonts == [], "a face was taken from outside the project"

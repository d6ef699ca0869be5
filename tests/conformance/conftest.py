"""Every book with all its files; a worker builds one when a test first asks for it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

for folder in ("conformance", "books", "books/album", "layout", "pdf", "report"):
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))  # `import vera`, `import laid_out` and so on

if TYPE_CHECKING:
    from finished import Finished, Shelf


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One book after the other for whoever asks for `finished`."""
    from finished import BOOKS

    if "finished" in metafunc.fixturenames:
        metafunc.parametrize("finished", BOOKS, indirect=True, scope="session")


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Every book by its name."""
    from finished import Shelf

    return Shelf(tmp_path_factory)


@pytest.fixture(scope="session")
def finished(request: pytest.FixtureRequest, shelf: Shelf) -> Finished:
    """A book."""
    return shelf[request.param]

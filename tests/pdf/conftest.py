"""Odd faces and short ways to a paged document, for the tests of the PDF writer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `import paged_samples` in these tests

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook


@pytest.fixture(scope="session")
def odd_book(tmp_path_factory: pytest.TempPathFactory) -> FontBook:
    """`Odd` (TrueType, 2048 units to the em), `OddCFF` and `OddWhole` (must not be subset)."""
    import paged_samples

    from reportgen.typeset.fonts import FontBook, Role

    files = paged_samples.odd_faces(tmp_path_factory.mktemp("faces"))
    return FontBook.from_files(files, {"body": Role(paged_samples.ODD)})

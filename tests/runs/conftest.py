"""Databases for the tests of this folder, on the server that REPORTGEN_TEST_POSTGRES names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent)]

from shared import new_database  # noqa: E402


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database for the tests of a module."""
    with new_database() as address:
        yield address


@pytest.fixture
def fresh() -> Iterator[str]:
    """A database for one test, which may spoil it."""
    with new_database() as address:
        yield address

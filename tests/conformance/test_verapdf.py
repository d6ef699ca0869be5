"""Every file that names a standard keeps it, as veraPDF says: the books, and every kind of node."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import vera
from finished import BOOKS
from paged_samples import EXTRAS, written
from samples import everything

from reportgen.pdf import ARCHIVE, PRESS, WEB, Profile
from reportgen.pdf.profiles import Claims

CLAIMS = {"press": (), "archive": ("3a", "ua1"), "web": ("2a", "ua1"), "draft": ()}


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    try:
        vera.compiled(vera.find_jar())
        vera.program("java")
    except vera.NotHereError as missing:
        pytest.skip(str(missing))


def asked(files: list[Path]) -> list[tuple[str, Path]]:
    """Every file with each flavour that it claims."""
    return [(flavour, file) for file in files for flavour in vera.flavours(file)]


def broken(pairs: list[tuple[str, Path]]) -> str:
    """What veraPDF finds wrong; the checks are counted, so that none passes by not having been made."""
    found = vera.verdicts(pairs)
    assert all(verdict.checks > 1000 for verdict in found if not verdict.error)
    return "\n".join(str(verdict) for verdict in found if not verdict.compliant)


def test_what_the_files_of_a_book_claim(finished) -> None:
    assert {profile: vera.flavours(file) for profile, file in finished.files.items()} == CLAIMS


def test_the_books_keep_what_they_claim(shelf) -> None:
    """All in one go, since every run reads the rules anew."""
    pairs = asked([file for name in BOOKS for file in shelf[name].files.values()])

    assert 4 * len(BOOKS) == len(pairs)
    assert "" == broken(pairs)


@pytest.mark.parametrize("profile", [ARCHIVE, WEB], ids=lambda profile: profile.name)
def test_every_kind_of_node(profile: Profile, em_book, tmp_path) -> None:
    file = tmp_path / "sample.pdf"
    file.write_bytes(written(everything(em_book), em_book, profile))
    pairs = asked([file])

    assert 2 == len(pairs)
    assert "" == broken(pairs)


def test_a_press_file_that_is_for_the_archive_too(em_book, tmp_path) -> None:
    profile = replace(PRESS, claims=Claims(pdfa=2, level="U", pdfx4=True))
    file = tmp_path / "sample.pdf"
    file.write_bytes(written(everything(em_book), em_book, profile, replace(EXTRAS, margin=30.0)))

    assert [("2u", file)] == asked([file])
    assert "" == broken(asked([file]))


def test_what_is_wrong_is_told(shelf) -> None:
    """A press file is no archive file: the driver names rules, places and a file that is none."""
    press = shelf["notice"].files["press"]
    none = press.with_name("none.pdf")
    wrong, absent = vera.verdicts([("3a", press), ("ua1", none)])
    rules = {(failure.clause, failure.test) for failure in wrong.failures}

    assert not wrong.compliant
    assert ("6.6.4", 1) in rules  # it does not claim to be one
    assert all(failure.count and failure.description and failure.place for failure in wrong.failures)
    assert (False, True) == (absent.compliant, bool(absent.error))

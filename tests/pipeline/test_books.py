"""Books kept between builds: the same one while its files are the same, a new one when they are not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen.pipeline.books import Books
from reportgen.typeset.fonts import DEFAULT_ROLES, FontBook
from reportgen.typeset.lock import read_lock

FONTS = Path(__file__).resolve().parents[2] / "fonts"


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(FONTS, tmp_path / "fonts"))


def ask(books: Books, folder: Path, *, marks: bool = False) -> FontBook:
    return books.book(
        folder,
        read_lock(folder).faces,
        DEFAULT_ROLES,
        {},
        marks_missing=marks,
        opened=lambda: FontBook.open(folder, DEFAULT_ROLES, marks_missing=marks),
    )


def test_nothing_is_kept_unless_asked_for(folder):
    """A single build opens its own book."""
    books = Books()

    assert ask(books, folder) is not ask(books, folder)


def test_a_book_is_kept_while_its_files_are_the_same(folder):
    """A draft that marks characters has another; a file that was touched makes a new one."""
    books = Books()
    books.start()
    first = ask(books, folder)

    assert first is ask(books, folder)
    assert first is not ask(books, folder, marks=True)
    face = next(face for face in read_lock(folder).faces if face.source.kind != "python")
    data = face.path(folder).read_bytes()
    face.path(folder).unlink()
    face.path(folder).write_bytes(data)
    assert first is not ask(books, folder)


def test_few_books_are_kept(folder):
    """Roles that change all the time do not fill the memory."""
    books = Books()
    books.start()
    for number in range(20):
        books.book(
            folder,
            read_lock(folder).faces,
            DEFAULT_ROLES,
            {next(iter(FontBook.open(folder).records)): number / 100},
            marks_missing=False,
            opened=lambda: FontBook.open(folder),
        )

    assert len(books._kept) <= 4

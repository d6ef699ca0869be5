"""Font books kept from one build to the next, in a process that makes many reports.

A book and the composer that belongs to it only remember what they have worked out of the faces: which face
has a character, how it is shaped. Builds that share them give the same bytes, in two thirds of the time and
without growing by ten megabytes each. Files are compared by size and time before a book is used again; their
digests are when it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.core.paged import FontId
    from reportgen.typeset.fonts import FontBook, Role
    from reportgen.typeset.lock import FaceRecord

_MOST = 4  # books; the reports of a batch use one, and another in drafts
_State = tuple[tuple[str, int, int, int], ...]


class Books:
    """Keeps books from when it is told to `start`; until then every book is opened anew."""

    def __init__(self) -> None:
        self._is_on = False
        self._kept: dict[object, FontBook] = {}

    def start(self) -> None:
        """From now on this process keeps its books."""
        self._is_on = True

    def book(
        self,
        folder: Path,
        faces: Collection[FaceRecord],
        roles: Mapping[str, Role],
        rises: Mapping[FontId, float],
        *,
        marks_missing: bool,
        opened: Callable[[], FontBook],
    ) -> FontBook:
        """The book of these faces and roles that was kept, else the one that `opened` gives."""
        if not self._is_on:
            return opened()
        played, raised = tuple(sorted(roles.items(), key=_first)), tuple(sorted(rises.items()))
        key = (folder.resolve(), played, raised, marks_missing, _state(folder, faces))
        if key not in self._kept:
            book = opened()
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = book
        return self._kept[key]


BOOKS = Books()


def _first(pair: tuple[str, object]) -> str:
    return pair[0]


def _state(folder: Path, faces: Collection[FaceRecord]) -> _State:
    """Size, time and number of the lock and of every file in it."""
    files = [folder / "fonts.lock", *(face.path(folder) for face in faces if face.source.kind != "python")]
    found = []
    for file in files:
        try:
            state = file.stat()
        except OSError:  # opening it will tell
            found.append((str(file), 0, 0, 0))
        else:
            found.append((str(file), state.st_size, state.st_mtime_ns, state.st_ino))
    return tuple(found)

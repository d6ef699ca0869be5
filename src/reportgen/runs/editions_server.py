"""Editions on a server that machines share: a bag, file by file, put there in one transaction.

A content is kept once, whatever editions have it (faces are most of each), under its SHA-256, which the
server itself holds every content to. What an edition is stands in its own files and nowhere else, so that no
column can say otherwise. Nothing is ever updated or deleted: SELECT and INSERT are all that archiving takes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, ReportError
from reportgen.core.digests import digest_of_file
from reportgen.pipeline.files import not_written
from reportgen.runs import bag as bags
from reportgen.runs import editions_server_told as told
from reportgen.runs import server_findings
from reportgen.runs.editions_shelf import UNFINISHED, Shelved, differing
from reportgen.runs.editions_told import already_kept, other_edition
from reportgen.runs.manifest import NAME, Edition
from reportgen.runs.server import Part, Server, Session
from reportgen.runs.server_address import VARIABLE, address_in

SCHEME = "postgresql"
LARGEST = 900_000_000  # bytes; what a row and a message of the server hold is a little more
EDITIONS = Part(
    "editions",
    1,
    """
CREATE TABLE editions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, family TEXT NOT NULL, name TEXT NOT NULL,
  archived TEXT NOT NULL, seal TEXT NOT NULL, UNIQUE (family, name));
CREATE TABLE files (
  sha256 TEXT PRIMARY KEY, content BYTEA NOT NULL, CHECK (sha256 = encode(sha256(content), 'hex')));
ALTER TABLE files ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE TABLE edition_files (
  edition BIGINT NOT NULL REFERENCES editions(id), path TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES files(sha256), PRIMARY KEY (edition, path));
""",
)
_LISTED = (
    "SELECT e.name, e.archived, f.content FROM editions e "
    f"LEFT JOIN edition_files p ON p.edition = e.id AND p.path = '{bags.PAYLOAD}/{NAME}' "
    "LEFT JOIN files f ON f.sha256 = p.sha256 WHERE e.family = ? ORDER BY e.name"
)
_FILES = (
    "SELECT p.path, p.sha256 FROM edition_files p JOIN editions e ON e.id = p.edition "
    "WHERE e.family = ? AND e.name = ? ORDER BY p.path"
)


@dataclass(frozen=True, slots=True)
class Row:
    """An edition as the server lists it: its name, the day it was archived on, its `edition.json`."""

    name: str
    archived: str
    told: bytes | None


class ServerShelf:
    """The editions of one family on the server that `environment` names; connected at the first call.

    Calls raise ReportError. Codes: `runs.store-…`, `archive.content-broken`, `archive.too-large`,
    `archive.not-on-server`, `archive.wrong-path`.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._opened: Server | None = None

    @property
    def server(self) -> Server:
        """The server, which is connected now if it was not."""
        if self._opened is None:
            address = address_in(self._environment)
            if address is None:
                raise ReportError([server_findings.unset()])
            self._opened = Server(address)
        return self._opened

    @property
    def told(self) -> str:
        """What sentences call it."""
        return f"{VARIABLE}（{self.server.family}）"

    def close(self) -> None:
        """Give all connections back."""
        if self._opened is not None:
            self._opened.close()

    # ------------------------------------------------------------------ in

    @contextmanager
    def making(self) -> Iterator[Path]:
        """A temporary folder; that the server is there is found out before anything is built."""
        self.server.reach()
        with tempfile.TemporaryDirectory(prefix=UNFINISHED) as folder:
            yield Path(folder)

    def put(self, bag: Path, edition: Edition, day: str) -> Shelved:
        """Take a sealed bag in, in one transaction. A name that is taken keeps what it has."""
        files = {name: digest_of_file(path) for name, path in bags.files_below(bag)}
        for name in files:
            if (bag / name).stat().st_size > LARGEST:
                raise ReportError([told.too_large(name)])
        where, family, seal = f"{SCHEME}:{edition.name}", self.server.family, files[bags.TAGS]
        with self.server.writing(EDITIONS) as session:
            session.execute("SET LOCAL lock_timeout = '5min'")  # another archives; its faces are ours, too
            row = (family, edition.name, day, seal)
            added = session.value(
                "INSERT INTO editions(family, name, archived, seal) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING RETURNING id",
                row,
            )
            if added is None:
                return self._kept(session, edition.name, where, files)
            # In the order of digests: two at once never wait for each other crosswise.
            for name, digest in sorted(files.items(), key=lambda each: each[1]):
                self._put_content(session, bag / name, digest)
                session.execute(
                    "INSERT INTO edition_files(edition, path, sha256) VALUES (?, ?, ?)",
                    (added, name, digest),
                )
        return Shelved(where, True, seal)

    def _put_content(self, session: Session, path: Path, digest: str) -> None:
        """A content that is there is held to its digest again: it may have decayed."""
        asked = "SELECT encode(sha256(content), 'hex') FROM files WHERE sha256 = ?"
        there = session.value(asked, (digest,))
        if there is None:
            session.execute(
                "INSERT INTO files(sha256, content) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (digest, path.read_bytes()),
            )
        elif there != digest:
            raise ReportError([told.content_broken(self.told, digest)])

    def _kept(self, session: Session, name: str, where: str, files: Mapping[str, str]) -> Shelved:
        """The edition of that name that is there already: the same one, or another."""
        kept: dict[str, str] = dict(session.execute(_FILES, (self.server.family, name)).fetchall())
        differ = differing(_payload(files), _payload(kept))
        if differ:
            return Shelved(findings=(other_edition(where, differ),))
        asked = "SELECT seal FROM editions WHERE family = ? AND name = ?"
        seal = session.value(asked, (self.server.family, name))
        return Shelved(where, False, seal or "", (already_kept(where),))

    # ------------------------------------------------------------------ out

    def rows(self) -> tuple[Row, ...]:
        """The editions that are there, by name."""

        def ask(session: Session) -> tuple[Row, ...]:
            found = session.execute(_LISTED, (self.server.family,)).fetchall()
            return tuple(Row(name, archived, content) for name, archived, content in found)

        return self.server.read(EDITIONS, ask, ())

    def bring(self, name: str, folder: Path) -> tuple[Path, str, tuple[Diagnostic, ...]]:
        """The edition as a bag in `folder`: where, the seal of the day it was archived, what is wrong.

        A content that is not there leaves its file out; `verify_bag` tells. Raises OSError.
        """

        def ask(session: Session) -> tuple[str, list[tuple[str, str]]] | None:
            asked = "SELECT seal FROM editions WHERE family = ? AND name = ?"
            seal = session.value(asked, (self.server.family, name))
            if seal is None:
                return None
            files = session.execute(_FILES, (self.server.family, name)).fetchall()
            return seal, [(path, digest) for path, digest in files]

        found = self.server.read(EDITIONS, ask, None)
        if found is None:
            raise ReportError([told.not_on_server(self.told, name)])
        if not bags.is_inside(name) or "/" in name:
            raise ReportError([told.wrong_path(name, name)])
        seal, files = found
        bag = folder / name
        bag.mkdir()
        wrong = []
        for path, digest in files:
            if not bags.is_inside(path):
                wrong.append(told.wrong_path(name, path))
                continue
            content = self._content(digest)
            if content is None:
                continue
            target = bag / path
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            except OSError as problem:
                wrong.append(not_written(target, problem))
        return bag, seal, tuple(wrong)

    def _content(self, digest: str) -> bytes | None:
        def ask(session: Session) -> bytes | None:
            found = session.value("SELECT content FROM files WHERE sha256 = ?", (digest,))
            return None if found is None else bytes(found)

        return self.server.read(EDITIONS, ask, None)


def _payload(files: Mapping[str, str]) -> dict[str, str]:
    return {name: digest for name, digest in files.items() if name.startswith(f"{bags.PAYLOAD}/")}

"""A folder that can tell whether it is whole: BagIt, RFC 8493.

`data/` holds what is kept, `manifest-sha256.txt` its digests, `tagmanifest-sha256.txt` those of the files
beside `data/`. Whoever has `sha256sum` can check such a folder without this program, which matters more over
twenty years than any format of ours.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen.core.digests import digest_of_file

DECLARATION, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
PAYLOAD = "data"
VERSIONS = ("1.0", "0.97")  # they differ in nothing that is read here
_DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LINE = re.compile(r"([0-9A-Fa-f]{64})[ \t]+\*?(\S.*)")
_VERSION = re.compile(r"BagIt-Version: (\d+\.\d+)\s*\nTag-File-Character-Encoding: UTF-8\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a bag by its path from the bag's folder, and the SHA-256 that it must have."""

    path: str
    sha256: str


# ------------------------------------------------------------------ text


def manifest_text(entries: Iterable[Entry]) -> str:
    """The manifest of these files, sorted by path; what would break a line is encoded (RFC 8493, 2.1.3)."""
    listed = sorted(entries, key=lambda each: each.path)
    return "".join(f"{each.sha256}  {_encoded(each.path)}\n" for each in listed)


def read_manifest(text: str) -> tuple[tuple[Entry, ...], tuple[int, ...]]:
    """The files that a manifest lists, and the numbers of the lines that cannot be one.

    A path that leaves the bag, and one that stands there twice, is no entry.
    """
    entries: dict[str, Entry] = {}
    wrong = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if not line:
            continue
        match = _LINE.fullmatch(line)
        path = _decoded(match[2]).removeprefix("./") if match else ""
        if match is None or not is_inside(path) or path in entries:
            wrong.append(number)
        else:
            entries[path] = Entry(path, match[1].lower())
    return tuple(entries.values()), tuple(wrong)


def is_inside(path: str) -> bool:
    """Whether a path of a manifest stays in its bag, on every system."""
    pure = PurePosixPath(path)
    return (
        bool(path) and not pure.is_absolute() and ".." not in pure.parts and not re.match(r"\w:|\\|~", path)
    )


def version_of(declaration: str) -> str:
    """The version of BagIt that `bagit.txt` declares; empty where it is no such declaration."""
    match = _VERSION.fullmatch(declaration.replace("\r\n", "\n"))
    return match[1] if match else ""


def info_text(facts: Mapping[str, str]) -> str:
    """`bag-info.txt`: a line for each fact that there is."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in facts.items() if value.strip())


def as_named(path: str) -> str:
    """A path by which two file systems agree: some keep é as two characters."""
    return unicodedata.normalize("NFC", path)


def _encoded(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _decoded(path: str) -> str:
    return re.sub(r"%(0[AaDd]|25)", lambda match: chr(int(match[1], 16)), path)


# ------------------------------------------------------------------ files


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file in `folder` and below, by its path from there, sorted; links are files. Raises OSError."""

    def failed(problem: OSError) -> None:
        raise problem

    found = []
    for base, folders, names in os.walk(folder, onerror=failed):
        linked = [name for name in folders if (Path(base) / name).is_symlink()]
        found += [Path(base) / name for name in (*names, *linked)]
    yield from sorted((path.relative_to(folder).as_posix(), path) for path in found)


def entries_of(bag: Path) -> tuple[Entry, ...]:
    """The files of a bag's payload as they are, sorted by path. Raises OSError."""
    return tuple(
        Entry(f"{PAYLOAD}/{name}", digest_of_file(path)) for name, path in files_below(bag / PAYLOAD)
    )


def seal(bag: Path, facts: Mapping[str, str]) -> None:
    """Write the tag files of the bag whose payload lies in place, and bring all of it to disk.

    Raises OSError.
    """
    payload = list(files_below(bag / PAYLOAD))
    size = sum(path.stat().st_size for _, path in payload)
    tags = {
        DECLARATION: _DECLARED,
        INFO: info_text({**facts, "Payload-Oxum": f"{size}.{len(payload)}"}),
        MANIFEST: manifest_text(entries_of(bag)),
    }
    for name, text in tags.items():
        (bag / name).write_bytes(text.encode("utf-8"))
    (bag / TAGS).write_bytes(
        manifest_text(Entry(name, digest_of_file(bag / name)) for name in tags).encode("utf-8")
    )
    to_disk(bag)


def to_disk(bag: Path) -> None:
    """Wait until all files of a bag are on the disk. Raises OSError."""
    for _, path in files_below(bag):
        _to_disk(path)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def renamed(bag: Path, target: Path) -> None:
    """Give a sealed bag its name, so that it is there whole or not at all. Raises OSError."""
    bag.rename(target)
    if os.name == "posix":  # elsewhere a folder cannot be opened
        _to_disk(target.parent)

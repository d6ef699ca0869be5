"""Is an edition still what was kept? Every file held against its digest, and the digests against the files.

Digests in a folder show what decay and accidents do. Someone who changes a file and all digests with it is
found where the delivered PDF names the digest of what it was made from, or by the seal: the digest of the
last manifest, which is printed when an edition is kept and can be written on the signed sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.core.diagnostics import Diagnostic, in_order
from reportgen.core.digests import digest_of_file
from reportgen.pipeline.inspection import inspect
from reportgen.runs import archive_verify_told as told
from reportgen.runs.bag import (
    DECLARATION,
    MANIFEST,
    PAYLOAD,
    TAGS,
    VERSIONS,
    as_named,
    files_below,
    read_manifest,
    version_of,
)
from reportgen.runs.editions_files import FACES, LOCK_NAME
from reportgen.runs.editions_shelf import UNFINISHED
from reportgen.runs.manifest import DELIVERED, NAME, Edition, from_json

EDITION = f"{PAYLOAD}/{NAME}"
Digests = Mapping[str, str]  # by path from the bag's folder


@dataclass(frozen=True, slots=True)
class VerifiedBag:
    """One edition and what is wrong with it. `edition` is None where its own manifest cannot be read."""

    path: Path
    edition: Edition | None
    files: int
    findings: tuple[Diagnostic, ...]


def bags_in(folder: Path) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """The bags at `folder`: itself, or those in it. Codes: `archive.no-bag`, `archive.unfinished`."""
    if (folder / DECLARATION).is_file() or (folder / PAYLOAD).is_dir():
        return (folder,), ()
    try:
        inner = sorted(each for each in folder.iterdir() if each.is_dir())
    except OSError as problem:
        return (), (told.not_read(folder, problem),)
    unfinished = [each for each in inner if each.name.startswith(UNFINISHED)]
    bags = tuple(each for each in inner if not each.name.startswith("."))
    findings = [told.unfinished(each) for each in unfinished]
    return bags, tuple(findings if bags else [*findings, told.no_bag(folder)])


def verify(folder: Path, seal: str = "") -> tuple[tuple[VerifiedBag, ...], tuple[Diagnostic, ...]]:
    """Every edition at `folder` (one, or a store of them), and all findings on them.

    `seal` is the digest that was written down when the one edition was kept. Codes: `archive.*`.
    """
    paths, findings = bags_in(folder)
    bags = tuple(verify_bag(path, seal) for path in paths)
    return bags, in_order([*findings, *(item for each in bags for item in each.findings)])


def verify_bag(bag: Path, seal: str = "") -> VerifiedBag:
    """One edition; everything in it is read."""
    found: list[Diagnostic] = []
    digests = {as_named(name): digest for name, digest in _digests(bag, found)}
    found += _declared(bag)
    listed = _listed(bag, MANIFEST, found)
    tags = _listed(bag, TAGS, found)
    if tags is not None:
        found += _tags(bag, tags, digests)
    if seal and digests.get(TAGS, "") != seal.strip().lower():
        found.append(told.other_seal(bag, seal.strip(), digests.get(TAGS, "")))
    edition = None
    if listed is not None:
        found += _payload(bag, listed, digests)
        edition, wrong = read_edition(bag)
        found += [wrong] if wrong is not None else []
        if edition is not None:
            found += _agreement(bag, edition, listed)
            found += _records(bag, edition, listed)
    return VerifiedBag(bag, edition, len(digests), in_order(found))


def read_edition(bag: Path) -> tuple[Edition | None, Diagnostic | None]:
    """What a bag says that it holds. Code: `archive.edition-broken`."""
    try:
        return from_json((bag / EDITION).read_text("utf-8")), None
    except OSError as problem:
        return None, told.edition_broken(bag, problem.strerror or str(problem))
    except ValueError as problem:
        return None, told.edition_broken(bag, str(problem))


def _digests(bag: Path, found: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """Every file of a bag with its digest; what cannot be read has none. A link is not a file of a bag."""
    try:
        files = list(files_below(bag))
    except OSError as problem:
        found.append(told.not_read(bag, problem))
        return
    for name, path in files:
        try:
            yield name, "link" if path.is_symlink() else digest_of_file(path)
        except OSError as problem:
            found.append(told.not_read(path, problem))
            yield name, "unread"


def _declared(bag: Path) -> Iterator[Diagnostic]:
    try:
        version = version_of((bag / DECLARATION).read_text("utf-8"))
    except (OSError, ValueError):
        version = ""
    if version not in VERSIONS:
        yield told.no_declaration(bag)


def _listed(bag: Path, name: str, found: list[Diagnostic]) -> Digests | None:
    """What a manifest lists; None where there is none."""
    try:
        entries, wrong = read_manifest((bag / name).read_text("utf-8"))
    except (OSError, ValueError):
        found.append(told.no_manifest(bag, name))
        return None
    found += [told.wrong_line(bag / name, number) for number in wrong]
    return {as_named(entry.path): entry.sha256 for entry in entries}


def _tags(bag: Path, listed: Digests, digests: Digests) -> Iterator[Diagnostic]:
    """The files beside the payload; those that are not there are told otherwise."""
    for name, digest in listed.items():
        if name in digests and digests[name] != digest:
            yield told.tag_changed(bag, name)
        elif name not in digests and name not in (MANIFEST, DECLARATION):
            yield told.missing(bag, name)
    for name in digests:
        if name not in listed and name != TAGS and not name.startswith(f"{PAYLOAD}/"):
            yield told.extra(bag, name)


def _payload(bag: Path, listed: Digests, digests: Digests) -> Iterator[Diagnostic]:
    """The payload against its manifest: a file under another name is one finding, not two."""
    there = {name: digest for name, digest in digests.items() if name.startswith(f"{PAYLOAD}/")}
    extra = {name: digest for name, digest in there.items() if name not in listed}
    for name, digest in listed.items():
        if name in there:
            if there[name] not in (digest, "unread"):
                yield told.changed(bag, name)
            continue
        other = next((each for each, its in extra.items() if its == digest), None)
        if other is None:
            yield told.missing(bag, name)
        else:
            del extra[other]
            yield told.renamed(bag, name, other)
    for name in extra:
        yield told.extra(bag, name)


def _agreement(bag: Path, edition: Edition, listed: Digests) -> Iterator[Diagnostic]:
    """The edition's own manifest against that of the bag."""
    own = {as_named(each.path): each.sha256 for each in edition.files}
    others = {name: digest for name, digest in listed.items() if name != EDITION}
    for name in sorted(own.keys() | others.keys()):
        if own.get(name) != others.get(name):
            yield told.disagree(bag, name)
    if bag.resolve().name != edition.name:
        yield told.bag_renamed(bag, edition.name)


def _records(bag: Path, edition: Edition, listed: Digests) -> Iterator[Diagnostic]:
    """What each delivered PDF was made from has to lie in the bag."""
    known = set(listed.values())
    lock = bag / PAYLOAD / FACES / LOCK_NAME
    pinned = lock.read_text("utf-8", "replace") if lock.is_file() else ""
    for each in edition.of_role(DELIVERED):
        path = bag / each.path
        if not path.is_file():
            continue  # told as missing
        record = inspect(path).record
        if not record:
            yield told.no_record(bag, each.path)
        for what, digest in _made_from(record):
            if digest not in known and digest not in pinned:
                yield told.other_record(bag, each.path, what)


def _made_from(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and digest of everything that the record of a build names."""
    named = [record.get("spec", {}), *record.get("data", [])]
    yield from ((str(item.get("file", "")), str(item.get("sha256", ""))) for item in named if item)
    theme = record.get("theme", {})
    if theme:
        yield f"{theme.get('name', '')}.yaml", str(theme.get("sha256", ""))
    yield from ((str(face.get("face", "")), str(face.get("sha256", ""))) for face in record.get("fonts", []))

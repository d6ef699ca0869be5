"""An edition built again from nothing but its archive, and held against what was kept, byte for byte.

The same versions of program, libraries and interpreter give the same bytes. Of other versions it is said
which they are, so that a difference has its explanation, and which files differ.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from reportgen.core.diagnostics import Diagnostic, Message, error, has_errors, in_order, note, warning
from reportgen.core.digests import digest_of_file
from reportgen.pipeline.building import build
from reportgen.pipeline.clock import Clock
from reportgen.pipeline.files import not_written
from reportgen.pipeline.inspection import inspect
from reportgen.pipeline.options import Built
from reportgen.pipeline.rows import row_of
from reportgen.runs.archive_verify import verify_bag
from reportgen.runs.bag import PAYLOAD
from reportgen.runs.editions_files import ASSETS, FACES, SOURCE, moved
from reportgen.runs.editions_given import changed_versions
from reportgen.runs.editions_told import versions_told
from reportgen.runs.manifest import DELIVERED, Edition, of_interpreter, versions_in


@dataclass(frozen=True, slots=True)
class RebuiltFile:
    """A delivered file built again. `is_same`: its bytes are those that were kept; None: it was not made."""

    name: str
    profile: str
    is_same: bool | None


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What building again came to. `versions` are those that differ: name, then, now."""

    files: tuple[RebuiltFile, ...]
    versions: tuple[tuple[str, str, str], ...]
    findings: tuple[Diagnostic, ...]
    language: str = ""

    @property
    def is_identical(self) -> bool:
        """Whether every file has the bytes that were kept."""
        return bool(self.files) and all(each.is_same for each in self.files)


def rebuild(bag: Path, out: Path, clock: Clock | None = None) -> Rebuilt:
    """Build the edition in the folder `bag` again, into the folder `out`; nothing outside the bag is read.

    An edition that is not sound is not built. Codes: `archive.*`, and those of building.
    """
    verified = verify_bag(bag)
    if has_errors(verified.findings) or verified.edition is None:
        return Rebuilt((), (), verified.findings)
    edition = verified.edition
    try:
        if out.resolve().is_relative_to(bag.resolve()):
            return Rebuilt((), (), in_order([*verified.findings, _inside(out)]))
        built = _built(bag, edition, out, clock or Clock())
    except OSError as problem:
        return Rebuilt((), (), in_order([*verified.findings, not_written(out, problem)]))
    found = [*verified.findings, *built.findings]
    language = built.checked.loaded.language
    if not built.outputs:
        return Rebuilt((), (), in_order([*found, _not_built(bag, edition)]), language)
    files = tuple(
        RebuiltFile(each.name, each.profile, _same(out / each.name, each.sha256))
        for each in edition.of_role(DELIVERED)
    )
    versions = tuple(_versions(edition.versions, built.outputs[0].path))
    differing = [each for each in files if not each.is_same]
    if versions:
        found.append(_other_versions(versions, is_identical=not differing))
    found += [_differs(each, has_other_versions=bool(versions)) for each in differing]
    return Rebuilt(files, versions, in_order(found), language)


def _built(bag: Path, edition: Edition, out: Path, clock: Clock) -> Built:
    """Build from a copy, for a build may keep something beside its spec, and a bag is never changed."""
    data = bag / PAYLOAD
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        copy = Path(folder) / SOURCE
        shutil.copytree(data / SOURCE, copy, copy_function=shutil.copyfile)
        built = build(
            Path(folder) / PurePosixPath(edition.spec).relative_to(PAYLOAD),
            out,
            profile=edition.profiles,
            strict=edition.strict,
            fonts=data / FACES,
            assets=data / ASSETS,
            moment=datetime.fromisoformat(edition.moment) if edition.moment else None,
            clock=clock,
            row=row_of(edition.row) if edition.row else None,
            names=edition.names if edition.row else None,
        )

        def home(file: str) -> str:
            return file.replace(str(copy), str(data / SOURCE), 1) if file.startswith(str(copy)) else file

        return replace(built, findings=tuple(moved(item, home) for item in built.findings))


def _same(file: Path, digest: str) -> bool | None:
    try:
        return digest_of_file(file) == digest
    except OSError:
        return None


def _versions(then: Mapping[str, str], built: Path) -> list[tuple[str, str, str]]:
    """The versions that differ. What was not noted then is not compared now."""
    now = versions_in(inspect(built).record)
    own = {name: version for name, version in of_interpreter().items() if name in then}
    return changed_versions(then, now | own)


# ------------------------------------------------------------------ findings


def _inside(out: Path) -> Diagnostic:
    return error(
        "archive.out-inside",
        None,
        zh=f"{out} 在存档的文件夹里，那里不能写",
        en=f"{out} lies inside the edition, which is never written to",
        hints=[Message("用 --out 另指一个文件夹", "name another folder by --out")],
    )


def _not_built(bag: Path, edition: Edition) -> Diagnostic:
    program = edition.versions.get("reportgen", "")
    return error(
        "archive.not-rebuilt",
        None,
        zh=f"{bag.name} 没有再生成出来，原因是上面各条",
        en=f"{bag.name} was not built again; the other findings say why",
        hints=[
            Message(
                f"存档时的版本是 reportgen {program}；换用它再试",
                f"it was kept by reportgen {program}; try that version",
            )
        ],
    )


def _other_versions(versions: tuple[tuple[str, str, str], ...], *, is_identical: bool) -> Diagnostic:
    said = versions_told(versions)
    if is_identical:
        return note(
            "archive.versions",
            None,
            zh=f"版本不同，文件仍然逐字节相同：{said.zh}",
            en=f"versions differ, and the files are the same all the same: {said.en}",
        )
    return warning(
        "archive.versions",
        None,
        zh=f"版本与存档时不同：{said.zh}",
        en=f"versions are not those of the archive: {said.en}",
        hints=[
            Message(
                "要逐字节相同，就装当时的版本再生成一次",
                "install the versions of then to get the same bytes",
            )
        ],
    )


def _differs(file: RebuiltFile, *, has_other_versions: bool) -> Diagnostic:
    if file.is_same is None:
        return error(
            "archive.not-made",
            None,
            zh=f"{file.name} 这次没有生成出来",
            en=f"{file.name} was not made this time",
            hints=[Message("原因见其他各条", "the other findings say why")],
        )
    hint = Message("版本不同，见 archive.versions", "versions differ, see archive.versions")
    if not has_other_versions:
        hint = Message(
            "版本都相同，不应如此；用 reportgen compare 看数字有无不同，并告诉维护者",
            "all versions are the same, so this should not be: see by reportgen compare whether figures "
            "differ, and tell the maintainers",
        )
    return error(
        "archive.differs",
        None,
        zh=f"{file.name} 与存档的不是逐字节相同",
        en=f"{file.name} does not have the bytes that were kept",
        hints=[hint],
    )

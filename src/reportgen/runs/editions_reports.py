"""The reports that a batch made from one template, found in its folder by the row that each file tells of.

So nobody has to say again which table, which sheet and which names the batch was run with: a file whose
record names the template as it is now belongs to the report of the row in that record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic
from reportgen.core.digests import digest_of_file
from reportgen.pipeline.inspection import Inspected, inspect
from reportgen.pipeline.options import DRAFT, PROFILES
from reportgen.pipeline.self_check import UNFIT
from reportgen.runs.editions_told import none_made, not_read
from reportgen.runs.instances import COVER


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a template: its row, its delivered files by profile, and how they were built.

    `label` is what people call it. A cover lies beside the file for the press and is not listed.
    """

    label: str
    row: Mapping[str, str]
    files: Mapping[str, Path]
    strict: bool = False
    moment: datetime | None = None

    def names(self, profiles: Iterable[str]) -> dict[str, str]:
        """What its files are called in an edition, without ending, by profile.

        The names stay, for the marks of a press file print them; where two are equal, each has a folder.
        """
        first = next(iter(self.files.values()))
        stems = [file.stem.casefold() for file in self.files.values()]
        is_plain = len(set(stems)) == len(stems)
        return {
            profile: self.files[profile].stem
            if is_plain and profile in self.files
            else f"{profile}/{self.files.get(profile, first).stem}"
            for profile in profiles
        }

    def origin(self, name: str, profiles: Iterable[str]) -> Path:
        """Where the file would lie that is called `name` in the edition of these profiles."""
        first = next(iter(self.files.values()))
        for profile, own in self.names(profiles).items():
            file = self.files.get(profile) or first.parent / f"{own}.pdf"
            if name == f"{own}.pdf":
                return file
            if name == f"{own}{COVER}.pdf":
                return file.with_name(f"{file.stem}{COVER}.pdf")
        return first.parent / name


def reports_in(
    path: Path, folder: Path, parameters: Sequence[str], store: Path | None
) -> tuple[tuple[Report, ...], tuple[Diagnostic, ...]]:
    """The reports of the template at `path` among the PDF files in `folder` and below.

    What lies in the folder `store` is kept already. Codes: `archive.not-read`, `archive.none-given`.
    """
    try:
        digest = digest_of_file(path)
        next(folder.iterdir(), None)  # raises for what is no folder; below it is taken for an empty one
        kept = store.resolve() if store is not None else None
        files = [
            file
            for file in sorted(folder.rglob("*"))
            if file.suffix.lower() == ".pdf" and not (kept and file.resolve().is_relative_to(kept))
        ]
    except OSError as problem:
        return (), (not_read(folder, problem),)
    found: dict[tuple[tuple[str, str], ...], list[tuple[Path, Inspected]]] = {}
    for file in files:
        told = inspect(file)
        row = told.record.get("row")
        if told.record.get("spec", {}).get("sha256") == digest and isinstance(row, dict):
            key = tuple(sorted((str(name), str(text)) for name, text in row.items()))
            found.setdefault(key, []).append((file, told))
    reports = tuple(each for key, made in found.items() if (each := _report(dict(key), made, parameters)))
    return reports, () if reports else (none_made(folder, path),)


def _report(
    row: Mapping[str, str], made: Sequence[tuple[Path, Inspected]], parameters: Sequence[str]
) -> Report | None:
    """The report of one row; None if there are but drafts of it, or what failed its preflight."""
    by_profile: dict[str, list[tuple[Path, Inspected]]] = {}
    for file, told in made:
        by_profile.setdefault(str(told.record.get("profile", "")), []).append((file, told))
    files = {
        name: main
        for name in PROFILES
        if name != DRAFT and (main := _main(file for file, _ in by_profile.get(name, ())))
    }
    if not files:
        return None
    own = [told for file, told in made if file in files.values()]
    strict = any(told.record.get("options", {}).get("strict") is True for told in own)
    label = row.get(parameters[0], "") if parameters else ""
    return Report(label, row, files, strict, moment_of(own[0]))


def _main(files: Iterable[Path]) -> Path | None:
    """The file of a profile: neither a cover nor one that failed its preflight; of copies the first."""
    named = {file.with_suffix(""): file for file in files if not file.stem.endswith(UNFIT)}
    covers = {stem.with_name(f"{stem.name}{COVER}") for stem in named}
    return next((file for stem, file in named.items() if stem not in covers), None)


def moment_of(told: Inspected) -> datetime | None:
    """What dates a file, where it says so."""
    try:
        return datetime.fromisoformat(told.created)
    except ValueError:  # a file of a report without a day, built by hand
        return None

"""Editions to compare, each given as a spec or as a file that carries its spec."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from reportgen.core.diagnostics import Diagnostic, Message, error, language_of
from reportgen.core.digests import digest_of
from reportgen.pipeline.files import not_read
from reportgen.review.compare import Edition, SectionName

if TYPE_CHECKING:
    from reportgen.spec.parameters import Row

PDF = b"%PDF-"
SOURCE = "Source"  # the relationship of a spec to the file that was made from it
SPEC_SUFFIXES = (".yaml", ".yml")


def edition(path: Path) -> tuple[Edition | None, tuple[Diagnostic, ...]]:
    """The edition at `path`; None where `findings` say why.

    Of a spec with errors in its figures nothing is compared. Pictures that are not there do not matter.
    Codes: `rounds.no-spec`, and those of reading a spec.
    """
    try:
        with path.open("rb") as stream:
            is_pdf = PDF in stream.read(1024)
    except OSError as problem:
        return None, (not_read(path, problem),)
    if not is_pdf:
        return _of_spec(path)
    from reportgen.pipeline.inspection import inspect
    from reportgen.pipeline.rows import row_of
    from reportgen.preflight import attached

    files = attached(path)
    specs = [
        name
        for name, file in files.items()
        if file.relationship == SOURCE and name.lower().endswith(SPEC_SUFFIXES)
    ]
    if len(specs) != 1:
        return None, (_no_spec(path),)
    record = inspect(path).record
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        spec = Path(folder) / _plain(specs[0])
        spec.write_bytes(files[specs[0]].data)
        _lay_beside(spec, record, {digest_of(file.data): file.data for file in files.values()})
        return _of_spec(spec, row_of(record["row"]) if record.get("row") else None)


def _lay_beside(spec: Path, record: Mapping[str, Any], carried: Mapping[str, bytes]) -> None:
    """Put what the spec read where it looks for it; `carried` are the files inside, by their digests."""
    folder = spec.parent.resolve()
    for item in record.get("data", []):
        target, data = (
            (folder / str(item.get("file", ""))).resolve(),
            carried.get(str(item.get("sha256", ""))),
        )
        if data is not None and target != folder and target.is_relative_to(folder):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def _plain(name: str) -> str:
    """A name without folders, whatever the file says."""
    return PurePosixPath(name.replace("\\", "/")).name or "unnamed"


def _of_spec(path: Path, row: Row | None = None) -> tuple[Edition | None, tuple[Diagnostic, ...]]:
    from reportgen.pipeline.checking import check

    checked = check(path, row=row)
    spec = checked.loaded.spec or checked.loaded.salvaged
    errors = tuple(item for item in checked.findings if item.severity.value == "error")
    faulty = tuple(item for item in errors if not item.code.startswith(_OF_LOOKS))
    if spec is None or checked.model is None or faulty:
        return None, faulty or errors
    language = language_of(spec.document.language)
    sections = tuple(SectionName(each.id, each.title) for each in spec.sections)
    return Edition(spec.document.title, checked.model, sections, language), ()


# What is no matter here: pictures that were left behind, faces, what charts, pages and prose say.
_OF_LOOKS = (
    "spec.missing-image",
    "spec.image",
    "font.",
    "chart.",
    "text.",
    "content.no-alt",
    "rounds.",
    "review.",
)


def _no_spec(path: Path) -> Diagnostic:
    return error(
        "rounds.no-spec",
        None,
        zh=f"{path.name} 里没有带着原稿",
        en=f"{path.name} does not carry its spec",
        hints=[
            Message(
                "只有存档文件（--profile archive）带着原稿；用它，或者直接给 YAML 文件",
                "only files for the archive (--profile archive) do; give one, or the YAML file itself",
            )
        ],
    )

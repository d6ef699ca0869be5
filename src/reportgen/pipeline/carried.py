"""The data files that a report was made from, carried inside the archive file, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, error
from reportgen.core.digests import digest_of

if TYPE_CHECKING:
    from reportgen.pdf import Attachment

# IANA's names; what has none is bytes.
_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".xls": "application/vnd.ms-excel",
    ".xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    **dict.fromkeys((".yaml", ".yml"), "application/yaml"),
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **dict.fromkeys((".db", ".sqlite", ".sqlite3"), "application/vnd.sqlite3"),
}
_SAID = {  # of a supplement or not: in Chinese, in English
    False: ("报告的数据：{}", "data of the report: {}"),
    True: ("报告用到的文件：{}", "read for the report: {}"),
}


def data_files(
    read: Iterable[tuple[str, str]],
    base: Path,
    taken: Iterable[str],
    *,
    is_english: bool,
    is_supplement: bool = False,
) -> tuple[tuple[Attachment, ...], list[Diagnostic]]:
    """The files of `read` as attachments, and an error for each that is no longer as read.

    `read` has their names, from `base`, and their digests. What is a supplement was read and gave no figure.

    `taken` are names that other attachments have.
    """
    from reportgen.pdf import Attachment, Relationship

    names, found, faults = set(taken), [], []
    for name, digest in read:
        try:
            data = (base / name).read_bytes()
        except OSError:
            data = b""
        if digest_of(data) != digest:
            faults.append(changed_since(name))
            continue
        inner = _free(PurePosixPath(name.replace("\\", "/")).name, names)
        names.add(inner)
        mime = _TYPES.get(Path(inner).suffix.lower(), "application/octet-stream")
        said = _SAID[is_supplement][is_english].format(name)
        kind = Relationship.SUPPLEMENT if is_supplement else Relationship.DATA
        found.append(Attachment(inner, data, mime, said, kind))
    return tuple(found), faults


def _free(name: str, taken: set[str]) -> str:
    """`name`, or `name-2` and so on, which no other attachment has."""
    path, number, candidate = PurePosixPath(name), 1, name
    while candidate in taken:
        number += 1
        candidate = f"{path.stem}-{number}{path.suffix}"
    return candidate


def changed_since(name: str) -> Diagnostic:
    """That a file is no longer what was read, so that its digest would vouch for something else."""
    return error(
        "data.changed-since",
        None,
        zh=f"{name} 读过以后又改了；没有出书",
        en=f"{name} has changed since it was read; nothing was built",
        hints=[Message("存好文件，再生成一次", "save it, and build again")],
    )

"""veraPDF over every file that a run of the tests has left: `python tests/conformance/everything.py FOLDER`.

FOLDER is what pytest was given as `--basetemp`, and REPORTGEN_KEEP if files written in memory were kept
(see `tests/pdf/paged_samples.py`). Each file is asked for what it claims itself; equal files are asked once.
What a test writes badly on purpose has no business here: it lies in a folder called `broken`, or does not
begin as a PDF file does.

Exit status 1 if a file does not keep what it claims, if there is no file, or none that claims anything;
2 if veraPDF cannot be run.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pikepdf

sys.path.insert(0, str(Path(__file__).parent))

import vera

BROKEN = "broken"
HEADER = b"%PDF-"


def files_below(folders: Sequence[Path]) -> Iterator[Path]:
    """One of all equal files; the first by its path."""
    seen: set[bytes] = set()
    for path in sorted(path for folder in folders for path in folder.rglob("*.pdf")):
        if not path.is_file() or path.is_symlink() or BROKEN in path.parts:
            continue
        data = path.read_bytes()
        digest = hashlib.sha256(data).digest()
        if data.startswith(HEADER) and digest not in seen:
            seen.add(digest)
            yield path


def main(arguments: Sequence[str]) -> int:
    """Look at everything below the folders that are named."""
    files = list(files_below([Path(name) for name in arguments]))
    try:
        pairs = [(flavour, path) for path in files for flavour in vera.flavours(path)]
    except (pikepdf.PdfError, ElementTree.ParseError) as problem:
        print(f"what a file claims cannot be read: {problem}")
        return 1
    if not pairs:
        print(f"{len(files)} files, none of which claims anything: nothing was checked")
        return 1
    try:
        found = vera.verdicts(pairs)
    except vera.NotHereError as missing:
        print(missing)
        return 2
    bad = [verdict for verdict in found if not verdict.compliant]
    for verdict in bad:
        print(verdict)
    claiming = len({path for _, path in pairs})
    checks = sum(verdict.checks for verdict in found)
    print(
        f"{len(files)} files, {claiming} of them claim {len(pairs)} standards: "
        f"{checks} checks, {len(bad)} not kept"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

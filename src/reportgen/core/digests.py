"""Digests by which a file is known again: SHA-256 in hexadecimal digits, as `sha256sum` gives them."""

from __future__ import annotations

import hashlib
from pathlib import Path


def digest_of(data: bytes) -> str:
    """The digest of bytes that were read."""
    return hashlib.sha256(data).hexdigest()


def digest_of_file(path: Path) -> str:
    """The digest of what is in the file now, which is read piece by piece. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

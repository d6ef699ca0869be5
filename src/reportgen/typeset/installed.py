"""Faces installed on this machine that have a given character: for hints only, never for setting.

A directory scan at error time (0.2 s for 100 files), so that a missing glyph can be answered with the name
and path of a face that has it. fontconfig is not needed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
SYSTEM_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
# A face that has glyphs for everything, but only boxes with numbers in them.
LAST_RESORTS = ("lastresort", "unifont")

FANCY = ("bold", "black", "light", "thin", "italic", "oblique", "mono", "math")


@dataclass(frozen=True, slots=True)
class InstalledFace:
    """A face on this machine."""

    family: str
    path: Path


def system_folders() -> tuple[Path, ...]:
    """The folders where systems keep fonts, those of this machine."""
    return tuple(path for name in SYSTEM_FOLDERS if (path := Path(name).expanduser()).is_dir())


def installed_faces(
    codepoints: Collection[int], folders: Sequence[Path] | None = None
) -> Mapping[int, InstalledFace]:
    """For each code point, the first face found in `folders` (default: the system's) that has it, if any."""
    wanted = set(codepoints)
    found: dict[int, InstalledFace] = {}
    for path in _font_files(system_folders() if folders is None else folders):
        if not wanted:
            break
        try:
            sys.audit("reportgen.font.open", str(path))
            face = hb.Face(hb.Blob.from_file_path(str(path)))
        except (OSError, hb.HarfBuzzError):
            continue  # a broken file somewhere on the machine is not our finding
        font = hb.Font(face)
        for codepoint in sorted(wanted):
            if font.get_nominal_glyph(codepoint):
                family = face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or path.stem
                found[codepoint] = InstalledFace(family, path)
        wanted -= found.keys()
    return found


def _font_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for parent, subfolders, files in os.walk(folder):
            subfolders.sort()
            paths = [Path(parent, name) for name in files if not name.lower().startswith(LAST_RESORTS)]
            yield from sorted((path for path in paths if path.suffix.lower() in SUFFIXES), key=_plain_first)


def _plain_first(path: Path) -> tuple[bool, str]:
    """Regular weights before the bold, light and slanted ones of a family: a reader wants the plain face."""
    stem = path.stem.lower()
    return any(word in stem for word in FANCY), path.name

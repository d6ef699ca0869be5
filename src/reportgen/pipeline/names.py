"""What the files of a build are called: a pattern filled in, safe on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from reportgen.spec.schema import PLACEHOLDER

READERS = "web"  # the file for readers has the plain name
MOST_BYTES = 120  # of a name, so that folder and ending have room on every file system

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def file_names(pattern: str, profiles: Sequence[str], facts: Mapping[str, str]) -> dict[str, str]:
    """The name (without ending) of each profile's file; none is like another.

    `pattern` holds `NAME_PARTS` in braces; what a report does not say goes with the sign before it. Without
    a pattern a file is called as the spec, and as its profile unless readers are to have it.
    """
    names: dict[str, str] = {}
    for profile in profiles:
        asked = pattern or ("{file}" if profile == READERS else "{file}-{profile}")
        names[profile] = safe_name(_filled(asked, {**facts, "profile": profile}))
    if len({name.casefold() for name in names.values()}) < len(names):
        names = {profile: safe_name(f"{name}-{profile}") for profile, name in names.items()}
    return names


def _filled(pattern: str, facts: Mapping[str, str]) -> str:
    parts: list[str] = []
    at = 0
    for match in PLACEHOLDER.finditer(pattern):
        value = facts.get(match[1], "")
        between = pattern[at : match.start()]
        parts.append(between if value else re.sub(r"[-_ ]+$", "", between))
        parts.append(value)
        at = match.end()
    parts.append(pattern[at:])
    return "".join(parts).strip("-_ ")


def safe_name(text: str) -> str:
    """`text` as a file name for Windows, macOS and Linux: no separators, devices, ends in dots or blanks."""
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text))
    name = re.sub(r"\s+", " ", name).strip(" .")
    while len(name.encode("utf-8")) > MOST_BYTES:
        name = name[:-1].rstrip(" .")
    if not name:
        return "report"
    return f"_{name}" if _DEVICES.fullmatch(name) else name

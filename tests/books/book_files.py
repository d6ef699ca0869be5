"""The books as files on a disk, for tests that look at more than their layout."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import yaml
from laid_out import changed_theme
from pictures import drawn

from reportgen.pipeline.building import build

HERE = Path(__file__).parent
STRUCTURE = HERE / "structure"
CHANGES = yaml.safe_load((STRUCTURE / "theme.yaml").read_text("utf-8"))
SPECS = {"notice": HERE / "official" / "notice.yaml", "album": HERE / "album" / "album.yaml"}
SPECS |= {name: STRUCTURE / f"{name}.yaml" for name in CHANGES}
MOMENT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def theme_of(name: str, folder: Path) -> Path:
    """The default theme as a book of structure changes it, as a file in `folder`."""
    change = CHANGES[name]
    return changed_theme(folder, change.get("choices", {}), change.get("styles", {}))


def assets_of(name: str, folder: Path) -> Path | None:
    """A folder of assets in which the default theme is the book's; None for a book that takes it as it is."""
    if name not in CHANGES:
        return None
    themes = folder / "themes"
    themes.mkdir(parents=True)
    theme_of(name, themes).rename(themes / "jubilee.yaml")
    return folder


def spec_of(name: str, folder: Path) -> Path:
    """The spec of a book; with the pictures it wants, in `folder`, if it wants any."""
    if name != "album":
        return SPECS[name]
    drawn(folder / "pictures")
    return Path(shutil.copy(SPECS[name], folder))


def build_book(name: str, spec: Path, folder: Path, profiles: Sequence[str]) -> dict[str, Path]:
    """Build a book, whose spec is `spec`, into `folder`; its files by profile."""
    assets = assets_of(name, folder / "assets")
    built = build(spec, folder / "out", profile=profiles, assets=assets, moment=MOMENT)
    assert [output.profile for output in built.outputs] == list(profiles), built.findings
    return {output.profile: output.path for output in built.outputs}

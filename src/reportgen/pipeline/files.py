"""Finds the shipped data, and writes results so that the last good file stays until the new one is whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from reportgen.core.diagnostics import Diagnostic, error

PACKAGE = Path(__file__).resolve().parents[1]


def find_assets(explicit: Path | None = None) -> Path:
    """The folder of themes and profiles: as asked, of the checkout, or inside an installed wheel."""
    candidates = [explicit] if explicit else [PACKAGE.parents[1] / "assets", PACKAGE / "_assets"]
    for folder in candidates:
        if folder and (folder / "themes").is_dir():
            return folder
    raise FileNotFoundError("no assets folder with themes in it: the installation is damaged")


def asset_file(name: str, explicit: Path | None = None) -> Path:
    """A file or folder of the assets: in the folder that was asked for if it is there, else our own."""
    for folder in (explicit, find_assets()):
        if folder is not None and (folder / name).exists():
            return folder / name
    raise FileNotFoundError(f"no {name} among the assets: the installation is damaged")


def theme_file(name: str, assets: Path | None = None) -> Path:
    """The file of the theme called `name`; whether there is one has been checked."""
    return find_assets(assets) / "themes" / f"{name}.yaml"


def theme_names(assets: Path | None = None) -> list[str]:
    """The names of all themes, sorted."""
    return sorted(path.stem for path in (find_assets(assets) / "themes").glob("*.yaml"))


def kept_beside(spec: Path) -> Path:
    """The folder beside a spec in which rounds and the freeze are kept; it need not be there."""
    return spec.parent / ".reportgen"


Judge = Callable[[Path], Path | None]


@contextlib.contextmanager
def replaced(target: Path, judge: Judge | None = None) -> Iterator[BinaryIO]:
    """A file beside `target`, renamed onto it at the end; on any failure `target` stays as it was.

    `judge` may look at the file when it is whole and say what to name it instead; None: it is not kept.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        goal = judge(temporary) if judge is not None else target
        if goal is None:
            temporary.unlink()
            return
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(goal)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def not_read(path: Path, problem: OSError) -> Diagnostic:
    """That a file which is compared or signed cannot be read. Code: `rounds.not-read`."""
    reason = problem.strerror or str(problem)
    return error("rounds.not-read", None, zh=f"读不出 {path}：{reason}", en=f"cannot read {path}: {reason}")


def not_written(target: Path, problem: OSError) -> Diagnostic:
    """That a file or folder could not be written, and that nothing was lost."""
    reason = problem.strerror or str(problem)
    return error(
        "output.not-written",
        None,
        zh=f"无法写入 {target}：{reason}；原有文件没有改动",
        en=f"cannot write to {target}: {reason}; what was there is untouched",
    )

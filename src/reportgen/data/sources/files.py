"""A data file, read whole: what is parsed, digested and carried along are the same bytes."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from reportgen.core.diagnostics import Message
from reportgen.core.digests import digest_of
from reportgen.core.locating import DataKind, kind_of
from reportgen.data.sources.refusal import Refused, refuse

LARGEST = 256 << 20  # bytes; a table of figures of that size belongs into a database server
# What SQLite keeps beside a database, and how it begins while it counts: a journal may be kept, wiped.
_BESIDE = (("-wal", b"\x37\x7f\x06"), ("-journal", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"))


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one file and their SHA-256 in hexadecimal digits; `name` is what the spec calls it."""

    name: str
    path: Path
    data: bytes
    sha256: str


def read_file(path: Path, name: str) -> Content:
    """The file at `path`; raises `Refused` where it is missing, unreadable, or changes while it is read."""
    try:
        _not_in_use(path, name)
        before = _state(path)
        if before[0] > LARGEST:
            raise _too_large(name, before[0])
        data = path.read_bytes()
        digest = digest_of(data)
        # Time stamps of some disks are two seconds apart, so the bytes themselves are looked at again.
        again = digest_of(path.read_bytes())
        if digest != again or before != _state(path):
            raise _changed(name)
        _not_in_use(path, name)
    except (OSError, ValueError) as problem:
        raise _unread(path, name, problem) from problem
    return Content(name, path, data, digest)


def _state(path: Path) -> tuple[int, int, int, int]:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError(path)
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev


def _not_in_use(path: Path, name: str) -> None:
    """A database whose last changes still stand in a file beside it would be read as it was before them."""
    if kind_of(name) is not DataKind.SQLITE:
        return
    for ending, begins in _BESIDE:
        beside = path.with_name(path.name + ending)
        if beside.exists() and _head(beside).startswith(begins):
            raise refuse(
                "data.locked",
                f"数据库 {name} 正在被别的程序改动（旁边有 {beside.name}）",
                f"the database {name} is being changed by another program ({beside.name} lies beside it)",
                Message("关掉那个程序再试", "close that program and try again"),
            )


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(8)


def _changed(name: str) -> Refused:
    return refuse(
        "data.changed",
        f"读取 {name} 时，文件正在改动；没有从它取数",
        f"{name} was changed while it was read; no figure was taken from it",
        Message("等文件存好再试", "wait until the file has been saved, then try again"),
    )


def _too_large(name: str, size: int) -> Refused:
    return refuse(
        "data.too-large",
        f"{name} 有 {size >> 20} MB，超过 {LARGEST >> 20} MB",
        f"{name} has {size >> 20} MB, more than {LARGEST >> 20} MB",
        Message("只留要用的表，或放进数据库", "keep only the tables in use, or put them into a database"),
    )


def _unread(path: Path, name: str, problem: Exception) -> Refused:
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return refuse(
            "data.no-file", f"找不到数据文件 {name}", f"there is no data file {name}", *_near(path, name)
        )
    if isinstance(problem, IsADirectoryError):
        return refuse(
            "data.no-file",
            f"{name} 不是文件",
            f"{name} is not a file",
            Message("写出文件名", "name the file"),
        )
    if isinstance(problem, PermissionError):
        return refuse(
            "data.unreadable",
            f"{name} 读不出来：没有权限，或正被别的程序占用",
            f"{name} cannot be read: no permission, or another program holds it",
            Message("关掉打开它的程序，核对权限", "close what has it open, check permissions"),
        )
    reason = (problem.strerror if isinstance(problem, OSError) else None) or type(problem).__name__
    return refuse("data.unreadable", f"{name} 读不出来：{reason}", f"{name} cannot be read: {reason}")


def _near(path: Path, name: str) -> tuple[Message, ...]:
    """What lies in that folder under a name that differs in case alone, or in the ending."""
    folder = name[: len(name) - len(Path(name).name)]
    if "\\" in name:
        better = name.replace("\\", "/")
        return (Message(f"文件夹之间用 / 隔开：{better}", f"separate folders by /: {better}"),)
    try:
        present = sorted(item.name for item in path.parent.iterdir() if item.is_file())
    except OSError:
        return ()
    wanted = path.stem.casefold()
    near = [f"{folder}{other}" for other in present if Path(other).stem.casefold() == wanted][:3]
    return (Message(f"有 {'、'.join(near)}", f"there is {', '.join(near)}"),) if near else ()

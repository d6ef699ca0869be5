"""An archiving that is killed, that runs twice at once, or finds no room leaves the store sound."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent)]

from kept import bag_in, run, write  # noqa: E402

from reportgen.runs.archive_verify import verify  # noqa: E402

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

WRITES = ("open", "os.rename", "os.mkdir", "shutil.copyfile")


def in_child(work: Callable[[], int]) -> int:
    """The status of `work` in a process of its own: its exit status, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(work())
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def writes_below(store: Path, counted: Callable[[], None]) -> None:
    """Call `counted` before each write below `store`, from now on."""

    def seen(event: str, arguments: tuple[object, ...]) -> None:
        if event not in WRITES or not any(str(store) in str(each) for each in arguments[:2]):
            return
        if event != "open" or (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            counted()

    sys.addaudithook(seen)


def archived(spec: Path, store: Path, kill_at: int = 0) -> int:
    """Archive in a process that is killed before its write number `kill_at`; gives its status."""

    def work() -> int:
        count = 0

        def counted() -> None:
            nonlocal count
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        writes_below(store, counted)
        return run("archive", spec, "--store", store).exit_code

    return in_child(work)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 0.6, 0.8, 0.9, 0.96, 1.0])
def test_a_kill_between_any_two_writes_leaves_whole_editions_only(tmp_path, share, count_of_writes):
    spec, store = write(tmp_path / "src"), tmp_path / "store"
    status = archived(spec, store, max(1, round(share * count_of_writes)))

    assert -signal.SIGKILL == status
    left = [each for each in store.iterdir() if not each.name.startswith(".")] if store.exists() else []
    assert [] == left
    assert 0 == archived(spec, store)
    bags, found = verify(store)
    assert 1 == len(bags)
    assert {"archive.unfinished"} >= {item.code for item in found}


@pytest.fixture(scope="module")
def count_of_writes(tmp_path_factory) -> int:
    """How many writes an archiving makes below its store, the renaming last."""
    folder = tmp_path_factory.mktemp("counted")
    spec, told = write(folder / "src"), folder / "count"

    def work() -> int:
        events: list[str] = []
        writes_below(folder / "store", lambda: events.append(""))
        status = run("archive", spec, "--store", folder / "store").exit_code
        told.write_text(str(len(events)), "utf-8")
        return status

    assert 0 == in_child(work)
    count = int(told.read_text("utf-8"))
    shutil.rmtree(folder)
    assert count > 60
    return count


def test_two_at_once_keep_one(tmp_path):
    spec, store = write(tmp_path / "src"), tmp_path / "store"
    children = []
    for _ in range(2):
        child = os.fork()
        if child == 0:
            try:
                os._exit(run("archive", spec, "--store", store).exit_code)
            finally:
                os._exit(99)
        children.append(child)

    assert [0, 0] == [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert [] == list(verify(store)[1])
    assert bag_in(store)
    assert 1 == len(list(store.iterdir()))


def test_no_room_is_told_and_nothing_left(tmp_path):
    """No file may be larger than a face is."""
    spec, store, told = write(tmp_path / "src"), tmp_path / "store", tmp_path / "told"

    def work() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, 5_000_000))
        done = run("archive", spec, "--store", store)
        told.write_text(done.stderr, "utf-8")
        return done.exit_code

    assert 1 == in_child(work)
    assert "[output.not-written]" in told.read_text("utf-8")
    assert [] == list(store.iterdir())

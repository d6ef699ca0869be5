"""Reports built by several processes, any of which may die.

No more is handed out than there are processes, so that whatever was running when one died is known. A dead
process takes its pool with it; what was running is then built once more, each report alone in a new process.
One that ended a process twice with nothing beside it is to blame and is marked; the others come to no harm.
Processes are renewed after some reports, since libraries keep what they once made.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context

from reportgen.core.diagnostics import Diagnostic, Message, Span, error
from reportgen.runs.batch_manifest import State
from reportgen.runs.instances import Instance
from reportgen.runs.worker import Outcome, Setting, begin, failed, make

RENEWED = 500  # reports for each process; starting one costs as much as ten reports


def outcomes(
    setting: Setting, instances: Iterable[Instance], jobs: int, *, renewed: int = RENEWED
) -> Generator[tuple[Instance, Outcome], None, None]:
    """What became of each instance, as they are finished: each exactly once."""
    waiting = deque(instances)
    while waiting:
        suspects: list[Instance] = []
        yield from _round(setting, waiting, min(jobs, len(waiting)), renewed * jobs, suspects)
        for suspect in suspects:
            tries = 1 if len(suspects) == 1 else 2  # two deaths that nothing else can have caused
            for _ in range(tries):
                again: list[Instance] = []
                yield from _round(setting, deque([suspect]), 1, 1, again)
                if not again:
                    break
            else:
                yield suspect, failed(suspect, [_killer(setting)], state=State.KILLED)


def _round(
    setting: Setting, waiting: deque[Instance], jobs: int, most: int, suspects: list[Instance]
) -> Iterator[tuple[Instance, Outcome]]:
    """Build up to `most` of the `waiting` in one pool; what ran when it broke goes to `suspects`."""
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=begin, initargs=(setting,))
    running: dict[Future[Outcome], Instance] = {}
    is_broken = False
    try:
        while True:
            while waiting and len(running) < jobs and most > 0 and not is_broken:
                instance = waiting.popleft()
                try:
                    running[pool.submit(make, setting, instance)] = instance
                except BrokenExecutor:  # while it was idle: the instance has done nothing
                    waiting.appendleft(instance)
                    is_broken = True
                    if not running and not suspects:
                        suspects.append(waiting.popleft())  # so that a pool that never starts comes to an end
                most -= 1
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                instance = running.pop(future)
                try:
                    outcome = future.result()
                except BrokenExecutor:
                    suspects.append(instance)
                    is_broken = True
                else:
                    yield instance, outcome
    finally:
        pool.shutdown(cancel_futures=True)


def _killer(setting: Setting) -> Diagnostic:
    return error(
        "batch.killed",
        Span(str(setting.template), 1, 1),
        zh="生成这一份时进程两次中断，跳过了它",
        en="the process ended twice while it built this report, which was left out",
        hints=(
            Message(
                "多半是内存不够，或图片异常：减少 --jobs，再加 --retry 运行",
                "most likely memory ran out, or a picture is odd: lower --jobs and run with --retry",
            ),
        ),
    )

"""A batch on the machines of a Dask cluster; the one module that knows Dask.

Every worker is looked at before it gets a report: it must have our versions, see our template and write into
our folder. As many reports are handed out as there are fit workers, so that the scheduler never holds the
batch, and each is let go of when its record has come back. When a worker dies, Dask runs its report elsewhere
and gives up one that took several workers with it. When no worker is left to which a report may go, it waits
for those that start anew, and is then tried with nothing beside it: who ends a whole crew twice by itself is
to blame and is marked; the others come to no harm.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import warnings
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import uuid4

from reportgen.core.diagnostics import Diagnostic, ReportError
from reportgen.pipeline.files import not_written
from reportgen.runs import cluster_told as told
from reportgen.runs.batch_manifest import State, digest_of
from reportgen.runs.cluster_queue import Queue
from reportgen.runs.cluster_told import Unfit
from reportgen.runs.cluster_worker import Seen, look, make_there, versions
from reportgen.runs.instances import Instance
from reportgen.runs.worker import Outcome, Setting, failed, fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from distributed import Client, Future

T = TypeVar("T")

CONNECT_SECONDS = 10.0  # to reach the scheduler, at the start and when it was lost
ANSWER_SECONDS = 10.0  # for a worker to look around
RESULT_SECONDS = 5.0  # for the record of a report that is made; a worker may die with it
LOOK_SECONDS = 1.0  # without a finished report, before the crew is looked at again
PATIENCE = 30  # such looks without any worker before the batch ends: restarts take a few seconds
_REPORTS_BETWEEN_LOOKS = 5  # for each worker, while there is no such pause
_ASKED = 3  # times that a worker may fail to answer
_ACTS = 4  # tries of one request while the connection looks sound
_MOMENT = 0.2  # seconds
_BROUGHT_BACK = 5  # times that somebody else may cancel a report


@contextmanager
def joined(setting: Setting, address: str, tell: Callable[[Diagnostic], None]) -> Iterator[Crew]:
    """The workers of the cluster at `address` that can build, until the end; what is odd is told.

    Raises ReportError with `batch.no-distributed`, `batch.no-cluster`, `batch.no-worker` or
    `output.not-written`.
    """
    try:
        from distributed import Client
    except ImportError as problem:
        raise ReportError([told.not_installed()]) from problem
    sent = replace(
        setting,
        template=setting.template.resolve(),
        out=setting.out.resolve(),
        fonts=setting.fonts.resolve() if setting.fonts is not None else None,
    )
    try:
        sent.out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ReportError([not_written(setting.out, problem)]) from problem
    with _quiet():
        try:
            client = _within(
                CONNECT_SECONDS,
                lambda: Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="reportgen"),
            )
        except Exception as problem:  # of whatever stands at a wrong address: many kinds
            said = str(problem).strip().split("\n")[0] or type(problem).__name__
            raise ReportError([told.not_reached(address, said)]) from problem
        try:
            crew = Crew(client, address, setting, sent, tell)
            for _ in range(_ASKED):  # who has just started may be slow to answer
                crew.look()
                if crew.fit:
                    break
            else:
                raise ReportError([told.no_worker(address)])
            yield crew
        finally:
            with suppress(Exception):
                client.close(timeout=2)


class Crew:
    """The workers of a cluster that are fit to build the reports of one batch."""

    def __init__(
        self,
        client: Client,
        address: str,
        setting: Setting,
        sent: Setting,
        tell: Callable[[Diagnostic], None],
    ) -> None:
        self.fit: set[str] = set()  # addresses
        self._client = client
        self._address = address
        self._setting = setting
        self._sent = sent  # with absolute paths
        self._tell = tell
        self._versions = versions()
        self._template = digest_of(sent.template)
        self._judged: set[str] = set()
        self._silent: Counter[str] = Counter()
        self._cancelled: Counter[int] = Counter()  # by numbers of rows

    # ------------------------------------------------------------------ who is there

    def look(self) -> None:
        """Find out who is there, and look at those that are new."""
        there: dict[str, dict[str, Any]] = self._client.sync(self._there)
        new = sorted(there.keys() - self._judged)
        answers = self._client.sync(self._asked, new) if new else {}
        reasons: dict[tuple[Unfit, str], list[str]] = {}
        for worker in new:
            answer = answers[worker]
            if isinstance(answer, TimeoutError | OSError):
                self._silent[worker] += 1
                if self._silent[worker] < _ASKED:
                    continue
            self._judged.add(worker)
            found = self._judge(answer)
            if found is None:
                self.fit.add(worker)
            else:
                reasons.setdefault(found, []).append(worker)
        self.fit &= there.keys()
        for (reason, detail), workers in reasons.items():
            self._tell(told.left_out(reason, workers, detail))
        idle = [each for each in new if each in self.fit and there[each].get("nthreads", 1) > 1]
        if idle:
            self._tell(told.more_threads(idle))

    async def _there(self) -> dict[str, dict[str, Any]]:
        scheduler = self._client.scheduler
        if scheduler is None:  # the client is closing
            raise OSError("no connection to the scheduler")
        info = await asyncio.wait_for(scheduler.identity(n_workers=-1), ANSWER_SECONDS)
        return dict(info["workers"])

    async def _asked(self, workers: Sequence[str]) -> dict[str, Seen | Exception]:
        return dict(zip(workers, await asyncio.gather(*map(self._ask, workers)), strict=True))

    async def _ask(self, worker: str) -> Seen | Exception:
        """What a worker sees, without what it left in the folder, or why it does not say."""
        probe = f".reportgen-{uuid4().hex}.part"
        try:
            answer = await asyncio.wait_for(
                self._client.run(look, self._sent, probe, workers=[worker], on_error="return"), ANSWER_SECONDS
            )
        except Exception as problem:
            return problem
        left = self._sent.out / probe
        came = left.exists()
        left.unlink(missing_ok=True)
        seen = answer.get(worker, OSError())  # it went away meanwhile
        if isinstance(seen, Seen):
            return replace(seen, wrote=seen.wrote and came)
        return seen if isinstance(seen, Exception) else RuntimeError(str(seen))

    def _judge(self, answer: Seen | Exception) -> tuple[Unfit, str] | None:
        """Why a worker that gave this answer cannot build; None if it can."""
        if isinstance(answer, TimeoutError | OSError):
            return Unfit.SILENT, ""
        if not isinstance(answer, Seen):
            return Unfit.PROGRAM, ""
        ours, theirs = self._versions, answer.versions
        other = [name for name in ours if theirs.get(name) != ours[name]]
        if other:
            return Unfit.VERSIONS, ", ".join(
                f"{name} {theirs.get(name, '-')} ≠ {ours[name]}" for name in other
            )
        if answer.template != self._template:
            return Unfit.TEMPLATE, ""
        if not answer.has_fonts:
            return Unfit.FONTS, ""
        return None if answer.wrote else (Unfit.FOLDER, "")

    # ------------------------------------------------------------------ what they do

    def outcomes(self, instances: Iterable[Instance]) -> Generator[tuple[Instance, Outcome], None, None]:
        """What became of each instance, as they are finished: each exactly once.

        Raises ReportError with `batch.cluster-lost` or `batch.no-worker`; what is then missing waits.
        """
        queue = Queue(instances)
        running: dict[Future[Outcome], _Begun] = {}
        ended: SimpleQueue[Future[Outcome]] = SimpleQueue()
        since_look = empty_looks = 0
        try:
            while not queue.is_empty:
                while (instance := queue.next(len(self.fit))) is not None:
                    future = self._begin(instance)
                    running[future] = _Begun(instance, frozenset(self.fit))
                    future.add_done_callback(ended.put)
                try:
                    future = ended.get(timeout=LOOK_SECONDS)
                except Empty:
                    pass
                else:
                    begun = running.pop(future, None)  # None: given up before
                    if begun is not None:
                        yield from self._end(queue, future, begun.instance)
                    since_look += 1
                    if since_look < _REPORTS_BETWEEN_LOOKS * len(self.fit):
                        continue
                since_look = 0
                self._reached(self.look)
                yield from self._bereft(queue, running)
                empty_looks = 0 if self.fit else empty_looks + 1
                if empty_looks > PATIENCE:
                    raise ReportError([told.no_worker(self._address)])
        finally:
            self._cancel(running)

    def _begin(self, instance: Instance) -> Future[Outcome]:
        return self._reached(
            lambda: self._client.submit(
                make_there,
                self._sent,
                instance,
                key=f"reportgen-{uuid4().hex}",
                workers=sorted(self.fit),
                allow_other_workers=False,
                pure=False,
            )
        )

    def _end(
        self, queue: Queue, future: Future[Outcome], instance: Instance
    ) -> Iterator[tuple[Instance, Outcome]]:
        """The outcome of a report; none if it was lost with the scheduler, and is to be begun again."""
        from distributed import KilledWorker

        try:
            outcome = future.result(timeout=RESULT_SECONDS)
        except KilledWorker:
            outcome = self._killed(instance)
        except Exception as problem:
            if future.status != "error":  # cancelled, or its worker died before we had the record
                self._cancel([future])
                queue.again(instance)
                self._cancelled[instance.number] += 1
                if self._cancelled[instance.number] > _BROUGHT_BACK:
                    raise ReportError([told.lost(self._address)]) from problem
                return
            outcome = failed(instance, [fault(problem, self._setting)])
        future.release()
        queue.finished(instance)
        yield instance, self._as_here(outcome)

    def _bereft(
        self, queue: Queue, running: dict[Future[Outcome], _Begun]
    ) -> Iterator[tuple[Instance, Outcome]]:
        """Take back the reports all of whose workers are gone; the outcome of those to blame for it."""
        for future, begun in list(running.items()):
            if self.fit.isdisjoint(begun.workers):
                del running[future]
                self._cancel([future])
                if queue.died(begun.instance):
                    yield begun.instance, self._killed(begun.instance)

    def _reached(self, act: Callable[[], T]) -> T:
        """What `act` gives, tried again while the scheduler comes back; raises ReportError if it does not."""
        problem: Exception | None = None
        for _ in range(_ACTS):
            for _ in range(round(2 * CONNECT_SECONDS / _MOMENT)):
                if self._client.status in ("running", "closing", "closed"):
                    break
                time.sleep(_MOMENT)
            if self._client.status != "running":
                break
            try:
                return act()
            except Exception as found:  # the connection broke beneath it
                problem = found
                time.sleep(_MOMENT)
        raise ReportError([told.lost(self._address)]) from problem

    def _cancel(self, futures: Iterable[Future[Outcome]]) -> None:
        """Take back what has not begun. What has is finished and stands in the folder."""
        if self._client.status == "running":
            with suppress(Exception):
                self._client.cancel(list(futures))

    def _killed(self, instance: Instance) -> Outcome:
        return failed(instance, [told.killer(str(self._setting.template))], state=State.KILLED)

    def _as_here(self, outcome: Outcome) -> Outcome:
        """With the path of the template as it was given here."""
        there, here = str(self._sent.template), str(self._setting.template)
        return replace(outcome, errors=tuple(_moved(item, there, here) for item in outcome.errors))


@dataclass(frozen=True, slots=True)
class _Begun:
    """A report that was handed out, and the workers that may build it."""

    instance: Instance
    workers: frozenset[str]


def _moved(item: Diagnostic, there: str, here: str) -> Diagnostic:
    if item.span is None or item.span.file != there:
        return item
    return replace(item, span=replace(item.span, file=here))


def _within(seconds: float, act: Callable[[], T]) -> T:
    """What `act` gives in a thread of its own; raises what it does, or TimeoutError.

    Dask waits for ever for a greeting from whoever takes its connection and says nothing.
    """
    ended: SimpleQueue[tuple[T | None, Exception | None]] = SimpleQueue()

    def run() -> None:
        try:
            ended.put((act(), None))
        except Exception as problem:
            ended.put((None, problem))

    threading.Thread(target=run, daemon=True).start()
    try:
        found, problem = ended.get(timeout=seconds + 1)
    except Empty:
        raise TimeoutError(f"no answer within {seconds:g} s") from None
    if problem is not None:
        raise problem
    return cast(T, found)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from telling on stderr what we tell as findings."""
    loggers = [
        logging.getLogger(name)
        for name in list(logging.root.manager.loggerDict)
        if name.partition(".")[0] in ("distributed", "tornado")
    ]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)

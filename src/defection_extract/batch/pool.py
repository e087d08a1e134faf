"""A pool of worker processes that outlives them: a worker killed or hung costs its article, nothing else.

A worker gets several articles at once, for it reads them faster together. Where it dies of them or is out of
time, each is given out again by itself.

Every worker has a pipe of its own and shares no lock with others, so that none can be left waiting for what a
killed one held; this is why no library's pool is used (concurrent.futures and loky give up all pending work
when one worker dies, and pebble's workers share a lock and a pipe).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from ..errors import DataError, DefxError
from ..readers.raw import RawArticle
from .outcome import Outcome, error_outcome

LOAD_SECONDS = 120.0
"""Added to the time of an article that finds its worker without the model."""
TOGETHER = 16
"""Articles that a worker is given at once…"""
TOGETHER_BYTES = 100_000
"""… unless they are longer than this: then fewer, down to one."""
AHEAD = 3 * TOGETHER
"""Articles in flight for each worker: back-pressure, so that memory stays flat whatever the input's size."""
AHEAD_BYTES = 200_000_000
"""Nor is more read ahead than this many bytes, the first article apart."""
TRIES = 2
"""A worker may die for reasons of its own; an article that two die of is at fault itself."""


class Work(Protocol):
    """What a worker does."""

    def __call__(self, raw: RawArticle, /) -> Outcome:
        """The outcome of one article."""

    def together(self, raws: Sequence[RawArticle], /) -> list[Outcome]:
        """The outcomes of several."""


_SPAWN = multiprocessing.get_context("spawn")


@dataclass(eq=False)
class _Job:
    """An article in flight; `tries` counts the times that it was given out by itself, `alone` that it must be."""

    raw: RawArticle
    tries: int = 0
    alone: bool = False
    outcome: Outcome | None = None


def _serve(pipe: Connection, work: Work) -> None:
    """The life of a worker: articles in, outcomes out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    with contextlib.suppress(EOFError, OSError):
        while True:
            raws = pipe.recv()
            try:
                pipe.send([work(raws[0])] if len(raws) == 1 else work.together(raws))
            except DataError as error:
                pipe.send(error)


@contextlib.contextmanager
def _interrupts_later() -> Iterator[None]:
    """Hold back Ctrl-C, for a process started meanwhile for good: it may not hear it before it can ignore it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # its start would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """A worker process and the articles it has."""

    def __init__(self, work: Work) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(theirs, work), name="defx worker", daemon=True)
        with _interrupts_later():
            self.process.start()
        theirs.close()
        self.jobs: list[_Job] = []
        self.deadline = float("inf")
        self.warm = False

    def give(self, jobs: list[_Job], seconds: float) -> None:
        """Start on articles, `seconds` for all. A worker that has died meanwhile is noticed when it is waited for."""
        if len(jobs) == 1:
            jobs[0].tries += 1
        self.jobs = jobs
        self.deadline = time.monotonic() + seconds + (0 if self.warm else LOAD_SECONDS)
        with contextlib.suppress(OSError):
            self.pipe.send([job.raw for job in jobs])

    def answer(self) -> Any:
        """What it sends: a list of Outcomes, a DataError, or None where it has died."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            return None

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


@dataclass
class Pool:
    """Workers for `work`; use it as a context manager. `timeout` is in seconds for each article."""

    work: Work
    size: int
    timeout: float
    _workers: list[_Worker] = field(default_factory=list)
    _waiting: deque[_Job] = field(default_factory=deque)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def run(self, articles: Iterator[RawArticle]) -> Generator[Outcome, None, None]:
        """The outcome of every article, in order. Raises DataError where the model or data is missing."""
        jobs: deque[_Job] = deque()
        while True:
            self._read_ahead(articles, jobs)
            if not jobs:
                return
            while jobs and (outcome := jobs[0].outcome) is not None:
                jobs.popleft()
                yield outcome
            if jobs:
                self._hand_out()
                self._wait()

    def _read_ahead(self, articles: Iterator[RawArticle], jobs: deque[_Job]) -> None:
        held = sum(len(job.raw.data) for job in jobs)
        while len(jobs) < self.size * AHEAD and (not jobs or held < AHEAD_BYTES):
            raw = next(articles, None)
            if raw is None:
                return
            held += len(raw.data)
            jobs.append(_Job(raw))
            self._waiting.append(jobs[-1])

    def _hand_out(self) -> None:
        """Articles to idle workers; workers are started as they are needed."""
        for worker in self._workers:
            if not worker.jobs and self._waiting:
                worker.give(self._next(), self.timeout)
        while self._waiting and len(self._workers) < self.size:
            worker = _Worker(self.work)
            self._workers.append(worker)
            worker.give(self._next(), self.timeout)

    def _next(self) -> list[_Job]:
        """What the next idle worker is given: no more than its share of what waits."""
        share = min(TOGETHER, -(-len(self._waiting) // self.size))
        jobs = [self._waiting.popleft()]
        length = len(jobs[0].raw.data)
        while len(jobs) < share and not (jobs[0].alone or self._waiting[0].alone):
            length += len(self._waiting[0].raw.data)
            if length > TOGETHER_BYTES:
                break
            jobs.append(self._waiting.popleft())
        return jobs

    def _wait(self) -> None:
        """Until a worker has answered, has died or is out of time."""
        busy = [worker for worker in self._workers if worker.jobs]
        first = min(worker.deadline for worker in busy)
        ready = wait([worker.pipe for worker in busy], max(0.0, first - time.monotonic()))
        for worker in busy:
            if worker.pipe in ready:
                self._take(worker)
            elif worker.deadline <= time.monotonic():
                self._end(worker, f"not done after {self.timeout:g} seconds")

    def _take(self, worker: _Worker) -> None:
        answer = worker.answer()
        if isinstance(answer, DefxError):
            raise answer
        if answer is None:
            self._died(worker)
            return
        for job, outcome in zip(worker.jobs, answer, strict=True):
            job.outcome = outcome
            worker.warm = worker.warm or outcome.warm
        worker.jobs = []

    def _died(self, worker: _Worker) -> None:
        jobs = self._bury(worker)
        if len(jobs) > 1 or jobs[0].tries < TRIES:
            self._again(jobs)
        else:
            raw = jobs[0].raw
            jobs[0].outcome = error_outcome(raw, "worker_died", f"{raw.name}: its worker process died, twice")

    def _end(self, worker: _Worker, why: str) -> None:
        jobs = self._bury(worker)
        if len(jobs) > 1:
            self._again(jobs)
        else:
            jobs[0].outcome = error_outcome(jobs[0].raw, "timeout", f"{jobs[0].raw.name}: {why}")

    def _again(self, jobs: list[_Job]) -> None:
        """Give articles out once more, each by itself."""
        for job in jobs:
            job.alone = True
        self._waiting.extendleft(reversed(jobs))

    def _bury(self, worker: _Worker) -> list[_Job]:
        """The articles of a worker that is gone; another takes its place when needed."""
        worker.kill()
        self._workers.remove(worker)
        return worker.jobs

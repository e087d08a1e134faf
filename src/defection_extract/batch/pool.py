"""A pool of worker processes that outlives them: a worker killed or hung costs its article, nothing else.

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
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from ..errors import DataError, DefxError
from ..readers.raw import RawArticle
from .outcome import Outcome, error_outcome

LOAD_SECONDS = 120.0
"""Added to the time of an article that finds its worker without the model."""
AHEAD = 8
"""Articles in flight for each worker: back-pressure, so that memory stays flat whatever the input's size."""
AHEAD_BYTES = 200_000_000
"""Nor is more read ahead than this many bytes, the first article apart."""
TRIES = 2
"""A worker may die for reasons of its own; an article that two die of is at fault itself."""

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(eq=False)
class _Job:
    """An article in flight."""

    raw: RawArticle
    tries: int = 0
    outcome: Outcome | None = None


def _serve(pipe: Connection, work: Callable[[RawArticle], Outcome]) -> None:
    """The life of a worker: articles in, outcomes out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    with contextlib.suppress(EOFError, OSError):
        while True:
            raw = pipe.recv()
            try:
                pipe.send(work(raw))
            except DataError as error:
                pipe.send(error)


class _Worker:
    """A worker process and the article it has."""

    def __init__(self, work: Callable[[RawArticle], Outcome]) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(theirs, work), name="defx worker", daemon=True)
        self.process.start()
        theirs.close()
        self.job: _Job | None = None
        self.deadline = float("inf")
        self.warm = False

    def give(self, job: _Job, seconds: float) -> None:
        """Start on an article. A worker that has died meanwhile is noticed when it is waited for."""
        job.tries += 1
        self.job = job
        self.deadline = time.monotonic() + seconds + (0 if self.warm else LOAD_SECONDS)
        with contextlib.suppress(OSError):
            self.pipe.send(job.raw)

    def answer(self) -> Any:
        """What it sends: an Outcome, a DataError, or None where it has died."""
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

    work: Callable[[RawArticle], Outcome]
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
            if worker.job is None and self._waiting:
                worker.give(self._waiting.popleft(), self.timeout)
        while self._waiting and len(self._workers) < self.size:
            worker = _Worker(self.work)
            self._workers.append(worker)
            worker.give(self._waiting.popleft(), self.timeout)

    def _wait(self) -> None:
        """Until a worker has answered, has died or is out of time."""
        busy = [worker for worker in self._workers if worker.job is not None]
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
        job = worker.job
        if answer is None:
            self._died(worker)
        elif job is not None:
            job.outcome, worker.job = answer, None
            worker.warm = worker.warm or answer.warm

    def _died(self, worker: _Worker) -> None:
        job = self._bury(worker)
        if job.tries < TRIES:
            self._waiting.appendleft(job)
        else:
            job.outcome = error_outcome(
                job.raw, "worker_died", f"{job.raw.name}: its worker process died, twice"
            )

    def _end(self, worker: _Worker, why: str) -> None:
        job = self._bury(worker)
        job.outcome = error_outcome(job.raw, "timeout", f"{job.raw.name}: {why}")

    def _bury(self, worker: _Worker) -> _Job:
        """The article of a worker that is gone; another takes its place when needed."""
        worker.kill()
        self._workers.remove(worker)
        assert worker.job is not None
        return worker.job

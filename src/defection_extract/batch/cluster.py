"""The same work on an existing Dask cluster."""

from __future__ import annotations

import ctypes
import logging
import threading
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ClusterError, DefxError
from ..pipeline import load
from ..readers.raw import RawArticle
from .outcome import Outcome, error_outcome
from .pool import AHEAD, AHEAD_BYTES, LOAD_SECONDS

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_SECONDS = 15
_ONE_AT_A_TIME = threading.Lock()  # a worker's threads share one pipeline, which reads one article at a time


class _OutOfTimeError(BaseException):
    """Raised inside the work on an article; not an Exception, so that nothing on the way takes it for one."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Interrupt this thread after some seconds. Code that never returns to Python is not interrupted."""
    thread, guard, state = threading.get_ident(), threading.Lock(), {"over": False, "fired": False}

    def fire() -> None:
        with guard:
            if not state["over"]:
                state["fired"] = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(thread), ctypes.py_object(_OutOfTimeError)
                )

    timer = threading.Timer(seconds, fire)
    timer.start()
    try:
        yield
    finally:
        with guard:
            state["over"] = True
        timer.cancel()


def work_within(work: Callable[[RawArticle], Outcome], raw: RawArticle, timeout: float) -> Outcome:
    """The work on one article in a thread of a Dask worker; its error line where it takes too long."""
    with _ONE_AT_A_TIME:
        try:
            with _limited(timeout if load.cache_info().currsize else timeout + LOAD_SECONDS):
                return work(raw)
        except _OutOfTimeError:
            message = f"{raw.name}: not done after {timeout:g} seconds"
            return error_outcome(raw, "timeout", message)


@dataclass
class Cluster:
    """A Dask scheduler and its workers; use it as a context manager. `timeout`: seconds for each article.

    Raises ClusterError where the scheduler cannot be reached, or is lost on the way.
    """

    address: str
    work: Callable[[RawArticle], Outcome]
    timeout: float

    def __enter__(self) -> Cluster:
        self._client = _connect(self.address)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close(timeout=CONNECT_SECONDS)  # type: ignore[no-untyped-call]

    def run(self, articles: Iterator[RawArticle]) -> Generator[Outcome, None, None]:
        """The outcome of every article, in order; Dask gives those of a worker that died to another."""
        threads = sum(self._client.nthreads().values())  # type: ignore[no-untyped-call]
        ahead = AHEAD * max(1, threads)
        pending: deque[tuple[RawArticle, Future[Outcome]]] = deque()
        held = 0
        for raw in articles:
            pending.append((raw, self._client.submit(work_within, self.work, raw, self.timeout, pure=False)))
            held += len(raw.data)
            while len(pending) >= ahead or held > AHEAD_BYTES:
                held -= len(pending[0][0].data)
                yield _outcome(*pending.popleft())
        while pending:
            yield _outcome(*pending.popleft())


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("--dask needs the package distributed", 'pip install "defx[cluster]"') from None
    warnings.filterwarnings("ignore", "Sending large graph")
    for library in (
        "distributed",
        "distributed.client",
        "asyncio",
    ):  # what they log comes to us as exceptions
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=CONNECT_SECONDS)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        hint = "start it with `dask scheduler`, and workers with `dask worker ADDRESS`"
        raise ClusterError(f"{address}: no Dask scheduler with workers ({error})"[:300], hint) from None
    return client


def _outcome(raw: RawArticle, future: Future[Outcome]) -> Outcome:
    from distributed import KilledWorker

    try:
        outcome: Outcome = future.result()
    except DefxError:
        raise
    except KilledWorker:
        return error_outcome(raw, "worker_died", f"{raw.name}: its worker process died, again and again")
    except (Exception, CancelledError) as error:
        message = f"the cluster gave no result ({type(error).__name__}: {str(error)[:200]})"
        hint = "check that its workers have the same version of defx; go on with --resume"
        raise ClusterError(message, hint) from None
    return outcome

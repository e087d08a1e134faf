"""The same work on a real Dask cluster on the loopback address: a scheduler and two workers."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest

from defection_extract.batch.cluster import Cluster, work_within
from defection_extract.batch.outcome import Outcome
from defection_extract.errors import ClusterError
from defection_extract.readers.raw import RawArticle

pytest.importorskip("distributed")

TOLD = "Trois soldats de l'armée syrienne ont fait défection lundi à Homs et se sont réfugiés au Liban."


class Processes:
    """A scheduler and its workers."""

    def __init__(self, folder):
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.folder = folder
        self.scheduler = self.start("scheduler", "--host", self.address, "--no-dashboard")
        self.workers = [self.worker(), self.worker()]

    def worker(self):
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder))
        return self.start("worker", self.address, *options)

    def start(self, role, *args):
        command = [sys.executable, "-m", "distributed.cli.dask_" + role, *args]
        return subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder
        )

    def stop(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path):
    processes = Processes(tmp_path)
    yield processes
    processes.stop()


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.jsonl"
    text = "Le conseil municipal a voté lundi le budget de la commune, après deux heures de débats. " * 3
    with path.open("w", encoding="utf-8") as file:
        for number in range(600):
            record = {"id": str(number), "text": TOLD if number == 300 else f"{number} {text}"}
            file.write("{broken\n" if number % 100 == 7 else json.dumps(record) + "\n")
    return path


def test_the_same_bytes_and_a_worker_that_dies_loses_nothing(run_defx, dask, source, tmp_path):
    assert run_defx("batch", source, "-o", tmp_path / "here.jsonl", "--workers", "1").returncode == 0
    whole = (tmp_path / "here.jsonl").read_bytes()
    done = run_defx("batch", source, "-o", tmp_path / "calm.jsonl", "--dask", dask.address)
    assert done.returncode == 0
    assert "600 articles" in done.stderr
    assert (tmp_path / "calm.jsonl").read_bytes() == whole

    out = tmp_path / "out.jsonl"
    command = [
        sys.executable,
        "-m",
        "defection_extract",
        "batch",
        str(source),
        "-o",
        str(out),
        "--dask",
        dask.address,
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while process.poll() is None and (not out.exists() or out.stat().st_size < len(whole) // 4):
            time.sleep(0.005)
        assert process.poll() is None
        dask.workers[0].send_signal(signal.SIGKILL)
        _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert out.read_bytes() == whole


def test_a_lost_scheduler_is_said_and_the_run_resumed(run_defx, dask, source, tmp_path):
    out = tmp_path / "out.jsonl"
    command = [
        sys.executable,
        "-m",
        "defection_extract",
        "batch",
        str(source),
        "-o",
        str(out),
        "--dask",
        dask.address,
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and (not out.exists() or out.stat().st_size < 10_000):
            time.sleep(0.005)
        dask.stop()
        _, err = process.communicate(timeout=120)
    assert process.returncode == 6, err
    assert "Traceback" not in err
    assert "--resume" in err
    assert run_defx("batch", source, "-o", out, "--resume", "--workers", "1").returncode == 0
    assert out.read_bytes().count(b"\n") == 600


def test_no_scheduler_is_said(run_defx, source, monkeypatch):
    monkeypatch.setattr("defection_extract.batch.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match="no Dask scheduler"), Cluster("tcp://127.0.0.1:9", len, 1.0):
        pass


# --- the work in a thread of a worker --------------------------------------------------------------------


def busy(raw):
    end = time.monotonic() + float(raw.data)
    while time.monotonic() < end:
        pass
    return Outcome(b"done\n")


def test_an_article_out_of_time_is_interrupted(monkeypatch):
    monkeypatch.setattr("defection_extract.batch.cluster.LOAD_SECONDS", 0.0)
    late = work_within(busy, RawArticle("a", "a", "20"), 0.3)
    assert json.loads(late.lines)["error"]["code"] == "timeout"
    assert work_within(busy, RawArticle("a", "a", "0.01"), 5.0).lines == b"done\n"


def test_what_is_done_at_the_last_moment_is_either_or(monkeypatch):
    """The interruption never comes after the work is over: that would hit the worker's own code."""
    monkeypatch.setattr("defection_extract.batch.cluster.LOAD_SECONDS", 0.0)
    codes = {work_within(busy, RawArticle("a", "a", "0.02"), 0.02).lines[:5] for _ in range(60)}
    time.sleep(0.1)
    assert codes <= {b"done\n", b'{"art'}


def test_one_article_at_a_time_in_a_process():
    running = most = 0

    def work(raw):
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.01)
        running -= 1
        return Outcome(b"")

    threads = [threading.Thread(target=work_within, args=(work, RawArticle("a", "a"), 9.0)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1

"""Workers that die, hang and are slow: nothing is lost, nothing comes twice, the order is kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from defection_extract.batch.outcome import Outcome
from defection_extract.batch.pool import AHEAD, Pool
from defection_extract.errors import DataError
from defection_extract.readers.raw import RawArticle


@dataclass(frozen=True)
class Scripted:
    """Does what an article's text says; `folder` remembers across processes what was done before."""

    folder: Path

    def __call__(self, raw):
        seen = self.folder / raw.id
        first = not seen.exists()
        seen.touch()
        if raw.data == "die" or (raw.data == "die once" and first):
            os.kill(os.getpid(), signal.SIGKILL)
        if raw.data == "exit":
            os._exit(0)
        if raw.data == "hang":
            time.sleep(1000)
        if raw.data == "no model":
            raise DataError("no model")
        if raw.data == "slow":
            time.sleep(0.2)
        return Outcome(f"{raw.id}\n".encode(), warm=True)

    def together(self, raws):
        return [self(raw) for raw in raws]


def outcomes(tmp_path, *texts, size=2, timeout=30.0):
    raws = (RawArticle(str(number), f"name{number}", text) for number, text in enumerate(texts))
    with Pool(Scripted(tmp_path), size, timeout) as pool:
        return [
            outcome.error[1] if outcome.error else outcome.lines.decode().strip()
            for outcome in pool.run(raws)
        ]


def test_order_is_kept_whoever_is_first(tmp_path):
    texts = ["slow" if number % 5 == 0 else "" for number in range(40)]
    assert outcomes(tmp_path, *texts) == [str(number) for number in range(40)]


def test_a_worker_that_dies_costs_its_article_one_retry(tmp_path):
    assert outcomes(tmp_path, "", "die once", "", "die", "", "exit", "") == [
        "0", "1", "2", "worker_died", "4", "worker_died", "6"
    ]  # fmt: skip


def test_an_article_out_of_time_ends_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("defection_extract.batch.pool.LOAD_SECONDS", 0.0)
    assert outcomes(tmp_path, "", "hang", "", "slow", "hang", "", timeout=2.0) == [
        "0",
        "timeout",
        "2",
        "3",
        "timeout",
        "5",
    ]


def test_all_workers_dead_at_once(tmp_path):
    assert outcomes(tmp_path, *["die once"] * 6, size=3) == [str(number) for number in range(6)]


def test_a_missing_model_ends_the_run(tmp_path):
    with pytest.raises(DataError, match="no model"):
        outcomes(tmp_path, "", "no model", "")


def test_no_more_is_read_than_is_worked_on(tmp_path):
    read = 0

    def articles():
        nonlocal read
        for number in range(1000):
            read += 1
            yield RawArticle(str(number), "", "")

    with Pool(Scripted(tmp_path), 1, 30.0) as pool:
        for done, _ in enumerate(pool.run(articles()), 1):
            assert read <= done + AHEAD
            if done == 50:
                break
    assert read < 100


def test_no_process_is_left(tmp_path):
    before = {child.pid for child in psutil.Process().children()}
    outcomes(tmp_path, "", "die once", "")
    left = {child for child in psutil.Process().children() if child.pid not in before}
    assert [child for child in left if "resource_tracker" not in " ".join(child.cmdline())] == []


def test_a_worker_of_the_command_killed(tmp_path):
    """`defx batch` with its workers killed one after the other; the output is that of an undisturbed run."""
    text = "Le conseil municipal a voté lundi le budget de la commune, après deux heures de débats. " * 3
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"id": str(n), "text": f"{n} {text}"}) + "\n" for n in range(800)))
    command = [
        sys.executable,
        "-m",
        "defection_extract",
        "batch",
        str(source),
        "--quiet",
        "--workers",
        "2",
        "-o",
    ]
    subprocess.run([*command, str(tmp_path / "calm.jsonl")], check=True, timeout=120)
    out, whole = tmp_path / "out.jsonl", (tmp_path / "calm.jsonl").read_bytes()
    killed = 0
    with subprocess.Popen([*command, str(out)]) as process:
        while process.poll() is None:
            if killed < 4 and out.exists() and out.stat().st_size > len(whole) * (killed + 1) // 6:
                killed += _kill_a_worker(process.pid)
            time.sleep(0.005)
        assert process.returncode == 0
    assert killed >= 2
    assert out.read_bytes() == whole


def _kill_a_worker(pid):
    for child in psutil.Process(pid).children():
        if "spawn_main" in " ".join(child.cmdline()):
            child.kill()
            return 1
    return 0

"""Killed at any instant, a run goes on to the same bytes; what changed meanwhile is noticed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

ARTICLES = 400


@pytest.fixture
def source(tmp_path):
    """An export: short articles of other matters, so that a run is short too, and some bad records."""
    path = tmp_path / "in.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(ARTICLES):
            text = (
                f"Compte rendu n° {number} du conseil : les routes, les écoles, l'eau potable, le budget. "
                * 4
            )
            record = {"id": str(number), "text": text}
            file.write('{"broken\n' if number % 100 == 7 else json.dumps(record) + "\n")
    return path


def command(source, out, *options):
    return [
        sys.executable,
        "-m",
        "defection_extract",
        "batch",
        str(source),
        "-o",
        str(out),
        "--quiet",
        *options,
    ]


def run(source, out, *options):
    subprocess.run(command(source, out, "--workers", "1", *options), check=True, timeout=120)


def kill_when(process, condition):
    """SIGKILL the run once `condition` holds, unless it ends before. Tells whether it was killed."""
    while process.poll() is None and not condition():
        time.sleep(0.002)
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def test_25_kills(source, tmp_path):
    """Thirteen kills at a random time of the run, twelve at a random size of the output."""
    calm = tmp_path / "calm.jsonl"
    start = time.monotonic()
    run(source, calm)
    length, whole = time.monotonic() - start, calm.read_bytes()
    moments = random.Random(2011)
    killed = cut = 0
    for number in range(25):
        out = tmp_path / f"out{number}.jsonl"
        by_time = number % 2 == 0
        reached = (
            _time_is(moments.uniform(0, length)) if by_time else _size_is(out, moments.uniform(0, len(whole)))
        )
        with subprocess.Popen(command(source, out, "--workers", "1")) as process:
            killed += kill_when(process, reached)
        cut += 0 < _size(out) < len(whole)
        run(source, out, "--resume")
        assert out.read_bytes() == whole, f"kill {number}"
    assert killed >= 15
    assert cut >= 8


def _time_is(seconds):
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def _size_is(path, size):
    return lambda: _size(path) >= size


def _size(path):
    return path.stat().st_size if path.exists() else 0


def test_killed_again_and_again(source, tmp_path):
    run(source, tmp_path / "calm.jsonl")
    out = tmp_path / "out.jsonl"
    for part in range(1, 5):
        size = part * (tmp_path / "calm.jsonl").stat().st_size // 6
        with subprocess.Popen(command(source, out, "--workers", "1", "--resume")) as process:
            kill_when(process, _size_is(out, size))
    run(source, out, "--resume")
    assert out.read_bytes() == (tmp_path / "calm.jsonl").read_bytes()


@pytest.fixture
def ended(run_defx, tmp_path):
    """A finished run of a few articles, to be tampered with."""
    source, out = tmp_path / "few.jsonl", tmp_path / "few-out.jsonl"
    source.write_text(
        "".join(json.dumps({"id": str(n), "text": "La rivière monte."}) + "\n" for n in range(5))
    )
    assert run_defx("batch", source, "-o", out).returncode == 0
    return source, out


def test_resuming_what_is_complete_changes_nothing(run_defx, ended):
    source, out = ended
    before = out.read_bytes()
    done = run_defx("batch", source, "-o", out, "--resume")
    assert (done.returncode, out.read_bytes()) == (0, before)
    assert "5 articles" in done.stderr


@pytest.mark.parametrize("cut", [1, 10, 200, 10_000])
def test_a_half_written_last_line_is_repaired(run_defx, ended, cut):
    source, out = ended
    before = out.read_bytes()
    out.write_bytes(before[: max(0, len(before) - cut)])
    assert run_defx("batch", source, "-o", out, "--resume").returncode == 0
    assert out.read_bytes() == before


@pytest.mark.parametrize("rest", [b'{"articles": 5, "ev', b"\x00\x00\x00", b"[1]\n", b'{"articles": 9}\n'])
def test_a_half_written_journal_is_repaired(run_defx, ended, rest):
    source, out = ended
    before = out.read_bytes()
    journal = out.with_name(out.name + ".journal")
    first = journal.read_bytes().splitlines(keepends=True)[0]
    journal.write_bytes(first + rest)
    assert run_defx("batch", source, "-o", out, "--resume").returncode == 0
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "says"),
    [("input", "other inputs"), ("option", "other settings"), ("version", "other versions")],
)
def test_what_changed_is_noticed(run_defx, ended, change, says):
    source, out = ended
    before = out.read_bytes()
    if change == "input":
        source.write_text(source.read_text().replace("rivière", "Rivière"))
        os.utime(source, ns=(1, 1))
    if change == "version":
        journal = out.with_name(out.name + ".journal")
        journal.write_text(journal.read_text().replace('"defx": "', '"defx": "0.0.'))
    done = run_defx("batch", source, "-o", out, "--resume", *(["--events"] if change == "option" else []))
    assert done.returncode == 2
    assert says in done.stderr
    assert out.read_bytes() == before


def test_two_runs_do_not_write_one_output(run_defx, source, tmp_path):
    out = tmp_path / "out.jsonl"
    waiting = command("-", out, "--workers", "1", "--format", "jsonl")
    with subprocess.Popen(waiting, stdin=subprocess.PIPE) as process:  # runs until its input ends
        while not out.exists():
            time.sleep(0.01)
        done = run_defx("batch", source, "-o", out, "--resume")
        process.communicate(source.read_bytes(), timeout=120)
    assert (done.returncode, process.returncode) == (2, 0)
    assert "another run" in done.stderr
    assert out.read_bytes().count(b"\n") == ARTICLES

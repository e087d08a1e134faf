"""Every snippet of the documentation runs as it stands, or is named here with the reason why not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from defection_extract.evaluation.files import load_gold
from defection_extract.results import read_results
from pages import DOCS, FENCE, PAGES, blocks, page_id

SHELL_PAGES = {
    "tutorial.md": (),
    "adapt.md": (),
    "batch.md": ("articles",),
    "report.md": ("articles", "article.txt"),
    "evaluate.md": ("articles", "gold.jsonl", "corrected.jsonl"),
    "quality.md": ("articles", "gold.jsonl"),
    "merge.md": ("results.jsonl",),
    "columns.md": ("results.jsonl",),
}
"""Pages whose `sh` blocks are run, and what lies in the folder before."""
NOT_RUN = {
    "index.md": ["installing: .ci/run does it"],
    "batch.md": ["a cluster: tests/test_batch_cluster.py has one", "object storage"],
    "reading.md": ["training: minutes, and it replaces the weights"],
    "speed.md": ["benchmarks: twenty minutes"],
}
"""The `console` blocks of each page, and why they are not run."""
TAGS = {"sh", "python", "json", "text", "console"}


def run(command, folder):
    """Run a block of shell where `defx` is the command under test, and a browser that shows nothing."""
    programs = folder / ".bin"
    programs.mkdir(exist_ok=True)
    shim = programs / "defx"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m defection_extract "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env=os.environ | {"PATH": path, "BROWSER": "true", "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory):
    """The folder in which the tutorial was followed, with what other pages take as given."""
    folder = tmp_path_factory.mktemp("tutorial")
    for block in blocks(DOCS / "tutorial.md", "sh"):
        run(block, folder)
    for made, given in (
        ("results.jsonl", "gold.jsonl"),
        ("tasks.jsonl", "corrected.jsonl"),
        ("articles/2012-08-15-idleb.txt", "article.txt"),
    ):
        shutil.copy(folder / made, folder / given)
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
    for block in blocks(DOCS / name, "sh"):
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


@pytest.mark.parametrize(
    ("name", "read"), [("evaluate.md", load_gold), ("batch.md", lambda f: read_results([f]))]
)
def test_json_blocks_are_what_the_program_reads(name, read, tmp_path):
    for block in blocks(DOCS / name, "json"):
        file = tmp_path / "block.jsonl"
        file.write_text(" ".join(block.split()), encoding="utf-8")
        assert list(read(str(file)))


def test_every_other_block_has_its_reason():
    tags = {path.name: [tag for tag, _ in FENCE.findall(path.read_text(encoding="utf-8"))] for path in PAGES}
    assert {name: set(found) - TAGS for name, found in tags.items() if set(found) - TAGS} == {}
    not_run = {name: found.count("console") for name, found in tags.items() if "console" in found}
    assert not_run == {name: len(reasons) for name, reasons in NOT_RUN.items()}
    compared = "README.md"  # by tests/test_readme.py
    assert {name for name, found in tags.items() if "json" in found} == {"batch.md", "evaluate.md", compared}

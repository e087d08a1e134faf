"""What several tests share: the real command line, the samples, and the shared corpus where there is one."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
RunDefx = Callable[..., "subprocess.CompletedProcess[str]"]


@dataclass(frozen=True)
class Sample:
    """One article of samples/, with the options that tell what is known of it."""

    path: Path
    published: str

    @property
    def options(self) -> tuple[str, ...]:
        return ("--published", self.published)

    @property
    def expected(self) -> Path:
        return self.path.with_suffix(".json")


@pytest.fixture(scope="session")
def run_defx() -> RunDefx:
    """Run `defx ARG...` in a process of its own; `stdin` as text or bytes. Fails on a fault of defx."""

    def run(*args: object, stdin: str | bytes = b"", **options: object) -> subprocess.CompletedProcess[str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        command = [sys.executable, "-m", "defection_extract", *map(str, args)]
        done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=300, **options)
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in err, err
        assert "unexpected error" not in err, err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


@pytest.fixture(scope="session")
def samples() -> list[Sample]:
    """The articles of samples/, with their publication dates."""
    with (ROOT / "samples" / "metadata.csv").open(encoding="utf-8", newline="") as file:
        return [Sample(ROOT / "samples" / row["file"], row["published"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The shared corpus; a test that asks for it is skipped where it is absent."""
    folder = SHARED / "corpus"
    if not folder.exists():
        pytest.skip(
            "the annotated corpus is not part of the project; it lies beside the checkout of its makers"
        )
    return folder

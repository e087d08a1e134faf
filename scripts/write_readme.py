"""Write into README.md what its main command prints, shortened: a line a field, cut at the margin with "…".

    python scripts/write_readme.py

A test fails where the README shows something else than the command prints.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
WIDTH = 118
_MAIN = re.compile(r"<!-- main -->\n```sh\n.*&& \.venv/bin/(defx .*)\n```")
_OUTPUT = re.compile(r"(?<=<!-- output -->\n```json\n).*?(?=\n```)", re.S)


def main_command(readme: str) -> list[str]:
    """The words of the README's main command, from `defx` on."""
    found = _MAIN.search(readme)
    if found is None:
        raise SystemExit("README.md: no command marked <!-- main -->")
    return shlex.split(found[1])


def with_output(readme: str, printed: str) -> str:
    """The README with what was printed in its output block."""
    text, places = _OUTPUT.subn(lambda _: shortened(printed), readme)
    if places != 1:
        raise SystemExit("README.md: no block of JSON marked <!-- output -->")
    return text


def shortened(printed: str) -> str:
    """The JSON with a line for every field of article and events, none longer than WIDTH."""
    result: dict[str, Any] = json.loads(printed)
    return "\n".join(line if len(line) <= WIDTH else line[: WIDTH - 1] + "…" for line in _lines(result))


def _lines(result: dict[str, Any]) -> Iterator[str]:
    yield "{"
    fields = [(name, value) for name, value in result.items() if name != "events"]
    yield from _fields(fields[:-1], "  ", last=",")
    yield '  "events": ['
    for number, event in enumerate(result["events"], 1):
        yield "    {"
        yield from _fields(list(event.items()), "      ")
        yield "    }" + "," * (number < len(result["events"]))
    yield "  ],"
    yield from _fields(fields[-1:], "  ")
    yield "}"


def _fields(fields: list[tuple[str, Any]], margin: str, last: str = "") -> Iterator[str]:
    for number, (name, value) in enumerate(fields, 1):
        comma = "," if number < len(fields) else last
        yield f'{margin}"{name}": {json.dumps(value, ensure_ascii=False)}{comma}'


def main() -> None:
    """Run the main command and write what it prints."""
    readme = README.read_text(encoding="utf-8")
    command = [sys.executable, "-m", "defection_extract", *main_command(readme)[1:]]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    README.write_text(with_output(readme, done.stdout), encoding="utf-8")


if __name__ == "__main__":
    main()

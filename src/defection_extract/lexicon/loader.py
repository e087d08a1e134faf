"""Reads the lexicon files: TOML tables beside this module."""

from __future__ import annotations

import json
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..cache import cached, states
from ..errors import DataError


@cache
def load_table(name: str) -> dict[str, Any]:
    """The lexicon file `name`.toml as a dict; read once per process.

    Raises DataError where the file is missing or is no TOML.
    """
    path = table_file(name)
    try:
        key = f"lexicon-{name.replace('/', '-')}"
        kept = cached(key, f"{states([path])}", lambda: json.dumps(_parse(path)).encode())
        table: dict[str, Any] = json.loads(bytes(kept))
    except (OSError, ValueError) as error:
        raise DataError(f"lexicon {name}.toml: {error}", "reinstall defx") from error
    return table


def table_file(name: str) -> Path:
    """Where the lexicon file `name`.toml lies."""
    return Path(str(files(__package__) / f"{name}.toml"))


def _parse(path: Path) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return table

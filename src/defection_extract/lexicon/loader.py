"""Reads the lexicon files: TOML tables beside this module."""

from __future__ import annotations

import sys
from functools import cache
from importlib.resources import files
from typing import Any

from ..errors import DataError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@cache
def load_table(name: str) -> dict[str, Any]:
    """The lexicon file `name`.toml as a dict; read once per process.

    Raises DataError where the file is missing or is no TOML.
    """
    path = files(__package__) / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"lexicon {name}.toml: {error}", "reinstall defx") from error

"""The words of the page, by language: the TOML files of labels/."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ..errors import DataError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Lang = Literal["en", "fr"]


@dataclass(frozen=True)
class Labels:
    """The words of one language. `words` is the whole file: tables of labels by name."""

    lang: Lang
    words: dict[str, Any]
    governorates: dict[str, str]

    def value(self, table: str, key: str) -> str:
        """The label of a value of the record ("reason", "collapse"), or the value where it has none."""
        return str(self.words.get(table, {}).get(key, key))

    def admin1(self, code: str | None) -> str:
        """The governorate's name for its p-code; a name stays as it is, None is nothing."""
        return self.governorates.get(code or "", code or "")


@cache
def load_labels(lang: Lang) -> Labels:
    """The labels of a language. Raises DataError where the file is missing or broken."""
    from .base_map import governorate_names

    path = files(__package__) / "labels" / f"{lang}.toml"
    try:
        words = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"labels {lang}.toml: {error}", "reinstall defx") from error
    return Labels(lang, words, governorate_names(lang))

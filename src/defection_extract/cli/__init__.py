"""The command line: one file a command, parsing apart from work."""

from .app import main

__all__ = ["main"]

"""The same defection told by several articles: one story with its claims side by side."""

from .merge import merge
from .records import Story

__all__ = ["Story", "merge"]

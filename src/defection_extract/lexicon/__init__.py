"""Language knowledge as data, and its loader."""

from .loader import load_table

__all__ = ["load_table"]

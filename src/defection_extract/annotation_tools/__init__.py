"""Tasks for annotation tools, and what annotators made of them as reference articles."""

from .tools import TOOLS, export_tasks, import_gold

__all__ = ["TOOLS", "export_tasks", "import_gold"]

"""How right the records are, against reference annotations: alignment, scores, intervals, mistakes."""

from .report import Report, evaluate

__all__ = ["Report", "evaluate"]

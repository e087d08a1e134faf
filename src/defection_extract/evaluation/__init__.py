"""How right the records are, against reference annotations: alignment, scores, intervals, mistakes, calibration."""

from .calibration import Calibration, calibration
from .report import Report, evaluate

__all__ = ["Calibration", "Report", "calibration", "evaluate"]

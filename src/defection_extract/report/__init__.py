"""The report: results as one self-contained page that opens offline and shows the evidence."""

from .builder import build_page, build_report

__all__ = ["build_page", "build_report"]

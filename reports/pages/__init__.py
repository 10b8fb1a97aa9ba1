"""The report: build products as pages that a physicist reads, self-contained and without a network."""

from __future__ import annotations

from reports.pages.inputs import ReportError
from reports.pages.site import build

__all__ = ["ReportError", "build"]

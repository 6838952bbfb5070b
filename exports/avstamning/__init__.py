"""The reconciliation workbook of one agreement: what an auditor needs to prove every krona without trusting us."""

from exports.avstamning.book import export_avstamning

__all__ = ["export_avstamning"]

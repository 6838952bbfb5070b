"""The workbook of a year's end: what each purpose opened and closed with, and what of it goes back or is kept."""

from exports.arsavslut.book import export_arsavslut

__all__ = ["export_arsavslut"]

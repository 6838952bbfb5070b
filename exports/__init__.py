"""Excel workbooks: one file each, drawn from the reports."""

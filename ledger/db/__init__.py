"""The tables, one aggregate per file: columns and constraints, no behaviour."""

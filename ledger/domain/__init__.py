"""The rules of the book as pure Python: no database, no web."""

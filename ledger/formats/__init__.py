"""File formats, one file each: bytes to dataclasses and back, no database."""

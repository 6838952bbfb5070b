"""Keeping the whole database: copies in a file, reading them back, moving, and the proof that two are the same."""

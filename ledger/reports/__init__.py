"""Reads only: one function per number, so that every shell shows the same."""

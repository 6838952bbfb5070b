"""Registers, keys, allocations and opening balances read in from files: all of a file, or nothing."""

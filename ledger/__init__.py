"""Medelsboken: the ledger of agreement money, from decision to reconciled statement."""

__version__ = "0.1.0"

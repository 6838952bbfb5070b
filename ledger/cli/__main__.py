"""`python -m ledger.cli` is `medel`."""

from ledger.cli.main import main

main()

"""The command line `medel`: one file per group of commands, no web."""

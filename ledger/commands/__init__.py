"""Every use case as a command: a name, a schema made of the service's signature, and who may do it.

The command line, the JSON API and forms read one registry. Layer: above services and reports, below the shells.
"""

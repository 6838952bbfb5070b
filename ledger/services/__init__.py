"""Use cases: each a verb that checks, books through the door and writes its audit row."""

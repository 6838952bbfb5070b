"""What pages and API stand on: who is asking, what they may, the database, errors, headers and the log."""

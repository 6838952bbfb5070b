"""The controls: what must always hold, each a query for the rows that break it."""

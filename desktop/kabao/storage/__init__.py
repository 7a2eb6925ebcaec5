"""The ledger: one SQLite file through sqlite-utils; the only room that knows SQL."""

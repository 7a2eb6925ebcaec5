"""The ledger: one SQLite file, read and written through sqlite-utils. The only room that knows SQL."""

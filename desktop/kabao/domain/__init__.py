"""The rules of the trade as plain values and pure functions: no Qt, no SQL, no files, no clock."""

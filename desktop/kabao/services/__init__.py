"""Use cases, one module per noun; no Qt and no SQL text."""

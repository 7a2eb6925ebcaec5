"""The preflight of a case as the window shows it."""

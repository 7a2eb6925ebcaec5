"""Editing a batch: its people and how far they have come, its columns, answers, the package."""

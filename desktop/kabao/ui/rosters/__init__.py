"""Rosters in the window: the import as four steps on one page, and the export of a view."""

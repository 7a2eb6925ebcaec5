"""Rosters in the window: the import as four steps on one page, and the export of a view."""

from kabao.ui.rosters.export_dialog import ExportViewDialog
from kabao.ui.rosters.page import RosterPage
from kabao.ui.rosters.start_step import is_roster

__all__ = ["ExportViewDialog", "RosterPage", "is_roster"]

"""Rosters as a use case: read a spreadsheet, show what it would do, then do it as one step."""

from kabao.services.rosters.matching import Outcome, PlannedRow, RosterPreview
from kabao.services.rosters.new_employers import OFFER
from kabao.services.rosters.pauses import release
from kabao.services.rosters.rosters import Rosters, placed
from kabao.services.rosters.summary import PARTS
from kabao.services.rosters.template import write_roster_template

__all__ = [
    "OFFER",
    "PARTS",
    "Outcome",
    "PlannedRow",
    "RosterPreview",
    "Rosters",
    "placed",
    "release",
    "write_roster_template",
]

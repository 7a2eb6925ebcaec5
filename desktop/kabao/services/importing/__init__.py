"""One run of an import: match each record to the ledger, check it, then add or update it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.services.importing.applications import CaseImport
from kabao.services.importing.people import PeopleImport
from kabao.services.importing.report import ImportReport, Tally

if TYPE_CHECKING:
    import datetime as dt

    from kabao.domain.exchange import ExchangeDocument
    from kabao.domain.rules import Rulebook
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger

__all__ = ["ImportReport", "run_import"]


def run_import(
    document: ExchangeDocument,
    ledger: Ledger,
    rulebook: Rulebook,
    today: dt.date,
    statuses: Statuses,
) -> ImportReport:
    """Take every record of a document in, parents before children.

    Call it inside one transaction, and undo that when the report has errors. Fields that the
    document does not name stay as they are; a null empties a field; evidence is only added.
    """
    tally = Tally()
    people = PeopleImport(ledger, rulebook, today, statuses, tally)
    for i, employer in enumerate(document.employers):
        people.employer(f"employers[{i}]", employer)
    for i, holder in enumerate(document.holders):
        people.holder(f"holders[{i}]", holder)
    cases = CaseImport(ledger, rulebook, today, people, tally)
    for i, case in enumerate(document.cases):
        cases.case(f"cases[{i}]", case)
    return tally.report()

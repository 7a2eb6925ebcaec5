"""Exchange as a use case: take an exchange file in, whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.domain.exchange import strange_parts, unknown_fields
from kabao.exchange import read_exchange
from kabao.services.backups import keep_before_import
from kabao.services.importing import run_import
from kabao.services.regions import rules_of
from kabao.services.restoring import read_package
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from kabao.domain.exchange import ExchangeDocument
    from kabao.domain.findings import Finding
    from kabao.domain.rules import Rulebook
    from kabao.services.importing import ImportReport
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger


class Exchange:
    """The way in for data that another program or another ledger holds."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        statuses: Statuses,
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock
        self._statuses = statuses

    def load(self, path: Path, *, dry_run: bool = False) -> ImportReport:
        """Import an exchange file, or the case inside a package, in one transaction.

        Raises InputRefusedError with every reason.

        A rehearsal (``dry_run``) goes through the same steps and keeps nothing; neither does a
        file that changes nothing, so that taking it twice leaves no trace of the second time.
        """
        if path.suffix.lower() != ".pdf":
            return self.take(read_exchange(path), path.name, dry_run=dry_run)
        document, remarks = read_package(path)
        report = self.take(document, path.name, dry_run=dry_run)
        return replace(report, findings=(*remarks, *report.findings))

    def take(
        self, document: ExchangeDocument, subject: str, *, dry_run: bool = False
    ) -> ImportReport:
        """Import a document that has been read already."""
        strange = self._strange(document)
        if strange:
            raise _refused(subject, strange, _rows(document))
        today = self._clock()
        if not dry_run:
            keep_before_import(self._ledger)
        with self._ledger.transaction("exchange.import", masked(subject)) as change:
            report = run_import(document, self._ledger, self._rulebook, today, self._statuses)
            if report.errors:
                raise _refused(subject, report.errors, _rows(document))
            if dry_run or report.unchanged == report.rows:
                change.roll_back()
        return report

    def _strange(self, document: ExchangeDocument) -> tuple[Finding, ...]:
        """Find what the rules do not know; a case that is pinned to a region is asked its rules."""
        forms = dict(self._rulebook.forms)
        for case in document.cases:
            forms |= rules_of(self._rulebook, case.rulebook).forms if case.rulebook else {}
        return (*unknown_fields(document, forms), *strange_parts(document, forms))


def _refused(subject: str, findings: tuple[Finding, ...], rows: int) -> InputRefusedError:
    return InputRefusedError(
        "import_refused", findings, name=subject, count=len(findings), rows=rows
    )


def _rows(document: ExchangeDocument) -> int:
    """Count the records of a document as an import does."""
    cards = [card for holder in document.holders for card in holder.cards]
    return (
        len(document.employers)
        + len(document.holders)
        + len(cards)
        + sum(len(card.evidence) for card in cards)
        + sum(holder.photo is not None for holder in document.holders)
        + len(document.cases)
        + sum(len(case.attachments) + len(case.steps) for case in document.cases)
    )

"""Exchange as a use case: take an exchange file in, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.domain.exchange import unknown_fields
from kabao.domain.findings import Level
from kabao.exchange import read_exchange
from kabao.services.importing import Importer, ImportReport

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from kabao.domain.exchange import ExchangeDocument
    from kabao.domain.rules import Rulebook
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
        """Import an exchange file in one transaction; raises InputRefusedError with every reason.

        A rehearsal (``dry_run``) goes through the same steps and keeps nothing.
        """
        return self.take(read_exchange(path), path.name, dry_run=dry_run)

    def take(
        self, document: ExchangeDocument, subject: str, *, dry_run: bool = False
    ) -> ImportReport:
        """Import a document that has been read already."""
        strange = unknown_fields(document, self._rulebook.forms)
        if strange:
            raise InputRefusedError("import_refused", strange, name=subject, count=len(strange))
        importer = Importer(self._ledger, self._rulebook, self._clock(), self._statuses)
        with self._ledger.transaction("exchange.import", subject) as change:
            report = importer.run(document)
            errors = tuple(f for f in report.findings if f.level.rank <= Level.ERROR.rank)
            if errors:
                raise InputRefusedError("import_refused", errors, name=subject, count=len(errors))
            if dry_run:
                change.roll_back()
        return report

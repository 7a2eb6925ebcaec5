"""The recovery sheet as a use case: the key of a ledger on a page, readable by its owner only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.package import write_package
from kabao.documents.plans.recovery import RecoveryInput, build_recovery
from kabao.domain.recovery import recovery_groups, recovery_line

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from kabao.services.safekeeping import LedgerKey
    from kabao.texts import Texts


def write_recovery_sheet(
    texts: Texts, ledger: Path, key: LedgerKey, today: dt.date, target: Path
) -> None:
    """Write the sheet as PDF; it opens the ledger without its passphrase."""
    raw = key.raw()
    order = RecoveryInput(ledger.name, recovery_groups(raw), recovery_line(raw), today)
    write_package(build_recovery(order, texts.written), target, attachment_data=_no_attachment)
    target.chmod(0o600)


def _no_attachment(sha256: str) -> bytes:
    raise KeyError(sha256)

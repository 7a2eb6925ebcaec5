"""What is to be known about where a ledger lies and who else has it open; never an obstacle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.storage.places import network_kind, sync_name
from kabao.ui.shell.doors import sample_folder

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.domain.errors import LedgerLockedError
    from kabao.storage.ledger import Ledger
    from kabao.texts import Texts


def remarks(texts: Texts, path: Path, writer: LedgerLockedError | None) -> list[str]:
    """Return the sentences to show above the rooms of an open ledger."""
    found = []
    if writer is not None:
        found.append(texts("safe.read_only_now", **writer.params))
    kind, service = network_kind(path), sync_name(path)
    if kind:
        found.append(texts("safe.on_network", kind=kind))
    if service:
        found.append(texts("safe.in_sync_folder", name=service))
    return found


def note(texts: Texts, ledger: Ledger) -> str:
    """Return what to know about an open ledger at all times, in a word beside its name."""
    if ledger.read_only:
        return texts("shell.read_only")
    return texts("shell.sample") if ledger.path.parent == sample_folder() else ""

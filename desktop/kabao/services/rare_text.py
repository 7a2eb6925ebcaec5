"""Rare characters in the ledger: looked for by a worker, beside everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.services.workspace import Workspace


def rare_fonts_of(workspace: Workspace, cancelled: Callable[[], bool]) -> set[str]:
    """Look through the ledger with a connection of its own; returns the fonts that it wants."""
    with workspace.beside() as beside:
        return beside.ledger.rare_text.fonts(cancelled)

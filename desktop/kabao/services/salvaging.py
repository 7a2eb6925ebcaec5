"""Salvage as a use case: a new ledger of what can be read, its statuses derived, and a report."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kabao.documents.saving import save_whole
from kabao.domain.errors import EnvironmentProblemError
from kabao.services.workspace import Workspace
from kabao.storage.opening import remove_file
from kabao.storage.salvage import Saved, salvage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kabao.storage.keys import LedgerKey
    from kabao.texts import Texts

__all__ = ["Saved", "report_lines", "report_path", "salvage_ledger", "write_report"]


def salvage_ledger(
    damaged: Path,
    new: Path,
    clock: Callable[[], dt.date] = dt.date.today,
    key: LedgerKey | None = None,
) -> tuple[Saved, ...]:
    """Save what can be saved into a new ledger and derive every status anew."""
    found = salvage(damaged, new, key)
    try:
        with (
            Workspace.open(new, clock=clock, key=key) as workspace,
            workspace.ledger.transaction("ledger.salvage"),
        ):
            workspace.statuses.renew([card.id for card in workspace.ledger.cards.all()])
    except BaseException:
        remove_file(new)  # made here, and not finished
        raise
    return found


def report_path(new: Path) -> Path:
    """Return where the report of a salvage lies."""
    return new.with_name(f"{new.stem} salvage.txt")


def write_report(target: Path, lines: list[str]) -> None:
    """Write the report whole or not at all; raises EnvironmentProblemError."""
    try:
        save_whole(target, ("\n".join(lines) + "\n").encode())
    except EnvironmentProblemError as error:
        raise EnvironmentProblemError("folder_not_writable", place=str(target.parent)) from error


def report_lines(texts: Texts, damaged: Path, new: Path, found: tuple[Saved, ...]) -> list[str]:
    """Say table by table what was saved and what was not; counts only, nobody's data."""
    lines = [texts("salvage.title", damaged=damaged.name, new=new.name)]
    for item in found:
        key = f"salvage.table_{item.table}"
        name = texts(key) if texts.has(key) else item.table
        counts = {"saved": item.saved, "lost": item.lost, "refused": item.refused}
        line = "line" if item.lost or item.refused else "line_whole"
        lines.append(f"  {texts(f'salvage.{line}', table=name, **counts)}")
    whole = not any(item.lost or item.refused for item in found)
    lines.append(texts("salvage.all_saved" if whole else "salvage.some_lost"))
    lines.append(texts("salvage.undo_note"))
    return lines

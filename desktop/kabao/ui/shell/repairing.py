"""A damaged ledger in the window: what can still be read goes into a new one, with a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import KabaoError
from kabao.ui.shell.doors import ENDING

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.services.safekeeping import LedgerKey
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.shell.window import MainWindow


def offer(window: MainWindow, path: Path, error: Exception) -> None:
    """Put a button beside what is said of a damaged ledger."""
    page = window.welcome
    if page is None or not isinstance(error, KabaoError) or error.code != "ledger_damaged":
        return
    sentence, action = window.texts("salvage.offer", name=path.name), window.texts("salvage.do")
    page.notices.clear()  # that sentence names commands
    page.notices.show_notice("error", sentence, action, lambda: _begin(window, path))


def _begin(window: MainWindow, path: Path) -> None:
    from kabao.services.safekeeping import is_encrypted

    words = ""
    if is_encrypted(path):
        from kabao.ui.shell.passphrase_dialogs import FileDialog

        dialog = FileDialog(window.parts.theme, window.texts, path.name, window, "damaged")
        if not dialog.exec():
            return
        words = dialog.words
    name = window.texts("salvage.file", name=path.stem)
    window.alerts.start_in(path.parent)
    new = window.alerts.choose_save(window.texts("salvage.choose"), name, (f"*{ENDING}",))
    if new is not None:
        _save(window, path, new, words)


def _save(window: MainWindow, path: Path, new: Path, words: str) -> None:
    texts = window.texts

    def work(_: JobControl) -> tuple[list[str], LedgerKey | None]:
        from kabao.services.salvaging import (
            report_lines,
            report_path,
            salvage_ledger,
            write_report,
        )

        key = _key(path, words)
        found = salvage_ledger(path, new, key=key and key.copy())
        lines = report_lines(texts, path, new, found)
        write_report(report_path(new), lines)
        return [*lines, texts("salvage.written", file=report_path(new))], key

    from kabao.ui.shell.salvage_report import SalvageReport

    def done(result: tuple[list[str], LedgerKey | None]) -> None:
        lines, key = result
        SalvageReport(window.parts.theme, texts, new.name, lines, window).exec()
        if key is None:
            window.open_path(new)
        else:
            window.guard.enter(new, key)  # that was asked for already

    window.tell("info", texts("salvage.busy", name=path.name))
    window.parts.jobs.run(work, done, window.refused)


def _key(path: Path, words: str) -> LedgerKey | None:
    from kabao.services.safekeeping import unlock

    return unlock(path, words) if words else None

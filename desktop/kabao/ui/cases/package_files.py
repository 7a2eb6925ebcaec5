"""Packages that come back: proving one, and taking the case inside it into this ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import KabaoError
from kabao.services.sentences import describe, remedy
from kabao.services.verifying import VerifyReport, verify_package
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kabao.services.importing import ImportReport
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.kit.notices import NoticeBar

_PATTERNS = ("*.pdf",)
_TAKEN = (*_PATTERNS, "*.json")


class PackageFiles:
    """Asks for a file and tells what came of it on the page that is shown."""

    def __init__(
        self,
        context: RoomContext,
        notices: Callable[[], NoticeBar],
        restored: Callable[[ImportReport], None],
    ) -> None:
        self._context = context
        self._notices = notices
        self._restored = restored

    def commands(self) -> Sequence[Command]:
        """Return the commands for files that come back."""
        texts = self._context.texts
        return (
            Command("cases.verify", texts("cases.package.verify"), self.verify, "shield-check"),
            Command("cases.restore", texts("cases.package.restore"), self.restore, "file-import"),
        )

    def verify(self) -> None:
        """Ask for a package and prove it beside the window."""
        path = self._choose("cases.package.verify_title")
        if path is None:
            return
        rulebook = self._context.workspace.rulebook

        def work(_control: JobControl) -> VerifyReport:
            return verify_package(path, rulebook)

        self._context.jobs.run(work, self._proven, self._context.alerts.show)

    def restore(self, dropped: Path | None = None) -> None:
        """Ask for a package and take its case in, in one step that can be undone."""
        path = dropped or self._choose("cases.package.restore_title", _TAKEN)
        if path is None:
            return
        try:
            report = self._context.workspace.exchange.load(path)
        except KabaoError as error:
            self._context.alerts.show(error)
            return
        self._context.announce(report.changed)
        self._restored(report)
        words = self._context.texts("cases.package.restored", added=report.added, rows=report.rows)
        self._notices().show_notice("ok", words)
        if report.added or report.updated:
            self._context.offer_undo(words)

    def _choose(self, title: str, patterns: Sequence[str] = _PATTERNS) -> Path | None:
        return self._context.alerts.choose_open(self._context.texts(title), patterns)

    def _proven(self, report: VerifyReport) -> None:
        texts = self._context.texts
        pages, found = report.manifest.pages, len(report.findings)
        if report.ok:
            key = "cases.package.signed" if report.signer else "cases.package.sound"
            words = texts(key, name=report.file, pages=pages, signer=report.signer)
            self._notices().show_notice("ok", words)
            return
        lines = [
            f"{item.place.section} {describe(texts, item)} {remedy(texts, item)}".lstrip()
            for item in report.findings
        ]
        words = texts("cases.package.altered", name=report.file, count=found)
        self._notices().show_notice("error", words)
        self._context.alerts.tell(words, "\n".join(lines))

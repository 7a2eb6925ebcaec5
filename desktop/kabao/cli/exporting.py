"""Writing the packages of several cases, one failure not keeping back the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.cli.session import finding_entry
from kabao.domain.errors import (
    CancelledError,
    EnvironmentProblemError,
    KabaoError,
    LedgerLockedError,
)
from kabao.services.sentences import complain

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.domain.cases import Case
    from kabao.services.packages import Paper
    from kabao.services.workspace import Workspace

ENDING = (EnvironmentProblemError, LedgerLockedError, CancelledError)
"""Errors after which the next case would fail as well."""


class Exports:
    """One call of ``kabao export``."""

    def __init__(self, session: Session, workspace: Workspace, folder: Path, paper: Paper) -> None:
        self._session = session
        self._workspace = workspace
        self._folder = folder
        self._paper = paper
        self._written: list[dict[str, object]] = []
        self._failed: list[dict[str, object]] = []

    def run(self, cases: tuple[Case, ...]) -> int:
        """Write every package that can be written; returns 1 if one could not."""
        try:
            for case in cases:
                self._export(case)
        finally:
            # Also when the disk is full half-way: what has been written stands and is told.
            self._tell()
        return 1 if self._failed else 0

    def _export(self, case: Case) -> None:
        try:
            self._written.append(self._write(case))
        except ENDING:
            raise
        except KabaoError as error:
            texts = self._session.texts
            self._failed.append(
                {
                    "case": case.number,
                    "code": error.code,
                    "text": complain(texts, error),
                    "findings": [finding_entry(texts, one) for one in error.findings],
                }
            )
            self._session.report(error)

    def _write(self, case: Case) -> dict[str, object]:
        packages = self._workspace.packages
        target = self._folder / packages.file_name(case)
        order = packages.order(case.id, target, self._session.texts, self._paper)
        result = packages.write(order)
        return {
            "case": case.number,
            "file": str(result.path),
            "pages": result.pages,
            "sha256": result.sha256,
        }

    def _tell(self) -> None:
        texts = self._session.texts
        lines = [texts("cli.exported", **entry) for entry in self._written]
        if not self._failed and not lines:
            lines.append(texts("cli.none_listed"))
        self._session.emit({"packages": self._written, "failed": self._failed}, lines)

"""Writing the packages of several cases, one failure not keeping back the rest."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from kabao.cli.keys import ask_key
from kabao.cli.session import finding_entry
from kabao.services.batches import Failed, Wish, Written, export_all
from kabao.services.bundles import cluster, processes, sensible_workers
from kabao.services.folders import ready_folder
from kabao.services.packages import Paper
from kabao.services.sentences import complain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.domain.cases import Case
    from kabao.services.batches import Line
    from kabao.services.workspace import Workspace

_MANY = 20
"""Packages from which on it is told how far the work is."""


def make_wish(session: Session, count: int, out: Path, options: Mapping[str, Any]) -> Wish:
    """Read the options of a call; the passphrase of a key is asked for only now."""
    executor, sign = options["executor"], options["sign"]
    paper = Paper(options["language"], options["draft"], options["full_numbers"])
    return Wish(
        ready_folder(out),
        session.texts,
        paper,
        workers=options["workers"] or sensible_workers(count),
        pool=cluster(executor) if executor else processes,
        signing=ask_key(session, sign, visible=options["visible"]) if sign else None,
    )


class Exports:
    """One call of ``kabao export``."""

    def __init__(self, session: Session, workspace: Workspace, wish: Wish) -> None:
        self._session = session
        self._workspace = workspace
        self._wish = wish
        self._lines: list[Line] = []

    def run(self, cases: tuple[Case, ...]) -> int:
        """Write every package that can be written; returns 1 if one could not."""
        try:
            with closing(export_all(self._workspace, cases, self._wish)) as lines:
                for line in lines:
                    self._lines.append(line)
                    if isinstance(line, Failed):
                        self._session.report(line.error)
                    self._tell_progress(len(cases))
        finally:
            # Also when the disk is full half-way: what has been written stands and is told.
            self._tell({case.id: number for number, case in enumerate(cases)})
        return 1 if any(isinstance(line, Failed) for line in self._lines) else 0

    def written(self) -> list[tuple[int, str]]:
        """Return id and SHA-256 of every case whose package was written."""
        return [(one.case.id, one.sha256) for one in self._lines if isinstance(one, Written)]

    def _tell_progress(self, total: int) -> None:
        done = len(self._lines)
        if total >= _MANY and done % _MANY == 0:
            self._session.tell(self._session.texts("cli.batch.progress", done=done, total=total))

    def _tell(self, order: dict[int, int]) -> None:
        texts = self._session.texts
        ordered = sorted(self._lines, key=lambda line: order[line.case.id])
        written = [_written(line) for line in ordered if isinstance(line, Written)]
        failed = [self._failed(line) for line in ordered if isinstance(line, Failed)]
        lines = [texts("cli.exported", **entry) for entry in written]
        kept = sum(bool(entry["kept"]) for entry in written)
        if kept:
            lines.append(texts("cli.batch.kept", count=kept))
        if not failed and not lines:
            lines.append(texts("cli.none_listed"))
        self._session.emit({"packages": written, "failed": failed}, lines)

    def _failed(self, line: Failed) -> dict[str, object]:
        texts, error = self._session.texts, line.error
        return {
            "case": line.case.number,
            "code": error.code,
            "text": complain(texts, error),
            "findings": [finding_entry(texts, one) for one in error.findings],
        }


def _written(line: Written) -> dict[str, object]:
    return {
        "case": line.case.number,
        "file": str(line.path),
        "pages": line.pages,
        "sha256": line.sha256,
        "kept": line.kept,
    }

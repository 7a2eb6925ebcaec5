"""Keeping a snapshot of every case that ``kabao export`` wrote a package of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import KabaoError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.cli.session import Session
    from kabao.domain.cases import Case
    from kabao.domain.snapshots import Snapshot
    from kabao.services.workspace import Workspace


def freeze_all(workspace: Workspace, cases: Iterable[Case]) -> dict[int, Snapshot]:
    """Return cases as they stand before their packages are written."""
    return {case.id: workspace.snapshots.freeze(case.id) for case in cases}


def keep_all(
    session: Session,
    frozen: dict[int, Snapshot],
    written: Iterable[tuple[int, str]],
    *,
    draft: bool,
) -> None:
    """Store what the written packages hold; a ledger in use elsewhere is left alone, in words.

    Exporting itself only reads, so that it works beside an open window.
    """
    kept = list(written)
    if not kept:
        return
    session.close()
    try:
        snapshots = session.workspace().snapshots
        for case_id, sha256 in kept:
            snapshots.keep(frozen[case_id], "draft" if draft else "export", sha256)
    except KabaoError:
        session.tell(session.texts("cli.export_unfrozen"))

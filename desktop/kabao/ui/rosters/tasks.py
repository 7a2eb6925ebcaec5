"""What a worker does for an import, each over a ledger of its own beside that of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.rosters.mapping import RosterMapping
    from kabao.domain.rosters.sheets import Sheet
    from kabao.services.importing import ImportReport
    from kabao.services.rosters import RosterPreview
    from kabao.services.workspace import Workspace
    from kabao.ui.kit.jobs import JobControl


def previewing(
    workspace: Workspace, sheet: Sheet, mapping: RosterMapping, employer_id: int | None
) -> Callable[[JobControl], RosterPreview]:
    """Check the rows and compare them with the register as it was when this began."""

    def work(control: JobControl) -> RosterPreview:
        with workspace.beside() as other:
            return other.rosters.preview(
                sheet,
                mapping,
                employer_id=employer_id,
                progress=control.progress,
                cancelled=control.cancelled,
            )

    return work


def taking(workspace: Workspace, preview: RosterPreview) -> Callable[[JobControl], ImportReport]:
    """Write what a preview shows while the window only reads."""

    def work(control: JobControl) -> ImportReport:
        with workspace.for_worker() as other:
            return other.rosters.take(
                preview, progress=control.progress, cancelled=control.cancelled
            )

    return work

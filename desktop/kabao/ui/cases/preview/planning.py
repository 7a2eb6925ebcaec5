"""What the pages of a case are drawn from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.ui.cases.editors.batch.sample import sample

if TYPE_CHECKING:
    from kabao.documents.plan import PackagePlan
    from kabao.services.packages import Paper
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext


def plan_of(context: RoomContext, session: CaseSession, paper: Paper) -> PackagePlan:
    """Plan the pages of a case as it stands on the screen; of a large batch those of some."""
    result = session.result
    findings = result.findings if result else ()
    draft = not result or result.gate != "final"
    return context.workspace.packages.plan(
        sample(session.case), findings, context.texts, replace(paper, draft=draft)
    )

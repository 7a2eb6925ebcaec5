"""Writing the statement for one person: one page, from the same blocks as the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.layout.compose import lay_out
from kabao.documents.package import PackageResult, write_package
from kabao.documents.plans.statement import StatementInput, build_statement
from kabao.documents.plans.statement_proof import STAGES

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.documents.plan import PackagePlan

__all__ = ["StatementInput", "plan_statement", "write_statement"]


def plan_statement(order: StatementInput, language: str) -> PackagePlan:
    """Plan a statement so that it fits one page, telling less and smaller if need be.

    Reasons are never left out: a card with very many of them takes a second page.
    """
    for fullness in STAGES:
        plan = build_statement(order, language, fullness)
        if len(lay_out(plan, plan.parts[0])) == 1:
            break
    return plan


def write_statement(plan: PackagePlan, target: Path) -> PackageResult:
    """Write a planned statement; the file appears whole or not at all.

    Raises InputRefusedError for a character that no font covers and EnvironmentProblemError when
    the folder or the disk refuses the file.
    """
    return write_package(plan, target, attachment_data=_no_attachment)


def _no_attachment(sha256: str) -> bytes:
    raise KeyError(sha256)

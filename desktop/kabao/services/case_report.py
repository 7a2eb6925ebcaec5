"""The check report as a use case: what a case was checked for and what came of it, as a PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao import __version__
from kabao.documents.package import write_package
from kabao.documents.plans.check_report import build_report
from kabao.services.packages import Paper

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from kabao.documents.package import PackageResult
    from kabao.documents.plan import PackagePlan
    from kabao.domain.cases import Case
    from kabao.services.cases import Cases
    from kabao.services.packages import Packages
    from kabao.texts import Texts


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """A frozen report and the name proposed for its file."""

    plan: PackagePlan
    file_name: str


class CaseReports:
    """From a case to the report of its check; a case that may not leave has one too."""

    def __init__(self, cases: Cases, packages: Packages, clock: Callable[[], dt.date]) -> None:
        self._cases = cases
        self._packages = packages
        self._clock = clock

    def order(self, case: Case, texts: Texts, language: str = "") -> ReportOrder:
        """Check a case and plan its report, as of today."""
        findings = self._cases.check(case)
        paper = Paper(language=language or texts.written, draft=True)
        inputs = self._packages.inputs(case, texts, paper)
        inputs = replace(inputs, findings=findings, today=self._clock())
        plan = build_report(inputs, self._cases.gate(findings), f"Kabao {__version__}")
        return ReportOrder(plan, texts("case_report.file", case=case.number))

    def write(self, order: ReportOrder, target: Path) -> PackageResult:
        """Write a planned report; may run in a worker thread."""
        return write_package(order.plan, target, attachment_data=_no_attachment)


def _no_attachment(sha256: str) -> bytes:
    raise KeyError(sha256)

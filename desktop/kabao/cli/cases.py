"""Commands that list, check and export cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kabao.cli.session import common_options, current, finding_entry, finding_line
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.findings import Level
from kabao.services.sentences import complain

if TYPE_CHECKING:
    from kabao.cli.session import Session
    from kabao.domain.cases import Case
    from kabao.domain.findings import Finding
    from kabao.services.workspace import Workspace

GRAVE = (Level.CRITICAL, Level.ERROR)


@click.command("cases")
@common_options
def cases() -> None:
    """列出申请 / list cases."""
    session = current()
    workspace = session.workspace(read_only=True)
    entries, lines = [], []
    for case in workspace.cases.all():
        entries.append(
            {
                "case": case.number,
                "kind": case.kind.value,
                "applicant_kind": case.applicant_kind.value,
                "title": case.title,
                "created_on": case.created_on,
            }
        )
        kind = session.texts(f"cli.applicant.{case.applicant_kind}")
        lines.append(f"{case.number}\t{kind}\t{case.title}")
    session.emit({"cases": entries}, lines)


@click.command("check")
@click.argument("case", required=False)
@common_options
def check(case: str | None) -> int:
    """检查申请材料 / check a case, or all of them; exit code 1 with open errors."""
    session = current()
    workspace = session.workspace(read_only=True)
    texts = session.texts
    entries, lines, grave = [], [], False
    for item in _chosen(workspace, case):
        findings = workspace.cases.check(workspace.cases.get(item.id))
        grave = grave or any(one.level in GRAVE for one in findings)
        entries.append(
            {"case": item.number, "findings": [finding_entry(texts, one) for one in findings]}
        )
        lines.append(texts("cli.checked", case=item.number, count=len(findings)))
        lines += [finding_line(texts, one) for one in findings]
    session.emit({"cases": entries}, lines)
    return 1 if grave else 0


@click.command("export")
@click.argument("case", required=False)
@click.option("--all", "everything", is_flag=True, help="全部申请 / every case")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="文件夹 / folder")
@click.option(
    "--draft", is_flag=True, help="有错误时导出草稿 / allow open errors, stamp 草稿 DRAFT"
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en", "both"]),
    default="zh",
    help="材料语言 / of the paper",
)
@common_options
def export(case: str | None, *, everything: bool, out: Path, draft: bool, language: str) -> int:
    """导出申请材料包（PDF）/ export packages as PDF; exit code 1 if one failed."""
    session = current()
    if not case and not everything:
        raise click.UsageError(session.texts("cli.export_what"))
    workspace = session.workspace(read_only=True)
    written: list[dict[str, object]] = []
    failed: list[dict[str, object]] = []
    lines: list[str] = []
    for item in _chosen(workspace, case):
        try:
            entry = _export(session, workspace, item, (out, language, draft))
        except InputRefusedError as error:
            failed.append(_failure(session, item.number, error.findings))
            lines.append(complain(session.texts, error))
            lines += [finding_line(session.texts, one) for one in error.findings[:20]]
        else:
            written.append(entry)
            lines.append(session.texts("cli.exported", **entry))
    session.emit({"packages": written, "failed": failed}, lines)
    return 1 if failed else 0


def _export(
    session: Session, workspace: Workspace, case: Case, how: tuple[Path, str, bool]
) -> dict[str, object]:
    out, language, draft = how
    out.mkdir(parents=True, exist_ok=True)
    target = out / workspace.packages.file_name(case)
    order = workspace.packages.order(case.id, target, session.texts, language=language, draft=draft)
    result = workspace.packages.write(order)
    return {
        "case": case.number,
        "file": str(result.path),
        "pages": result.pages,
        "sha256": result.sha256,
    }


def _failure(session: Session, number: str, findings: tuple[Finding, ...]) -> dict[str, object]:
    return {"case": number, "findings": [finding_entry(session.texts, one) for one in findings]}


def _chosen(workspace: Workspace, number: str | None) -> tuple[Case, ...]:
    if number is None:
        return workspace.cases.all()
    case = workspace.cases.by_number(number)
    if case is None:
        raise NotFoundError("case_unknown", case=number)
    return (case,)

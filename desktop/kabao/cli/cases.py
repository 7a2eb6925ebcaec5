"""Commands that list, check and export cases."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from kabao.cli.blanks import LIST, export_blank, list_blanks
from kabao.cli.employer_option import employer_of, employer_option
from kabao.cli.exporting import Exports, make_wish
from kabao.cli.freezing import freeze_all, keep_all
from kabao.cli.new_case import new_case
from kabao.cli.session import PATH, common_options, current, finding_entry, finding_line
from kabao.cli.spoken import command, group
from kabao.domain.errors import NotFoundError
from kabao.domain.findings import Level

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.domain.cases import Case
    from kabao.services.workspace import Workspace

GRAVE = (Level.CRITICAL, Level.ERROR)


@group("cases", invoke_without_command=True)
@click.option("--search", default="")
@employer_option
@click.option("--limit", type=click.IntRange(min=1))
@common_options
@click.pass_context
def cases(context: click.Context, search: str, employer: str, limit: int | None) -> None:
    """List cases, or start one."""
    if context.invoked_subcommand is None:
        _list(search, employer, limit)


cases.add_command(new_case)


def _list(search: str, employer: str, limit: int | None) -> None:
    session = current()
    wanted = employer_of(session, employer)
    texts = session.texts
    known = _of_employer(session.workspace(read_only=True), wanted)
    found = (case for case in known if search in case.title or search in case.number)
    entries, lines = [], []
    way = session.workspace(read_only=True).case_way
    states, beginning = way.states(), way.beginning()
    for case in islice(found, limit):
        state = states.get(case.id, beginning)
        entries.append(
            {
                "case": case.number,
                "kind": case.kind.value,
                "applicant_kind": case.applicant_kind.value,
                "title": case.title,
                "created_on": case.created_on,
                "state": state.key,
            }
        )
        kind = texts(f"cli.applicant.{case.applicant_kind}")
        stands = state.label.to(texts.language)
        lines.append(f"{case.number}\t{kind}\t{stands}\t{case.title}")
    session.emit({"cases": entries}, lines or [texts("cli.none_listed")])


@command("check")
@click.argument("case", required=False)
@click.option("--report", type=PATH)
@employer_option
@common_options
def check(case: str | None, report: Path | None, employer: str) -> int:
    """Check a case, or all of them; exit code 1 with open errors."""
    session = current()
    if report is not None and case is None:
        raise click.UsageError(session.texts("case_report.one_case"))
    workspace = session.workspace(read_only=True)
    texts = session.texts
    entries, lines, grave = [], [], False
    chosen = _chosen(workspace, case, employer_of(session, employer))
    for item in chosen:
        findings = workspace.cases.check(item)
        grave = grave or any(one.level in GRAVE for one in findings)
        entries.append(
            {"case": item.number, "findings": [finding_entry(texts, one) for one in findings]}
        )
        lines.append(texts("cli.checked", case=item.number, count=len(findings)))
        lines += [finding_line(texts, one) for one in findings]
    document: dict[str, object] = {"cases": entries}
    if report is not None:
        reports = workspace.case_reports
        written = reports.write(reports.order(chosen[0], texts), report)
        document["report"] = {
            "file": str(written.path),
            "pages": written.pages,
            "sha256": written.sha256,
        }
        lines.append(texts("case_report.written", file=written.path, pages=written.pages))
    session.emit(document, lines or [texts("cli.none_listed")])
    return 1 if grave else 0


@command("export")
@click.argument("case", required=False)
@click.option("--all", "everything", is_flag=True)
@employer_option
@click.option("--out", type=PATH)
@click.option("--blank", metavar="FORM")
@click.option("--draft", is_flag=True)
@click.option("--language", type=click.Choice(["zh", "en", "both"]), default="zh")
@click.option("--full-numbers", is_flag=True)
@click.option("--workers", type=click.IntRange(1, 64))
@click.option("--executor")
@click.option("--sign", type=PATH)
@click.option("--visible", is_flag=True)
@common_options
def export(
    case: str | None,
    *,
    everything: bool,
    employer: str,
    out: Path | None,
    blank: str | None,
    **options: Any,
) -> int:
    """Export packages as PDF; exit code 1 if one failed."""
    session = current()
    if blank is not None:
        if blank == LIST:
            return list_blanks(session)
        return export_blank(session, blank, case, out, options)
    if bool(case) == everything:
        raise click.UsageError(session.texts("cli.export_what"))
    if out is None:
        raise click.UsageError(session.texts("cli.blank.where"))
    workspace = session.workspace(read_only=True)
    chosen = _chosen(workspace, case, employer_of(session, employer))
    wish = make_wish(session, len(chosen), out, options)
    exports = Exports(session, workspace, wish)
    frozen = freeze_all(workspace, chosen)
    code = exports.run(chosen)
    keep_all(session, frozen, exports.written(), draft=wish.paper.draft)
    return code


def _of_employer(workspace: Workspace, employer: int | None) -> tuple[Case, ...]:
    return workspace.cases.of_employer(employer) if employer else tuple(workspace.cases.all())


def _chosen(workspace: Workspace, number: str | None, employer: int | None) -> tuple[Case, ...]:
    if number is None:
        return _of_employer(workspace, employer)
    case = workspace.cases.by_number(number)
    if case is None:
        raise NotFoundError("case_unknown", case=number)
    return (case,)

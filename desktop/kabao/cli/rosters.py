"""Commands for rosters: import from a spreadsheet, the template, and the export of a view."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kabao.cli.session import SHOWN, common_options, current, finding_entry, finding_line
from kabao.cli.spoken import group
from kabao.domain.errors import InputRefusedError
from kabao.domain.rosters.headers import roster_fields
from kabao.exchange.spreadsheets import read_mapping
from kabao.rulebook import load
from kabao.services.rosters import OFFER, write_roster_template

if TYPE_CHECKING:
    from kabao.cli.session import Session
    from kabao.domain.holders import HolderFilter
    from kabao.services.workspace import Workspace

COUNTS = ("rows", "added", "updated", "unchanged", "refused")


@dataclass(frozen=True, slots=True)
class RosterOptions:
    """How a roster is taken in."""

    dry_run: bool = False
    sheet: str = ""
    mapping: Path | None = None
    employer: str | None = None
    returned: Path | None = None
    create_employers: bool = False


def import_roster(session: Session, file: Path, options: RosterOptions) -> int:
    """Take a spreadsheet in; exit code 1 if a row was refused."""
    dry_run, returned = options.dry_run, options.returned
    workspace = session.workspace(read_only=dry_run)
    rosters, texts = workspace.rosters, session.texts
    given = read_mapping(options.mapping) if options.mapping else None
    employer_id = _employer(workspace, options.employer)
    sheet = rosters.open(file, options.sheet or (given.sheet if given else ""))
    chosen = rosters.apply_file(sheet, given) if given else rosters.suggest(sheet)
    if options.create_employers:
        chosen = chosen.with_fixes(chosen.fixes | {OFFER})
    preview = rosters.preview(sheet, chosen, employer_id=employer_id)
    report = rosters.report(preview) if dry_run else rosters.take(preview)
    counts = {name: getattr(report, name) for name in COUNTS}
    lines = [texts("rosters.cli.imported", **counts)]
    if dry_run:
        lines.append(texts("cli.dry_run"))
    if returned is not None and report.refused:
        count = rosters.write_returned(preview, returned, texts)
        lines.append(texts("rosters.cli.returned", count=count, file=returned))
    shown = sorted(report.findings, key=lambda item: item.level.rank)[:SHOWN]
    lines += [finding_line(texts, item) for item in shown]
    if len(report.findings) > SHOWN:
        lines.append(f"  {texts('cli.more_findings', count=len(report.findings) - SHOWN)}")
    entries = [finding_entry(texts, item) for item in report.findings]
    session.emit({**counts, "dry_run": dry_run, "findings": entries}, lines)
    return 1 if report.refused else 0


@group("template")
def template() -> None:
    """Spreadsheets to fill in."""


@template.command("roster")
@click.argument("file", type=click.Path(path_type=Path))
@common_options
def template_roster(file: Path) -> None:
    """The roster template."""
    session = current()
    rulebook = load()
    if file.suffix.lower() != ".xlsx":
        raise InputRefusedError("roster_template_kind", name=file.name)
    fields = roster_fields(rulebook.form("holder"), rulebook.form("card"))
    write_roster_template(file, fields, session.texts)
    session.emit({"file": str(file)}, [session.texts("rosters.cli.template", file=file)])


def export_holders(
    session: Session, wanted: HolderFilter, target: Path, *, full: bool, limit: int | None = None
) -> None:
    """Write the people a filter lets through as a table."""
    workspace = session.workspace(read_only=True)
    ids = workspace.holders.ids(wanted)[:limit]
    texts = session.texts
    count = workspace.rosters.export(ids, target, texts, full=full)
    key = "rosters.cli.exported_full" if full else "rosters.cli.exported"
    document = {"file": str(target), "rows": count, "full": full}
    session.emit(document, [texts(key, count=count, file=target)])


def _employer(workspace: Workspace, code: str | None) -> int | None:
    if code is None:
        return None
    wanted = code.strip().upper()
    found = next((item for item in workspace.employers.all() if item.uscc.upper() == wanted), None)
    if found is None:
        raise InputRefusedError("roster_employer_not_found", uscc=code)
    return found.id

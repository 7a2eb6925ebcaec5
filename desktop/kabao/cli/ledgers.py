"""Commands that make a ledger or bring data into one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kabao.cli.passphrases import key_for_new
from kabao.cli.rosters import RosterOptions, import_roster
from kabao.cli.session import PATH, common_options, current, finding_entry, finding_line
from kabao.cli.spoken import command
from kabao.cli.supplements import take_supplement
from kabao.domain.errors import InputRefusedError
from kabao.exchange.spreadsheets import SUFFIXES
from kabao.services.supplements import holds_supplement
from kabao.services.workspace import Workspace

if TYPE_CHECKING:
    from kabao.cli.session import Session
    from kabao.domain.findings import Finding

COUNTS = ("rows", "added", "updated", "unchanged", "refused")


@command("new")
@click.argument("file", type=PATH)
@click.option("--encrypt/--no-encrypt", default=None)
@common_options
def new(file: Path, *, encrypt: bool | None) -> None:
    """Make an empty ledger; a terminal asks for a passphrase."""
    session = current()
    if file.exists():
        raise InputRefusedError("ledger_exists", name=file.name)
    key = key_for_new(session, encrypt=encrypt)
    Workspace.create(file, key=key).close()
    if key is not None:
        key.wipe()
    session.remember(file)
    told = [session.texts("cli.created", file=file)]
    told += [session.texts("cli.key.print_sheet", file=file)] if key else []
    session.emit({"ledger": str(file)}, told)


@command("import")
@click.argument("file", type=PATH)
@click.option("--dry-run", is_flag=True)
@click.option("--sheet", default="")
@click.option("--mapping", type=click.Path(path_type=Path))
@click.option("--employer")
@click.option("--create-employers", is_flag=True)
@click.option("--returned", type=click.Path(path_type=Path))
@common_options
def import_(file: Path, **given: Any) -> int:
    """Import a roster, an exchange file or a package."""
    session, options = current(), RosterOptions(**given)
    dry_run = options.dry_run
    if file.suffix.lower() in SUFFIXES:
        return import_roster(session, file, options)
    if file.suffix.lower() not in (".json", ".pdf"):
        raise InputRefusedError("import_kind_unknown", name=file.name)
    if holds_supplement(file):
        return take_supplement(session, file, dry_run=dry_run)
    exchange = session.workspace().exchange
    try:
        report = exchange.load(file, dry_run=dry_run)
    except InputRefusedError as error:
        return _refused(session, error, dry_run=dry_run)
    counts = {name: getattr(report, name) for name in COUNTS}
    lines = [session.texts("cli.imported", **counts)]
    if dry_run:
        lines.append(session.texts("cli.dry_run"))
    lines += [finding_line(session.texts, item) for item in report.findings]
    session.emit(_document(session, counts, report.findings, dry_run=dry_run), lines)
    return 0


def _refused(session: Session, error: InputRefusedError, *, dry_run: bool) -> int:
    """Tell a refusal on the error stream, and as a document too where one was asked for."""
    rows = int(error.params.get("rows", 0))
    counts = dict.fromkeys(COUNTS, 0) | {"rows": rows, "refused": rows}
    session.emit(_document(session, counts, error.findings, dry_run=dry_run), ())
    session.report(error)
    return error.exit_code


def _document(
    session: Session,
    counts: dict[str, int],
    findings: tuple[Finding, ...],
    *,
    dry_run: bool,
) -> dict[str, object]:
    entries = [finding_entry(session.texts, item) for item in findings]
    return {**counts, "dry_run": dry_run, "findings": entries}

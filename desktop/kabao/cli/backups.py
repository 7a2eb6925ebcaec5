"""Commands that make and prove backups, and bring one back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import command
from kabao.domain.errors import CancelledError, InputRefusedError, LedgerLockedError
from kabao.services.backup_words import change_lines, line_of
from kabao.services.backups import Backups, Made, put_in_place
from kabao.services.safekeeping import is_encrypted, opens

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.services.backups import Backup, RestorePreview
    from kabao.services.safekeeping import LedgerKey


@command("backup")
@click.option("--to", "folder", type=PATH)
@click.option("--list", "listing", is_flag=True)
@click.option("--prove", is_flag=True)
@common_options
def backup(folder: Path | None, *, listing: bool, prove: bool) -> int:
    """Make a backup of the ledger and prove it."""
    session = current()
    path = session.ledger_path()
    service = Backups(path, key=None if listing and not prove else session.key_of(path))
    if listing or prove:
        return _listed(session, service, prove=prove)
    service.preview(path)  # a ledger that can be read whole, or words why not
    made = Made(service.make_in(folder)) if folder else service.make()
    told = session.texts("backups.made", file=made.backup.path)
    session.emit({"backup": str(made.backup.path), **_entry(made.backup)}, [told])
    if made.problem is not None:
        session.report(made.problem)
        return made.problem.exit_code
    return 0


@command("restore")
@click.argument("file", type=PATH)
@click.option("--to", "new", type=PATH)
@click.option("--yes", is_flag=True)
@common_options
def restore(file: Path, *, new: Path | None, yes: bool) -> int:
    """Restore a backup; says first what would change."""
    session = current()
    texts = session.texts
    if new is not None:
        Backups(new, key=session.key_of(file)).restore_as(file, new)
        session.remember(new)
        session.emit({"ledger": str(new)}, [texts("backups.restored_as", file=new)])
        return 0
    path = session.ledger_path()
    service = Backups(path, key=session.key_of(path))
    own = _key_of(session, file, path)
    preview = service.preview(file, own)
    lines = change_lines(texts, preview)
    if not yes:
        _ask(session, lines)
    aside = put_in_place(service.stage(file, own), path, session.key_of(path))
    told = [] if not yes else lines
    told = [*told, texts("backups.restored", file=path)]
    if aside:
        told.append(texts("backups.kept_aside", file=aside))
    session.emit({"ledger": str(path), "aside": aside and str(aside), **_counts(preview)}, told)
    return 0


def _key_of(session: Session, file: Path, ledger: Path) -> LedgerKey | None:
    """Return the key of a backup: that of the ledger, unless it is of another passphrase."""
    key = session.key_of(ledger)
    if key is not None and is_encrypted(file) and opens(file, key):
        return key
    return session.key_of(file)


def _ask(session: Session, lines: list[str]) -> None:
    """Show what would change and ask, where there is somebody to answer."""
    for line in lines:
        session.tell(line)
    if not sys.stdin.isatty():
        raise InputRefusedError("restore_unconfirmed")
    if not click.confirm(session.texts("backups.restore_question"), err=True):
        raise CancelledError("stopped")


def _listed(session: Session, service: Backups, *, prove: bool) -> int:
    found, broken = [], 0
    lines = []
    for item in service.listed():
        proven = item
        problem = ""
        if prove:
            try:
                proven = service.prove(item)
            except (InputRefusedError, LedgerLockedError) as error:
                broken += 1
                problem = error.code
                session.report(error)
        entry = {"backup": str(item.path), **_entry(proven), "ok": not problem}
        found.append(entry)
        lines.append(line_of(session.texts, proven, problem=problem))
    session.emit({"backups": found}, lines or [session.texts("backups.none")])
    return 1 if broken else 0


def _entry(item: Backup) -> dict[str, object]:
    return {
        "made_at": item.made_at.isoformat(),
        "reason": str(item.reason),
        "size": item.size,
        "proven_at": item.proven_at.isoformat() if item.proven_at else None,
    }


def _counts(preview: RestorePreview) -> dict[str, object]:
    return {"counts": {name: {"now": now, "then": then} for name, now, then in preview.counts()}}

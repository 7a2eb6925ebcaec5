"""Commands for the passphrase of a ledger: give, change, take away, print the recovery sheet."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kabao.cli.passphrases import NEW_VARIABLE, ask_new
from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import group
from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.services.backups import Backups
from kabao.services.recovery_sheets import write_recovery_sheet
from kabao.services.safekeeping import change, is_encrypted, new_key

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.services.safekeeping import LedgerKey


@group("key")
def key() -> None:
    """The passphrase of a ledger and its recovery sheet."""


_DROP = click.option("--drop-old-backups", "drop", is_flag=True)


@key.command("set")
@_DROP
@common_options
def set_(*, drop: bool) -> int:
    """Give the ledger a passphrase; the whole file is encrypted."""
    session = current()
    path = session.ledger_path()
    if is_encrypted(path):
        raise InputRefusedError("passphrase_has_one", name=path.name)
    return _change(session, path, new_key(ask_new(session, NEW_VARIABLE)), "set", drop=drop)


@key.command("change")
@_DROP
@common_options
def change_(*, drop: bool) -> int:
    """Change the passphrase; former recovery sheets are void."""
    session = current()
    path = _encrypted(session)
    session.key_of(path)
    return _change(session, path, new_key(ask_new(session, NEW_VARIABLE)), "changed", drop=drop)


@key.command("remove")
@click.option("--yes", is_flag=True)
@common_options
def remove(*, yes: bool) -> int:
    """Take the passphrase away; the file is no longer encrypted."""
    session = current()
    path = _encrypted(session)
    session.key_of(path)
    if not yes:
        if not sys.stdin.isatty():
            raise InputRefusedError("passphrase_removal_unconfirmed")
        if not click.confirm(session.texts("cli.key.remove_question"), err=True):
            raise CancelledError("stopped")
    return _change(session, path, None, "removed", drop=False)


@key.command("recovery")
@click.argument("file", type=PATH)
@common_options
def recovery(file: Path) -> None:
    """Write the recovery sheet as PDF."""
    session = current()
    path = _encrypted(session)
    own = session.key_of(path)
    assert own is not None
    write_recovery_sheet(session.texts, path, own, session.clock(), file)
    told = [session.texts("cli.key.sheet", file=file), session.texts("cli.key.sheet_warning")]
    session.emit({"sheet": str(file)}, told)


def _encrypted(session: Session) -> Path:
    path = session.ledger_path()
    if path.is_file() and not is_encrypted(path):
        raise InputRefusedError("passphrase_none", name=path.name)
    return path


def _change(session: Session, path: Path, new: LedgerKey | None, done: str, *, drop: bool) -> int:
    result = change(path, session.key_of(path), new)
    older = result.older
    told = [session.texts(f"cli.key.{done}", file=path)]
    if older and drop:
        older -= Backups(path, key=new).remove_under_other_keys()
        told.append(session.texts("cli.key.dropped", count=result.older - older))
    elif older:
        told.append(session.texts("cli.key.older", count=older))
    if new is not None:
        told.append(session.texts("cli.key.print_sheet", file=path))
        new.wipe()
    session.emit({"ledger": str(path), "encrypted": new is not None, "older": older}, told)
    if result.problem is not None:
        session.report(result.problem)
        return result.problem.exit_code
    return 0

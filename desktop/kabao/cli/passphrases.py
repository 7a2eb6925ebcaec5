"""The passphrase of a ledger: asked for on a terminal, else read from the environment.

A command line can be read by every user of a machine, so no option takes one.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from kabao.domain.errors import InputRefusedError, LedgerLockedError
from kabao.services.safekeeping import is_encrypted, new_key, unlock

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.services.safekeeping import LedgerKey

VARIABLE = "KABAO_PASSPHRASE"
NEW_VARIABLE = "KABAO_NEW_PASSPHRASE"
_TRIES = 3


def ask_key(session: Session, path: Path) -> LedgerKey | None:
    """Return the key of a ledger that has a passphrase; a recovery code will do as well.

    Raises LedgerLockedError, whose exit code is 4, when nobody knows it.
    """
    if not is_encrypted(path):
        return None
    given = os.environ.get(VARIABLE)
    if given is not None:
        return unlock(path, given)
    if not sys.stdin.isatty():
        raise LedgerLockedError("ledger_passphrase_unasked", name=path.name)
    for left in reversed(range(_TRIES)):
        try:
            return unlock(path, _prompt(session, "cli.key.ask", name=path.name))
        except (LedgerLockedError, InputRefusedError) as error:
            if not left:
                raise
            session.report(error)
    return None


def key_for_new(session: Session, *, encrypt: bool | None) -> LedgerKey | None:
    """Return the key of a new ledger; without an option a terminal is asked, and may decline.

    Raises InputRefusedError ``passphrase_undecided`` where nobody was asked and nothing says so.
    """
    if encrypt is False:
        return None
    given = os.environ.get(VARIABLE)
    if encrypt is None and given is None:
        if not sys.stdin.isatty():
            raise InputRefusedError("passphrase_undecided", variable=VARIABLE)
        session.tell(session.texts("cli.key.why"))
        words = ask_new(session, VARIABLE, optional=True)
        return new_key(words) if words else None
    return new_key(given if given is not None else ask_new(session, VARIABLE))


def ask_new(session: Session, variable: str, *, optional: bool = False) -> str:
    """Ask for a new passphrase twice, or read it from a variable of the environment."""
    given = None if optional else os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise InputRefusedError("passphrase_new_unasked", variable=variable)
    words = _prompt(session, "cli.key.ask_new")
    if not words and optional:
        return ""
    if words != _prompt(session, "cli.key.ask_again"):
        raise InputRefusedError("passphrase_differs")
    return words


def _prompt(session: Session, key: str, **params: str) -> str:
    question = session.texts(key, **params)
    return str(click.prompt(question, hide_input=True, err=True, default="", show_default=False))

"""The key that packages are signed with; its passphrase is asked for and never kept."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from kabao.domain.errors import InputRefusedError
from kabao.services.signatures import open_key

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.services.signatures import Signing

VARIABLE = "KABAO_SIGN_PASSPHRASE"
"""A command line can be read by every user of a machine, the environment only by its own."""


def ask_key(session: Session, path: Path, *, visible: bool) -> Signing:
    """Open a key with the passphrase of the environment or the one typed in.

    Raises InputRefusedError ``sign_no_passphrase`` where nobody can be asked.
    """
    passphrase = os.environ.get(VARIABLE)
    if passphrase is None:
        if not sys.stdin.isatty():
            raise InputRefusedError("sign_no_passphrase")
        question = session.texts("cli.sign.passphrase", name=path.name)
        passphrase = click.prompt(
            question, hide_input=True, err=True, default="", show_default=False
        )
    return open_key(path, str(passphrase), visible=visible)

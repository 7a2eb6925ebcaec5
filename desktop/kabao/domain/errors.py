"""Errors a user can do something about; every other exception is a defect of the program."""

from typing import TYPE_CHECKING

from kabao.domain.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping


class KabaoError(Exception):
    """A known problem: ``errors.<code>`` in the catalogue of words says what to do about it."""

    exit_code = 3

    def __init__(self, code: str, findings: tuple[Finding, ...] = (), **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, str | int] = params
        self.findings = findings


class InputRefusedError(KabaoError):
    """What was handed in cannot be taken; nothing has been changed."""

    exit_code = 3


class NotFoundError(KabaoError):
    """The record asked for is not in the ledger."""

    exit_code = 3


class LedgerLockedError(KabaoError):
    """Another window has the ledger, or its key is wrong."""

    exit_code = 4


class EnvironmentProblemError(KabaoError):
    """The disk is full, a folder is read-only, or something the system owns is missing."""

    exit_code = 5


class CancelledError(KabaoError):
    """The user stopped a long piece of work; nothing half-done is left behind."""

    exit_code = 3

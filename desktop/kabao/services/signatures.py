"""Signing packages as a use case: the key is opened once, kept in memory only, never told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.documents.plans.wording import Wording
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.errands import run

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.documents.plan import PackagePlan
    from kabao.documents.signing import Key

_MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Signing:
    """With which key packages are signed, and whether it is seen on the cover."""

    key: Key = field(repr=False)
    visible: bool = False

    def signed(self, data: bytes, plan: PackagePlan, pages: int) -> bytes:
        """Return the bytes of a package with its signature."""
        from kabao.documents.signing import sign

        if not self.visible:
            return sign(data, self.key)
        wording = Wording(plan.language)
        lines = (
            wording.one("documents.signature.by", name=self.key.name),
            plan.case_number,
            wording.one("documents.signature.note", pages=pages),
        )
        return sign(data, self.key, lines)


def open_key(path: Path, passphrase: str, *, visible: bool = False) -> Signing:
    """Open a PKCS#12 file for signing.

    Raises InputRefusedError ``sign_extra_missing`` and ``sign_key_refused``, and
    EnvironmentProblemError ``sign_key_unreadable``.
    """
    try:
        from kabao.documents.signing import Key
    except ImportError as error:
        raise InputRefusedError("sign_extra_missing") from error
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputRefusedError("sign_key_refused")
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("sign_key_unreadable", name=path.name) from error
    # Opened on trial first: such a file may ask for more rounds of its passphrase than a year has.
    run("kabao.services.signatures:try_key", data, passphrase, name=path.name)
    return Signing(Key(data, passphrase), visible)


def try_key(data: bytes, passphrase: str) -> None:
    """Open a key in this process, which may be one that ends with it."""
    from kabao.documents.signing import Key

    Key(data, passphrase)

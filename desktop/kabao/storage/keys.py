"""The key of an encrypted ledger: made of a passphrase and the salt of its file.

The file is whole SQLCipher 4: 16 bytes of salt, then pages of 4096 bytes, each with a code of its
own that only the key gives. So a wrong passphrase and a damaged first page can be told apart by
the other pages, without a word in the file about either.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NoReturn, Self

from kabao.domain.errors import InputRefusedError, LedgerLockedError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

KEY_BYTES = 32
SALT_BYTES = 16
ROUNDS = 256_000
"""What SQLCipher 4 does itself, so that its own tools open a ledger by the same passphrase."""
PAGE = 4096
_CODE = 64
_MAGIC = b"SQLite format 3\0"
_TRIED = 9
_UNEVEN = 420.0
"""Chi-square of 256 kinds of bytes; of an encrypted page it is 255, give or take 23."""
_OTHERS = (b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG", b"%PDF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
"""How files begin that look as mixed as an encrypted one."""


class LedgerKey:
    """A raw key with its salt; never printed, never pickled, wiped when the ledger is closed."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        """Take 32 bytes of key and 16 of salt."""
        if len(raw) != KEY_BYTES + SALT_BYTES:
            raise InputRefusedError("recovery_incomplete")
        self._raw = bytearray(raw)

    @classmethod
    def derived(cls, passphrase: str, salt: bytes) -> Self:
        """Make the key of a passphrase; takes a tenth of a second and lets other threads run."""
        words = unicodedata.normalize("NFC", passphrase).encode()
        return cls(hashlib.pbkdf2_hmac("sha512", words, salt, ROUNDS, KEY_BYTES) + salt)

    @classmethod
    def fresh(cls, passphrase: str) -> Self:
        """Make the key of a passphrase for a file that is still to be written."""
        return cls.derived(passphrase, secrets.token_bytes(SALT_BYTES))

    @property
    def salt(self) -> bytes:
        """The salt, which stands open at the head of the file."""
        return bytes(self._raw[KEY_BYTES:])

    def raw(self) -> bytes:
        """Return key and salt for the recovery sheet; refused once the key is wiped."""
        if not any(self._raw):
            raise LedgerLockedError("ledger_key_gone")
        return bytes(self._raw)

    def literal(self) -> str:
        """Return the key as SQLCipher's ``PRAGMA key`` and ``ATTACH ... KEY`` take it."""
        return f"x'{self.raw().hex()}'"

    def copy(self) -> LedgerKey:
        """Return a second one, which outlives the wiping of this."""
        return LedgerKey(self.raw())

    def wipe(self) -> None:
        """Forget the key."""
        for at in range(len(self._raw)):
            self._raw[at] = 0

    def same_as(self, other: LedgerKey) -> bool:
        """Say whether two keys are one."""
        return hmac.compare_digest(self._raw, other._raw)

    def __repr__(self) -> str:
        return "LedgerKey(...)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not to be stored or sent")


def is_encrypted(path: Path) -> bool:
    """Say whether a file looks like an encrypted ledger: neither SQLite's nor of another kind."""
    try:
        pages = _probed(path.stat().st_size // PAGE)
        with path.open("rb") as file:
            if not pages or file.read(PAGE).startswith((_MAGIC, *_OTHERS)):
                return False
            mixed = sum(_is_mixed(_page(file, number)) for number in pages)
    except OSError:
        return False
    # Some pages may be damaged, the first one too; in a plain file most are not mixed.
    return mixed * 2 > len(pages)


def salt_of(path: Path) -> bytes:
    """Return the salt at the head of an encrypted file."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def key_for(path: Path, key: LedgerKey | None) -> LedgerKey | None:
    """Return the key that a file needs: none for a plain one.

    Raises LedgerLockedError when it needs one and there is none, or one of another passphrase.
    """
    if not is_encrypted(path):
        return None
    if key is None:
        raise LedgerLockedError("ledger_passphrase_needed", name=path.name)
    if salt_of(path) != key.salt and not fits(path, key):
        raise LedgerLockedError("ledger_other_passphrase", name=path.name)
    return key


def fits(path: Path, key: LedgerKey) -> bool:
    """Say whether any page of a file was written with a key."""
    raw = key.raw()
    mask = bytes(byte ^ 0x3A for byte in raw[KEY_BYTES:])
    of_codes = hashlib.pbkdf2_hmac("sha512", raw[:KEY_BYTES], mask, 2, KEY_BYTES)
    with path.open("rb") as file:
        for number in _probed(path.stat().st_size // PAGE):
            page = _page(file, number)
            body = page[SALT_BYTES if number == 1 else 0 : -_CODE] + number.to_bytes(4, "little")
            if hmac.compare_digest(hmac.digest(of_codes, body, "sha512"), page[-_CODE:]):
                return True
    return False


def _probed(pages: int) -> list[int]:
    """Choose some pages from the first to the last."""
    return sorted({1 + at * (pages - 1) // (_TRIED - 1) for at in range(_TRIED)} if pages else ())


def _page(file: BinaryIO, number: int) -> bytes:
    file.seek((number - 1) * PAGE)
    return file.read(PAGE)


def _is_mixed(page: bytes) -> bool:
    """Say whether bytes of all kinds come equally often, as in anything well encrypted."""
    if len(page) < PAGE:
        return False
    mean = len(page) / 256
    counts = Counter(page).values()
    missing = (256 - len(counts)) * mean**2
    return (sum((count - mean) ** 2 for count in counts) + missing) / mean < _UNEVEN

"""Reading a package back: its manifest, the data inside, and the files as they were taken in."""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.documents.enclosures import DATA, MANIFEST, page_picture
from kabao.documents.manifest import VERSION, SealCheck, check_seal
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.errands import SPOILT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MOST_BYTES = 1024 * 1024 * 1024
"""A larger file is no package of ours: its attachments may have 200 MB together."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What the manifest says about a file behind a part."""

    name: str
    sha256: str
    media_type: str
    kept: str


@dataclass(frozen=True, slots=True)
class KeptPart:
    """What the manifest says about a part or an attachment."""

    title: str
    attachment: bool
    page: int
    pages: int
    sha256: str
    original: KeptFile | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a package as it was read."""

    case: str
    program: str
    rulebook: str
    language: str
    made_on: str
    draft: bool
    copy: str
    archival: str
    fonts_sha256: str
    pages: int
    parts: tuple[KeptPart, ...]
    data_sha256: str
    """Empty where the package carries no data."""
    content_sha256: str = ""
    """SHA-256 of the plan that the package was written from."""


@contextmanager
def told_as_damage(name: str) -> Iterator[None]:
    """Say of a package whose parts are not of the kind that a PDF asks for that it is damaged."""
    import pikepdf

    try:
        yield
    except (pikepdf.PdfError, *SPOILT) as error:
        raise InputRefusedError("package_damaged", name=name) from error


class PackageFile:
    """One opened package; a context manager that ends with its file."""

    def __init__(self, raw: bytes, name: str) -> None:
        """Open the bytes of a package.

        Raises InputRefusedError ``package_not_pdf``, ``package_locked``, ``package_damaged``,
        ``package_foreign`` or ``package_newer``, each with the name of the file.
        """
        self.raw = self.whole = raw
        """The sealed bytes, and the file as it is: a signature may stand behind the seal."""
        self.name = name
        self.document = _opened(raw, name)
        try:
            self._read()
            self._seal = check_seal(raw, self._told)
            if self._seal.sound and self._seal.appended:
                # What was added behind may have replaced anything; only what is sealed is read.
                self.raw = raw[: -self._seal.appended]
                self.document.close()
                self.document = _opened(self.raw, name)
                self._read()
        except BaseException:
            self.document.close()
            raise

    @classmethod
    def open(cls, path: Path) -> PackageFile:
        """Read a file and open it."""
        try:
            if not path.is_file():
                raise InputRefusedError("package_no_file", name=path.name)
            if path.stat().st_size > MOST_BYTES:
                raise InputRefusedError("package_foreign", name=path.name)
            return cls(path.read_bytes(), path.name)
        except OSError as error:
            raise EnvironmentProblemError("package_unreadable", name=path.name) from error

    def __enter__(self) -> PackageFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.document.close()

    def seal(self) -> SealCheck:
        """Tell what came of checking the digest of the whole file."""
        return self._seal

    def _read(self) -> None:
        self._enclosed = _enclosed(self.document)
        self._told = self.enclosed(MANIFEST)
        self.manifest = _manifest(self._told, self.name)

    def data(self) -> bytes:
        """Return the exchange document inside; empty where there is none.

        Raises InputRefusedError ``package_data_changed`` if it is not what the manifest names.
        """
        wanted = self.manifest.data_sha256
        data = self.enclosed(DATA) if wanted else b""
        if wanted and hashlib.sha256(data).hexdigest() != wanted:
            raise InputRefusedError("package_data_changed", name=self.name)
        return data

    def originals(self) -> Mapping[str, bytes]:
        """Return the files that the package keeps, by their names inside, each proven.

        Raises InputRefusedError ``package_original_changed`` for one that is not what it was.
        """
        files: dict[str, bytes] = {}
        for part in self.manifest.parts:
            kept = part.original
            if kept is not None and kept.kept and kept.name not in files:
                files[kept.name] = self._original(part, kept)
        return files

    def enclosed(self, name: str) -> bytes:
        """Return an enclosed file; empty if it is not there or cannot be read."""
        import pikepdf

        stream = self._enclosed.get(name)
        try:
            return bytes(stream.read_bytes()) if stream is not None else b""
        except (pikepdf.PdfError, RuntimeError):
            return b""

    def _original(self, part: KeptPart, kept: KeptFile) -> bytes:
        data = self.enclosed(kept.name)
        if kept.kept == "picture" and 1 <= part.page <= len(self.document.pages):
            data = page_picture(self.document.pages[part.page - 1]) or b""
        if hashlib.sha256(data).hexdigest() != kept.sha256:
            raise InputRefusedError("package_original_changed", name=self.name, title=part.title)
        return data


def _opened(raw: bytes, name: str) -> Any:
    import pikepdf

    if b"%PDF-" not in raw[:1024]:
        raise InputRefusedError("package_not_pdf", name=name)
    try:
        document = pikepdf.open(io.BytesIO(raw))
        len(document.pages)
    except pikepdf.PasswordError as error:
        raise InputRefusedError("package_locked", name=name) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise InputRefusedError("package_damaged", name=name) from error
    return document


def _enclosed(document: Any) -> dict[str, Any]:
    """Return the associated files of a document by name, whatever else stands among them."""
    import pikepdf

    files: dict[str, Any] = {}
    listed = document.Root.get("/AF")
    for item in listed if isinstance(listed, pikepdf.Array) else ():
        if not isinstance(item, pikepdf.Dictionary):
            continue
        held = item.get("/EF")
        stream = held.get("/F") if isinstance(held, pikepdf.Dictionary) else None
        if isinstance(stream, pikepdf.Stream):
            files[str(item.get("/UF", ""))] = stream
    return files


def _manifest(told: bytes, name: str) -> Manifest:
    if not told:
        raise InputRefusedError("package_foreign", name=name)
    try:
        plain = json.loads(told)
        version = plain["kabao_package"]
        if isinstance(version, int) and version > VERSION:
            raise InputRefusedError(
                "package_newer", name=name, version=str(version)[:9], known=VERSION
            )
        return Manifest(
            case=str(plain["case"]),
            program=str(plain["program"]),
            rulebook=str(plain["rulebook"]),
            language=str(plain["language"]),
            made_on=str(plain["made_on"]),
            draft=plain["draft"] is True,
            copy=str(plain["copy"]),
            archival=str(plain["archival"]),
            fonts_sha256=str(plain["fonts_sha256"]),
            pages=int(plain["pages"]),
            parts=tuple(_part(item) for item in plain["parts"]),
            data_sha256=str(plain["data"]["sha256"]) if plain["data"] else "",
            content_sha256=str(plain["content_sha256"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputRefusedError("package_damaged", name=name) from error


def _part(plain: Any) -> KeptPart:
    kept = plain.get("original")
    return KeptPart(
        title=str(plain["title"]),
        attachment=plain["attachment"] is True,
        page=int(plain["page"]),
        pages=int(plain["pages"]),
        sha256=str(plain["sha256"]),
        original=KeptFile(
            str(kept["name"]), str(kept["sha256"]), str(kept["media_type"]), str(kept["kept"])
        )
        if kept
        else None,
    )

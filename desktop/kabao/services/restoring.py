"""Restoring a case from its package: the data inside, with the files as they were taken in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kabao.documents.increments import adds_one_signature
from kabao.documents.proving import package_finding
from kabao.documents.reading import PackageFile, told_as_damage
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Level
from kabao.errands import run
from kabao.exchange import parse_exchange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.documents.reading import Manifest
    from kabao.domain.exchange import ExchangeDocument
    from kabao.domain.findings import Finding


MOST_SECONDS = 300
"""For a package of some thousand pages on a slow computer."""


def read_package(path: Path) -> tuple[ExchangeDocument, tuple[Finding, ...]]:
    """Return the document inside a package, and what a reader should know about the file.

    Another process reads it. Raises InputRefusedError for what is no package, for a masked copy,
    for data or files that are not what the manifest names, and for everything that an exchange
    file is refused for.
    """
    told: tuple[ExchangeDocument, tuple[Finding, ...]] = in_package("read_here", path)
    return told


def in_package(work: str, path: Path, *more: object) -> Any:
    """Let another process do a piece of work of this module with a package."""
    where = f"kabao.services.restoring:{work}"
    return run(where, str(path.absolute()), *more, name=path.name, seconds=MOST_SECONDS)


@dataclass(frozen=True, slots=True)
class Inside:
    """What a package tells of itself, and the document in it."""

    manifest: Manifest
    data: bytes
    sound: bool
    """Whether the seal holds."""


def look_inside(path: Path) -> Inside:
    """Read what a package tells of itself; raises InputRefusedError for what is none."""
    told: Inside = in_package("look_here", path)
    return told


def look_here(path: str) -> Inside:
    """Do as ``look_inside`` in this process."""
    with told_as_damage(Path(path).name), PackageFile.open(Path(path)) as package:
        return Inside(package.manifest, package.data(), package.seal().sound)


def read_here(path: str) -> tuple[ExchangeDocument, tuple[Finding, ...]]:
    """Do as ``read_package`` in this process."""
    with told_as_damage(Path(path).name), PackageFile.open(Path(path)) as package:
        if not package.manifest.data_sha256:
            raise InputRefusedError("package_without_data", name=package.name)
        if package.manifest.copy == "masked":
            raise InputRefusedError("package_masked", name=package.name)
        document = parse_exchange(package.data(), files=FilesInside(package))
        seal = package.seal()
        signed = seal.sound and adds_one_signature(package.raw, package.whole)
    # The data prove themselves by their own digests; the pages may have been altered. A signature
    # behind them changes neither, whoever it is of.
    if not seal.sound:
        return document, (package_finding(Level.WARNING, "package_seal_broken"),)
    if seal.appended and not signed:
        return document, (package_finding(Level.WARNING, "package_appended", count=seal.appended),)
    return document, ()


class FilesInside:
    """The files of a package for the reader of its document, which names them by path."""

    def __init__(self, package: PackageFile) -> None:
        self._package = package
        self._files: Mapping[str, bytes] | None = None

    def __call__(self, name: str) -> bytes | None:
        """Return the bytes of a file inside; None where the package does not hold it."""
        if self._files is None:
            self._files = self._package.originals()
        return self._files.get(name)

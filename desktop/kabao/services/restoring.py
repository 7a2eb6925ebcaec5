"""Restoring a case from its package: the data inside, with the files as they were taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.increments import adds_one_signature
from kabao.documents.proving import package_finding
from kabao.documents.reading import PackageFile
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Level
from kabao.exchange import parse_exchange

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kabao.domain.exchange import ExchangeDocument
    from kabao.domain.findings import Finding


def read_package(path: Path) -> tuple[ExchangeDocument, tuple[Finding, ...]]:
    """Return the document inside a package, and what a reader should know about the file.

    Raises InputRefusedError for what is no package, for a masked copy, for data or files that
    are not what the manifest names, and for everything that an exchange file is refused for.
    """
    with PackageFile.open(path) as package:
        if not package.manifest.data_sha256:
            raise InputRefusedError("package_without_data", name=path.name)
        if package.manifest.copy == "masked":
            raise InputRefusedError("package_masked", name=path.name)
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

"""Reading an exchange document: taken whole with every reference sound, or refused whole."""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kabao import errands
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.exchange import EXCHANGE_VERSION
from kabao.exchange.building import DocumentBuilder
from kabao.exchange.files import MOST_BYTES_TOGETHER, AttachmentReader
from kabao.exchange.parsing import parse_json
from kabao.exchange.references import reference_findings
from kabao.exchange.schema import MOST_FINDINGS, schema_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.exchange import ExchangeDocument
    from kabao.domain.findings import Finding
    from kabao.exchange.files import FilesOf


MOST_SECONDS = 300
"""For a file of some hundred thousand records on a slow computer."""


def read_exchange(path: Path) -> ExchangeDocument:
    """Return the document in a file, its attachments read; refuses it whole otherwise.

    Another process reads it.
    """
    work, name = "kabao.exchange.reading:read_here", path.name
    told: ExchangeDocument = errands.run(
        work, str(path.absolute()), name=name, seconds=MOST_SECONDS
    )
    return told


def read_here(path: str | Path) -> ExchangeDocument:
    """Do as ``read_exchange`` in this process."""
    file = Path(path)
    return parse_exchange(_bytes_of(file), file.parent)


def parse_exchange(
    data: bytes, folder: Path | None = None, files: FilesOf | None = None
) -> ExchangeDocument:
    """Return the document in some bytes; without a folder, attachments by path are refused.

    ``files`` stands for the folder where the document lies inside another file.
    """
    if len(data) > MOST_BYTES_TOGETHER:
        raise InputRefusedError("exchange_too_large", limit=200)
    plain = parse_json(data)
    _check_version(plain)
    _refuse_if_any(schema_findings(plain))
    builder = DocumentBuilder(AttachmentReader(folder, used=len(data), files=files))
    document = builder.document(plain)
    _refuse_if_any(chain(builder.findings, reference_findings(document)))
    return document


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputRefusedError("exchange_no_file", file=path.name)
        if path.stat().st_size > MOST_BYTES_TOGETHER:
            raise InputRefusedError("exchange_too_large", limit=200)
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("exchange_unreadable", file=path.name) from error


def _check_version(plain: Any) -> None:
    version = plain.get("kabao_exchange") if isinstance(plain, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise InputRefusedError("exchange_not_one")
    if version > EXCHANGE_VERSION:
        raise InputRefusedError("exchange_newer", version=str(version)[:9], known=EXCHANGE_VERSION)


def _refuse_if_any(findings: Iterable[Finding]) -> None:
    first = tuple(islice(findings, MOST_FINDINGS))
    if first:
        raise InputRefusedError("exchange_refused", first, count=len(first))

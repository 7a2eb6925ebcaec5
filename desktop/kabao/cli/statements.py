"""The command that writes the statement for one person."""

from __future__ import annotations

from pathlib import Path

import click

from kabao.cli.session import common_options, current
from kabao.cli.spoken import command


@command("statement")
@click.argument("holder")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--language", type=click.Choice(["zh", "en", "both"]))
@common_options
def statement(holder: str, out: Path, language: str | None) -> None:
    """Write the activation status of one person."""
    session = current()
    texts = session.texts
    service = session.workspace(read_only=True).statements
    order = service.order(service.find(holder), language or texts.language)
    result = service.write(order, out)
    document = {"file": str(result.path), "pages": result.pages, "sha256": result.sha256}
    session.emit(document, [texts("statement.written", file=result.path, pages=result.pages)])

"""The command that writes the statement for one person."""

from __future__ import annotations

from pathlib import Path

import click

from kabao.cli.session import common_options, current


@click.command("statement")
@click.argument("holder")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="PDF 文件 / PDF file")
@click.option(
    "--language",
    type=click.Choice(["zh", "en", "both"]),
    help="说明书语言 / of the paper (default: that of the program)",
)
@common_options
def statement(holder: str, out: Path, language: str | None) -> None:
    """为一个人出激活状态说明（一页 PDF）/ write the activation status of one person.

    HOLDER is a card number, a name or last digits and must find exactly one person.
    """
    session = current()
    texts = session.texts
    service = session.workspace(read_only=True).statements
    order = service.order(service.find(holder), language or texts.language)
    result = service.write(order, out)
    document = {"file": str(result.path), "pages": result.pages, "sha256": result.sha256}
    session.emit(document, [texts("statement.written", file=result.path, pages=result.pages)])

"""The command that prints the manual."""

from __future__ import annotations

from pathlib import Path

import click

from kabao.cli.session import common_options, current


@click.command("manual")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="PDF 文件 / PDF file",
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en", "both"]),
    help="手册语言 / of the manual (default: that of the program)",
)
@common_options
def manual(output: Path, language: str | None) -> None:
    """把使用手册写成 PDF / write the manual as PDF.

    The same chapters as F1 opens in the window, with contents, page links and bookmarks.
    """
    from kabao.services.manual.printing import write_manual

    session = current()
    texts = session.texts
    pages = write_manual(output, language or texts.written, today=session.clock())
    words = texts("help.written", pages=pages, file=output)
    session.emit({"file": str(output), "pages": pages}, [words])

"""The command that prints the manual."""

from __future__ import annotations

from pathlib import Path

import click

from kabao.cli.session import common_options, current
from kabao.cli.spoken import command


@command("manual")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--language", type=click.Choice(["zh", "en", "both"]))
@common_options
def manual(output: Path, language: str | None) -> None:
    """Write the manual as PDF."""
    from kabao.services.manual.printing import write_manual

    session = current()
    texts = session.texts
    pages = write_manual(output, language or texts.written, today=session.clock())
    words = texts("help.written", pages=pages, file=output)
    session.emit({"file": str(output), "pages": pages}, [words])

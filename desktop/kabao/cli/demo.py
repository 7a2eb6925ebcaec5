"""The command that shows everything on sample data, without a display."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import command
from kabao.services.demo import run_demo

if TYPE_CHECKING:
    from pathlib import Path


@command("demo")
@click.option("--out", type=PATH, required=True)
@common_options
def demo(out: Path) -> None:
    """Export packages from sample data."""
    session = current()
    texts = session.texts
    result = run_demo(out, texts, session.clock)
    packages = [
        {"case": case, "file": str(item.path), "pages": item.pages, "sha256": item.sha256}
        for case, item in result.packages
    ]
    lines = [texts("cli.demo_ledger", file=result.ledger)]
    lines += [texts("cli.exported", **entry) for entry in packages]
    lines += [texts("batch.cli.archive", file=path) for path in result.archives]
    document = {
        "ledger": str(result.ledger),
        "packages": packages,
        "archives": [str(path) for path in result.archives],
    }
    session.emit(document, lines)

"""Commands that make a ledger or bring data into one."""

from __future__ import annotations

from pathlib import Path

import click

from kabao.cli.session import common_options, current, finding_entry, finding_line
from kabao.domain.errors import InputRefusedError
from kabao.services.workspace import Workspace


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path))
@common_options
def new(file: Path) -> None:
    """新建空台账 / make an empty ledger."""
    session = current()
    Workspace.create(file).close()
    session.emit({"ledger": str(file)}, [session.texts("cli.created", file=file)])


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不写入 / check only, keep nothing")
@common_options
def import_(file: Path, *, dry_run: bool) -> None:
    """导入交换文件（JSON）/ import an exchange file (JSON)."""
    session = current()
    if file.suffix.lower() != ".json":
        raise InputRefusedError("import_kind_unknown", name=file.name)
    report = session.workspace().exchange.load(file, dry_run=dry_run)
    texts = session.texts
    counts = {
        "rows": report.rows,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": report.refused,
    }
    lines = [texts("cli.imported", **counts)]
    if dry_run:
        lines.append(texts("cli.dry_run"))
    lines += [finding_line(texts, item) for item in report.findings]
    entries = [finding_entry(texts, item) for item in report.findings]
    session.emit({**counts, "dry_run": dry_run, "findings": entries}, lines)

"""The command that reads the whole ledger and says whether it is sound."""

from __future__ import annotations

import click

from kabao.cli.session import common_options, current


@click.command("doctor")
@common_options
def doctor() -> int:
    """检查台账是否完好，只读不改 / check that a ledger is sound; changes nothing.

    Exit code 1 if anything is wrong.
    """
    session = current()
    found = session.workspace(read_only=True).doctor.examine()
    texts = session.texts
    lines = []
    for item in found:
        verdict = texts("doctor.well" if item.is_well else "doctor.wrong", count=item.count)
        lines.append(texts("doctor.line", what=texts(f"doctor.{item.code}"), verdict=verdict))
    well = all(item.is_well for item in found)
    lines.append(texts("doctor.all_well" if well else "doctor.advice"))
    checks = [
        {"code": item.code, "ok": item.is_well, "count": item.count, "text": line}
        for item, line in zip(found, lines, strict=False)
    ]
    session.emit({"ok": well, "checks": checks}, lines)
    return 0 if well else 1

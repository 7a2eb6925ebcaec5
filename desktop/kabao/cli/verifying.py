"""The command that proves a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao import rulebook
from kabao.cli.session import PATH, common_options, current, finding_entry, finding_line
from kabao.cli.spoken import command
from kabao.services.verifying import verify_package

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.services.verifying import VerifyReport
    from kabao.texts import Texts


@command("verify")
@click.argument("file", type=PATH)
@common_options
def verify(file: Path) -> int:
    """Prove a package; exit code 1 if it was altered. Needs no ledger."""
    session = current()
    report = verify_package(file, rulebook.load())
    session.emit(_document(session.texts, report), _lines(session.texts, report))
    return 0 if report.ok else 1


def _document(texts: Texts, report: VerifyReport) -> dict[str, object]:
    manifest = report.manifest
    return {
        "ok": report.ok,
        "file": report.file,
        "case": manifest.case,
        "copy": manifest.copy,
        "draft": manifest.draft,
        "archival": manifest.archival,
        "program": manifest.program,
        "rulebook": manifest.rulebook,
        "signer": report.signer,
        "pages": manifest.pages,
        "parts": [
            {
                "title": part.title,
                "attachment": part.attachment,
                "page": part.page,
                "pages": part.pages,
                "sha256": part.sha256,
            }
            for part in manifest.parts
        ],
        "findings": [finding_entry(texts, item) for item in report.findings],
    }


def _lines(texts: Texts, report: VerifyReport) -> list[str]:
    manifest = report.manifest
    head = texts(
        "cli.verify.ok" if report.ok else "cli.verify.altered",
        file=report.file,
        case=manifest.case,
        parts=len(manifest.parts),
        pages=manifest.pages,
    )
    facts = texts(
        "cli.verify.facts",
        copy=texts(f"cli.verify.copy_{manifest.copy}"),
        archival=f"PDF/A-{manifest.archival}" if manifest.archival else "PDF",
        program=manifest.program,
        rulebook=manifest.rulebook,
    )
    found = [finding_line(texts, item) for item in report.findings]
    signer = report.signer
    last = texts("cli.verify.signed", signer=signer) if signer else texts("cli.verify.unsigned")
    return [head, facts, *found, last]

"""What ``kabao batch`` tells: people, answers, the package, a layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.cli.session import SHOWN, finding_entry
from kabao.domain.batch_claims.answers import Effect, findings_of
from kabao.domain.findings import Level
from kabao.domain.identity import mask_number
from kabao.services.sentences import describe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.cli.session import Session
    from kabao.domain.batch_claims.answers import Answers
    from kabao.domain.batch_claims.choosing import Pasted
    from kabao.domain.batch_claims.layouts import BatchLayout
    from kabao.domain.cases import Case
    from kabao.services.batch_claims.packing import PackResult


def tell_people(
    session: Session, case: Case, found: Pasted | None, told: Mapping[str, str] | None = None
) -> int:
    """Tell who was found, with what else is told of the case; returns the exit code."""
    texts = session.texts
    left = 0
    entries: dict[str, list[str]] = {}
    lines = [texts("batch.cli.people", case=case.number, count=len(case.holder_ids))]
    for kind in ("unknown", "ambiguous", "differing", "again") if found else ():
        some = getattr(found, kind)
        entries[kind] = [line.name or mask_number(line.number) for line in some]
        if some:
            named = texts("labels.list_separator").join(entries[kind][:SHOWN])
            lines.append("  " + texts(f"batch.paste.{kind}", count=len(some), who=named))
            left += len(some) if kind != "again" else 0
    people = {"case": case.number, "people": len(case.holder_ids), "left": entries}
    session.emit({**(told or {}), **people}, lines)
    return 1 if left else 0


def tell_answers(session: Session, case: Case, read: Answers, *, dry_run: bool) -> None:
    """Tell what a table of answers does and what was found about its rows."""
    texts = session.texts
    found = [(row, item) for row, item in findings_of(read) if item.level is not Level.INFO]
    numbers = {
        "rows": len(read.rows),
        "changed": read.count(Effect.CHANGE),
        "same": read.count(Effect.SAME),
        "refused": read.count(Effect.REFUSED),
        "unanswered": len(read.unanswered),
    }
    words = texts(
        "batch.answers.counts",
        file=read.file_name,
        rows=numbers["rows"],
        change=numbers["changed"],
        same=numbers["same"],
        refused=numbers["refused"],
        left=numbers["unanswered"],
    )
    lines = [words, *([texts("cli.dry_run")] if dry_run else [])]
    lines += [
        "  " + texts("batch.cli.row", row=row, text=describe(texts, one))
        for row, one in found[:SHOWN]
    ]
    document = {
        "case": case.number,
        "dry_run": dry_run,
        **numbers,
        "findings": [{"row": row, **finding_entry(texts, one)} for row, one in found],
    }
    session.emit(document, lines)


def tell_package(
    session: Session, case: Case, result: PackResult, names: Mapping[int, str]
) -> None:
    """Tell what was packed, and whose photograph does not go along."""
    texts = session.texts
    problems = [
        {
            "number": line.number,
            "name": names[line.holder_id],
            "problem": line.problem,
            "text": " ".join(
                part for part in (texts(f"batch.photo.{line.problem}"), line.detail) if part
            ),
        }
        for line in result.problems
    ]
    document = {
        "case": case.number,
        "file": str(result.path),
        "files": list(result.files),
        "people": result.people,
        "pages": result.pages,
        "photos": result.photos,
        "problems": problems,
    }
    lines = [
        texts(
            "batch.pack.done",
            name=result.path,
            people=result.people,
            pages=result.pages,
            photos=result.photos,
        )
    ]
    lines += [
        f"  {entry['number']}  {entry['name']}  {entry['text']}" for entry in problems[:SHOWN]
    ]
    session.emit(document, lines)


def tell_layout(session: Session, shown: BatchLayout) -> None:
    """Tell the columns of a region's list."""
    document = {
        "region": shown.region,
        "edited": shown.edited,
        "confidence": shown.origin.confidence.value if shown.origin else "",
        "sheet": shown.sheet,
        "first_row": shown.first_row,
        "photo_pattern": shown.photo_pattern,
        "columns": [
            {
                "key": item.key,
                "title": item.title,
                "shape": item.shape.value,
                "required": item.required,
            }
            for item in shown.columns
        ],
    }
    texts = session.texts
    lines = [
        "\t".join(
            (
                item.title,
                item.key,
                texts(f"batch.shape.{item.shape}"),
                "*" if item.required else "",
            )
        )
        for item in shown.columns
    ]
    session.emit(document, lines)

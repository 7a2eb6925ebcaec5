"""The commands over the history: list it, undo, redo, go back to a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.employer_option import employer_of, employer_option
from kabao.cli.session import common_options, current
from kabao.cli.spoken import command
from kabao.domain.errors import InputRefusedError
from kabao.domain.history import HistoryFilter
from kabao.services.step_words import entry_text, local_time, state_text, step_text

if TYPE_CHECKING:
    from kabao.domain.changes import Changed
    from kabao.domain.history import HistoryEntry
    from kabao.services.history import History
    from kabao.texts import Texts


@command("history")
@click.option("--limit", type=click.IntRange(min=1), default=50)
@employer_option
@common_options
def history(limit: int, employer: str) -> int:
    """List what was done, the newest first."""
    session = current()
    service = session.workspace(read_only=True).history
    texts = session.texts
    wanted = HistoryFilter(employer_id=employer_of(session, employer))
    entries = service.latest(limit, wanted=wanted)
    lines = [_line(texts, entry, service) for entry in entries]
    document = {"entries": [_document(texts, entry, service) for entry in entries]}
    session.emit(document, lines or [texts("cli.none_listed")])
    return 0


@command("undo")
@click.argument("entry", type=int, required=False)
@click.option("--back-to", type=int)
@common_options
def undo(entry: int | None, back_to: int | None) -> int:
    """Undo the latest step, or one by its number."""
    if entry is not None and back_to is not None:
        raise click.UsageError("ENTRY --back-to")
    service = current().workspace().history
    last = service.last_id()
    if back_to is not None:
        changed = service.go_back(back_to)
    else:
        candidate = service.undo_candidate() if entry is None else service.get(entry)
        if candidate is None:
            raise InputRefusedError("undo_empty")
        changed = service.undo(candidate.id)
    return _told(service, last, changed)


@command("redo")
@click.argument("entry", type=int, required=False)
@common_options
def redo(entry: int | None) -> int:
    """Redo what was undone last, or one by its number."""
    service = current().workspace().history
    last = service.last_id()
    candidate = service.redo_candidate() if entry is None else service.get(entry)
    if candidate is None:
        raise InputRefusedError("redo_empty")
    return _told(service, last, service.redo(candidate.id))


def _told(service: History, last: int, changed: Changed) -> int:
    """Say what was taken back: every entry that was written since."""
    session = current()
    texts = session.texts
    done = [entry for entry in service.latest(service.last_id() - last) if entry.id > last]
    done.reverse()
    lines = [_sentence(texts, entry, service) for entry in done]
    document = {
        "entries": [_document(texts, entry, service) for entry in done],
        "changed": {
            "holders": len(changed.holders),
            "cards": len(changed.cards),
            "employers": len(changed.employers),
            "cases": len(changed.cases),
        },
    }
    session.emit(document, lines)
    return 0


def _sentence(texts: Texts, entry: HistoryEntry, service: History) -> str:
    key = "steps.undone" if entry.is_step_back else "steps.redone"
    return texts(key, step=step_text(texts, service.root(entry)))


def _line(texts: Texts, entry: HistoryEntry, service: History) -> str:
    what = entry_text(texts, entry, service)
    state = state_text(texts, entry)
    parts = (str(entry.id), local_time(entry), entry.actor, what, state)
    return "\t".join(parts).rstrip()


def _document(texts: Texts, entry: HistoryEntry, service: History) -> dict[str, object]:
    return {
        "id": entry.id,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "text": entry_text(texts, entry, service),
        "rows": service.size(entry.id),
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
        "undoable": entry.undoable,
    }

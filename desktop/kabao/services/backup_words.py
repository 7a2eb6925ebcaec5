"""The words about backups that window and command line share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kabao.services.step_words import action_text

if TYPE_CHECKING:
    from kabao.services.backups import Backup, RestorePreview
    from kabao.storage.backups import Contents
    from kabao.texts import Texts

_UNITS = ((1024**3, "GB"), (1024**2, "MB"), (1024, "KB"))
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def size_text(size: int) -> str:
    """Return the size of a file for people."""
    for unit, name in _UNITS:
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size} B"


def age_text(texts: Texts, then: dt.datetime, now: dt.datetime) -> str:
    """Say how long ago something was."""
    seconds = int((now - then).total_seconds())
    if seconds < 2 * _MINUTE:
        return texts("backups.just_now")
    for unit, name in ((_DAY, "days"), (_HOUR, "hours"), (_MINUTE, "minutes")):
        if seconds >= 2 * unit:
            return texts(f"backups.ago_{name}", count=seconds // unit)
    return texts("backups.just_now")


def time_text(moment: dt.datetime) -> str:
    """Return date and time as the clock on the wall shows them."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def proof_text(texts: Texts, backup: Backup) -> str:
    """Say when a backup was last proven."""
    if backup.proven_at is None:
        return texts("backups.unproven")
    return texts("backups.proven", time=time_text(backup.proven_at))


def line_of(texts: Texts, backup: Backup, *, problem: str = "") -> str:
    """Return one line about a backup."""
    return texts(
        "backups.line",
        time=time_text(backup.made_at),
        reason=texts(f"backups.reason_{backup.reason}"),
        size=size_text(backup.size),
        proof=texts("backups.broken") if problem else proof_text(texts, backup),
        name=backup.path.name,
    )


def change_lines(texts: Texts, preview: RestorePreview) -> list[str]:
    """Say what would change: the newest entry of both histories, then counts that differ."""
    if not preview.changes:
        return [texts("backups.change_none")]
    lines = [texts("backups.change_newest_then", entry=_newest(texts, preview.inside))]
    if preview.present is None:
        lines.insert(0, texts("backups.change_no_present"))
    else:
        lines.insert(0, texts("backups.change_newest_now", entry=_newest(texts, preview.present)))
    for name, now, then in preview.counts():
        if now != then:
            what = texts(f"backups.count_{name}")
            shown = "-" if now is None else f"{now:,}"
            lines.append(texts("backups.change_count", what=what, now=shown, then=f"{then:,}"))
    return lines


def _newest(texts: Texts, contents: Contents) -> str:
    at, action, subject = contents.newest
    if not at:
        return texts("backups.no_entry")
    moment = time_text(dt.datetime.fromisoformat(at))
    return " ".join(part for part in (moment, action_text(texts, action), subject) if part)

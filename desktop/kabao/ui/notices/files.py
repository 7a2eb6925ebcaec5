"""The command that takes a text file of messages: counts first, then one step if agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import KabaoError
from kabao.services.notice_report import NoticeFate
from kabao.ui.kit.labels import finding_text
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kabao.domain.changes import Changed
    from kabao.services.notice_report import NoticeOutcome, NoticeReport
    from kabao.texts import Texts
    from kabao.ui.kit.context import RoomContext

_OPEN = (NoticeFate.UNMATCHED, NoticeFate.AMBIGUOUS, NoticeFate.REFUSED)
_TOLD = 10


def notice_file_command(
    context: RoomContext, on_saved: Callable[[Changed], None] | None = None
) -> Command:
    """Return the command; ``on_saved`` is told what changed, else every other room is."""

    def run() -> None:
        path = context.alerts.choose_open(context.texts("notices.from_file"), ("*.txt", "*.csv"))
        if path is not None:
            take_notice_file(context, path, on_saved or context.announce)

    title = context.texts("notices.from_file")
    return Command("notices.from_file", title, run, "file-text")


def take_notice_file(context: RoomContext, path: Path, on_saved: Callable[[Changed], None]) -> None:
    """Read a file of messages and record what they show, once that has been agreed to."""
    try:
        changed = _take(context, context.workspace.notices.read_file(path))
    except KabaoError as error:
        context.alerts.show(error)
        return
    if changed is not None:
        on_saved(changed)


def _take(context: RoomContext, report: NoticeReport) -> Changed | None:
    """Tell what would become of the messages, and write if there is something and it is agreed."""
    texts, ready = context.texts, report.count(NoticeFate.RECORDED)
    counts = {fate.value: report.count(fate) for fate in NoticeFate}
    head = texts("notices.counts", messages=report.messages, **counts)
    details = "\n".join(_lines(texts, report))
    if not ready:
        context.alerts.tell(head, details)
        return None
    if not context.alerts.ask(head, details, texts("notices.take", count=ready)):
        return None
    return context.workspace.notices.take(report)


def _lines(texts: Texts, report: NoticeReport) -> list[str]:
    lines = [texts("notices.fraud_count", count=report.fraud)] if report.fraud else []
    left = [item for item in report.outcomes if item.fate in _OPEN]
    lines += [_line(texts, item) for item in left[:_TOLD]]
    if len(left) > _TOLD:
        lines.append(texts("notices.more", count=len(left) - _TOLD))
    return lines


def _line(texts: Texts, outcome: NoticeOutcome) -> str:
    said = [texts(f"notices.reason.{item.code}", **item.params) for item in outcome.reasons]
    said += [finding_text(texts, item) for item in outcome.findings]
    fate = texts(f"notices.fate.{outcome.fate}")
    return texts("notices.line", number=outcome.number, fate=fate, why=" ".join(said))

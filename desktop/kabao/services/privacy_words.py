"""The words about a purge that window and command line share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.privacy import Keeper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.services.privacy import Copy, PurgePlan, PurgeResult
    from kabao.texts import Texts


def going(texts: Texts, plan: PurgePlan) -> list[str]:
    """Say what goes."""
    traces = plan.traces
    lines = [
        texts(f"privacy.purge.{tab}", count=count) for tab, count in traces.rows.items() if count
    ]
    for key, count in (("images", traces.images), ("entries", traces.entries)):
        if count:
            lines.append(texts(f"privacy.purge.{key}", count=count))
    if traces.cases:
        lines.append(texts("privacy.purge.cases", numbers=_list(texts, traces.cases)))
    return lines


def staying(texts: Texts, plan: PurgePlan) -> list[str]:
    """Say what stays, and what nobody here can reach."""
    traces = plan.traces
    lines = []
    if traces.shared:
        lines.append(texts("privacy.purge.shared", numbers=_list(texts, traces.shared)))
    if traces.shared_files:
        lines.append(texts("privacy.purge.shared_files", count=traces.shared_files))
    if traces.mentions:
        lines.append(texts("privacy.purge.mentions", names=_list(texts, traces.mentions)))
    if traces.namesakes:
        lines.append(texts("privacy.purge.namesakes", count=traces.namesakes))
    return [*(lines or [texts("privacy.purge.nothing_stays")]), texts("privacy.purge.elsewhere")]


def copy_lines(texts: Texts, copies: Sequence[Copy]) -> list[str]:
    """Say of each backup whether it holds the person and when it goes."""
    lines = []
    for one in copies:
        holds = texts(f"privacy.backup_{one.keeper}")
        until = (
            texts("privacy.until", until=one.until.isoformat())
            if one.until
            else texts("privacy.until_removed")
        )
        more = "" if one.keeper is Keeper.FREE else f"  {until}"
        lines.append(f"{one.path.name}  {holds}{more}")
    return lines


def plan_lines(texts: Texts, plan: PurgePlan) -> list[str]:
    """Return the preview of a purge as lines."""
    backups = copy_lines(texts, plan.copies) or [texts("privacy.purge.backups_none")]
    return [
        texts("privacy.purge.title", name=plan.traces.name),
        texts("privacy.purge.warning"),
        *_under(texts("privacy.purge.goes"), going(texts, plan)),
        *_under(texts("privacy.purge.stays"), staying(texts, plan)),
        *_under(texts("privacy.purge.backups"), backups),
    ]


def result_lines(texts: Texts, result: PurgeResult) -> list[str]:
    """Say what a purge did."""
    traces = result.purged.traces
    lines = [
        texts("privacy.done", entries=traces.entries, images=traces.images, files=traces.files)
    ]
    if result.cleaned:
        lines.append(texts("privacy.done_backups", count=result.cleaned))
    if not result.purged.is_swept:
        lines.append(texts("privacy.done_unswept"))
    return lines


def left_lines(texts: Texts, left: Sequence[Copy]) -> list[str]:
    """Name the backups that still hold the person, or may."""
    if not left:
        return []
    return _under(texts("privacy.done_left", count=len(left)), copy_lines(texts, left))


def _under(head: str, lines: Sequence[str]) -> list[str]:
    return [head, *(f"  {line}" for line in lines)]


def _list(texts: Texts, items: Sequence[str]) -> str:
    return texts("labels.list_separator").join(items)

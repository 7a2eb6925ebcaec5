"""The command ``overview``: the first page as text; it writes nothing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from kabao.cli.deadlines import deadline_entry, deadline_line
from kabao.cli.employer_option import employer_of, employer_option
from kabao.cli.session import common_options, current
from kabao.cli.spoken import command
from kabao.services.attention_words import attention_words
from kabao.services.overview import gravest_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kabao.services.overview import Attention, EmployerPeople
    from kabao.texts import Texts

LIMIT = 10


@command("overview")
@click.option("--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True)
@employer_option
@common_options
def overview(limit: int, employer: str) -> None:
    """Counts by state, kind of attention and employer."""
    session = current()
    workspace = session.workspace(read_only=True)
    wanted = employer_of(session, employer)
    service = workspace.overview
    page = service.people_today() if wanted is None else service.people_of(wanted)
    due = [one for one in workspace.deadlines.all() if wanted in (None, one.employer_id)]
    near = workspace.overview.clocks(due)
    texts = session.texts
    lines = _lines(
        texts,
        ("states_title", _states(texts, page.states)),
        ("attention_title", _attention(texts, gravest_first((*near, *page.attention)))),
        ("employers.title", _employers(texts, page.employers, limit)),
        ("deadlines_title", (deadline_line(item, texts) for item in due[:limit])),
    )
    entry = {
        "day": workspace.clock().isoformat(),
        "total": sum(page.states.values()),
        "states": dict(sorted(page.states.items())),
        "attention": [_kind(texts, item) for item in page.attention],
        "employers": [_employer(item) for item in page.employers[:limit]],
        "deadlines": [deadline_entry(item, texts) for item in due[:limit]],
    }
    session.emit(entry, lines)


def _lines(texts: Texts, *parts: tuple[str, Iterator[str]]) -> list[str]:
    """Put each part under its title; parts without lines are left out."""
    lines: list[str] = []
    for title, some in parts:
        told = list(some)
        if told:
            lines += [texts(f"overview.{title}"), *(f"  {line}" for line in told)]
    return lines or [texts("overview.nothing")]


def _states(texts: Texts, counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        yield texts("overview.total", count=f"{sum(counts.values()):,}")
    for key, count in sorted(counts.items(), key=lambda item: -item[1]):
        yield f"{count:,}\t{_state(texts, *key.split('/'))}"


def _state(texts: Texts, state: str, grade: str = "") -> str:
    words = texts(f"states.{state}" if texts.has(f"states.{state}") else f"overview.{state}")
    if not grade:
        return words
    return texts("labels.in_brackets", text=words, remark=texts(f"grades.{grade}"))


def _attention(texts: Texts, items: Sequence[Attention]) -> Iterator[str]:
    for item in items:
        code = f"  [{item.kind}]" if item.kind else ""
        yield f"{texts(f'levels.{item.level}')}  {attention_words(texts, item).text}{code}"


def _employers(texts: Texts, people: Sequence[EmployerPeople], limit: int) -> Iterator[str]:
    for one in islice(people, limit):
        yield f"{texts('overview.employers.people', count=f'{one.total:,}')}\t{one.name}"


def _kind(texts: Texts, item: Attention) -> dict[str, object]:
    said = attention_words(texts, item)
    return {
        "code": item.kind,
        "level": item.level.value,
        "text": said.text,
        "why": said.why,
        "count": item.count,
    }


def _employer(item: EmployerPeople) -> dict[str, object]:
    return {"name": item.name, "total": item.total, "states": dict(sorted(item.counts.items()))}

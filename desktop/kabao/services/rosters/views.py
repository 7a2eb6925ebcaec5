"""A view of the register as a table: masked for showing around, or full for work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.activation import Light
from kabao.domain.evidence import Signal
from kabao.domain.fields import FieldKind
from kabao.exchange.spreadsheets import write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kabao.domain.fields import FieldSpec
    from kabao.domain.holders import Holder, HolderRow
    from kabao.storage.ledger import Ledger
    from kabao.texts import Texts

MASKED_FIELDS = ("name", "doc_type", "doc_no", "sex", "mobile")
FULL_FIELDS = (
    *("name", "doc_type", "doc_no", "sex", "birth_date", "nationality", "ethnicity"),
    *("doc_valid_to", "mobile", "phone", "live_addr", "postcode", "person_status", "occupation"),
    *("work_started_on", "region", "bank", "branch"),
    *("consent_on", "consent_purpose", "keep_until"),
)
_BATCH = 500
_SHORTEST_PHONE = 8
_NUMBERS = frozenset({"doc_no"})


@dataclass(frozen=True, slots=True)
class View:
    """Who is written, whether with full numbers, and in which words."""

    ids: Sequence[int]
    texts: Texts
    full: bool = False
    progress: Callable[[int, int], None] = lambda _done, _total: None


def write_view(
    ledger: Ledger,
    fields: Mapping[str, FieldSpec],
    view: View,
    target: Path,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write people with card, employer and status; numbers are masked unless ``full``."""
    ids, texts, full = view.ids, view.texts, view.full
    names = FULL_FIELDS if full else MASKED_FIELDS
    titles = [fields[name].label.to(texts.language) for name in names]
    titles += [texts(f"rosters.view.{name}") for name in ("employer", "card")]
    titles += [texts(f"rosters.view.{name}") for name in ("state", "grade")]
    titles += [texts(f"signals.{signal}") for signal in _SIGNALS]
    titles.append(texts("rosters.view.review"))
    specs = [fields[name] for name in names]

    def rows() -> Iterator[tuple[Sequence[str], Mapping[int, str]]]:
        for start in range(0, len(ids), _BATCH):
            view.progress(start, len(ids))
            for line in ledger.holders.rows(ids[start : start + _BATCH]):
                holder = ledger.holders.get(line.id)
                cells = [_cell(spec, holder, texts, full=full) for spec in specs]
                yield [*cells, line.employer, line.card_number, *_status(line, texts)], {}

    return write_table(target, texts("rosters.view.sheet"), titles, rows(), cancelled=cancelled)


_SIGNALS = tuple(Signal)


def _cell(spec: FieldSpec, holder: Holder, texts: Texts, *, full: bool) -> str:
    text = holder.text(spec.name)
    if spec.kind is FieldKind.CHOICE:
        choice = spec.choice(text)
        return choice.label.to(texts.language) if choice else text
    if spec.name == "doc_valid_to" and not text and holder.values.get("doc_long_term") is True:
        return texts("rosters.view.no_end")
    if full:
        return text
    return holder.masked_number if spec.name in _NUMBERS else _masked_phone(spec, text)


def _masked_phone(spec: FieldSpec, text: str) -> str:
    if spec.name != "mobile":
        return text
    if len(text) < _SHORTEST_PHONE:
        return "*" * len(text)
    return f"{text[:3]}****{text[-4:]}"


def _status(line: HolderRow, texts: Texts) -> list[str]:
    status = line.status
    if status is None:
        return [texts("rosters.view.no_card"), "", *[""] * len(_SIGNALS), ""]
    lights = []
    for signal in _SIGNALS:
        shown = status.signals.get(signal)
        light = shown.light if shown else Light.NONE
        lights.append(texts(f"lights.{light}"))
    grade = texts(f"grades.{status.grade}") if status.grade else ""
    review = status.review_on.isoformat() if status.review_on else ""
    return [texts(f"states.{status.state}"), grade, *lights, review]

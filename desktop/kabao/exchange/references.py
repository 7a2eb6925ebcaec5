"""Ids that stand twice and references that lead nowhere inside one exchange document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.evidence import EvidenceKind
from kabao.domain.exchange import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kabao.domain.exchange import ExchangeCard, ExchangeCase, ExchangeDocument
    from kabao.domain.findings import Finding


def reference_findings(document: ExchangeDocument) -> Iterator[Finding]:
    """Find ids used twice by records of one sort, and references to no record."""
    yield from _twice(_ids_of_cards(document))
    yield from _twice(_ids_of_evidence(document))
    yield from _twice((f"cases[{i}].id", case.id) for i, case in enumerate(document.cases))
    yield from _twice(_ids_of_attachments(document))
    yield from _twice((f"employers[{i}].id", item.id) for i, item in enumerate(document.employers))
    yield from _twice((f"holders[{i}].id", item.id) for i, item in enumerate(document.holders))
    employers = {item.id for item in document.employers}
    holders = {item.id for item in document.holders}
    for i, holder in enumerate(document.holders):
        if holder.employer is not None and holder.employer not in employers:
            yield refusal("exchange_no_such_employer", f"holders[{i}].employer")
        for k, card in enumerate(holder.cards):
            yield from _withdrawals(f"holders[{i}].cards[{k}]", card)
    for i, case in enumerate(document.cases):
        yield from _case_references(f"cases[{i}]", case, employers, holders)


def _twice(ids: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for where, value in ids:
        if value in first:
            yield refusal("exchange_id_twice", where, first=first[value])
        else:
            first[value] = where


def _ids_of_cards(document: ExchangeDocument) -> Iterator[tuple[str, str]]:
    for i, holder in enumerate(document.holders):
        for k, card in enumerate(holder.cards):
            yield f"holders[{i}].cards[{k}].id", card.id


def _ids_of_evidence(document: ExchangeDocument) -> Iterator[tuple[str, str]]:
    for i, holder in enumerate(document.holders):
        for k, card in enumerate(holder.cards):
            for n, entry in enumerate(card.evidence):
                yield f"holders[{i}].cards[{k}].evidence[{n}].id", entry.id


def _ids_of_attachments(document: ExchangeDocument) -> Iterator[tuple[str, str]]:
    for i, case in enumerate(document.cases):
        for k, item in enumerate(case.attachments):
            yield f"cases[{i}].attachments[{k}].id", item.id


def _withdrawals(where: str, card: ExchangeCard) -> Iterator[Finding]:
    earlier: set[str] = set()
    for n, entry in enumerate(card.evidence):
        place = f"{where}.evidence[{n}].withdraws"
        if (entry.kind is EvidenceKind.WITHDRAWN) != (entry.withdraws is not None):
            yield refusal("exchange_withdrawal_unclear", place)
        elif entry.withdraws is not None and entry.withdraws not in earlier:
            yield refusal("exchange_no_such_evidence", place)
        earlier.add(entry.id)


def _case_references(
    where: str, case: ExchangeCase, employers: set[str], holders: set[str]
) -> Iterator[Finding]:
    if case.employer is not None and case.employer not in employers:
        yield refusal("exchange_no_such_employer", f"{where}.employer")
    chosen: set[str] = set()
    for n, holder in enumerate(case.holders):
        if holder not in holders:
            yield refusal("exchange_no_such_holder", f"{where}.holders[{n}]")
        elif holder in chosen:
            yield refusal("exchange_holder_twice", f"{where}.holders[{n}]")
        chosen.add(holder)

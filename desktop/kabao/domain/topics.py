"""The five topics of material 5 and the pages they stand on, which they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.cases import MaterialKey
from kabao.domain.field_values import read_integer
from kabao.domain.files import whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.cases import Attachment, Case
    from kabao.domain.fields import Values

KEY = MaterialKey.REGIONAL_RULES
SLOTS = ("measures", "implementing_rules")
TOPICS = tuple(f"topic_{number}" for number in range(1, 6))


def printed_pages(case: Case) -> list[tuple[Attachment, int, int]]:
    """Return every printed page of both documents, the measures first: file, page, turn."""
    files = [item for slot in SLOTS for item in case.attached(KEY, slot)]
    return [
        (item, pick.page, pick.turn)
        for item in files
        for pick in item.plan or whole(max(item.pages, 1))
    ]


def followed(before: Case, after: Case) -> Mapping[str, int | None]:
    """Return the topics whose page moved, each with its new number; None where it is gone."""
    values: Values = before.values(KEY)
    old = [(item.id, page) for item, page, _ in printed_pages(before)]
    new = {(item.id, page): place for place, (item, page, _) in enumerate(printed_pages(after), 1)}
    moved: dict[str, int | None] = {}
    for topic in TOPICS:
        page = read_integer(values.get(topic))
        if page is None or not 1 <= page <= len(old):
            continue
        place = new.get(old[page - 1])
        if place != page:
            moved[topic] = place
    return moved

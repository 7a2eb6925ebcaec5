"""Which changes an approved case went through, and which route they take together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.case_way_rules import Route
from kabao.domain.field_values import read_integer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.case_way_rules import CaseWayRules, ChangeItem
    from kabao.domain.cases import Case
    from kabao.domain.fields import Value, Values
    from kabao.domain.snapshots import Difference, Snapshot

_GRAVITY = (Route.APPROVAL, Route.FILING, Route.ASK, Route.LOCAL)


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """What a set of differences means: the items, the route of the whole, and whether to retest."""

    items: tuple[ChangeItem, ...] = ()
    route: Route = Route.NONE
    retest: bool = False

    def of_route(self, route: Route) -> tuple[ChangeItem, ...]:
        """Return the items that would take one route by themselves."""
        return tuple(item for item in self.items if item.route is route)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change case: where it starts, what differs, what that means, and what its form says."""

    base: Case
    base_reference: str
    base_date: str
    snapshot: Snapshot
    differences: tuple[Difference, ...]
    plan: ChangePlan
    values: Values


def plan_change(rules: CaseWayRules, found: Iterable[Difference]) -> ChangePlan:
    """Name the changes behind differences; one that needs approval takes the rest along."""
    keys = {item.key for one in found if (item := item_of(rules, one)) is not None}
    items = tuple(item for item in rules.changes if item.key in keys)
    routes = {item.route for item in items}
    route = next((one for one in _GRAVITY if one in routes), Route.NONE)
    return ChangePlan(items, route, any(item.retest for item in items))


def item_of(rules: CaseWayRules, one: Difference) -> ChangeItem | None:
    """Return the kind of change of one difference: the most exact place named for it counts."""
    matches = [
        (len(place), item)
        for item in rules.changes
        for place in item.places
        if _lies_in(one.place, place) and _goes(item.direction, one.before, one.after)
    ]
    return max(matches, key=lambda match: match[0])[1] if matches else None


def _lies_in(place: str, whole: str) -> bool:
    return place == whole or place.startswith(f"{whole}.")


def _goes(direction: str, before: Value, after: Value) -> bool:
    if not direction:
        return True
    if isinstance(before, tuple) or isinstance(after, tuple):
        old, new = (set(map(str, side or ())) for side in (before, after))  # type: ignore[arg-type]
        return old < new if direction == "more" else not old < new
    first, second = read_integer(before) or 0, read_integer(after) or 0
    return first < second if direction == "more" else first > second

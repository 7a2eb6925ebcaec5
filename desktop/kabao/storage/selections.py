"""What is asked about many people at once, and what there is to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.storage.values import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.storage.session import Session

_INSIDE = "IN (SELECT value FROM json_each(?))"
# From one region to the next by the index, instead of past everybody who lives in it.
_REGIONS = """
WITH RECURSIVE found (region) AS (
    SELECT min(region) FROM register WHERE region > ''
    UNION ALL
    SELECT (SELECT min(region) FROM register WHERE region > found.region)
    FROM found WHERE region IS NOT NULL
)
SELECT region FROM found WHERE region IS NOT NULL
"""


class SelectionStore:
    """Reads the lines of the register for sets of people."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def counts_by_state(self, ids: Sequence[int]) -> dict[str, int]:
        """Count some people by the kept state of their newest card, keyed as for everybody."""
        self._session.catch_up()
        sql = f"SELECT state, count(*) FROM register WHERE holder_id {_INSIDE} GROUP BY state"  # noqa: S608
        return dict(self._session.rows(sql, (to_json(list(ids)),)))

    def cards(self, ids: Sequence[int]) -> dict[int, int]:
        """Return the newest card of each of some people who have one."""
        self._session.catch_up()
        sql = f"SELECT holder_id, card_id FROM register WHERE card_id > 0 AND holder_id {_INSIDE}"  # noqa: S608
        return dict(self._session.rows(sql, (to_json(list(ids)),)))

    def regions(self) -> list[str]:
        """Return the division codes of all newest cards, each once, in their order."""
        self._session.catch_up()
        return [region for (region,) in self._session.rows(_REGIONS)]

    def employers(self, part: str, limit: int) -> list[tuple[int, str]]:
        """Return id and name of the first employers by name whose name or code holds a part."""
        for special in "!%_":
            part = part.replace(special, f"!{special}")
        rows = self._session.rows(
            "SELECT id, name FROM employers"
            " WHERE name LIKE ?1 ESCAPE '!' OR uscc LIKE ?1 ESCAPE '!' ORDER BY name, id LIMIT ?2",
            (f"%{part}%", limit),
        )
        return [(number, name) for number, name in rows]

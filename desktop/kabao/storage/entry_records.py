"""Which record an entry of the history is about, from the rows that it made or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.storage.session import Session

_TOUCHED = """
SELECT tab, min(first), max(last) FROM (
    SELECT tab, first, last FROM undo_ranges WHERE entry = ?1
    UNION ALL
    SELECT tab, item, item FROM undo_images WHERE entry = ?1 AND typeof(item) = 'integer'
    UNION ALL
    SELECT 'cases', item ->> '$[0]', item ->> '$[0]' FROM undo_images
    WHERE entry = ?1 AND tab IN ('case_holders', 'materials')
) GROUP BY tab
"""
_OWNERS = (
    ("cases", "cases", "SELECT id FROM cases WHERE id BETWEEN ? AND ?"),
    ("attachments", "cases", "SELECT case_id FROM attachments WHERE id BETWEEN ? AND ?"),
    ("holders", "holders", "SELECT id FROM holders WHERE id BETWEEN ? AND ?"),
    ("photos", "holders", "SELECT holder_id FROM photos WHERE holder_id BETWEEN ? AND ?"),
    ("cards", "holders", "SELECT holder_id FROM cards WHERE id BETWEEN ? AND ?"),
    (
        "evidence",
        "holders",
        """
        SELECT c.holder_id FROM evidence e JOIN cards c ON c.id = e.card_id
        WHERE e.id BETWEEN ? AND ?
        """,
    ),
    ("employers", "employers", "SELECT id FROM employers WHERE id BETWEEN ? AND ?"),
)
"""Tables, the room of their records, and how the record is found; what is told first counts."""
OF_EMPLOYER = """
WITH one AS (SELECT ? AS id),
people AS MATERIALIZED (SELECT h.id FROM holders h, one WHERE h.employer_id = one.id),
mine AS MATERIALIZED (
    SELECT 'employers' AS tab, id AS item FROM one
    UNION ALL SELECT 'holders', id FROM people
    UNION ALL SELECT 'photos', id FROM people
    UNION ALL SELECT 'cards', id FROM cards WHERE holder_id IN people
    UNION ALL SELECT 'evidence', e.id FROM evidence e
        JOIN cards c ON c.id = e.card_id WHERE c.holder_id IN people
    UNION ALL SELECT 'cases', c.id FROM cases c, one WHERE c.employer_id = one.id
    UNION ALL SELECT 'cases', case_id FROM case_holders WHERE holder_id IN people
),
touched AS (
    SELECT entry, tab, item FROM undo_images WHERE typeof(item) = 'integer'
    UNION ALL SELECT entry, 'cases', item ->> '$[0]' FROM undo_images
        WHERE tab IN ('case_holders', 'materials')
)
SELECT entry FROM touched JOIN mine USING (tab, item)
UNION SELECT r.entry FROM undo_ranges r
    JOIN mine m ON m.tab = r.tab AND m.item BETWEEN r.first AND r.last
"""
"""Entries that touched an employer, its people and their cards, or its cases; asks for its id."""


class EntryRecords:
    """Looks up records by entries."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, entry_id: int) -> tuple[str, int] | None:
        """Return room and id of the one record that an entry is about, if it is there still.

        None for an entry about several, and where nothing is kept of it any more.
        """
        touched: Mapping[str, tuple[int, int]] = {
            table: (first, last) for table, first, last in self._session.rows(_TOUCHED, (entry_id,))
        }
        for table, room, sql in _OWNERS:
            if table in touched:
                found = {
                    record
                    for (record,) in self._session.rows(
                        f"SELECT DISTINCT * FROM ({sql}) LIMIT 2",  # noqa: S608 (constants)
                        touched[table],
                    )
                }
                return (room, found.pop()) if len(found) == 1 else None
        return None

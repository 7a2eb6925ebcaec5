"""Which holders a filter of the register lets through, as conditions in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.storage.values import to_json

if TYPE_CHECKING:
    from kabao.domain.holders import HolderFilter

    Condition = tuple[str, tuple[object, ...]]

NEWEST_CARDS = (
    "LEFT JOIN (SELECT holder_id, max(id) AS card_id FROM cards GROUP BY holder_id) n"
    " ON n.holder_id = h.id LEFT JOIN projections p ON p.card_id = n.card_id"
)
STATE_KEY = (
    "CASE WHEN n.card_id IS NULL THEN 'no_card' WHEN p.state IS NULL THEN 'unknown'"
    " WHEN p.grade IS NULL THEN p.state ELSE p.state || '/' || p.grade END"
)

_MOST_WORDS = 8
_LONGEST = 200
_BY_NAME = (
    "SELECT id FROM holders WHERE name LIKE ? ESCAPE '!'"
    " UNION SELECT x.id FROM employers e JOIN holders x ON x.employer_id = e.id"
    " WHERE e.name LIKE ? ESCAPE '!'"
)
_BY_NUMBER = (
    " UNION SELECT id FROM holders WHERE doc_no LIKE ? ESCAPE '!'"
    " UNION SELECT id FROM holders WHERE doc_no LIKE ? ESCAPE '!'"
    " UNION SELECT holder_id FROM cards WHERE card_number LIKE ? ESCAPE '!'"
)


def conditions(wanted: HolderFilter) -> list[Condition]:
    """Return one condition for each part of the filter that is not empty."""
    found = [_search(word) for word in _words(wanted.search)]
    if wanted.employer_id is not None:
        found.append(("h.employer_id = ?", (wanted.employer_id,)))
    if wanted.states:
        states = to_json(sorted(wanted.states))
        inside = "IN (SELECT value FROM json_each(?))"
        found.append((f"({STATE_KEY} {inside} OR p.state {inside})", (states, states)))
    if wanted.review_until:
        found.append(("p.review_on <= ?", (wanted.review_until,)))
    return found


def _words(search: str) -> list[str]:
    """Every word must be found somewhere; a whole pasted page is taken as one word."""
    words = search.split()
    return words if len(words) <= _MOST_WORDS else [search.strip()]


def _search(word: str) -> Condition:
    if len(word) > _LONGEST or "\0" in word:  # SQLite would read no further than the zero
        return "0", ()
    text = word
    for special in "!%_":
        text = text.replace(special, f"!{special}")
    inside = f"%{text}%"
    if not word.isascii():
        return f"h.id IN ({_BY_NAME})", (inside, inside)
    numbers = (f"{text}%", f"%{text}", f"{text}%")
    return f"h.id IN ({_BY_NAME}{_BY_NUMBER})", (inside, inside, *numbers)

"""The third schema step: one narrow line per person, and what names are searched by.

``register`` repeats in a few bytes what a holder's current card says, so that a million people
can be filtered, counted and ordered without reading their forms; the view ``register_now`` is
its definition. Triggers note in ``touched`` whose line or name may have changed, and the session
brings those up to date before it commits (``register.py``): an import pays once for each person
instead of once for each statement, and no way of writing can forget it.
"""

from __future__ import annotations

_LAST_SIX = " || ".join(f"substr(doc_no, -{place}, 1)" for place in range(1, 7))
_LAST_FOUR = " || ".join(f"substr(card_number, -{place}, 1)" for place in range(1, 5))
_BACKWARDS = "TEXT COLLATE NOCASE GENERATED ALWAYS AS"
_LIT = " + ".join(
    f"{bit} * coalesce(signals ->> '$.{signal}[0]' IN ('strong', 'weak'), 0)"
    for bit, signal in (
        (1, "password_set"),
        (2, "used_normally"),
        (4, "queryable_online"),
        (8, "notice_received"),
    )
)
_CARD_OF = "(SELECT holder_id FROM cards WHERE id = {row}.card_id)"

_COLUMNS = (
    # The last places backwards, so that "ends with" is a range of an index.
    f"ALTER TABLE holders ADD COLUMN tail {_BACKWARDS} ({_LAST_SIX}) VIRTUAL",
    "CREATE INDEX holders_by_tail ON holders (tail)",
    f"ALTER TABLE cards ADD COLUMN tail {_BACKWARDS} ({_LAST_FOUR}) VIRTUAL",
    "CREATE INDEX cards_by_tail ON cards (tail)",
    f"ALTER TABLE projections ADD COLUMN lit INTEGER GENERATED ALWAYS AS ({_LIT}) VIRTUAL",
    # Counting and filtering go through the register from here on.
    "DROP INDEX projections_by_state",
)

_REGISTER = (
    """
    CREATE TABLE register (
        holder_id INTEGER PRIMARY KEY REFERENCES holders (id) ON DELETE CASCADE,
        card_id INTEGER,
        card_number TEXT NOT NULL COLLATE NOCASE,
        region TEXT NOT NULL,
        state TEXT NOT NULL,
        lit INTEGER NOT NULL,
        review_on TEXT
    ) STRICT
    """,
    "CREATE INDEX register_by_card ON register (card_number)",
    "CREATE INDEX register_by_region ON register (region)",
    "CREATE INDEX register_by_state ON register (state)",
    "CREATE INDEX register_by_signals ON register (lit)",
    "CREATE INDEX register_by_review ON register (review_on)",
    """
    CREATE VIEW register_now AS
    SELECT
        h.id AS holder_id,
        c.id AS card_id,
        coalesce(c.card_number, '') AS card_number,
        coalesce(c.fields ->> '$.region', '') AS region,
        CASE
            WHEN c.id IS NULL THEN 'no_card'
            WHEN p.state IS NULL THEN 'unknown'
            WHEN p.grade IS NULL THEN p.state
            ELSE p.state || '/' || p.grade
        END AS state,
        coalesce(p.lit, 0) AS lit,
        p.review_on AS review_on
    FROM holders h
    LEFT JOIN cards c ON c.id = (SELECT max(id) FROM cards WHERE holder_id = h.id)
    LEFT JOIN projections p ON p.card_id = c.id
    """,
)

_NAMES = (
    # Each row is a name as code points, one token a character: any part of it is a phrase.
    """
    CREATE VIRTUAL TABLE holder_names USING fts5(
        name, content='', contentless_delete=1, tokenize='ascii'
    )
    """,
    """
    CREATE TABLE sounds (
        holder_id INTEGER PRIMARY KEY REFERENCES holders (id) ON DELETE CASCADE,
        full TEXT NOT NULL,
        initials TEXT NOT NULL,
        other_full TEXT NOT NULL,
        other_initials TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX sounds_by_full ON sounds (full)",
    "CREATE INDEX sounds_by_initials ON sounds (initials)",
    "CREATE INDEX sounds_by_other_full ON sounds (other_full) WHERE other_full <> ''",
    "CREATE INDEX sounds_by_other_initials ON sounds (other_initials) WHERE other_initials <> ''",
)


def _note(name: str, event: str, *holders: str, named: bool = False, when: str = "") -> str:
    noted = " ".join(
        f"INSERT OR REPLACE INTO touched SELECT {holder}, {int(named)} WHERE {holder} IS NOT NULL;"
        for holder in holders
    )
    return f"CREATE TRIGGER touched_by_{name} AFTER {event} {when} BEGIN {noted} END"


_TOUCHED = (
    """
    CREATE TABLE touched (
        holder_id INTEGER NOT NULL,
        named INTEGER NOT NULL CHECK (named IN (0, 1)),
        PRIMARY KEY (holder_id, named)
    ) STRICT, WITHOUT ROWID
    """,
    _note("new_holder", "INSERT ON holders", "NEW.id", named=True),
    _note("gone_holder", "DELETE ON holders", "OLD.id", named=True),
    _note(
        "changed_holder",
        "UPDATE ON holders",
        "NEW.id",
        named=True,
        when="WHEN (OLD.name, OLD.doc_no, OLD.employer_id)"
        " IS NOT (NEW.name, NEW.doc_no, NEW.employer_id)",
    ),
    _note("new_card", "INSERT ON cards", "NEW.holder_id"),
    _note("gone_card", "DELETE ON cards", "OLD.holder_id"),
    _note("changed_card", "UPDATE ON cards", "OLD.holder_id", "NEW.holder_id"),
    _note("new_status", "INSERT ON projections", _CARD_OF.format(row="NEW")),
    _note("changed_status", "UPDATE ON projections", _CARD_OF.format(row="NEW")),
    _note("gone_status", "DELETE ON projections", _CARD_OF.format(row="OLD")),
)

REGISTER_AND_SEARCH = (*_COLUMNS, *_REGISTER, *_NAMES, *_TOUCHED)

"""The schema step of attention: lines of the register say what makes a card deserve a look.

Reading the days of a million cards out of their forms takes seconds; as columns with an index of
just the lines that have one, whoever is meant is counted and found in milliseconds.
"""

from __future__ import annotations

COLUMNS = (
    "employer_id",
    "unactivated_since",
    "valid_to",
    "ready_on",
    "loss_ends_on",
    "loss_ended_on",
)
_TOLD = (
    "(SELECT min(told.value ->> '$[1].on') FROM json_each(p.reasons) told"
    " WHERE told.value ->> '$[0]' {code})"
)


_NEWEST = "(SELECT max(id) FROM cards WHERE holder_id = h.id)"
# The same rule as ``domain.cards.current_card``.
_IN_HAND = """
    SELECT o.id FROM cards o JOIN projections op ON op.card_id = o.id
    WHERE o.holder_id = h.id
        AND op.state NOT IN ('not_collected', 'lost_formal', 'expired', 'cancelled')
    ORDER BY o.id DESC LIMIT 1
"""
REGISTER_VIEW = f"""
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
        p.review_on AS review_on,
        h.employer_id AS employer_id,
        CASE
            WHEN p.state IS NOT 'not_activated' THEN NULL
            WHEN c.fields ->> '$.collected_on' > '' THEN c.fields ->> '$.collected_on'
            WHEN c.fields ->> '$.card_kind' = 'electronic'
            THEN nullif(c.fields ->> '$.issued_on', '')
        END AS unactivated_since,
        nullif(c.fields ->> '$.valid_to', '') AS valid_to,
        -- Of the newest card, whichever is in use until then. Blank where a card is known to be
        -- ready, but not since when.
        CASE
            WHEN np.state IS NOT 'not_collected' THEN NULL
            WHEN n.fields ->> '$.progress' = 'ready' THEN ''
            WHEN coalesce(n.fields ->> '$.progress', '') = ''
            THEN nullif(n.fields ->> '$.issued_on', '')
        END AS ready_on,
        CASE WHEN p.state = 'lost_temp' THEN {_TOLD.format(code="LIKE 'loss_ends_in%'")}
        END AS loss_ends_on,
        CASE
            WHEN instr(p.reasons, 'released_by_calendar')
            THEN {_TOLD.format(code="= 'released_by_calendar'")}
        END AS loss_ended_on
    FROM holders h
    LEFT JOIN cards n ON n.id = {_NEWEST}
    LEFT JOIN projections np ON np.card_id = n.id
    LEFT JOIN cards c ON c.id =
        CASE WHEN np.state = 'not_collected' THEN coalesce(({_IN_HAND}), n.id) ELSE n.id END
    LEFT JOIN projections p ON p.card_id = c.id
"""  # noqa: S608 (constants)


ATTENTION = (
    "ALTER TABLE register ADD COLUMN employer_id INTEGER",
    *(f"ALTER TABLE register ADD COLUMN {name} TEXT" for name in COLUMNS[1:]),
    "DROP VIEW register_now",
    REGISTER_VIEW,
    f"""
    UPDATE register SET ({", ".join(COLUMNS)}) =
        (SELECT {", ".join(COLUMNS)} FROM register_now n WHERE n.holder_id = register.holder_id)
    """,  # noqa: S608 (constants)
    "CREATE INDEX register_by_employer ON register (employer_id, state)",
    "CREATE INDEX register_by_waiting ON register (unactivated_since)",
    "CREATE INDEX register_by_validity ON register (valid_to, state) WHERE valid_to IS NOT NULL",
    "CREATE INDEX register_by_ready ON register (ready_on) WHERE ready_on IS NOT NULL",
    "CREATE INDEX register_by_loss ON register (loss_ends_on) WHERE loss_ends_on IS NOT NULL",
    "CREATE INDEX register_by_lost ON register (loss_ended_on) WHERE loss_ended_on IS NOT NULL",
)

CURRENT_CARD = (
    "DROP VIEW register_now",
    REGISTER_VIEW,
    """
    INSERT OR REPLACE INTO touched
    SELECT holder_id, 0 FROM cards GROUP BY holder_id HAVING count(*) > 1
    """,
)
"""Whoever waits for a new card is shown with the one in use; lines of older programs change."""

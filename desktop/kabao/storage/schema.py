"""The first schema of a ledger, word for word; later changes are migrations of their own.

What a form holds is one JSON object in ``fields``, so a new field needs no migration. The few
columns that are searched, sorted or compared are generated from it: they cannot drift from what
they repeat, and being stored they are three times quicker to scan than virtual ones, since the
JSON is read only when it is written. Ids are never given twice (AUTOINCREMENT), so that nothing
kept under the id of a removed record can be taken for another person's.
"""

from __future__ import annotations

_PEOPLE = (
    """
    CREATE TABLE employers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        name TEXT GENERATED ALWAYS AS (coalesce(fields ->> '$.name', '')) STORED,
        uscc TEXT COLLATE NOCASE GENERATED ALWAYS AS (coalesce(fields ->> '$.uscc', '')) STORED,
        fields TEXT NOT NULL CHECK (json_valid(fields))
    ) STRICT
    """,
    "CREATE INDEX employers_by_name ON employers (name)",
    "CREATE INDEX employers_by_uscc ON employers (uscc)",
    """
    CREATE TABLE holders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        employer_id INTEGER REFERENCES employers (id) ON DELETE RESTRICT,
        name TEXT GENERATED ALWAYS AS (coalesce(fields ->> '$.name', '')) STORED,
        doc_no TEXT COLLATE NOCASE
            GENERATED ALWAYS AS (coalesce(fields ->> '$.doc_no', '')) STORED,
        fields TEXT NOT NULL CHECK (json_valid(fields))
    ) STRICT
    """,
    "CREATE INDEX holders_by_name ON holders (name)",
    "CREATE INDEX holders_by_doc_no ON holders (doc_no)",
    "CREATE INDEX holders_by_employer ON holders (employer_id)",
)

_CARDS = (
    """
    CREATE TABLE cards (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        holder_id INTEGER NOT NULL REFERENCES holders (id) ON DELETE CASCADE,
        card_number TEXT COLLATE NOCASE
            GENERATED ALWAYS AS (coalesce(fields ->> '$.card_number', '')) STORED,
        fields TEXT NOT NULL CHECK (json_valid(fields))
    ) STRICT
    """,
    "CREATE INDEX cards_by_holder ON cards (holder_id)",
    "CREATE INDEX cards_by_number ON cards (card_number)",
    """
    CREATE TABLE projections (
        card_id INTEGER PRIMARY KEY REFERENCES cards (id) ON DELETE CASCADE,
        state TEXT NOT NULL,
        grade TEXT,
        financial TEXT NOT NULL,
        signals TEXT NOT NULL CHECK (json_valid(signals)),
        reasons TEXT NOT NULL CHECK (json_valid(reasons)),
        review_on TEXT
    ) STRICT
    """,
    "CREATE INDEX projections_by_review ON projections (review_on) WHERE review_on IS NOT NULL",
    "CREATE INDEX projections_by_state ON projections (state, grade)",
    """
    CREATE TABLE evidence (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        card_id INTEGER NOT NULL REFERENCES cards (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        observed_on TEXT NOT NULL,
        positive INTEGER NOT NULL CHECK (positive IN (0, 1)),
        strength TEXT NOT NULL,
        detail TEXT NOT NULL,
        channel TEXT NOT NULL,
        note TEXT NOT NULL,
        withdraws INTEGER REFERENCES evidence (id),
        recorded_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX evidence_by_card ON evidence (card_id, observed_on)",
    "CREATE INDEX evidence_by_withdrawn ON evidence (withdraws) WHERE withdraws IS NOT NULL",
    """
    CREATE TRIGGER evidence_stays_as_written BEFORE UPDATE ON evidence
    BEGIN SELECT raise(ABORT, 'evidence is append-only'); END
    """,
    # An entry goes only with its card: by the time the cascade comes here, the card is gone.
    """
    CREATE TRIGGER evidence_goes_with_its_card BEFORE DELETE ON evidence
    WHEN EXISTS (SELECT 1 FROM cards WHERE id = OLD.card_id)
    BEGIN SELECT raise(ABORT, 'evidence is append-only'); END
    """,
    """
    CREATE TRIGGER evidence_withdraws_its_own BEFORE INSERT ON evidence
    WHEN NEW.withdraws IS NOT NULL AND NEW.card_id IS NOT
        (SELECT card_id FROM evidence WHERE id = NEW.withdraws)
    BEGIN SELECT raise(ABORT, 'an entry withdraws one of the same card'); END
    """,
)

_CASES = (
    """
    CREATE TABLE cases (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        number TEXT NOT NULL,
        kind TEXT NOT NULL,
        applicant_kind TEXT NOT NULL,
        title TEXT NOT NULL,
        created_on TEXT NOT NULL,
        employer_id INTEGER REFERENCES employers (id) ON DELETE RESTRICT,
        rulebook TEXT NOT NULL,
        annex INTEGER NOT NULL CHECK (annex IN (0, 1)),
        accepted TEXT NOT NULL CHECK (json_valid(accepted))
    ) STRICT
    """,
    "CREATE UNIQUE INDEX cases_by_number ON cases (number) WHERE number <> ''",
    "CREATE INDEX cases_by_employer ON cases (employer_id)",
    """
    CREATE TABLE case_holders (
        case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        holder_id INTEGER NOT NULL REFERENCES holders (id) ON DELETE RESTRICT,
        PRIMARY KEY (case_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX case_holders_by_holder ON case_holders (holder_id)",
    """
    CREATE TABLE materials (
        case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
        number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 6),
        fields TEXT NOT NULL CHECK (json_valid(fields)),
        PRIMARY KEY (case_id, number)
    ) STRICT
    """,
    """
    CREATE TABLE blobs (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        data BLOB NOT NULL CHECK (length(data) <= 20971520)
    ) STRICT
    """,
    """
    CREATE TABLE attachments (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
        material INTEGER NOT NULL CHECK (material BETWEEN 1 AND 6),
        slot TEXT NOT NULL,
        title TEXT NOT NULL,
        file_name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES blobs (sha256) ON DELETE RESTRICT,
        size INTEGER NOT NULL,
        pages INTEGER NOT NULL,
        position INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX attachments_by_case ON attachments (case_id)",
    "CREATE INDEX attachments_by_content ON attachments (sha256)",
    """
    CREATE TRIGGER content_goes_with_its_last_attachment AFTER DELETE ON attachments
    WHEN NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = OLD.sha256)
    BEGIN DELETE FROM blobs WHERE sha256 = OLD.sha256; END
    """,
)

_DESK = (
    """
    CREATE TABLE drafts (
        room TEXT NOT NULL,
        record INTEGER NOT NULL,
        fields TEXT NOT NULL CHECK (json_valid(fields)),
        PRIMARY KEY (room, record)
    ) STRICT
    """,
    # What was being typed about a removed record is personal data too.
    """
    CREATE TRIGGER drafts_go_with_holders AFTER DELETE ON holders
    BEGIN DELETE FROM drafts WHERE room = 'holders' AND record = OLD.id; END
    """,
    """
    CREATE TRIGGER drafts_go_with_cards AFTER DELETE ON cards
    BEGIN DELETE FROM drafts WHERE room = 'cards' AND record = OLD.id; END
    """,
    """
    CREATE TRIGGER drafts_go_with_employers AFTER DELETE ON employers
    BEGIN DELETE FROM drafts WHERE room = 'employers' AND record = OLD.id; END
    """,
    """
    CREATE TRIGGER drafts_go_with_cases AFTER DELETE ON cases
    BEGIN
        DELETE FROM drafts
        WHERE (room = 'cases' OR room LIKE 'materials.%') AND record = OLD.id;
    END
    """,
    """
    CREATE TABLE history (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER history_stays_as_written BEFORE UPDATE ON history
    BEGIN SELECT raise(ABORT, 'history is append-only'); END
    """,
    """
    CREATE TRIGGER history_stays BEFORE DELETE ON history
    BEGIN SELECT raise(ABORT, 'history is append-only'); END
    """,
    """
    CREATE TABLE settings (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT
    """,
)

FIRST_SCHEMA = (*_PEOPLE, *_CARDS, *_CASES, *_DESK)

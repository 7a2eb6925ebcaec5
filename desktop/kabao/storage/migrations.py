"""Steps from one schema to the next; a ledger goes through all that it lacks, or through none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.storage.chain import Chain
from kabao.storage.register import EVERYBODY, Register
from kabao.storage.schema import FIRST_SCHEMA
from kabao.storage.schema_attention import ATTENTION, CURRENT_CARD
from kabao.storage.schema_batch_claims import BATCHES
from kabao.storage.schema_case_steps import WAY_OF_CASES
from kabao.storage.schema_chain import CHAIN
from kabao.storage.schema_files import PAGES_AND_VERSIONS
from kabao.storage.schema_history import UNDO_IMAGES
from kabao.storage.schema_photos import PHOTOS_OF_HOLDERS
from kabao.storage.schema_privacy import EMPTIED_ENTRIES
from kabao.storage.schema_register import PROOFS_AND_VIEWS
from kabao.storage.schema_search import REGISTER_AND_SEARCH
from kabao.storage.schema_speed import CENSUS
from kabao.storage.schema_supplements import SUPPLEMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlite_utils import Database

    from kabao.storage.driver import Statements

    Step = Callable[[Database | Statements], None]

APPLICATION_ID = 0x4B414241  # "KABA"


def first_schema(db: Database | Statements) -> None:
    """Make the tables of the first version."""
    for statement in FIRST_SCHEMA:
        db.execute(statement)


def proofs_and_views(db: Database | Statements) -> None:
    """Make room for proofs, notices, saved views and remembered mappings."""
    for statement in PROOFS_AND_VIEWS:
        db.execute(statement)


def register_and_search(db: Database | Statements) -> None:
    """Make the register and the indexes of names, and enter everybody there is."""
    for statement in REGISTER_AND_SEARCH:
        db.execute(statement)
    db.execute(EVERYBODY)
    Register(db.conn).catch_up()


def undo_images(db: Database | Statements) -> None:
    """Keep from now on what it takes to undo an entry of the history."""
    for statement in UNDO_IMAGES:
        db.execute(statement)


def census(db: Database | Statements) -> None:
    """Count from now on the people of each state as they change."""
    for statement in CENSUS:
        db.execute(statement)


def way_of_cases(db: Database | Statements) -> None:
    """Make room for the steps of cases, their snapshots and changes."""
    for statement in WAY_OF_CASES:
        db.execute(statement)


def attention(db: Database | Statements) -> None:
    """Let lines of the register say from now on what makes a card deserve a look."""
    for statement in ATTENTION:
        db.execute(statement)


def pages_and_versions(db: Database | Statements) -> None:
    """Make room for page plans of attachments and for the files that they replaced."""
    for statement in PAGES_AND_VERSIONS:
        db.execute(statement)


def photos_of_holders(db: Database | Statements) -> None:
    """Make room for photographs of people and the files they were made from."""
    for statement in PHOTOS_OF_HOLDERS:
        db.execute(statement)


def batches(db: Database | Statements) -> None:
    """Make room for the cards of batches and for changed layouts of lists."""
    for statement in BATCHES:
        db.execute(statement)


def chain_of_history(db: Database | Statements) -> None:
    """Seal the entries of the history there are; new ones are sealed as they are made."""
    for statement in CHAIN:
        db.execute(statement)
    Chain(db.conn).catch_up()


def current_cards(db: Database | Statements) -> None:
    """Show whoever waits for a new card with the one in use until then."""
    for statement in CURRENT_CARD:
        db.execute(statement)
    Register(db.conn).catch_up()


def requests_of_bureaus(db: Database | Statements) -> None:
    """Make room for what bureaus ask for after reading a package."""
    for statement in SUPPLEMENTS:
        db.execute(statement)


def emptied_entries(db: Database | Statements) -> None:
    """Make room for what a purge leaves of entries of the history."""
    for statement in EMPTIED_ENTRIES:
        db.execute(statement)


STEPS: tuple[Step, ...] = (
    first_schema,
    proofs_and_views,
    register_and_search,
    undo_images,
    census,
    way_of_cases,
    attention,
    pages_and_versions,
    photos_of_holders,
    batches,
    chain_of_history,
    current_cards,
    requests_of_bureaus,
    emptied_entries,
)


def version(db: Database | Statements) -> int:
    """Return how many steps a ledger has gone through."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: Database, steps: Sequence[Step] = STEPS) -> None:
    """Take a ledger through the steps it lacks, in one transaction."""
    if version(db) >= len(steps):
        return
    from sqlite_utils import Migrations

    migrations = Migrations("kabao")
    for step in steps:
        migrations()(step)
    # Rebuilding a table would otherwise cascade into its children.
    db.execute("PRAGMA foreign_keys=OFF")
    try:
        db.execute("BEGIN IMMEDIATE")
        try:
            migrations.apply(db)
            _refuse_orphans(db)
            db.execute(f"PRAGMA user_version={len(steps)}")
            db.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:
                db.execute("ROLLBACK")
            raise
    finally:
        db.execute("PRAGMA foreign_keys=ON")


def structure(db: Database | Statements) -> frozenset[tuple[str, str, str]]:
    """Return kind, name and wording of every table, index and trigger of a ledger.

    The inner tables of a text index are left out: their wording is SQLite's own.
    """
    rows = db.execute(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' AND sql IS NOT NULL"
        " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
    )
    return frozenset((kind, name, sql) for kind, name, sql in rows)


def _refuse_orphans(db: Database) -> None:
    orphans = db.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"a migration left rows without their parents: {orphans[:3]}")

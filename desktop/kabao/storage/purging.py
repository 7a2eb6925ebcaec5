"""Purging one person: no row, image, draft, index, free page or log of the file keeps anything.

All of it is one transaction, which ends with an entry that says how many others were emptied.
What is append-only otherwise is opened for that transaction alone. Afterwards the file is written
anew, since a page given back keeps its bytes until it is used again.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.domain.privacy import PURGE, Purged, Traces
from kabao.storage.history import SPARE_BYTES
from kabao.storage.register import EVERYBODY
from kabao.storage.scrubbing import Scrubber
from kabao.storage.traces import Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.storage.session import Session

_COUNTED = ("cards", "evidence", "proofs", "photos", "photo_originals", "notices", "attachments")
_OPENED = (
    "history_stays_as_written",
    "seals_stay_as_written",
    "undo_images_stay_as_written",
    "evidence_stays_as_written",
    "proofs_stay_as_written",
)
_OF_OTHERS = ("holders", "employers", "cards")
"""Records of other people: what they say of this one is theirs, and is told before."""
_NOT_SEARCHED = frozenset(
    {
        *_OF_OTHERS,
        *("history", "history_chain", "history_emptied", "blobs", "settings", "census"),
        *("projections", "register", "sounds", "touched", "_sqlite_migrations"),
    }
)
_COLUMNS = """
SELECT t.name, t.wr, x.name, x.pk, x.type FROM pragma_table_list t, pragma_table_xinfo(t.name) x
WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'
    AND x.hidden = 0 ORDER BY t.name, x.cid
"""


class Purging:
    """Looks for one person and takes everything out."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, uid: str) -> int | None:
        """Return the holder of an identifier, also one who was removed and could come back."""
        row = self._session.row(
            "SELECT id FROM holders WHERE uid = ?1 UNION ALL SELECT item FROM undo_images"
            " WHERE tab = 'holders' AND old ->> '$.uid' = ?1 LIMIT 1",
            (uid,),
        )
        return int(row[0]) if row else None

    def removed(self, number: str) -> str | None:
        """Return the identifier of somebody who was removed, by number, and could come back."""
        row = self._session.row(
            "SELECT old ->> '$.uid' FROM undo_images WHERE tab = 'holders' AND operation = 'D'"
            " AND json_extract(old ->> '$.fields', '$.doc_no') = ? COLLATE NOCASE LIMIT 1",
            (number,),
        )
        return str(row[0]) if row else None

    def traces(self, holder_id: int) -> Traces:
        """Say what a purge would take and leave; nothing is changed."""
        person = Person(self._session, holder_id)
        names = person.names()
        if not names and not person.entries():
            raise InputRefusedError("purge_nobody")
        scrubber = _scrubber(person)
        mentions = {who for number in scrubber.numbers for who in person.others_with(number)}
        shared = self._numbers(person.shared_cases)
        return Traces(
            holder_id,
            names[0] if names else "",
            {tab: person.live(tab) for tab in _COUNTED},
            sum(self._images(*wanted) for wanted in person.images()),
            len(person.entries() | self._named(person, scrubber)),
            0,
            self._numbers(person.own_cases),
            shared,
            self._files_of(person.shared_cases),
            tuple(sorted(mentions)),
            max((person.namesakes(name) for name in names), default=0),
        )

    def purge(self, holder_id: int) -> Purged:
        """Take a person out of the file for ever; raises before anything is changed, or works."""
        traces = self.traces(holder_id)
        person = Person(self._session, holder_id)
        scrubber = _scrubber(person)
        entries = person.entries() | self._named(person, scrubber)
        names = person.names()
        with self._session.alone(), self._opened():
            files = self._bytes()
            scrubbed = self._take_away(person, scrubber)
            entries |= scrubbed
            self._empty(entries, person, scrubber, names)
            self._session.rows(SPARE_BYTES)
            self._session.rows("INSERT INTO holder_names(holder_names) VALUES ('delete-all')")
            self._session.rows("DELETE FROM sounds")
            self._session.rows(EVERYBODY)
            traces = replace(traces, files=files - self._bytes(), entries=len(entries))
            with self._session.entry(PURGE, str(len(entries))):
                self._seal(sorted(entries))
        self._session.register.forget()
        cards = tuple(int(item) for item in person.doomed["cards"])
        cases = tuple(sorted(person.own_cases | person.shared_cases))
        return Purged(traces, cards, cases, self.sweep())

    def sweep(self) -> bool:
        """Write the file anew and empty its log; False while somebody else reads it."""
        try:
            self._session.rows("VACUUM")
            ((busy, *_),) = self._session.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        except KabaoError:
            return False
        return not busy

    def holds(self, texts: Sequence[str]) -> bool:
        """Say whether any text stands in any stored value, as before a purge is believed."""
        for table, columns, _ in self._tables():
            for text in texts:
                either = " OR ".join(f'instr("{column}", ?1)' for column in columns)
                if self._session.row(f'SELECT 1 FROM "{table}" WHERE {either} LIMIT 1', (text,)):  # noqa: S608
                    return True
        return False

    def secrets(self, holder_id: int) -> tuple[str, ...]:
        """Return the numbers by which a person may be searched for elsewhere."""
        return tuple(Person(self._session, holder_id).numbers())

    def entries(self, holder_id: int) -> frozenset[int]:
        """Return the entries of the history that concern a person."""
        person = Person(self._session, holder_id)
        return frozenset(person.entries() | self._named(person, _scrubber(person)))

    def _take_away(self, person: Person, scrubber: Scrubber) -> set[int]:
        rows, wanted = self._session.rows, person.holder_id
        for condition, value in person.images():
            rows(f"DELETE FROM undo_images WHERE {condition}", (value,))  # noqa: S608 (constants)
        rows("DELETE FROM case_holders WHERE holder_id = ?", (wanted,))
        for case_id in sorted(person.own_cases):
            rows("DELETE FROM case_changes WHERE base_id = ?", (case_id,))
            rows("DELETE FROM cases WHERE id = ?", (case_id,))
        rows("DELETE FROM holders WHERE id = ?", (wanted,))
        rows("DELETE FROM drafts WHERE room = 'cards' AND record = ?", (-wanted,))
        return self._scrub(scrubber)

    def _scrub(self, scrubber: Scrubber) -> set[int]:
        """Clean every stored text of what is left; returns the entries whose images changed."""
        touched: set[int] = set()
        for table, columns, keys in self._tables():
            if table in _NOT_SEARCHED:
                continue
            for column in columns:
                changed = self._scrub_column(table, column, keys, scrubber)
                if table == "undo_images":
                    touched.update(changed)
        return touched

    def _scrub_column(
        self, table: str, column: str, keys: Sequence[str], scrubber: Scrubber
    ) -> list[int]:
        wanted = [one for one in (*scrubber.numbers, scrubber.name) if one]
        either = " OR ".join(f'instr("{column}", ?{place})' for place in range(1, len(wanted) + 1))
        names = ", ".join(keys)
        entry = "entry" if table == "undo_images" else "0"
        more = f" AND tab NOT IN {_OF_OTHERS}" if table == "undo_images" else ""
        found = self._session.rows(
            f'SELECT {entry}, "{column}", {names} FROM "{table}" WHERE ({either}){more}',  # noqa: S608
            wanted,
        )
        where = " AND ".join(f"{key} = ?" for key in keys)
        touched = []
        for number, stored, *key in found:
            cleaned = scrubber.text(str(stored))
            if cleaned != stored:
                sql = f'UPDATE "{table}" SET "{column}" = ? WHERE {where}'  # noqa: S608
                self._session.rows(sql, (cleaned, *key))
                touched.append(int(number))
        return touched

    def _tables(self) -> Iterator[tuple[str, list[str], list[str]]]:
        """Yield every table with its columns of text outside the key, and its key."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for table, without_rowid, column, in_key, kind in self._session.rows(_COLUMNS):
            columns, keys = found.setdefault(table, ([], [] if without_rowid else ["rowid"]))
            if in_key and without_rowid:
                keys.append(column)
            elif kind == "TEXT" and not in_key:
                columns.append(column)
        for table, (columns, keys) in found.items():
            if columns:
                yield table, columns, keys

    def _named(self, person: Person, scrubber: Scrubber) -> set[int]:
        """Return the entries that name the person in words, or by the number of the record."""
        mark = f"#{person.holder_id}"
        rows = self._session.rows("SELECT id, subject FROM history WHERE subject <> ''")
        return {
            int(entry)
            for entry, subject in rows
            if subject.endswith(mark) or scrubber.names(subject)
        }

    def _empty(
        self, entries: set[int], person: Person, scrubber: Scrubber, names: Sequence[str]
    ) -> None:
        for entry in sorted(entries):
            ((subject,),) = self._session.rows("SELECT subject FROM history WHERE id = ?", (entry,))
            alone = self._is_alone(entry, person)
            cleaned = "" if alone or subject.endswith(f"#{person.holder_id}") else subject
            for name in names:
                cleaned = cleaned.replace(name, "")
            self._session.rows(
                "UPDATE history SET subject = ? WHERE id = ?", (scrubber.subject(cleaned), entry)
            )
            self._session.rows("UPDATE history_chain SET salt = NULL WHERE entry = ?", (entry,))
            if alone:
                self._session.rows("DELETE FROM undo_ranges WHERE entry = ?", (entry,))

    def _is_alone(self, entry: int, person: Person) -> bool:
        """Say whether an entry was about nobody else: nothing is left that it could bring back."""
        if self._session.row("SELECT 1 FROM undo_images WHERE entry = ? LIMIT 1", (entry,)):
            return False
        ranges = self._session.rows(
            "SELECT tab, first, last FROM undo_ranges WHERE entry = ?", (entry,)
        )
        return bool(ranges) and all(
            last - first < len(person.doomed.get(tab, ()))
            and {*range(first, last + 1)} <= person.doomed.get(tab, set())
            for tab, first, last in ranges
        )

    def _seal(self, entries: Sequence[int]) -> None:
        chain = self._session.chain
        (purge,) = self._session.column("SELECT entry FROM undo_open")
        for entry in entries:
            facts, kept = chain.seals_of(entry)
            self._session.rows(
                "INSERT INTO history_emptied VALUES (?, ?, ?, ?)", (entry, purge, facts, kept)
            )

    @contextmanager
    def _opened(self) -> Iterator[None]:
        """Let what is append-only be changed, and close it again in the same transaction."""
        kept = [
            self._session.rows("SELECT sql FROM sqlite_master WHERE name = ?", (name,))[0][0]
            for name in _OPENED
        ]
        for name in _OPENED:
            self._session.rows(f"DROP TRIGGER {name}")
        yield
        for sql in kept:
            self._session.rows(sql)

    def _bytes(self) -> int:
        return int(self._session.rows("SELECT count(*) FROM blobs")[0][0])

    def _images(self, condition: str, value: str) -> int:
        sql = f"SELECT count(*) FROM undo_images WHERE {condition}"  # noqa: S608 (constants)
        return int(self._session.rows(sql, (value,))[0][0])

    def _numbers(self, cases: set[int]) -> tuple[str, ...]:
        found = (
            self._session.row("SELECT number FROM cases WHERE id = ?", (case,)) for case in cases
        )
        return tuple(sorted(str(row[0]) for row in found if row))

    def _files_of(self, cases: set[int]) -> int:
        sql = "SELECT count(*) FROM attachments WHERE case_id = ?"
        return sum(int(self._session.rows(sql, (case,))[0][0]) for case in cases)


def _scrubber(person: Person) -> Scrubber:
    """Cut the name only where it can mean nobody else."""
    names = [name for name in person.names() if not person.namesakes(name)]
    return Scrubber(tuple(person.numbers()), names[0] if names else "")

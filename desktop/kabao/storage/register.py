"""The register kept up to date: lines and name indexes of the people a transaction touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.storage.pinyin import Pinyin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.storage.driver import Connection

# An index entry stands exactly where a sound stands.
_FORGET_NAMES = """
DELETE FROM holder_names WHERE rowid IN
    (SELECT s.holder_id FROM touched t JOIN sounds s USING (holder_id) WHERE t.named = 1)
"""
_FORGET_SOUNDS = """
DELETE FROM sounds WHERE holder_id IN (SELECT holder_id FROM touched WHERE named = 1)
"""
_NAMES = """
SELECT id, name FROM holders
WHERE id IN (SELECT holder_id FROM touched WHERE named = 1) ORDER BY id
"""
_FORGET_LINES = "DELETE FROM register WHERE holder_id IN (SELECT holder_id FROM touched)"
_LINES = """
INSERT INTO register SELECT * FROM register_now
WHERE holder_id IN (SELECT holder_id FROM touched)
"""
EVERYBODY = "INSERT OR REPLACE INTO touched SELECT id, 1 FROM holders"
_BATCH = 10_000


class Register:
    """Brings the lines of touched people up to date and knows when people changed places."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._pinyin = Pinyin()
        self.people = 0
        """Grows whenever a name, a number or an employer may have changed."""
        self.cards = 0
        """Grows whenever the line of anybody may have changed."""

    def catch_up(self) -> None:
        """Renew lines and names of everybody touched; part of the transaction under way."""
        if not self._connection.execute("SELECT 1 FROM touched LIMIT 1").fetchone():
            return
        if self._connection.execute("SELECT 1 FROM touched WHERE named = 1 LIMIT 1").fetchone():
            self._renew_names()
            self.people += 1
        for statement in (_FORGET_LINES, _LINES, "DELETE FROM touched"):
            self._connection.execute(statement)
        self.cards += 1

    def forget(self) -> None:
        """Take no order for granted: a change was rolled back, or an employer has a new name."""
        self.people += 1
        self.cards += 1

    def _renew_names(self) -> None:
        self._connection.execute(_FORGET_NAMES)
        self._connection.execute(_FORGET_SOUNDS)
        for batch in self._named():
            self._connection.executemany(
                "INSERT INTO holder_names (rowid, name) VALUES (?, ?)",
                ((number, tokens(name)) for number, name in batch),
            )
            self._connection.executemany(
                "INSERT INTO sounds VALUES (?, ?, ?, ?, ?)",
                ((number, *self._sounds(name)) for number, name in batch),
            )

    def _named(self) -> Iterator[list[tuple[int, str]]]:
        cursor = self._connection.execute(_NAMES)
        while batch := cursor.fetchmany(_BATCH):
            yield batch

    def _sounds(self, name: str) -> tuple[str, str, str, str]:
        sound = self._pinyin.sound(name)
        return sound.full, sound.initials, sound.other_full, sound.other_initials


def tokens(text: str) -> str:
    """Write a text as code points, one word a character, letters alike in either case.

    No tokenizer has an opinion about these, so rare characters, dots and per cent signs are
    found like any other.
    """
    return " ".join(format(ord(character), "x") for character in text.casefold())

"""What every command shares: language, output form, the ledger, and how errors are told."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import sys
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from kabao import settings
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.services.sentences import complain, describe, remedy
from kabao.services.workspace import Workspace
from kabao.texts import Language, Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from kabao.domain.errors import KabaoError
    from kabao.domain.findings import Finding
    from kabao.services.safekeeping import LedgerKey
    from kabao.settings import Settings

F = TypeVar("F", bound="Callable[..., Any]")
PATH = click.Path(path_type=Path, readable=False)
"""Any path; whether it can be read is told by whoever opens it, in better words."""
SHOWN = 20
"""Findings printed on the error stream before the rest is counted."""

_CLOSED = frozenset({errno.EPIPE, errno.EINVAL})
"""What a pipe says whose reader has gone; Windows says the second."""


class Session:
    """The options of one call; opens the ledger on first use."""

    def __init__(self, clock: Callable[[], dt.date] = dt.date.today) -> None:
        self.clock = clock
        self.debug = False
        self.ledger: Path | None = None
        self.language: Language | None = None
        self.as_json = False
        self._workspace: Workspace | None = None
        self._keys: dict[Path, LedgerKey | None] = {}

    @cached_property
    def settings(self) -> Settings:
        """The preferences of the user; what had to be put aside to read them is told."""
        loaded = settings.load()
        texts = Texts(self.language or loaded.settings.spoken())
        if loaded.set_aside:
            self.tell(texts("cli.settings_set_aside", path=loaded.set_aside))
        if loaded.problem:
            self.tell(texts("cli.settings_unreadable", path=settings.file()))
        return loaded.settings

    @property
    def texts(self) -> Texts:
        """The words of the language asked for, else of the settings."""
        return Texts(self.language or self.settings.spoken())

    def workspace(self, *, read_only: bool = False) -> Workspace:
        """Open the ledger named by ``--ledger``, ``KABAO_LEDGER`` or the one used last."""
        if self._workspace is None:
            path = self.ledger_path()
            self._workspace = Workspace.open(
                path, clock=self.clock, read_only=read_only, key=self.key_of(path)
            )
            if not self._workspace.ledger.read_only:
                self._workspace.statuses.refresh_outdated()
        return self._workspace

    def key_of(self, path: Path) -> LedgerKey | None:
        """Return the key of a ledger that has a passphrase, asked for once; None for others."""
        from kabao.cli.passphrases import ask_key

        if path not in self._keys:
            self._keys[path] = ask_key(self, path)
        return self._keys[path]

    def ledger_path(self) -> Path:
        """Return the ledger named, else the one used last."""
        named = self.ledger or os.environ.get("KABAO_LEDGER")
        if named:
            return Path(named)
        if not self.settings.recent:
            raise InputRefusedError("no_ledger_named")
        return Path(self.settings.recent[0])

    def remember(self, ledger: Path) -> None:
        """Make a ledger the one used last; where settings cannot be kept, none is remembered."""
        try:
            settings.save(self.settings.with_recent(ledger))
        except OSError:
            self.tell(self.texts("cli.settings_not_kept", path=settings.file()))

    def emit(self, document: Mapping[str, object], lines: Sequence[str]) -> None:
        """Print the JSON document or the lines for people, as asked."""
        if self.as_json:
            encoding = getattr(sys.stdout, "encoding", None) or ""
            wide = encoding.lower().startswith("utf")
            self._print(json.dumps(document, ensure_ascii=not wide, indent=2))
        elif lines:
            self._print("\n".join(lines))

    def tell(self, sentence: str) -> None:
        """Say a sentence on the error stream, if anybody listens."""
        try:
            click.echo(sentence, err=True)
        except OSError:
            _mute(sys.stderr)

    def report(self, error: KabaoError) -> None:
        """Tell a known error: what is wrong, and the findings behind it."""
        self.tell(complain(self.texts, error))
        for finding in error.findings[:SHOWN]:
            self.tell(finding_line(self.texts, finding))
        if len(error.findings) > SHOWN:
            more = self.texts("cli.more_findings", count=len(error.findings) - SHOWN)
            self.tell(f"  {more}")

    def close(self) -> None:
        """Close the ledger if one was opened."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None
        for key in filter(None, self._keys.values()):
            key.wipe()
        self._keys.clear()

    def _print(self, text: str) -> None:
        """Print a text; a reader who has seen enough (``| head``) is no error."""
        try:
            click.echo(text)
        except OSError as error:
            _mute(sys.stdout)
            if error.errno not in _CLOSED:
                reason = error.strerror or str(error)
                raise EnvironmentProblemError("output_not_written", reason=reason) from error


def common_options(command: F) -> F:
    """Let the options of the program stand before or after the command."""

    @click.option("--ledger", type=PATH)
    @click.option("--lang", type=click.Choice(get_args(Language)))
    @click.option("--json", "as_json", is_flag=True)
    @click.option("--debug", is_flag=True)
    @wraps(command)
    def with_options(
        *args: Any,
        ledger: Path | None,
        lang: Language | None,
        as_json: bool,
        debug: bool,
        **kwargs: Any,
    ) -> Any:
        session = current()
        session.ledger = ledger or session.ledger
        session.language = session.language or lang
        session.as_json = as_json or session.as_json
        session.debug = debug or session.debug
        return command(*args, **kwargs)

    return with_options  # type: ignore[return-value]


def current() -> Session:
    """Return the session of the running command."""
    return click.get_current_context().ensure_object(Session)


def finding_entry(texts: Texts, finding: Finding) -> dict[str, object]:
    """Return a finding with stable English keys, as the JSON output promises."""
    return {
        "level": finding.level.value,
        "code": finding.code,
        "place": place_name(finding),
        "text": describe(texts, finding),
        "remedy": remedy(texts, finding),
        "rule": finding.rule,
        "confidence": finding.confidence.value,
        "accepted": finding.accepted,
    }


def finding_line(texts: Texts, finding: Finding) -> str:
    """Return a finding as one line for people: level, place, what is wrong, what to do, rule."""
    sentence = describe(texts, finding)
    place = place_name(finding)
    level = texts(f"levels.{finding.level}")
    # A sentence about a place in a file begins with that place.
    parts = [level, *(() if sentence.startswith(place) else (place,)), sentence]
    rule = f" [{finding.rule}]" if finding.rule else ""
    return f"  {'  '.join(parts)} {remedy(texts, finding)}{rule}"


def place_name(finding: Finding) -> str:
    """Return the place of a finding as a short path such as ``material 1/plan/phases[2]``."""
    place = finding.place
    if place.room == "exchange":
        return place.field
    parts = [f"material {place.material}" if place.material else place.room, place.section]
    row = f"[{place.row}]" if place.row >= 0 else ""
    parts.append(f"{place.field}{row}")
    return "/".join(part for part in parts if part)


def _mute(stream: TextIO) -> None:
    """Let what is still to come go nowhere, or the interpreter complains about it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)

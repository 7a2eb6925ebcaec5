"""What every command shares: language, output form, the ledger, and how errors are told."""

from __future__ import annotations

import json
import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kabao import settings
from kabao.domain.errors import InputRefusedError
from kabao.services.sentences import describe, remedy
from kabao.services.workspace import Workspace
from kabao.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kabao.domain.errors import KabaoError
    from kabao.domain.findings import Finding
    from kabao.texts import Language

F = TypeVar("F", bound="Callable[..., Any]")
SHOWN = 20
"""Findings printed on the error stream before the rest is counted."""


class Session:
    """The options of one call; opens the ledger on first use."""

    def __init__(self) -> None:
        self.debug = False
        self.ledger: Path | None = None
        self.language: Language | None = None
        self.as_json = False
        self._workspace: Workspace | None = None

    @property
    def texts(self) -> Texts:
        """The words of the language asked for, else of the settings."""
        return Texts(self.language or settings.load().settings.spoken())

    def workspace(self, *, read_only: bool = False) -> Workspace:
        """Open the ledger named by ``--ledger``, ``KABAO_LEDGER`` or the one used last."""
        if self._workspace is None:
            self._workspace = Workspace.open(self._path(), read_only=read_only)
        return self._workspace

    def emit(self, document: Mapping[str, object], lines: list[str]) -> None:
        """Print the JSON document or the lines for people, as asked."""
        if self.as_json:
            click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            for line in lines:
                click.echo(line)

    def close(self) -> None:
        """Close the ledger if one was opened."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def _path(self) -> Path:
        named = self.ledger or os.environ.get("KABAO_LEDGER")
        if named:
            return Path(named)
        recent = settings.load().settings.recent
        if not recent:
            raise InputRefusedError("no_ledger_named")
        return Path(recent[0])


def common_options(command: F) -> F:
    """Let ``--ledger``, ``--lang`` and ``--json`` stand before or after the command."""

    @click.option("--ledger", type=click.Path(path_type=Path), help="台账文件 / ledger file")
    @click.option("--lang", type=click.Choice(["zh", "en"]), help="语言 / language")
    @click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
    @wraps(command)
    def with_options(
        *args: Any, ledger: Path | None, lang: Language | None, as_json: bool, **kwargs: Any
    ) -> Any:
        session = click.get_current_context().ensure_object(Session)
        session.ledger = ledger or session.ledger
        session.language = lang or session.language
        session.as_json = as_json or session.as_json
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
    """Return a finding as one line for people."""
    level = texts(f"levels.{finding.level}")
    rule = f" [{finding.rule}]" if finding.rule else ""
    return f"  {level}  {place_name(finding)}  {describe(texts, finding)}{rule}"


def place_name(finding: Finding) -> str:
    """Return the place of a finding as a short path such as ``material 1/issuing/phases[2]``."""
    place = finding.place
    parts = [f"material {place.material}" if place.material else place.room, place.section]
    row = f"[{place.row}]" if place.row >= 0 else ""
    parts.append(f"{place.field}{row}")
    return "/".join(part for part in parts if part)


def report_error(session: Session, error: KabaoError) -> None:
    """Tell a known error on the error stream: what is wrong, and the findings behind it."""
    texts = session.texts
    click.echo(texts(f"errors.{error.code}", **error.params), err=True)
    for finding in error.findings[:SHOWN]:
        click.echo(finding_line(texts, finding), err=True)
    if len(error.findings) > SHOWN:
        click.echo(texts("cli.more_findings", count=len(error.findings) - SHOWN), err=True)

"""Facts about activation, read from ``activation_facts.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.domain.activation_facts import (
    ActivationFacts,
    BlockFact,
    Delay,
    ElectronicFact,
    Fact,
    LockException,
    PasswordFact,
    StateCode,
    StateSystem,
)
from kabao.domain.words import Words
from kabao.rulebook.rule_files import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kabao.rulebook.sources import RuleFile


def read_activation_facts(file: RuleFile, details: Collection[str]) -> ActivationFacts:
    """Return the facts; ``details`` are the known ways of recording evidence."""
    data = file.data
    return ActivationFacts(
        switches=_facts(file, "switches"),
        passwords=tuple(_password(file, entry) for entry in _entries(file, "passwords")),
        signals=_facts(file, "signals"),
        systems=tuple(_system(file, entry, details) for entry in _entries(file, "systems")),
        blocks=tuple(_block(file, entry) for entry in _entries(file, "blocks", "state")),
        electronic=tuple(
            _electronic(file, entry) for entry in _entries(file, "electronic", "state")
        ),
        electronic_notes=_facts(file, "electronic_notes"),
        limits=_facts(file, "limits"),
        delay=Delay(
            data["delay"]["hours"],
            data["delay"]["working_days"],
            file.origin(data["delay"], "delay"),
        ),
    )


def _entries(file: RuleFile, part: str, key: str = "code") -> list[Mapping[str, Any]]:
    entries = list(file.data[part])
    file.unique([entry[key] for entry in entries], part)
    return entries


def _facts(file: RuleFile, part: str) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            entry["code"],
            Words(**entry["title"]),
            Words(**entry["text"]),
            file.origin(entry, f"{part}/{entry['code']}"),
            entry.get("number", ""),
        )
        for entry in _entries(file, part)
    )


def _password(file: RuleFile, entry: Mapping[str, Any]) -> PasswordFact:
    place = f"passwords/{entry['code']}"
    return PasswordFact(
        entry["code"],
        Words(**entry["title"]),
        Words(**entry["initial"]),
        Words(**entry["reset"]),
        file.origin(entry, place),
        entry.get("lock_tries"),
        tuple(
            LockException(item["region"], item["lock_tries"], file.origin(item, place))
            for item in entry.get("exceptions", ())
        ),
    )


def _system(file: RuleFile, entry: Mapping[str, Any], details: Collection[str]) -> StateSystem:
    place = f"systems/{entry['code']}"
    file.unique([item["code"] for item in entry["codes"]], place)
    origin = file.origin(entry, place)
    for item in entry["codes"]:
        if item.get("detail", "") not in {"", *details}:
            raise file.refused(f"{place}/{item['code']}/detail")
    codes = tuple(
        StateCode(
            entry["code"],
            item["code"],
            Words(item["zh"], item["en"]),
            file.origin(item, f"{place}/{item['code']}", origin),
            item.get("state", ""),
            item.get("detail", ""),
            words(item.get("note")),
        )
        for item in entry["codes"]
    )
    return StateSystem(entry["code"], Words(**entry["title"]), origin, codes)


def _block(file: RuleFile, entry: Mapping[str, Any]) -> BlockFact:
    return BlockFact(
        entry["state"],
        tuple(entry["released_by"]),
        Words(**entry["text"]),
        file.origin(entry, f"blocks/{entry['state']}"),
        entry.get("by_region", False),
        entry.get("by_signal", False),
    )


def _electronic(file: RuleFile, entry: Mapping[str, Any]) -> ElectronicFact:
    return ElectronicFact(
        entry["state"],
        entry["usable"],
        Words(**entry["text"]),
        file.origin(entry, f"electronic/{entry['state']}"),
        words(entry.get("against")),
    )

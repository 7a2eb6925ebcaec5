"""Who brings what, read from ``papers.toml``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kabao.domain.papers import Basis, ChannelHint, Paper, PaperRules, Scope
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.fields import Choice
    from kabao.rulebook.sources import RuleFile

    CodeLists = Mapping[str, tuple[Choice, ...]]

_FACTS = {
    "doc_types": ("doc_type", "doc_type"),
    "applied_by": ("applied_by", "applied_by"),
    "apply_for": ("apply_for", "apply_for"),
    "kinds": ("kind", "employer_kind"),
    "reasons": ("reason", "registration_reason"),
}
"""For each condition the fact it asks for and the code list of its values."""


def read_papers(file: RuleFile, lists: CodeLists) -> PaperRules:
    """Return the papers to bring; a key or value that no code list has is refused."""
    reader = PaperReader(file, lists)
    data = file.data
    file.unique([entry["key"] for entry in data["channels"]], "channels")
    file.origin(data["basis_note"], "basis_note")
    return PaperRules(
        claim=tuple(reader.paper(entry, "claim") for entry in data["claim"]),
        registration=tuple(reader.paper(entry, "registration") for entry in data["registration"]),
        channels=tuple(reader.channel(entry) for entry in data["channels"]),
        basis_note=Words(**data["basis_note"]["text"]),
    )


class PaperReader:
    """Reads the entries of one file against the code lists."""

    def __init__(self, file: RuleFile, lists: CodeLists) -> None:
        self._file = file
        self._lists = lists

    def paper(self, entry: Mapping[str, Any], part: str) -> Paper:
        """Return one paper of a part; raises InputRefusedError ``rulebook_invalid``."""
        place = f"{part}/{entry['key']}"
        labels = {choice.code: choice.label for choice in self._lists[f"{part}_document"]}
        if entry["key"] not in labels:
            raise self._file.refused(f"{place}/key")
        return Paper(
            key=entry["key"],
            label=labels[entry["key"]],
            who=entry["who"],
            basis=Basis(entry["basis"]),
            note=Words(**entry["note"]),
            scope=self._scope(entry, place),
            group=entry.get("group", ""),
            optional=entry.get("optional", False),
            origin=self._file.origin(entry, place),
        )

    def channel(self, entry: Mapping[str, Any]) -> ChannelHint:
        """Return one hint; raises InputRefusedError ``rulebook_invalid``."""
        place = f"channels/{entry['key']}"
        text, origin = Words(**entry["text"]), self._file.origin(entry, place)
        return ChannelHint(entry["key"], text, self._scope(entry, place), origin)

    def _scope(self, entry: Mapping[str, Any], place: str) -> Scope:
        facts: dict[str, tuple[str, ...]] = {}
        for name, (fact, listed) in _FACTS.items():
            values = tuple(entry.get(name, ()))
            known = {choice.code for choice in self._lists[listed]}
            if not known.issuperset(values):
                raise self._file.refused(f"{place}/{name}")
            if values:
                facts[fact] = values
        first, end = entry.get("age_from"), entry.get("age_to")
        if first is not None and end is not None and first >= end:
            raise self._file.refused(f"{place}/age_to")
        regions = tuple(entry.get("regions", ()))
        return Scope(first, end, regions, MappingProxyType(facts))

"""Settings of the activation status, read from ``activation.toml``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kabao.domain.rules import ActivationRules, EvidenceDetail, RegionLossRule
from kabao.domain.words import Words
from kabao.rulebook.activation_facts import read_activation_facts
from kabao.rulebook.tables import choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.rulebook.sources import RuleFile


_SETTINGS = ("reminders", "staleness", "renewal", "electronic_card", "channels")


def read_activation(file: RuleFile, facts: RuleFile) -> ActivationRules:
    """Return the settings, pick lists and facts that the derivation and the window read."""
    data = file.data
    origins = {part: file.origin(data[part], part) for part in _SETTINGS}
    file.unique([entry["code"] for entry in data["details"]], "details")
    channels = [entry[0] for entry in data["channels"]["entries"]]
    file.unique(channels, "channels")
    financial = frozenset(data["channels"].get("financial_only", ()))
    if not financial.issubset(channels):
        raise file.refused("channels/financial_only")
    return ActivationRules(
        loss=MappingProxyType(_loss_rules(file)),
        electronic_needs_active=frozenset(data["electronic_card"]["needs_active"]),
        reminder_days=tuple(data["reminders"]["days"]),
        stale_months=data["staleness"]["months"],
        renewal_days=data["renewal"]["days"],
        channels=choices(data["channels"]["entries"]),
        details=tuple(_detail(file, entry) for entry in data["details"]),
        financial_channels=financial,
        origins=MappingProxyType(origins),
        facts=read_activation_facts(facts, [entry["code"] for entry in data["details"]]),
    )


def _loss_rules(file: RuleFile) -> dict[str, RegionLossRule]:
    regions = [entry["region"] for entry in file.data["loss"]]
    file.unique(regions, "loss")
    if "default" not in regions:
        raise file.refused("loss/default")
    return {
        entry["region"]: RegionLossRule(
            temp_days=entry["temp_days"],
            at_end=entry["at_end"],
            origin=file.origin(entry, f"loss/{entry['region']}"),
            bank_separate=entry.get("bank_separate"),
            formal_release=entry.get("formal_release", False),
            name=Words(**entry["name"]),
        )
        for entry in file.data["loss"]
    }


def _detail(file: RuleFile, entry: Mapping[str, Any]) -> EvidenceDetail:
    return EvidenceDetail(
        code=entry["code"],
        kind=entry["kind"],
        label=Words(entry["zh"], entry["en"]),
        positive=entry.get("positive", True),
        strength=entry["strength"],
        financial=entry.get("financial", ""),
        origin=file.origin(entry, f"details/{entry['code']}"),
    )

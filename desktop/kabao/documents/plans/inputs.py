"""What a plan is built from: a case, its people with cards, and what was found out about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kabao.documents.plan import CopyKind
    from kabao.documents.plans.batch_input import BatchInput
    from kabao.domain.activation import ActivationStatus
    from kabao.domain.cards import Card
    from kabao.domain.case_way_changes import ChangeView
    from kabao.domain.cases import Case
    from kabao.domain.clocks import Clock
    from kabao.domain.employers import Employer
    from kabao.domain.evidence import Evidence
    from kabao.domain.exchange import ExchangePhoto, ExchangeStep
    from kabao.domain.findings import Finding
    from kabao.domain.holders import Holder
    from kabao.domain.rules import Rulebook


@dataclass(frozen=True, slots=True)
class HolderInput:
    """One person of a case with the card, its status and the evidence for it."""

    holder: Holder
    card: Card | None = None
    status: ActivationStatus | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageInput:
    """Everything that a package may show; plain values, no ledger."""

    case: Case
    applicant_name: str
    employer: Employer | None
    holders: tuple[HolderInput, ...]
    findings: tuple[Finding, ...]
    rulebook: Rulebook
    language: str
    """``zh``, ``en`` or ``both``; anything else counts as ``zh``."""
    draft: bool
    today: dt.date
    full_numbers: bool = False
    """Whether identity numbers are printed in full; starred unless the user chose otherwise."""
    copy: CopyKind = "masked"
    """What the cover says about numbers and about the data inside."""
    change: ChangeView | None = None
    """What a change case changes; None for any other case."""
    steps: tuple[ExchangeStep, ...] = ()
    """What was recorded about the way of the case; no page shows it, the data inside do."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Artwork of the card face, and pictures inside texts, by their SHA-256."""
    portraits: Mapping[str, ExchangePhoto] = field(default_factory=dict)
    """Photographs of people by their uid; only the data of a full copy carry them."""
    clocks: tuple[Clock, ...] = ()
    """Periods of law of the employer on the day of the paper; told for a registration."""
    batch: BatchInput | None = None
    """The list of a batch; None for any other case."""

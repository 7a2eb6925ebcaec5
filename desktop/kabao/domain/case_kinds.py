"""Kinds of cases as rules: who files one, what it consists of, and whether it is offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
    from kabao.domain.findings import Confidence
    from kabao.domain.words import Words


@dataclass(frozen=True, slots=True)
class KindProfile:
    """One kind of case."""

    kind: CaseKind
    applicants: tuple[ApplicantKind, ...]
    title: Words
    note: Words
    """What the kind is for, in one sentence."""
    parts: tuple[MaterialKey, ...]
    confidence: Confidence
    source: str
    offered: bool = False
    """Whether users may start one; what is not whole yet is not shown to them."""
    articles: tuple[str, ...] = ()
    """Articles that its package prints; an issuance prints those of its applicant."""

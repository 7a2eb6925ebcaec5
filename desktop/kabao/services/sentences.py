"""Sentences for findings, reasons and errors: the same words in window, command line and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.domain.activation import Reason
    from kabao.domain.errors import KabaoError
    from kabao.domain.findings import Finding
    from kabao.texts import Texts


def describe(texts: Texts, finding: Finding) -> str:
    """Return what a finding says."""
    return texts(f"findings.{finding.code}.text", **finding.params)


def remedy(texts: Texts, finding: Finding) -> str:
    """Return what to do about a finding."""
    return texts(f"findings.{finding.code}.remedy", **finding.params)


def explain(texts: Texts, reason: Reason) -> str:
    """Return one reason of an activation status as a sentence."""
    return texts(f"reasons.{reason.code}", **reason.params)


def complain(texts: Texts, error: KabaoError) -> str:
    """Return what a known error tells the user."""
    return texts(f"errors.{error.code}", **error.params)

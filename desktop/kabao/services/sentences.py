"""Sentences for findings, reasons and errors: the same words in window, command line and paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kabao.domain.identity import mask_number
from kabao.domain.origins import CONFIDENCE, DOUBTFUL

if TYPE_CHECKING:
    from kabao.domain.activation import Reason
    from kabao.domain.errors import KabaoError
    from kabao.domain.findings import Finding
    from kabao.texts import Texts


_LONG_NUMBER = re.compile(r"[0-9]{14,}[0-9Xx]")
"""Identity and bank card numbers, whatever stands around them."""


def masked(text: str) -> str:
    """Star out every long number in a text that others may see, such as the name of a file."""
    return _LONG_NUMBER.sub(lambda found: mask_number(found.group()), text)


def describe(texts: Texts, finding: Finding) -> str:
    """Return what a finding says."""
    return masked(texts(f"findings.{finding.code}.text", **finding.params))


def remedy(texts: Texts, finding: Finding) -> str:
    """Return what to do about a finding."""
    return masked(texts(f"findings.{finding.code}.remedy", **finding.params))


def explain(texts: Texts, reason: Reason) -> str:
    """Return one reason of an activation status; one that rests on a doubtful rule says so."""
    sentence = texts(f"reasons.{reason.code}", **reason.params)
    confidence = reason.params.get(CONFIDENCE)
    if confidence not in DOUBTFUL:
        return sentence
    words = texts(f"labels.confidence.{confidence}")
    return texts("labels.in_brackets", text=sentence, remark=words)


def advise(texts: Texts, step: Reason) -> str:
    """Return what to do next as a sentence; the steps come from ``domain.next_steps``."""
    return texts(f"advice.{step.code}", **step.params)


def complain(texts: Texts, error: KabaoError) -> str:
    """Return what a known error tells the user."""
    return masked(texts(f"errors.{error.code}", **error.params))

"""Supplement requests: what a bureau asks for in a package, and what the applicant answers.

A request is bound to one case and to the package that was read. It stands among the findings of
the case until it is answered; the answer is a reason like that of an accepted warning, and both
are printed in the next package. The program decides nothing: whether an answer is enough, the
bureau says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.findings import Confidence, Finding, Level, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VERSION = 1
MOST_REQUESTS = 500
LONGEST = 2000
CODE = "supplement_request"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that is asked for, and where in the case it belongs."""

    text: str
    material: int = 0
    """Number of the material; 0 for the case as a whole."""
    field: str = ""
    row: int = -1
    rule: str = ""
    """What it rests on, in the words of the bureau."""


@dataclass(frozen=True, slots=True)
class Supplement:
    """All that a bureau asks for after reading one package."""

    id: str
    case: str
    """Running number of the case."""
    package: str
    """Digest of the content of the package that was read, as its cover prints it."""
    issued_on: str
    issuer: str
    requests: tuple[Request, ...]


def request_findings(supplements: Iterable[Supplement], case_id: int) -> Iterator[Finding]:
    """Yield what was asked for as findings at the fields that it is about."""
    for supplement in supplements:
        for number, request in enumerate(supplement.requests, start=1):
            yield Finding(
                Level.WARNING,
                CODE,
                Place("cases", case_id, request.material, field=request.field, row=request.row),
                {
                    "text": request.text,
                    "issuer": supplement.issuer,
                    "on": supplement.issued_on,
                    "request": f"{supplement.id[:8]}-{number}",
                },
                rule=request.rule,
                confidence=Confidence.OWN,
                source=supplement.issuer,
            )


def answered(supplement: Supplement, accepted: Iterable[str]) -> int:
    """Return how many requests have an answer; ``accepted`` are the keys of those given."""
    marks = {key.partition("#")[2] for key in accepted if key.startswith(f"{CODE}@")}
    numbers = range(1, len(supplement.requests) + 1)
    return sum(f"{supplement.id[:8]}-{number}" in marks for number in numbers)

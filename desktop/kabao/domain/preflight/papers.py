"""Papers to bring and promises made: what claims and registrations are both asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.findings import Finding, Level
from kabao.domain.papers import Basis, missing_papers, papers_for
from kabao.domain.preflight.examination import own, own_warning
from kabao.domain.rule_levels import allowed_level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kabao.domain.cases import MaterialKey
    from kabao.domain.papers import Paper, PaperFacts
    from kabao.domain.preflight.examination import Examination

AT_HAND = "documents_at_hand"


def codes_at_hand(value: object) -> frozenset[str]:
    """Return the codes of the papers that are ticked."""
    return frozenset(map(str, value)) if isinstance(value, tuple | list) else frozenset()


def papers_at_hand(
    case: Examination, key: MaterialKey, rules: Iterable[Paper], asked: PaperFacts
) -> Iterator[Finding]:
    """Tell each paper that must be brought and is not ticked; local custom is only warned of."""
    at_hand = codes_at_hand(case.value(key, AT_HAND))
    place = case.place(key, AT_HAND)
    if not at_hand:
        return
    for paper in missing_papers(papers_for(rules, asked), at_hand):
        firm = Level.ERROR if paper.basis is Basis.LEGAL else Level.WARNING
        yield Finding(
            allowed_level(firm, paper.origin.confidence),
            f"paper_missing_{paper.basis}",
            place,
            {"paper": paper.label.zh, "paper_en": paper.label.en},
            confidence=paper.origin.confidence,
            source=paper.origin.source,
        )
    if "other" in at_hand and not case.text(key, "documents_note"):
        yield own_warning("paper_other_unnamed", case.place(key, "documents_note"))


def promises(case: Examination, *asked: tuple[str, MaterialKey, str]) -> Iterator[Finding]:
    """What the applicant confirms by a tick is confirmed; a plain no is no confirmation."""
    for code, key, name in asked:
        if case.value(key, name) is False:
            yield own(code, case.place(key, name))

"""Snapshots as a use case: freeze a case, read it later, say what changed in between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kabao.documents.plans.changes import difference_rows
from kabao.documents.plans.wording import Wording
from kabao.domain.cases import CaseKind
from kabao.domain.changes import Changed, Saved
from kabao.domain.snapshots import Snapshot, differences, digest_of, freeze
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.cases import ApplicantKind, Case
    from kabao.domain.rules import Rulebook
    from kabao.domain.snapshots import Difference
    from kabao.services.cases import Cases
    from kabao.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a case and what differs, ready to be put into words."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    differences: tuple[Difference, ...]
    applicant: ApplicantKind
    kind: CaseKind = CaseKind.ISSUANCE


class Snapshots:
    """The frozen states of cases."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook, cases: Cases) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._cases = cases

    def of_case(self, case_id: int) -> list[Snapshot]:
        """Return the snapshots of a case without their contents, the first first."""
        return self._ledger.snapshots.of_case(case_id)

    def get(self, uid: str) -> Snapshot:
        """Return a snapshot with its contents; raises NotFoundError."""
        return self._ledger.snapshots.get(uid)

    def approved(self, case_id: int) -> Snapshot | None:
        """Return the last snapshot taken when a case was approved, None if it never was."""
        found = [one for one in self.of_case(case_id) if one.reason == "approval"]
        return self.get(found[-1].uid) if found else None

    def take(self, case_id: int, reason: str) -> Saved[Snapshot]:
        """Freeze a case as it stands; the same state is not frozen twice for the same reason."""
        return self.keep(self.freeze(case_id), reason)

    def freeze(self, case_id: int) -> Snapshot:
        """Return a case frozen as it stands, not stored yet."""
        content = freeze(self._cases.view(self._cases.get(case_id)))
        return Snapshot(case_id, "", "", digest_of(content), content=content)

    def keep(self, frozen: Snapshot, reason: str, package: str = "") -> Saved[Snapshot]:
        """Store a frozen case with the SHA-256 of the file that was written from it, if any."""
        earlier = [one for one in self.of_case(frozen.case_id) if one.reason == reason]
        # A package of an unchanged case has the same bytes; a copy in full numbers has others.
        for one in earlier:
            if (one.digest, one.package) == (frozen.digest, package):
                return Saved(one, Changed())
        snapshot = replace(frozen, reason=reason, package=package)
        subject = masked(str(frozen.content.get("title", "")))
        with self._ledger.transaction("cases.snapshot", subject):
            stored = self._ledger.snapshots.add(snapshot)
        return Saved(stored, Changed(cases=frozenset({frozen.case_id})))

    def rows(self, found: Comparison, language: str) -> tuple[tuple[str, str, str], ...]:
        """Return place, former and present value of every difference in words."""
        wording = Wording(language)
        return difference_rows(
            found.differences, self._rulebook, (found.kind, found.applicant), wording
        )

    def compare(self, before: str, after: str = "", *, case: Case | None = None) -> Comparison:
        """Compare a snapshot with a later one, or with a case as it stands now."""
        first = self.get(before)
        now = case or self._cases.get(first.case_id)
        content = self.get(after).content if after else freeze(self._cases.view(now))
        forms = {key: self._cases.form(now, key) for key in now.parts}
        found = differences(first.content, content, forms)
        return Comparison(first.content, content, found, now.applicant_kind, now.kind)

"""Use cases about applications and what belongs to them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kabao.services.people_use_cases import PeopleUseCases

if TYPE_CHECKING:
    from kabao.services.attachments import Attachments
    from kabao.services.batch_claims import BatchClaims
    from kabao.services.batch_claims.packing import BatchPacking
    from kabao.services.case_report import CaseReports
    from kabao.services.case_way import CaseWay
    from kabao.services.cases import Cases
    from kabao.services.claims import Claims
    from kabao.services.copying import Copying
    from kabao.services.exchange import Exchange
    from kabao.services.faces import Faces
    from kabao.services.packages import Packages
    from kabao.services.regions import Regions
    from kabao.services.snapshots import Snapshots
    from kabao.services.structures import Structures
    from kabao.services.supplements import Supplements


class CaseUseCases(PeopleUseCases):
    """What can be done with cases, over what is known of people."""

    @cached_property
    def attachments(self) -> Attachments:
        """Pages and pictures of cases."""
        from kabao.services.attachments import Attachments

        return Attachments(self.ledger)

    @cached_property
    def cases(self) -> Cases:
        """Applications."""
        from kabao.services.cases import Cases

        return Cases(self.ledger, self.rulebook, self.clock)

    @cached_property
    def claims(self) -> Claims:
        """Claims of people and registrations of employers."""
        from kabao.services.claims import Claims

        return Claims(self.ledger, self.rulebook, self.cases)

    @cached_property
    def snapshots(self) -> Snapshots:
        """Applications as they once were."""
        from kabao.services.snapshots import Snapshots

        return Snapshots(self.ledger, self.rulebook, self.cases)

    @cached_property
    def case_way(self) -> CaseWay:
        """What became of applications."""
        from kabao.services.case_way import CaseWay
        from kabao.services.claim_cards import ClaimCards

        cards = ClaimCards(self.ledger, self.card_life)
        return CaseWay(self.ledger, self.rulebook, self.clock, self.cases, self.snapshots, cards)

    @cached_property
    def copying(self) -> Copying:
        """Forms taken over from earlier applications."""
        from kabao.services.copying import Copying

        return Copying(self.ledger, self.cases)

    @cached_property
    def case_reports(self) -> CaseReports:
        """Reports of checks."""
        from kabao.services.case_report import CaseReports

        return CaseReports(self.cases, self.packages, self.clock)

    @cached_property
    def supplements(self) -> Supplements:
        """What bureaus ask for."""
        from kabao.services.supplements import Supplements

        return Supplements(self.ledger)

    @cached_property
    def batch_claims(self) -> BatchClaims:
        """Claims of many cards by an employer."""
        from kabao.services.batch_claims import BatchClaims

        return BatchClaims(self.ledger, self.rulebook, self.clock, self.card_life)

    @cached_property
    def batch_packing(self) -> BatchPacking:
        """Packages of batches."""
        from kabao.services.batch_claims.packing import BatchPacking

        return BatchPacking(self.ledger, self.rulebook, self.clock, self.cases, self.packages)

    @cached_property
    def structures(self) -> Structures:
        """File structures of departments."""
        from kabao.services.structures import Structures

        return Structures(self.rulebook, self.cases)

    @cached_property
    def packages(self) -> Packages:
        """Packages for the bank."""
        from kabao.services.packages import Packages

        return Packages(self.ledger, self.rulebook, self.clock, self.cases, self.statuses)

    @cached_property
    def faces(self) -> Faces:
        """Card faces of cases."""
        from kabao.services.faces import Faces

        return Faces(self.ledger, self.rulebook, self.cases, self.packages)

    @cached_property
    def exchange(self) -> Exchange:
        """Files between ledgers."""
        from kabao.services.exchange import Exchange

        return Exchange(self.ledger, self.rulebook, self.clock, self.statuses)

    @cached_property
    def regions(self) -> Regions:
        """Rules of regions."""
        from kabao.services.regions import Regions

        return Regions(self.rulebook, self.clock, self.cases)

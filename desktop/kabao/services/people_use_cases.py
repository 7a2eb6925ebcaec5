"""Use cases about people, their cards and their employers."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.rules import Rulebook
    from kabao.services.card_life import CardLife
    from kabao.services.cards import Cards
    from kabao.services.deadlines import Deadlines
    from kabao.services.employers import Employers
    from kabao.services.evidence import EvidenceEntries
    from kabao.services.habits import Habits
    from kabao.services.holder_photos import HolderPhotos
    from kabao.services.holders import Holders
    from kabao.services.name_clinic import NameClinic
    from kabao.services.notices import Notices
    from kabao.services.overview import Overview
    from kabao.services.photos import Photos
    from kabao.services.proofs import Proofs
    from kabao.services.register import Register
    from kabao.services.rosters import Rosters
    from kabao.services.selection import Selections
    from kabao.services.statements import Statements
    from kabao.services.status import Statuses
    from kabao.services.views import Views
    from kabao.storage.ledger import Ledger


class PeopleUseCases:
    """What can be done with the register; built when it is first asked for."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self.ledger = ledger
        self.rulebook = rulebook
        self.clock = clock

    @cached_property
    def statuses(self) -> Statuses:
        """The kept status of every card."""
        from kabao.services.status import Statuses

        return Statuses(self.ledger, self.rulebook, self.clock)

    @cached_property
    def holders(self) -> Holders:
        """People."""
        from kabao.services.holders import Holders

        return Holders(self.ledger, self.rulebook, self.clock)

    @cached_property
    def register(self) -> Register:
        """The register as of today."""
        from kabao.services.register import Register

        return Register(self.ledger, self.clock, self.statuses)

    @cached_property
    def cards(self) -> Cards:
        """Cards."""
        from kabao.services.cards import Cards

        return Cards(self.ledger, self.rulebook, self.clock, self.statuses)

    @cached_property
    def card_life(self) -> CardLife:
        """What happens to cards after they were applied for."""
        from kabao.services.card_life import CardLife

        return CardLife(self.ledger, self.rulebook, self.clock, self.statuses, self.cards)

    @cached_property
    def proofs(self) -> Proofs:
        """The files that show what evidence says."""
        from kabao.services.proofs import Proofs

        return Proofs(self.ledger)

    @cached_property
    def holder_photos(self) -> HolderPhotos:
        """Photographs of people."""
        from kabao.services.holder_photos import HolderPhotos

        return HolderPhotos(self.ledger, self.clock)

    @cached_property
    def photos(self) -> Photos:
        """Pictures measured and made into photographs."""
        from kabao.services.photos import Photos

        return Photos(self.ledger, self.rulebook)

    @cached_property
    def name_clinic(self) -> NameClinic:
        """Names as they are typed."""
        from kabao.services.name_clinic import NameClinic

        return NameClinic()

    @cached_property
    def habits(self) -> Habits:
        """What the user chose last."""
        from kabao.services.habits import Habits

        return Habits()

    @cached_property
    def evidence(self) -> EvidenceEntries:
        """What was observed about cards."""
        from kabao.services.evidence import EvidenceEntries

        return EvidenceEntries(self.ledger, self.clock, self.statuses)

    @cached_property
    def employers(self) -> Employers:
        """Employers."""
        from kabao.services.employers import Employers

        return Employers(self.ledger, self.rulebook, self.clock)

    @cached_property
    def deadlines(self) -> Deadlines:
        """Periods of law."""
        from kabao.services.deadlines import Deadlines

        return Deadlines(self.ledger, self.rulebook, self.clock)

    @cached_property
    def rosters(self) -> Rosters:
        """People in spreadsheets."""
        from kabao.services.rosters import Rosters

        return Rosters(self.ledger, self.rulebook, self.clock, self.statuses)

    @cached_property
    def overview(self) -> Overview:
        """What needs attention today."""
        from kabao.services.overview import Overview

        return Overview(self.ledger, self.rulebook, self.clock, self.statuses)

    @cached_property
    def notices(self) -> Notices:
        """Activation messages."""
        from kabao.services.notices import Notices

        return Notices(self.ledger, self.rulebook, self.clock, self.evidence)

    @cached_property
    def statements(self) -> Statements:
        """The statement of one person."""
        from kabao.services.statements import Statements

        return Statements(self.ledger, self.rulebook, self.clock, self.statuses)

    @cached_property
    def selections(self) -> Selections:
        """Many people at once."""
        from kabao.services.selection import Selections

        return Selections(self.ledger)

    @cached_property
    def views(self) -> Views:
        """Saved views of the register."""
        from kabao.services.views import Views

        return Views(self.ledger)

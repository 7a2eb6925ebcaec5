"""One case under examination: its values as numbers and days, and findings at their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.cards import parse_date
from kabao.domain.checks import is_blank
from kabao.domain.field_values import read_integer, read_money
from kabao.domain.findings import Finding, Level, Place

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from kabao.domain.cases import ApplicantKind, Case, MaterialKey
    from kabao.domain.fields import FormSpec, Value, Values
    from kabao.domain.findings import Param
    from kabao.domain.preflight.views import CaseView
    from kabao.domain.rules import Rulebook


@dataclass(frozen=True, slots=True)
class Examination:
    """A case, the rules it is held against, and the day."""

    view: CaseView
    rulebook: Rulebook
    today: dt.date

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.view.case

    @property
    def applicant(self) -> ApplicantKind:
        """Who assembles the case."""
        return self.case.applicant_kind

    def form(self, key: MaterialKey) -> FormSpec:
        """Return the form of a material for the applicant of the case."""
        return self.rulebook.material_form(key, self.applicant)

    def values(self, key: MaterialKey) -> Values:
        """Return the values of a material."""
        return self.case.values(key)

    def value(self, key: MaterialKey, name: str) -> Value:
        """Return one value, None when nothing was entered."""
        value = self.values(key).get(name)
        return None if is_blank(value) else value

    def text(self, key: MaterialKey, name: str) -> str:
        """Return one value as text without blanks around it."""
        value = self.value(key, name)
        return "" if value is None else str(value).strip()

    def number(self, key: MaterialKey, name: str) -> int | None:
        """Return one value as a whole number, None if it is none."""
        return read_integer(self.value(key, name))

    def money(self, key: MaterialKey, name: str) -> Decimal | None:
        """Return one value as an amount, None if it is none."""
        return read_money(self.value(key, name))

    def day(self, key: MaterialKey, name: str) -> dt.date | None:
        """Return one value as a day, None if it is none."""
        return parse_date(self.value(key, name))

    def place(self, key: MaterialKey, name: str = "", row: int = -1) -> Place:
        """Return the place of a field; a column of a table is written ``phases.start``."""
        field = name.partition(".")[0]
        sections = (spec.section for spec in self.form(key).fields if spec.name == field)
        return Place("cases", self.case.id, key.number, next(sections, ""), name, row)

    def ruled(self, rule_id: str, code: str, place: Place, **params: Param) -> Finding:
        """Return the breach of a line of the checklist, as grave as the rulebook says."""
        rule = self.rulebook.rule(rule_id)
        return Finding(
            rule.level, code, place, params, rule_id, rule.origin.confidence, rule.origin.source
        )

    def attached(self, key: MaterialKey, *slots: str) -> bool:
        """Say whether one of these slots of a material has a file."""
        return any(item.slot in slots for item in self.case.attached(key))


def own(code: str, place: Place, rule: str = "", **params: Param) -> Finding:
    """Return a contradiction or a gap in the user's own data."""
    return Finding(Level.ERROR, code, place, params, rule)


def own_warning(code: str, place: Place, rule: str = "", **params: Param) -> Finding:
    """Return something in the user's own data that is probably not meant."""
    return Finding(Level.WARNING, code, place, params, rule)

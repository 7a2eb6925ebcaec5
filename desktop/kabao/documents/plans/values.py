"""Values as they are printed: labels of choices, yes and no, dates, amounts, starred numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.field_values import read_integer, read_money
from kabao.domain.fields import FieldKind, is_empty
from kabao.domain.identity import mask_number
from kabao.domain.prose.reading import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.documents.plans.wording import Wording
    from kabao.domain.fields import FieldSpec, Value

_SECRET_CHECKS = frozenset({"identity_number", "bank_card_number"})
_SECRET_NAMES = frozenset({"ssn"})


@dataclass(frozen=True, slots=True)
class Printer:
    """Turns values of fields into the text on paper."""

    wording: Wording
    full_numbers: bool = False
    by_hand: bool = False
    """Whether what nobody must answer stays empty for the pen where it was not answered."""

    def text(self, spec: FieldSpec, value: Value) -> str:
        """Return one value as text; empty for none. Tables are no text and are not printed here."""
        if is_empty(value):
            return ""
        if is_secret(spec) and not self.full_numbers:
            return mask_number(str(value))
        printed = _KINDS.get(spec.kind, _plain)(self, spec, value)
        return f"{printed} {spec.unit.to(self.wording.main)}" if spec.unit and printed else printed

    def shown(self, spec: FieldSpec, value: Value) -> str:
        """Return one value, or the words for a missing one where it is required.

        On a sheet that is signed nothing is said of what was not asked: no occupation is an answer.
        """
        text = self.text(spec, value)
        if text or spec.after_the_fact or (self.by_hand and not spec.required):
            return text
        return self.wording.one("documents.missing" if spec.required else "documents.none")

    def label(self, spec: FieldSpec, code: str) -> str:
        """Return the label of a choice; an unknown code stands for itself."""
        choice = spec.choice(code)
        return choice.label.to(self.wording.main) if choice else code


def is_secret(spec: FieldSpec) -> bool:
    """Say whether a field holds a number that is starred on paper."""
    return spec.check in _SECRET_CHECKS or spec.name in _SECRET_NAMES


def grouped(value: Value, *, money: bool = False) -> str:
    """Return a number with its thousands parted; what is no number stays as it is."""
    if money:
        amount = read_money(value)
        return f"{amount:,.2f}" if amount is not None else str(value)
    number = read_integer(value)
    return f"{number:,}" if number is not None else str(value)


def _plain(_printer: Printer, _spec: FieldSpec, value: Value) -> str:
    return str(value)


def _prose(_printer: Printer, _spec: FieldSpec, value: Value) -> str:
    return plain(str(value))


def _integer(_printer: Printer, _spec: FieldSpec, value: Value) -> str:
    return grouped(value)


def _money(_printer: Printer, _spec: FieldSpec, value: Value) -> str:
    return grouped(value, money=True)


def _date(printer: Printer, _spec: FieldSpec, value: Value) -> str:
    return printer.wording.date(value)


def _boolean(printer: Printer, _spec: FieldSpec, value: Value) -> str:
    return printer.wording.one("documents.yes" if value is True else "documents.no")


def _choice(printer: Printer, spec: FieldSpec, value: Value) -> str:
    return printer.label(spec, str(value))


def _choices(printer: Printer, spec: FieldSpec, value: Value) -> str:
    codes = value if isinstance(value, tuple | list) else (value,)
    return printer.wording.join(printer.label(spec, str(code)) for code in codes)


_KINDS: dict[FieldKind, Callable[[Printer, FieldSpec, Value], str]] = {
    FieldKind.LONG_TEXT: _prose,
    FieldKind.INTEGER: _integer,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _date,
    FieldKind.BOOLEAN: _boolean,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
}

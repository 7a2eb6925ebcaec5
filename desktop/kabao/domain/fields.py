"""Forms as data: field and form specifications, and the draft of one form's values.

Values are plain JSON: text, whole numbers, yes/no, lists. Dates are ISO text (``2026-11-22``)
and money is decimal text (``1200.50``), so a draft can also hold what was typed and does not
fit yet; the checks say so and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.findings import Confidence

if TYPE_CHECKING:
    from kabao.domain.words import Words

Scalar = str | int | bool | None
Row = Mapping[str, Scalar]
Value = Scalar | tuple[str, ...] | tuple[Row, ...]
Values = Mapping[str, Value]


class FieldKind(StrEnum):
    """What a field holds; the window has one editor for each kind."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"
    """Decimal text in yuan, two places."""
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    """Several of the choices, in their order."""
    TABLE = "table"
    """Rows whose columns are fields themselves."""
    ATTACHMENT = "attachment"
    """A file of the case; the value is not stored here but in the slot of the same name."""
    BLANK = "blank"
    """A box printed empty, for a signature or a seal; never filled by the program."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from and how far it can be trusted."""

    confidence: Confidence
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a pick list."""

    code: str
    label: Words


@dataclass(frozen=True, slots=True)
class Condition:
    """A field counts only while another field of the form has one of these values."""

    field: str
    values: tuple[Scalar, ...]

    def holds(self, values: Values) -> bool:
        """Say whether the other field has, or contains, one of the values."""
        value = values.get(self.field)
        if isinstance(value, tuple):
            return any(item in self.values for item in value if isinstance(item, str))
        return value in self.values


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field: read by the form, the table column, the page, the checks and the exchange."""

    name: str
    kind: FieldKind
    label: Words
    section: str = ""
    required: bool = False
    when: tuple[Condition, ...] = ()
    choices: tuple[Choice, ...] = ()
    minimum: str = ""
    """Smallest number or earliest ISO date allowed, as text; empty for none."""
    maximum: str = ""
    min_length: int = 0
    max_length: int = 0
    """Longest text in characters; 0 for no limit."""
    pattern: str = ""
    """Regular expression the whole text must match."""
    check: str = ""
    """Name of a check in ``domain.checks``, such as ``identity_number``."""
    columns: tuple[FieldSpec, ...] = ()
    total: str = ""
    """Column of a table whose sum is shown beneath it."""
    adds_up_to: str = ""
    """What the sum should be: a whole number, or the field that says so; empty for anything."""
    unit: Words | None = None
    hint: Words | None = None
    after_the_fact: bool = False
    """Entered once an authority has decided; never asked for before."""
    yes_no: bool = False
    """A question that *no* answers as well as *yes*, unlike something that is declared."""
    origin: Origin = Origin(Confidence.PROPOSED)

    def applies(self, values: Values) -> bool:
        """Say whether every condition of the field holds for these values."""
        return all(condition.holds(values) for condition in self.when)

    def choice(self, code: str) -> Choice | None:
        """Return the choice with this code, or None."""
        return next((item for item in self.choices if item.code == code), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields inside a form."""

    key: str
    title: Words
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class FormSpec:
    """An ordered form: sections and the fields in them."""

    name: str
    title: Words
    sections: tuple[Section, ...]
    fields: tuple[FieldSpec, ...]
    origin: Origin = Origin(Confidence.PROPOSED)

    def field(self, name: str) -> FieldSpec:
        """Return the field of this name; raises KeyError if the form has none."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)

    def of_section(self, key: str) -> tuple[FieldSpec, ...]:
        """Return the fields of one section in order."""
        return tuple(spec for spec in self.fields if spec.section == key)


@dataclass(frozen=True, slots=True)
class Draft:
    """The values of one form while they are edited; every edit makes a new draft."""

    form: FormSpec
    values: Values = field(default_factory=dict)

    def with_value(self, name: str, value: Value) -> Draft:
        """Return a draft in which one field has another value."""
        return replace(self, values={**self.values, name: value})

    def text(self, name: str) -> str:
        """Return a field as text, empty when it has no value."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def applicable(self) -> tuple[FieldSpec, ...]:
        """Return the fields whose conditions hold for the present values."""
        return tuple(spec for spec in self.form.fields if spec.applies(self.values))


def is_empty(value: Value) -> bool:
    """Say whether a value counts as not filled in; ``False`` and 0 are answers."""
    return value is None or value == "" or value == ()

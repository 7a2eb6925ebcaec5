"""Forms: sections and fields read from a rule file into field specifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.domain.fields import Choice, Condition, FieldKind, FieldSpec, FormSpec, Section
from kabao.domain.words import Words
from kabao.rulebook.rule_files import words
from kabao.rulebook.soundness import first_unsound
from kabao.rulebook.tables import choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.fields import Origin, Scalar
    from kabao.rulebook.sources import RuleFile

    CodeLists = Mapping[str, tuple[Choice, ...]]
    Entry = Mapping[str, Any]


def read_form(file: RuleFile, lists: CodeLists) -> FormSpec:
    """Return the form of a file; its name is that of the file."""
    form = _FormReader(file, lists).form()
    unsound = first_unsound(form)
    if unsound:
        raise file.refused(unsound)
    return form


def read_field(
    file: RuleFile, lists: CodeLists, entry: Entry, section: str, inherited: Origin
) -> FieldSpec:
    """Return one field that stands outside a form file."""
    return _FormReader(file, lists).field(entry, section, entry["name"], inherited)


class _FormReader:
    """Reads one form; fields take over the source and confidence of their section and form."""

    def __init__(self, file: RuleFile, lists: CodeLists) -> None:
        self._file = file
        self._lists = lists

    def form(self) -> FormSpec:
        data = self._file.data
        origin = self._file.origin(data, "form")
        return FormSpec(
            name=self._file.path.stem,
            title=Words(**data["title"]),
            sections=tuple(
                Section(entry["key"], Words(**entry["title"]), words(entry.get("note")))
                for entry in data["sections"]
            ),
            fields=tuple(
                spec for entry in data["sections"] for spec in self._section(entry, origin)
            ),
            origin=origin,
        )

    def _section(self, entry: Entry, inherited: Origin) -> tuple[FieldSpec, ...]:
        key = entry["key"]
        origin = self._file.origin(entry, key, inherited)
        return tuple(
            self.field(item, key, f"{key}/{item['name']}", origin) for item in entry["fields"]
        )

    def field(self, entry: Entry, section: str, place: str, inherited: Origin) -> FieldSpec:
        """Return one field with its columns."""
        origin = self._file.origin(entry, place, inherited)
        return FieldSpec(
            name=entry["name"],
            kind=FieldKind(entry["kind"]),
            label=Words(entry["zh"], entry["en"]),
            section=section,
            required=entry.get("required", False),
            when=_conditions(entry.get("when", {})),
            choices=self._choices(entry, place),
            minimum=str(entry.get("min", "")),
            maximum=str(entry.get("max", "")),
            min_length=entry.get("min_length", 0),
            max_length=entry.get("max_length", 0),
            pattern=entry.get("pattern", ""),
            check=entry.get("check", ""),
            columns=tuple(
                self.field(item, "", f"{place}/{item['name']}", origin)
                for item in entry.get("columns", ())
            ),
            total=entry.get("total", ""),
            adds_up_to=entry.get("adds_up_to", ""),
            unit=words(entry.get("unit")),
            hint=words(entry.get("hint")),
            after_the_fact=entry.get("after_the_fact", False),
            yes_no=entry.get("yes_no", False),
            origin=origin,
        )

    def _choices(self, entry: Entry, place: str) -> tuple[Choice, ...]:
        given = entry.get("choices", ())
        if not isinstance(given, str):
            return choices(given)
        if given not in self._lists:
            raise self._file.refused(f"{place}/choices")
        return self._lists[given]


def _conditions(when: Entry) -> tuple[Condition, ...]:
    return tuple(Condition(name, _condition_values(value)) for name, value in when.items())


def _condition_values(value: Scalar | list[Scalar]) -> tuple[Scalar, ...]:
    values = tuple(value) if isinstance(value, list) else (value,)
    # "not ticked" and "not answered" are the same for a condition
    return (*values, None) if False in values else values

"""What may be asked for under material 6, read from ``other_slots.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.fields import Condition
from kabao.domain.other_slots import OtherSlot
from kabao.domain.words import Words

if TYPE_CHECKING:
    from kabao.domain.fields import FormSpec
    from kabao.rulebook.sources import RuleFile


def read_other_slots(file: RuleFile, form: FormSpec) -> tuple[OtherSlot, ...]:
    """Return the entries in their order; a condition on no field of the form is refused."""
    entries = file.data["slots"]
    file.unique([entry["key"] for entry in entries], "slots")
    known = {spec.name for spec in form.fields}
    slots = []
    for entry in entries:
        place = f"slots/{entry['key']}"
        when = entry.get("when", {})
        if not known.issuperset(when):
            raise file.refused(f"{place}/when")
        slots.append(
            OtherSlot(
                key=entry["key"],
                title=Words(**entry["title"]),
                note=Words(**entry["note"]),
                when=tuple(Condition(name, tuple(values)) for name, values in when.items()),
                origin=file.origin(entry, place),
            )
        )
    return tuple(slots)

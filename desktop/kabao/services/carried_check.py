"""Whether the data of a package can be read back, before the package is made."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kabao.domain.cases import MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.exchange.schema import schema_findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.fields import FormSpec
    from kabao.texts import Language

_FIELD = re.compile(r"materials\.(\w+)\.(\w+)(?:\[(\d+)\])?")


def require_readable(
    carried: str, form: Callable[[MaterialKey], FormSpec], language: Language
) -> None:
    """Raise InputRefusedError ``package_data_unfit`` for data that no ledger would take in.

    A package that cannot be read back must not leave: nobody would notice until it is needed.
    """
    found = next(iter(schema_findings(json.loads(carried))), None)
    if found is None:
        return
    where = str(found.params.get("where", ""))
    limit = str(found.params.get("limit", ""))
    raise InputRefusedError("package_data_unfit", place=_place(where, form, language), limit=limit)


def _place(where: str, form: Callable[[MaterialKey], FormSpec], language: Language) -> str:
    """Return the way into the data as the material and the field that the user knows."""
    told = _FIELD.search(where)
    if told is None or told[1] not in set(MaterialKey):
        return where
    spec = form(MaterialKey(told[1]))
    label = next((one.label.to(language) for one in spec.fields if one.name == told[2]), told[2])
    row = f" ({int(told[3]) + 1})" if told[3] else ""
    return f"{spec.title.to(language)} / {label}{row}"

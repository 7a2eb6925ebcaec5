"""Reading a code of the card state: it means nothing without the system it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError

if TYPE_CHECKING:
    from kabao.domain.activation_facts import ActivationFacts, StateCode

SEPARATOR = ":"


def read_state_code(facts: ActivationFacts, typed: str) -> StateCode:
    """Read ``system:code``, such as ``national:0``.

    Raises:
        InputRefusedError: The system is missing or unknown, or it has no such code.
    """
    name, separator, code = typed.replace("：", SEPARATOR).partition(SEPARATOR)
    if not separator:
        raise InputRefusedError("state_code_without_system", systems=_names(facts))
    system = next((item for item in facts.systems if item.code == name.strip().lower()), None)
    if system is None:
        raise InputRefusedError("state_code_system_unknown", systems=_names(facts))
    found = next((item for item in system.codes if item.code == code.strip()), None)
    if found is None:
        known = ", ".join(item.code for item in system.codes)
        raise InputRefusedError("state_code_unknown", system=system.code, known=known)
    return found


def _names(facts: ActivationFacts) -> str:
    return ", ".join(item.code for item in facts.systems)

"""Every employer as a line of the list, read in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.ui.employers.table_model import EmployerLine

if TYPE_CHECKING:
    from kabao.domain.words import Language
    from kabao.services.workspace import Workspace


def read_lines(workspace: Workspace, language: Language) -> list[EmployerLine]:
    """Return all employers by name with their clocks and how many people each has."""
    service = workspace.employers
    kinds, people = service.form.field("kind"), service.people()
    lines = []
    for employer in service.all():
        choice = kinds.choice(employer.text("kind"))
        kind = choice.label.to(language) if choice else ""
        clocks = workspace.deadlines.of_employer(employer)
        practice = workspace.deadlines.practice(employer)
        note = practice.to(language) if practice else ""
        lines.append(EmployerLine(employer, kind, people.get(employer.id, 0), clocks, note))
    return lines

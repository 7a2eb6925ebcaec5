"""Words about cases: kinds, shares, and where a finding sits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.cases import MaterialKey
from kabao.ui.kit.labels import level_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.cases import ApplicantKind, Case
    from kabao.domain.findings import Finding, Level
    from kabao.domain.preflight import Completeness
    from kabao.domain.rules import Rulebook
    from kabao.texts import Texts


def applicant_text(texts: Texts, kind: ApplicantKind) -> str:
    """Return the word for a kind of applicant."""
    return texts(f"cases.applicant.{kind}")


def share_text(texts: Texts, share: Completeness | None) -> str:
    """Say how much of a material is there."""
    if share is None:
        return texts("cases.share.counting")
    if share.state in ("begun", "empty"):
        return texts("cases.share.begun", done=share.done, total=share.total)
    return texts(f"completeness.{share.state}")


def level_count(texts: Texts, findings: Iterable[Finding]) -> tuple[Level | None, str]:
    """Return the worst open level with how many findings have it, in words."""
    levels = [item.level for item in findings if not item.accepted]
    worst = min(levels, key=lambda level: level.rank, default=None)
    if worst is None:
        return None, ""
    count = levels.count(worst)
    return worst, texts("cases.level_count", count=count, level=level_text(texts, worst))


def place_text(texts: Texts, rulebook: Rulebook, case: Case, finding: Finding) -> str:
    """Say in which material or record a finding sits, with the section where there is one."""
    place = finding.place
    if place.room != "cases":
        name = str(finding.params.get("holder", ""))
        room = texts(f"cases.place.{place.room}") if place.room else texts("cases.place.case")
        return texts("labels.rule_parts", first=room, second=name) if name else room
    if not place.material:
        return texts("cases.place.case")
    number = texts("cases.place.material", number=place.material)
    section = section_text(texts, rulebook, case, finding)
    return texts("labels.rule_parts", first=number, second=section) if section else number


def section_text(texts: Texts, rulebook: Rulebook, case: Case, finding: Finding) -> str:
    """Return the title of the section, or the side of the card, that a finding is about."""
    key = case.part(finding.place.material)
    form = rulebook.material_form(key, case.applicant_kind)
    if key is MaterialKey.CARD_FACE:
        sides = [item.side for item in rulebook.face.elements if item.key == finding.place.section]
        if sides:
            return texts(f"cases.side_short.{sides[0]}")
    if len(form.sections) == 1:
        return ""
    titles = [item.title for item in form.sections if item.key == finding.place.section]
    return titles[0].to(texts.language) if titles else ""


def field_text(texts: Texts, rulebook: Rulebook, case: Case, finding: Finding) -> str:
    """Return the label of the field, column or card element that a finding is about."""
    place = finding.place
    name, _, column = place.field.partition(".")
    forms = {"holders": "holder", "cards": "card", "employers": "employer"}
    if place.room in forms:
        form = rulebook.form(forms[place.room])
    elif place.room == "cases" and place.material:
        form = rulebook.material_form(case.part(place.material), case.applicant_kind)
        elements = [item for item in rulebook.face.elements if item.key == place.section]
        if case.part(place.material) is MaterialKey.CARD_FACE and elements:
            return elements[0].name.to(texts.language)
    else:
        return ""
    spec = next((item for item in form.fields if item.name == name), None)
    if spec is None:
        return ""
    label = spec.label.to(texts.language)
    inner = next((item.label for item in spec.columns if item.name == column), None)
    if place.row >= 0:
        label = texts("cases.place.row", field=label, row=place.row + 1)
    if inner is not None:
        label = texts("cases.place.column", field=label, column=inner.to(texts.language))
    return label


def size_text(texts: Texts, size: int) -> str:
    """Return a size in bytes as people read it."""
    if size < 1024 * 1024:
        return texts("cases.size.kilobytes", size=max(1, round(size / 1024)))
    return texts("cases.size.megabytes", size=f"{size / 1024 / 1024:.1f}")

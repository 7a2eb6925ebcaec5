"""Plans: from a case, its people and the rulebook to the parts of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao import __version__
from kabao.documents.blocks import Caption
from kabao.documents.plan import PackagePlan
from kabao.documents.plans.annex import activation_annex
from kabao.documents.plans.card_face import card_face
from kabao.documents.plans.changes import changes
from kabao.documents.plans.file_structure import file_structure
from kabao.documents.plans.files import other_materials, preparation_statement, regional_rules
from kabao.documents.plans.frame import contents, cover, manifest, sign_off
from kabao.documents.plans.law import legal_basis
from kabao.documents.plans.people import registration_form
from kabao.documents.plans.results import checklist, preflight
from kabao.documents.plans.sources import Source
from kabao.documents.plans.wording import Wording

if TYPE_CHECKING:
    from kabao.documents.plan import Part
    from kabao.documents.plans.inputs import PackageInput
    from kabao.texts import Texts

__all__ = ["build_plan"]

PROGRAM = f"Kabao {__version__}"


def build_plan(order: PackageInput, texts: Texts | None = None) -> PackagePlan:
    """Freeze a case into the plan of its package.

    The language of the paper is that of the order; ``texts`` counts when the order names none.
    """
    wording = Wording(order.language or (texts.language if texts else "zh"))
    source = Source(order, wording)
    return PackagePlan(
        case_number=order.case.number,
        title=Caption(
            order.case.title or wording.one(f"documents.cover.{order.case.applicant_kind}")
        ),
        applicant=order.applicant_name,
        language=wording.language,
        draft=order.draft,
        made_on=order.today.isoformat(),
        rulebook=order.rulebook.version,
        program=PROGRAM,
        notice=wording("documents.notice"),
        parts=_parts(source),
        copy=order.copy,
    )


def _parts(source: Source) -> tuple[Part, ...]:
    annex = (activation_annex(source),) if source.order.case.annex else ()
    changed = (changes(source),) if source.order.change else ()
    return (
        cover(source),
        contents(source),
        *changed,
        registration_form(source),
        preparation_statement(source),
        file_structure(source),
        card_face(source),
        regional_rules(source),
        other_materials(source),
        *annex,
        checklist(source),
        preflight(source),
        legal_basis(source),
        sign_off(source),
        manifest(source, PROGRAM),
    )

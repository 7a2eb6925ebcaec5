"""Plans: from a case, its people and the rulebook to the parts of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao import __version__
from kabao.documents.blocks import Caption
from kabao.documents.plan import PackagePlan
from kabao.documents.plans.annex import activation_annex
from kabao.documents.plans.changes import changes
from kabao.documents.plans.frame import contents, cover, manifest, sign_off
from kabao.documents.plans.law import articles, legal_basis
from kabao.documents.plans.parts import absent_parts, numbered_parts
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
        title=Caption(order.case.title or source.kind_title().main),
        applicant=order.applicant_name,
        language=wording.language,
        draft=order.draft,
        made_on=order.today.isoformat(),
        rulebook=order.rulebook.version,
        program=PROGRAM,
        notice=wording("documents.notice"),
        parts=_parts(source),
        copy=order.copy,
        absent=absent_parts(source),
    )


def _parts(source: Source) -> tuple[Part, ...]:
    annex = (activation_annex(source),) if source.order.case.annex else ()
    law = (legal_basis(source),) if articles(source) else ()
    changed = (changes(source),) if source.order.change else ()
    return (
        cover(source),
        contents(source),
        *changed,
        *numbered_parts(source),
        *annex,
        checklist(source),
        preflight(source),
        *law,
        sign_off(source),
        manifest(source, PROGRAM),
    )

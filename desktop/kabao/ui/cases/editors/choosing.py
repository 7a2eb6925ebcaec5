"""The editor that fits a material and its applicant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.ui.cases.editors.batch.list_editor import BatchListEditor
from kabao.ui.cases.editors.batch.photos_editor import BatchPhotosEditor
from kabao.ui.cases.editors.face.face_editor import FaceEditor
from kabao.ui.cases.editors.grouped import GroupedEditor
from kabao.ui.cases.editors.laid.laid_editor import LaidEditor
from kabao.ui.cases.editors.other_materials import OtherMaterialsEditor
from kabao.ui.cases.editors.papers.papers_editor import PapersEditor, RegistrationPapersEditor
from kabao.ui.cases.editors.papers.period_editor import PeriodEditor
from kabao.ui.cases.editors.regional_rules import RegionalRulesEditor
from kabao.ui.cases.editors.registration_form import RegistrationFormEditor
from kabao.ui.cases.editors.statement import StatementEditor
from kabao.ui.cases.editors.structure.structure_editor import StructureEditor
from kabao.ui.cases.editors.tabbed import TabbedEditor

if TYPE_CHECKING:
    from kabao.ui.cases.editors.base import MaterialEditor
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_EDITORS: dict[MaterialKey, type[MaterialEditor]] = {
    MaterialKey.REGISTRATION_FORM: RegistrationFormEditor,
    MaterialKey.PREPARATION_STATEMENT: StatementEditor,
    MaterialKey.CARD_FACE: FaceEditor,
    MaterialKey.REGIONAL_RULES: RegionalRulesEditor,
    MaterialKey.OTHER_MATERIALS: OtherMaterialsEditor,
    MaterialKey.BATCH_LIST: BatchListEditor,
    MaterialKey.BATCH_PHOTOS: BatchPhotosEditor,
    MaterialKey.CLAIM_DOCUMENTS: PapersEditor,
    MaterialKey.AUTHORITY_LETTER: GroupedEditor,
    MaterialKey.REGISTRATION_MATERIALS: RegistrationPapersEditor,
    MaterialKey.REGISTRATION_PERIOD: PeriodEditor,
}


"""A part that is not named here is edited as its form in tabs."""


def make_editor(context: RoomContext, session: CaseSession, key: MaterialKey) -> MaterialEditor:
    """Return a new editor for one material of a session."""
    if key is MaterialKey.FILE_STRUCTURE:
        department = session.case.applicant_kind is ApplicantKind.DEPARTMENT
        return (StructureEditor if department else LaidEditor)(context, session, key)
    return _EDITORS.get(key, TabbedEditor)(context, session, key)

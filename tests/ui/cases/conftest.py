"""The sample ledger with its three cases, and the room over it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kabao.domain.cases import ApplicantKind
from kabao.services.demo import make_sample_ledger
from kabao.services.workspace import Workspace
from kabao.ui.cases import build_room
from ui.rooms import TODAY, Answers, make_context

if TYPE_CHECKING:
    from pathlib import Path


class CaseAnswers(Answers):
    """Answers with files and reasons where a user would be asked for them."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = []
        self.target: Path | None = None
        self.proposed = ""
        self.reason: str | None = None

    def choose_opens(self, title, patterns=()):
        return self.files

    def choose_save(self, title, name, patterns=()):
        self.proposed = name
        return self.target

    def text(self, question, value=""):
        return self.reason


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    make_sample_ledger(folder / "sample.kabao", clock=lambda: TODAY).close()
    return folder / "sample.kabao"


@pytest.fixture
def workspace(sample_file, tmp_path):
    path = tmp_path / "cases.kabao"
    shutil.copy(sample_file, path)
    with Workspace.open(path, clock=lambda: TODAY) as opened:
        yield opened


@pytest.fixture
def case_ids(workspace):
    return {case.applicant_kind: case.id for case in workspace.cases.all()}


@pytest.fixture
def desk(workspace, texts, theme, jobs, qtbot):
    """The room shown in a window; what it asks is answered by ``desk.answers``."""
    context, heard, _ = make_context(workspace, texts, theme, jobs)
    answers = CaseAnswers()
    context = type(context)(
        **{name: getattr(context, name) for name in context.__slots__} | {"alerts": answers}
    )
    room = build_room(context)
    page = room.build()
    qtbot.addWidget(page)
    page.resize(1208, 724)
    page.show()

    class Desk:
        pass

    desk = Desk()
    desk.room, desk.page, desk.heard, desk.answers = room, page, heard, answers
    desk.workspace, desk.context = workspace, context
    yield desk
    room.flush()
    page.close()


@pytest.fixture
def department(desk, case_ids):
    """The workspace of the department's case."""
    desk.room.open_case(case_ids[ApplicantKind.DEPARTMENT])
    return desk.room._case


@pytest.fixture
def person(desk, case_ids):
    desk.room.open_case(case_ids[ApplicantKind.PERSON])
    return desk.room._case


@pytest.fixture
def employer(desk, case_ids):
    desk.room.open_case(case_ids[ApplicantKind.EMPLOYER])
    return desk.room._case

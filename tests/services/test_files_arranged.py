"""Files as they are handed in: arranged, replaced, restored, unlocked, converted, undone."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pikepdf
import pytest

from kabao.documents import conversion
from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError
from kabao.domain.files import PagePick
from kabao.services.demo import make_sample_ledger
from kabao.services.incoming import Incoming, examine
from kabao.services.packages import Paper
from kabao.services.verifying import verify_package
from kabao.services.workspace import Workspace
from kabao.texts import Texts

RULES = MaterialKey.REGIONAL_RULES
TODAY = dt.date(2026, 11, 22)
ZH = Texts("zh")


def pdf(*widths):
    buffer = io.BytesIO()
    with pikepdf.new() as document:
        for width in widths:
            document.add_blank_page(page_size=(width, 700))
        document.save(buffer)
    return buffer.getvalue()


def incoming(name, *widths):
    return Incoming(name, "application/pdf", len(widths), pdf(*widths))


@pytest.fixture
def case(workspace):
    return workspace.cases.create(ApplicantKind.DEPARTMENT, "x").record


@pytest.fixture
def measures(workspace, case):
    file = incoming("办法.pdf", 401, 402, 403, 404)
    return workspace.attachments.take(case.id, RULES, "measures", file).record


def topics(workspace, case):
    values = workspace.cases.get(case.id).values(RULES)
    return {name: values.get(name) for name in values if name.startswith("topic_")}


def test_topics_follow_their_pages_and_all_is_undone_as_one_step(workspace, case, measures):
    rules = incoming("细则.pdf", 500)
    workspace.attachments.take(case.id, RULES, "implementing_rules", rules)
    ticked = {"topic_1": 1, "topic_2": 4, "topic_3": 5, "topic_4": 2, "topic_5": 99}
    workspace.cases.save_material(case.id, RULES, ticked)
    plan = (PagePick(4), PagePick(3, 90), PagePick(1))
    workspace.attachments.arrange(case.id, measures, plan)
    assert topics(workspace, case) == {
        "topic_1": 3, "topic_2": 1, "topic_3": 4, "topic_4": None, "topic_5": 99,
    }  # fmt: skip
    assert workspace.history.latest(1)[0].action == "attachments.arrange"
    workspace.history.undo(workspace.history.last_id())
    assert topics(workspace, case) == ticked
    assert workspace.cases.get(case.id).attached(RULES, "measures")[0].plan == ()


def test_a_plan_that_does_not_fit_is_refused(workspace, case, measures):
    for plan in ((), (PagePick(5),), (PagePick(1), PagePick(1))):
        with pytest.raises(InputRefusedError, match="attachment_plan"):
            workspace.attachments.arrange(case.id, measures, plan)


def test_a_replaced_file_keeps_its_title_unless_that_was_its_name(workspace, case, measures):
    service = workspace.attachments
    new = service.replace(case.id, measures, incoming("办法（修订）.pdf", 300)).record
    assert (new.title, new.pages, new.id) == ("办法（修订）", 1, measures.id)
    named = service.rename(case.id, new, "管理办法").record
    newest = service.replace(case.id, named, incoming("三稿.pdf", 300, 301)).record
    assert newest.title == "管理办法"
    latest, first = service.versions(newest)
    assert (latest.pages, first.pages) == (1, 4)
    assert service.version_counts(case.id) == {measures.id: 2}
    back = service.restore(case.id, newest, first).record
    assert service.data(back) == pdf(401, 402, 403, 404)
    workspace.history.undo(workspace.history.last_id())
    assert workspace.cases.get(case.id).attached(RULES)[0] == newest


def test_a_final_file_has_only_its_printed_pages_and_topics_stay(workspace, case, measures):
    service = workspace.attachments
    arranged = service.arrange(case.id, measures, (PagePick(3), PagePick(2, 180))).record
    workspace.cases.save_material(case.id, RULES, {"topic_1": 1})
    final = service.make_final(case.id, arranged).record
    assert (final.pages, final.plan, final.title) == (2, (), arranged.title)
    assert topics(workspace, case) == {"topic_1": 1}
    assert service.versions(final)[0].plan == arranged.plan


def test_files_change_their_place_among_others_and_their_slot(workspace, case, measures):
    service = workspace.attachments
    others = [
        service.take(case.id, RULES, "measures", incoming(f"{n}.pdf", 300)).record for n in "ab"
    ]
    service.move_to(case.id, others[1], 0)
    titles = [item.title for item in workspace.cases.get(case.id).attached(RULES)]
    assert titles == ["b", "办法", "a"]
    service.transfer(case.id, measures, RULES, "implementing_rules")
    moved = workspace.cases.get(case.id).attached(RULES, "implementing_rules")
    assert [item.title for item in moved] == ["办法"]


def test_a_locked_file_is_taken_in_unlocked(tmp_path):
    path = tmp_path / "锁.pdf"
    with pikepdf.open(io.BytesIO(pdf(300))) as document:
        document.save(path, encryption=pikepdf.Encryption(user="p", owner="o"))
    with pytest.raises(InputRefusedError, match="attachment_encrypted"):
        examine(path)
    assert examine(path, "p").remarks == ("unlocked",)


def letter(path, **extra):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", "<w:document/>")
        for name, text in extra.items():
            packed.writestr(name.replace("__", "/"), text)
    return path


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A converter on the PATH that does what it is told."""
    tools = tmp_path / "tools"
    tools.mkdir()
    made = tmp_path / "made.pdf"
    made.write_bytes(pdf(300, 301))
    monkeypatch.setenv("PATH", str(tools))

    def install(script):
        tool = tools / "soffice"
        tool.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        tool.chmod(0o755)

    install(f'for last; do :; done; /bin/cp "{made}" "${{last%.docx}}.pdf"')
    return install


def test_a_letter_is_converted_by_the_installed_program(tmp_path, office):
    file = examine(letter(tmp_path / "说明.docx"))
    assert (file.file_name, file.pages, file.remarks) == ("说明.pdf", 2, ("converted",))


def test_a_letter_that_cannot_be_converted_is_told(tmp_path, office, monkeypatch):
    path = letter(tmp_path / "说明.docx")
    office("exit 1")
    with pytest.raises(InputRefusedError, match="docx_failed"):
        examine(path)
    office("exec /bin/sleep 60")
    with pytest.raises(CancelledError):
        examine(path, cancelled=lambda: True)
    monkeypatch.setattr(conversion, "MOST_SECONDS", 0.1)
    with pytest.raises(InputRefusedError, match="docx_slow"):
        examine(path)
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(EnvironmentProblemError, match="docx_no_converter"):
        examine(path)


LINK = (
    '<Relationships><Relationship Id="1" Type="http://x/relationships/{kind}" '
    'Target="http://x" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"word__vbaProject.bin": "x"}, "docx_macros"),
        ({"word___rels__document.xml.rels": LINK.format(kind="image")}, "docx_linked"),
    ],
)
def test_letters_with_macros_or_outside_content_are_refused(tmp_path, office, extra, code):
    with pytest.raises(InputRefusedError, match=code):
        examine(letter(tmp_path / "a.docx", **extra))


def test_a_mere_link_is_no_reason_and_what_is_no_letter_is_refused(tmp_path, office):
    link = {"word___rels__document.xml.rels": LINK.format(kind="hyperlink")}
    assert examine(letter(tmp_path / "a.docx", **link)).pages == 2
    (tmp_path / "b.docx").write_bytes(b"PK nothing")
    with pytest.raises(InputRefusedError, match="docx_damaged"):
        examine(tmp_path / "b.docx")


def test_a_package_prints_the_plan_carries_it_and_gives_the_same_bytes(tmp_path, rulebook):
    paper = Paper(draft=True, full_numbers=True)
    with make_sample_ledger(tmp_path / "s.kabao", clock=lambda: TODAY) as desk:
        case = next(c for c in desk.cases.all() if c.applicant_kind is ApplicantKind.DEPARTMENT)
        file = case.attached(RULES, "measures")[0]
        pages = file.pages
        desk.attachments.arrange(case.id, file, (PagePick(2, 90), PagePick(1)))
        first = desk.packages.write(desk.packages.order(case.id, tmp_path / "1.pdf", ZH, paper))
    report = verify_package(first.path, rulebook)
    assert report.ok
    entry = next(item for item in report.manifest.parts if item.title == file.title)
    assert entry.pages == 2 < pages
    with pikepdf.open(first.path) as document:
        shown = document.pages[entry.page - 1]
        assert int(shown.obj.get("/Rotate", 0)) == 90
    with Workspace.create(tmp_path / "2.kabao", rulebook, lambda: TODAY) as desk:
        desk.exchange.load(first.path)
        case = desk.cases.all()[0]
        back = case.attached(RULES, "measures")[0]
        assert (back.plan, back.pages) == ((PagePick(2, 90), PagePick(1)), pages)
        second = desk.packages.write(desk.packages.order(case.id, tmp_path / "3.pdf", ZH, paper))
    assert second.sha256 == first.sha256

"""Showing a number is noted, a report holds everything, a purge reaches the backups too."""

import json

import pypdfium2
import pytest

from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.domain.holders import HolderFilter
from kabao.domain.privacy import Keeper
from kabao.services.backups import Reason
from kabao.services.privacy_words import left_lines, plan_lines, result_lines
from kabao.services.safekeeping import new_key
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from services.history_desk import refused
from services.people_at_hand import HOLDER, OTHER_HOLDER

NUMBER, NAME = HOLDER["doc_no"], HOLDER["name"]


def holds(folder, text):
    return any(text.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_showing_a_number_is_noted_without_the_number(workspace, holder):
    assert workspace.privacy.reveal(holder.id) == NUMBER
    entry = workspace.history.latest(1)[0]
    assert (entry.action, entry.subject) == ("privacy.reveal", f"{NAME} #{holder.id}")
    assert entry.actor
    assert entry.at
    assert workspace.ledger.health.chain().broken is None
    assert workspace.history.undo_candidate().action == "holders.add"


def test_a_number_is_not_shown_where_it_cannot_be_noted(workspace, holder):
    with workspace.beside() as beside, pytest.raises(KabaoError):
        beside.privacy.reveal(holder.id)


def test_whose_day_is_over_is_told_and_kept(workspace, clock):
    until = {"keep_until": "2026-11-21"}
    workspace.holders.save(0, HOLDER | until)
    workspace.holders.save(0, OTHER_HOLDER | {"keep_until": "2026-11-22"})
    (due,) = workspace.privacy.due()
    assert (due.name, due.masked_number) == (NAME, "110***********0013")
    assert workspace.ledger.holders.count() == 2


def test_backups_are_rebuilt_and_proven_without_the_person(workspace, holder, tmp_path):
    workspace.holders.save(0, OTHER_HOLDER)
    workspace.backups.make(Reason.HAND)
    plan = workspace.privacy.plan(holder.id)
    assert [copy.keeper for copy in plan.copies] == [Keeper.HOLDS]
    assert plan.copies[0].until is None
    result = workspace.privacy.purge(plan, NAME)
    assert (result.cleaned, result.left) == (1, ())
    assert not holds(tmp_path, NUMBER)
    assert not holds(tmp_path, NAME)
    assert holds(tmp_path, OTHER_HOLDER["doc_no"])
    (backup,) = workspace.backups.listed()
    assert workspace.backups.prove(backup).proven_at
    assert {file.name for file in backup.path.parent.iterdir()} == {backup.path.name, "proofs.json"}
    with Workspace.open(backup.path, workspace.rulebook) as kept:
        assert [one.name for one in kept.ledger.holders.all()] == [OTHER_HOLDER["name"]]
        assert kept.ledger.health.chain().broken is None


def test_backups_left_alone_are_named_with_their_day(workspace, holder):
    workspace.backups.make(Reason.SCHEDULE)
    plan = workspace.privacy.plan(holder.id)
    result = workspace.privacy.purge(plan, NAME, backups=False)
    (left,) = result.left
    assert left.until is not None
    texts = Texts("en")
    told = "\n".join([*plan_lines(texts, plan), *result_lines(texts, result)])
    assert "cannot be undone" in told
    assert left.path.name in "\n".join(left_lines(texts, result.left))
    assert NUMBER not in told


def test_a_backup_under_another_passphrase_is_unknown_not_clean(tmp_path, rulebook, clock):
    path = tmp_path / "locked.kabao"
    key = new_key("one")
    with Workspace.create(path, rulebook, clock, key=key) as workspace:
        holder = workspace.holders.save(0, HOLDER).record
        made = workspace.backups.make(Reason.HAND).backup
        other = Workspace.create(tmp_path / "other.kabao", rulebook, clock, key=new_key("two"))
        other.close()
        (tmp_path / "other.kabao").replace(made.path)
        plan = workspace.privacy.plan(holder.id)
        assert [copy.keeper for copy in plan.holding] == [Keeper.CLOSED]
        result = workspace.privacy.purge(plan, NAME)
        assert [copy.path for copy in result.left] == [made.path]
        assert workspace.ledger.holders.count() == 0


def test_only_the_name_itself_lets_anybody_be_purged(workspace, holder):
    plan = workspace.privacy.plan(holder.id)
    assert refused(workspace.privacy.purge, plan, "安思").code == "purge_unconfirmed"
    assert workspace.ledger.holders.count() == 1


def test_nobody_cannot_be_purged(workspace, holder):
    with pytest.raises(InputRefusedError):
        workspace.privacy.plan_removed("nobody")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_holds_everything_on_paper_and_as_json(
    workspace, holder, card, case, observe, tmp_path, language
):
    observe(card)
    workspace.backups.make(Reason.HAND)
    report = workspace.privacy.report(holder.id)
    texts = Texts(language)
    paper, data = tmp_path / "a.pdf", tmp_path / "a.json"
    assert report.write(texts, paper) >= 1
    report.write(texts, data)
    pages = pypdfium2.PdfDocument(paper)
    printed = "".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    for wanted in (NAME, NUMBER, "X00000019", "19900000001", case.number, "办法.pdf"):
        assert wanted in printed
    told = json.loads(data.read_text("utf-8"))
    assert told["person"]["doc_no"] == NUMBER
    assert told["cards"][0]["evidence"][0]["kind"] == "password_set"
    assert told["cases"][0]["number"] == case.number
    assert [copy["holds"] for copy in told["copies"]] == ["holds"]
    assert NUMBER not in report.file_name
    assert workspace.history.latest(1)[0].action == "privacy.report"


def test_whose_day_is_over_stands_on_the_first_page_and_in_the_register(workspace, clock):
    kept = workspace.holders.save(0, HOLDER | {"keep_until": "2026-11-21"}).record
    workspace.holders.save(0, OTHER_HOLDER | {"keep_until": "2026-11-22"})
    wanted = HolderFilter(attention_kinds=frozenset({"outstayed"}), today=clock().isoformat())
    assert list(workspace.holders.ids(wanted)) == [kept.id]
    (told,) = [
        item for item in workspace.overview.people().attention if item.code == "cards_outstayed"
    ]
    assert (told.count, told.filter) == (1, wanted)

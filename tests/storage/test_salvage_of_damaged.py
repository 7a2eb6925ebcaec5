"""Damaged files: what can be read is saved, what cannot is counted, the file itself is left."""

import json
import random

import pytest

from kabao.domain.cards import Card
from kabao.domain.employers import Employer
from kabao.domain.errors import KabaoError
from kabao.domain.evidence import EvidenceKind
from kabao.domain.holders import Holder
from kabao.services.salvaging import salvage_ledger
from kabao.services.workspace import Workspace
from kabao.storage import driver
from kabao.storage.ledger import Ledger
from kabao.storage.salvage import salvage

PAGE = 4096


@pytest.fixture
def filled(path, observed):
    """A closed ledger of 400 people with a card and evidence each."""
    with Ledger.create(path) as ledger, ledger.transaction("roster.import", "名册"):
        for number in range(400):
            holder = ledger.holders.add(Holder({"name": f"王小雨{number}", "note": "x" * 300}))
            card = ledger.cards.add(Card(holder.id, {"card_number": f"A{number:08}"}))
            ledger.evidence.add(observed(card.id))
    return path


def pages_of(path, table):
    """Return the leaf pages of a table, counted from nought."""
    connection = driver.connect(path, read_only=True)
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name=?", (table,))
    number = root.fetchone()[0]
    connection.close()
    data = path.read_bytes()

    def leaves(page):
        at = (page - 1) * PAGE
        if data[at] == 13:
            return [page - 1]
        cells = int.from_bytes(data[at + 3 : at + 5], "big")
        found = []
        for cell in range(cells):
            where = at + 12 + 2 * cell
            left = at + int.from_bytes(data[where : where + 2], "big")
            found += leaves(int.from_bytes(data[left : left + 4], "big"))
        return found + leaves(int.from_bytes(data[at + 8 : at + 12], "big"))

    return leaves(number)


def spoil(path, pages):
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * PAGE : (page + 1) * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(data)


def by_table(found):
    return {item.table: item for item in found}


def test_a_sound_ledger_is_saved_whole(filled, tmp_path):
    new = tmp_path / "new.kabao"
    found = by_table(salvage(filled, new))
    assert (found["holders"].saved, found["cards"].saved, found["evidence"].saved) == (400,) * 3
    assert [item for item in found.values() if item.lost or item.refused] == []
    for reader in (filled, new):
        with Ledger.open(reader) as ledger:
            assert [holder.name for holder in ledger.holders.all()][7] == "王小雨7"


def test_lost_pages_cost_only_what_stood_on_them(filled, tmp_path, refused):
    leaves = pages_of(filled, "holders")
    spoil(filled, leaves[3:5])
    assert refused(Ledger.open, filled).code == "ledger_damaged"
    before = filled.read_bytes()
    new = tmp_path / "new.kabao"
    found = by_table(salvage_ledger(filled, new))
    holders, cards = found["holders"], found["cards"]
    assert holders.saved + holders.lost == 400
    assert 0 < holders.lost < 40
    assert cards.refused == holders.lost, "cards of people who are lost"
    assert cards.saved == found["evidence"].saved == holders.saved
    assert filled.read_bytes() == before
    with Workspace.open(new) as workspace:
        assert all(item.is_well for item in workspace.doctor.examine())
        assert workspace.ledger.holders.count() == holders.saved
        assert len(list(workspace.ledger.projections.all())) == cards.saved
        added = workspace.ledger.holders.add(Holder({"name": "新"}))
        assert added.id == 401, "no number is given twice"


def test_a_spoilt_index_costs_nothing(filled, tmp_path):
    connection = driver.connect(filled, read_only=True)
    asked = "SELECT rootpage FROM sqlite_master WHERE name='cards_by_number'"
    page = connection.execute(asked).fetchone()[0] - 1
    connection.close()
    spoil(filled, [page])
    found = by_table(salvage(filled, tmp_path / "new.kabao"))
    assert (found["cards"].saved, found["cards"].lost) == (400, 0)


def test_an_employer_that_is_lost_takes_nobody_along(path, tmp_path):
    with Ledger.create(path) as ledger:
        employer = ledger.employers.add(Employer({"name": "云泽精工有限公司"}))
        ledger.holders.add(Holder({"name": "王小雨"}, employer_id=employer.id))
    spoil(path, pages_of(path, "employers"))
    found = by_table(salvage(path, tmp_path / "new.kabao"))
    assert found["holders"].saved == 1
    with Ledger.open(tmp_path / "new.kabao") as ledger:
        (holder,) = ledger.holders.all()
        assert (holder.name, holder.employer_id) == ("王小雨", None)


def test_without_its_first_page_nothing_is_saved_and_said_so(filled, tmp_path, refused):
    data = bytearray(filled.read_bytes())
    data[100:PAGE] = b"\xff" * (PAGE - 100)
    filled.write_bytes(data)
    new = tmp_path / "new.kabao"
    assert refused(salvage, filled, new).code == "salvage_nothing"
    assert not list(tmp_path.glob("new*"))


def test_never_over_another_file(filled, tmp_path, refused):
    other = tmp_path / "other.kabao"
    other.write_text("mine")
    assert refused(salvage, filled, other).code == "ledger_exists"
    assert other.read_text() == "mine"
    assert refused(salvage, filled, tmp_path / "none" / "new.kabao").code == "folder_missing"


@pytest.mark.parametrize("seed", range(4))
def test_pages_spoilt_at_random_never_end_in_a_defect(filled, tmp_path, seed):
    chance = random.Random(seed)
    pages = filled.stat().st_size // PAGE
    spoil(filled, chance.sample(range(1, pages), 4))
    new = tmp_path / "new.kabao"
    try:
        found = by_table(salvage_ledger(filled, new))
    except KabaoError as error:
        codes = {error.code}
    else:
        codes = set()
    assert codes <= {"salvage_nothing"}
    if codes:
        return
    with Workspace.open(new) as workspace:
        assert all(item.is_well for item in workspace.doctor.examine())
        assert workspace.ledger.holders.count() == found["holders"].saved


def test_what_is_told_as_failed_is_not_there(path, tmp_path, monkeypatch):
    with Ledger.create(path) as ledger:
        ledger.holders.add(Holder({"name": "王小雨"}))

    def dying(_):
        raise OSError(5, "dying disk")

    monkeypatch.setattr("kabao.storage.salvage.sync_folder", dying)
    with pytest.raises(KabaoError):
        salvage(path, tmp_path / "new.kabao")
    assert not list(tmp_path.glob("new.kabao*"))


def test_the_kind_of_evidence_comes_through(filled, tmp_path):
    salvage(filled, tmp_path / "new.kabao")
    connection = driver.connect(tmp_path / "new.kabao", read_only=True)
    kinds = connection.execute("SELECT DISTINCT kind FROM evidence").fetchall()
    connection.close()
    assert kinds == [(json.loads(f'"{EvidenceKind.PASSWORD_SET}"'),)]

"""The package of a batch, opened again; and what a bureau answers, read and taken."""

import io
import zipfile

import pypdfium2
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from kabao.domain.batch_claims.answers import Effect
from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.holder_photos import HolderPhoto
from kabao.services.batch_claims.moving import moves
from kabao.services.batch_claims.packing import PackWish
from kabao.services.verifying import verify_here
from kabao.texts import Texts
from services.people_at_hand import TODAY

ZH = Texts("zh")


@pytest.fixture
def pack(desk, tmp_path):
    def packed(batch, **more):
        result = desk.batch_packing.pack(batch.id, tmp_path / "b.zip", PackWish(ZH, **more))
        archive = zipfile.ZipFile(result.path)
        return result, {name.rpartition("/")[2]: archive.read(name) for name in result.files}

    return packed


def rows(data, sheet=0):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(sheet).to_python()


def test_everything_goes_into_one_archive_and_who_is_left_out_is_listed(photographed, pack, desk):
    result, files = pack(photographed)
    assert set(files) == {
        "申请材料.pdf",
        "名单.xlsx",
        "汇总签名发放.xlsx",
        "照片.zip",
        "照片问题.xlsx",
    }
    assert (result.people, result.photos) == (3, 1)
    assert [(line.number, line.problem) for line in result.problems] == [
        (2, "unfit"),
        (3, "missing"),
    ]
    with zipfile.ZipFile(io.BytesIO(files["照片.zip"])) as photos:
        assert photos.namelist() == ["110000199001010013.jpg"]
        kept = desk.ledger.photos.of_holder(photographed.holder_ids[0])
        assert photos.read(photos.namelist()[0]) == desk.ledger.attachments.data(kept.sha256)
    listed = rows(files["照片问题.xlsx"])
    assert [row[1] for row in listed[1:]] == ["李·雪", "赵一"]


def test_the_paper_of_a_batch_is_verified_like_any_package(photographed, pack, rulebook, tmp_path):
    _, files = pack(photographed)
    path = tmp_path / "paper.pdf"
    path.write_bytes(files["申请材料.pdf"])
    report = verify_here(str(path), rulebook)
    assert (report.manifest.copy, report.findings) == ("full", ())


def test_the_list_is_text_in_the_regions_columns(photographed, pack):
    _, files = pack(photographed)
    title, *people = rows(files["名单.xlsx"])
    assert title[:4] == ["序号", "姓名", "证件类型", "证件号码"]
    assert [row[3] for row in people] == [
        "110000199001010013", "110000199001010021", "11000019900101003X",
    ]  # fmt: skip
    assert people[0][6:8] == ["19900101", "长期"]
    assert all(isinstance(cell, str) for row in people for cell in row)


def test_a_name_like_a_formula_stays_text(desk, batch, people, pack):
    holder = desk.ledger.holders.get(people[0])
    desk.ledger.holders.update(holder.with_values({**holder.values, "name": '=HYPERLINK("x")'}))
    _, files = pack(batch, draft=True)
    assert rows(files["名单.xlsx"])[1][1] == '=HYPERLINK("x")'
    with zipfile.ZipFile(io.BytesIO(files["名单.xlsx"])) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_pages_read_as_a_clerk_would(photographed, pack):
    _, files = pack(photographed)
    document = pypdfium2.PdfDocument(files["申请材料.pdf"])
    pages = [page.get_textpage().get_text_bounded() for page in document]
    wide = [n for n, page in enumerate(document) if page.get_width() > page.get_height()]
    number = wide[0]
    assert "单位批量申领人员名单" in pages[number]
    for told in ("青禾精密机械有限公司", "王小青", "11000019900101003X", "19900101", "长期"):
        assert told in pages[number]
    hand_out = next(text for text in pages if "领取人签名" in text)
    assert "110***********0013" in hand_out
    assert "110000199001010013" not in hand_out


def test_the_list_repeats_its_titles_on_every_page(desk, batch, people, pack):
    more = [desk.ledger.holders.get(people[0]) for _ in range(40)]
    ids = desk.ledger.holders.add_many(
        [type(one)({**one.values, "doc_no": f"1{n:017d}"}) for n, one in enumerate(more)]
    )
    desk.batch_claims.add(batch.id, ids)
    _, files = pack(batch, draft=True)
    pages = [
        "".join(page.get_textpage().get_text_bounded().split())
        for page in pypdfium2.PdfDocument(files["申请材料.pdf"])
        if page.get_width() > page.get_height()
    ]
    assert len(pages) >= 3
    assert all("证件有效期止" in text for text in pages)


def test_packing_twice_gives_the_same_bytes(photographed, pack):
    first = pack(photographed)[0].path.read_bytes()
    assert pack(photographed)[0].path.read_bytes() == first


def test_two_people_with_one_photograph_are_told_and_neither_file_lies(
    desk, photographed, people, pack
):
    same = desk.ledger.attachments.data(desk.ledger.photos.of_holder(people[0]).sha256)
    desk.ledger.photos.put(HolderPhoto(people[1], "c.jpg"), same)
    assert "batch_photo_twice" in {item.code for item in desk.cases.check(photographed)}
    result, _ = pack(photographed, draft=True)
    assert (result.photos, result.problems[0].problem) == (1, "twice")


def test_an_empty_batch_and_one_with_errors_are_refused(desk, batch, people, tmp_path):
    desk.batch_claims.remove(batch.id, people)
    with pytest.raises(InputRefusedError) as caught:
        desk.batch_packing.pack(batch.id, tmp_path / "b.zip", PackWish(ZH))
    assert caught.value.code == "batch_nobody"
    assert "batch_empty" in {item.code for item in desk.cases.check(desk.cases.get(batch.id))}


def test_a_stopped_package_leaves_no_file(photographed, desk, tmp_path):
    with pytest.raises(CancelledError):
        desk.batch_packing.pack(
            photographed.id, tmp_path / "b.zip", PackWish(ZH, cancelled=lambda: True)
        )
    assert not list(tmp_path.glob("*.zip"))


def answer(path, *people, title=("姓名", "证件号码", "办理状态", "退回原因", "社保卡号")):
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("回执")
        for number, row in enumerate((title, *people)):
            page.write_row(number, 0, row)
    return path


def test_answers_are_read_looked_at_and_taken_as_one_step(desk, batch, tmp_path):
    desk.batch_claims.moving.move(batch.id, moves(batch.holder_ids, "submitted", TODAY))
    service = desk.batch_claims.answering
    path = answer(
        tmp_path / "回执.xlsx",
        ("王小青", "110000199001010013", "制卡完成", "", "X00000019"),
        ("李·雪", "110000199001010021", "退回", "照片不合格", ""),
        ("孙某", "110000200002290032", "受理", "", ""),
    )
    before = desk.history.last_id()
    read = service.read(batch.id, path)
    assert [row.effect for row in read.rows] == [Effect.CHANGE, Effect.CHANGE, Effect.REFUSED]
    assert desk.history.last_id() == before
    outcome = service.take(batch.id, read)
    assert (outcome.done, outcome.refused) == (2, ())
    members = desk.batch_claims.members(batch.id)
    assert [(one.state, one.reason, one.card_number) for one in members] == [
        ("ready", "", "X00000019"), ("returned", "照片不合格", ""), ("submitted", "", ""),
    ]  # fmt: skip
    assert service.read(batch.id, path).count(Effect.CHANGE) == 0
    desk.history.undo(desk.history.last_id())
    assert [one.state for one in desk.batch_claims.members(batch.id)] == ["submitted"] * 3


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 foreign", b"PK\x03\x04 cut short"])
def test_a_file_that_is_no_table_is_refused_in_words(desk, batch, tmp_path, data):
    (tmp_path / "回执.xlsx").write_bytes(data)
    with pytest.raises(InputRefusedError) as caught:
        desk.batch_claims.answering.read(batch.id, tmp_path / "回执.xlsx")
    assert ZH.has(f"errors.{caught.value.code}")


def test_the_answer_of_another_batch_changes_nothing(desk, batch, tmp_path):
    path = answer(
        tmp_path / "KB-2025-0099 回执.xlsx", ("王小青", "110000199001010013", "受理", "", "")
    )
    read = desk.batch_claims.answering.read(batch.id, path)
    with pytest.raises(InputRefusedError) as caught:
        desk.batch_claims.answering.take(batch.id, read)
    assert caught.value.code == "batch_answer_refused"
    assert {one.state for one in desk.batch_claims.members(batch.id)} == {"draft"}


def test_columns_have_room_for_what_stands_in_them(desk, batch, people, pack):
    from kabao.services.packages import Paper

    one = desk.ledger.holders.get(people[0])
    more = [
        type(one)({**one.values, "doc_no": f"1{n:017d}", "name": "欧阳小" if n else "阿" * 20})
        for n in range(40)
    ]
    desk.batch_claims.add(batch.id, desk.ledger.holders.add_many(more))
    plan = desk.packages.plan(desk.cases.get(batch.id), (), ZH, Paper("zh", draft=True))
    part = next(part for part in plan.parts if part.wide)
    table = next(block for block in part.blocks if getattr(block, "names", ()))
    weights = {column.label.main: column.weight for column in table.columns}
    assert weights["姓名"] == 8  # one long name does not make it wider
    assert weights["证件号码"] == 20
    assert "服务\n银行" in weights
    assert {row[2] for row in table.rows} == {"居民身份证"}
    rows_of_book = rows(pack(batch, draft=True)[1]["名单.xlsx"])
    assert rows_of_book[1][2] == "居民身份证（户口簿）"

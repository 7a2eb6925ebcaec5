"""Whole packages, read back with two other readers."""

import dataclasses
import io
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

from documents.synthetic_cases import Files, pdf_bytes
from kabao.documents.package import write_package
from kabao.domain.cases import Attachment
from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError

MM = 72 / 25.4


def write(plan, files, folder, **options):
    return write_package(plan, folder / "p.pdf", attachment_data=files, **options)


def flat(text):
    return "".join(text.split())


def page_texts(path):
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_range() for page in document]


def with_files(plan, key, attachments):
    parts = tuple(
        dataclasses.replace(part, attachments=tuple(attachments)) if part.key == key else part
        for part in plan.parts
    )
    return dataclasses.replace(plan, parts=parts)


@pytest.mark.parametrize("kind", ["department", "employer", "person"])
@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_every_kind_and_language_gives_a_sound_file(make_plan, files, tmp_path, kind, language):
    plan = make_plan(kind, language)
    result = write(plan, files, tmp_path)
    with pikepdf.open(result.path) as document:
        assert document.check_pdf_syntax() == []
        assert len(document.pages) == result.pages
        assert str(document.Root.Lang) == ("en" if language == "en" else "zh-CN")
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle) is True
        assert "KB-2026-0007" in str(document.docinfo.Title)
    texts = page_texts(result.path)
    for number, text in enumerate(texts, start=1):
        assert flat(f"第 {number} 页 / 共 {result.pages} 页") in flat(text)
        assert f"Page {number} of {result.pages}" in text


def test_own_fonts_are_embedded_and_can_be_copied(make_plan, files, tmp_path):
    result = write(make_plan("employer"), files, tmp_path)
    with pikepdf.open(result.path) as document:
        for number, page in enumerate(document.pages, start=1):
            for font in page.resources.get("/Font", {}).values():
                if "Helvetica" in str(font.BaseFont):
                    continue  # of the attachments that the fixture makes
                assert "/FontFile2" in font.FontDescriptor, (number, str(font.BaseFont))
                assert "/ToUnicode" in font


def test_names_copy_as_they_were_typed(make_plan, files, tmp_path):
    result = write(make_plan("employer"), files, tmp_path)
    pdfium = "".join(page_texts(result.path))
    pages = pypdf.PdfReader(result.path).pages
    reader = "".join(page.extract_text() for page in pages)
    for name in ("李䶮", "王㛃", "赵𠮷祥", "钱𬭎", "孙𫖯", "欧阳晓雨"):
        assert name in pdfium
        assert name in reader


def test_long_chinese_text_copies_as_it_was_typed(make_plan, files, tmp_path):
    typed = "青禾市，社会保障卡（第三代）“一卡通用”：𠮷𰀀㛃，Kabao-2026。" * 60
    plan = make_plan("department", texts={"card_system": typed})
    result = write(plan, files, tmp_path)
    copied = flat("".join(page_texts(result.path)))
    assert flat(typed)[:400] in copied
    reader = flat("".join(page.extract_text() for page in pypdf.PdfReader(result.path).pages))
    assert flat(typed)[:400] in reader


def test_contents_name_the_right_pages(make_plan, files, tmp_path):
    plan = make_plan("department")
    result = write(plan, files, tmp_path)
    texts = [flat(text) for text in page_texts(result.path)]
    with pikepdf.open(result.path) as document, document.open_outline() as outline:
        marks = [(line.title, line) for item in outline.root for line in (item, *item.children)]
        numbers = {page.objgen: index for index, page in enumerate(document.pages, start=1)}
        starts = []
        for title, line in marks:
            target = line.destination[0] if line.destination is not None else line.action.D[0]
            starts.append((title, numbers[target.objgen]))
    assert starts == [(entry.title, entry.page) for entry in result.parts]
    contents = texts[1]
    for entry in result.parts:
        assert flat(entry.title)[:20] in contents
        if not entry.attachment and entry.title not in {"封面", "目录"}:
            assert flat(entry.title)[-8:] in texts[entry.page - 1]
    shown = pypdf.PdfReader(result.path).pages[1].extract_text()
    for entry in result.parts:
        assert str(entry.page) in shown.split()


def test_contents_lead_to_their_pages(make_plan, files, tmp_path):
    result = write(make_plan("department"), files, tmp_path)
    with pikepdf.open(result.path) as document:
        numbers = {page.objgen: index for index, page in enumerate(document.pages, start=1)}
        links = [numbers[link.Dest[0].objgen] for link in document.pages[1].obj.Annots]
    assert links == [entry.page for entry in result.parts]


def test_attachments_follow_their_material_in_order(make_plan, files, tmp_path):
    result = write(make_plan("department"), files, tmp_path)
    titles = [(entry.title, entry.pages) for entry in result.parts]
    place = titles.index(("青禾市社会保障卡管理办法", 3))
    assert titles[place - 1][0].startswith("材料五")
    assert titles[place + 1] == ("实施细则", 2)
    first = result.parts[place].page
    assert "ATTACHMENT 1" in page_texts(result.path)[first - 1]
    assert sum(entry.pages for entry in result.parts) == result.pages


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (50, 60, 450, 700)])
def test_stamps_stand_upright_at_the_lower_edge(make_plan, tmp_path, rotate, crop):
    files = Files()
    data = pdf_bytes(1, rotate=rotate, crop=crop)
    plan = with_files(
        make_plan("person"), "material_5", [files.attach(5, "measures", "办法", data)]
    )
    plan = with_files(plan, "material_6", [])
    result = write(plan, files, tmp_path)
    entry = next(item for item in result.parts if item.attachment)
    page = pypdfium2.PdfDocument(result.path)[entry.page - 1]
    across, down = (400, 640) if crop else (595, 842)
    expected = (down, across) if rotate in {90, 270} else (across, down)
    assert page.get_size() == pytest.approx(expected)
    image = page.render(scale=2).to_pil().convert("L")
    band = image.crop((0, int(image.height * 0.94), image.width, image.height))
    rest = image.crop((0, 0, image.width, int(image.height * 0.04)))
    assert band.getextrema()[0] < 160
    assert rest.getextrema()[0] == 255
    assert f"Page {entry.page} of {result.pages}" in page.get_textpage().get_text_range()


def test_shared_resources_are_not_stamped_twice(make_plan, tmp_path):
    """Pages that share one resource dictionary still bear their own numbers."""
    files = Files()
    with pikepdf.open(io.BytesIO(pdf_bytes(3))) as document:
        shared = document.make_indirect(document.pages[0].obj.Resources)
        for page in document.pages:
            page.obj.Resources = shared
        buffer = io.BytesIO()
        document.save(buffer)
    plan = with_files(make_plan("person"), "material_6", [])
    item = files.attach(5, "measures", "办法", buffer.getvalue(), pages=3)
    result = write(with_files(plan, "material_5", [item]), files, tmp_path)
    entry = next(part for part in result.parts if part.attachment)
    texts = page_texts(result.path)
    for number in range(entry.page, entry.page + 3):
        assert f"Page {number} of {result.pages}" in texts[number - 1]


def test_the_same_file_may_be_attached_twice(make_plan, tmp_path):
    files = Files()
    first = files.attach(5, "measures", "办法", pdf_bytes(2), pages=2)
    again = dataclasses.replace(first, material=6, slot="items/0", title="又一份")
    plan = with_files(make_plan("person"), "material_5", [first])
    result = write(with_files(plan, "material_6", [again]), files, tmp_path)
    texts = page_texts(result.path)
    for entry in (item for item in result.parts if item.attachment):
        assert f"Page {entry.page} of" in texts[entry.page - 1]
        assert "ATTACHMENT 2" in texts[entry.page]


def test_scripts_of_attachments_stay_behind(make_plan, tmp_path):
    files = Files()
    with pikepdf.open(io.BytesIO(pdf_bytes())) as document:
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
        )
        document.pages[0].obj.AA = pikepdf.Dictionary(
            O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(2)"))
        )
        buffer = io.BytesIO()
        document.save(buffer)
    plan = with_files(make_plan("person"), "material_6", [])
    item = files.attach(5, "measures", "办法", buffer.getvalue())
    result = write(with_files(plan, "material_5", [item]), files, tmp_path)
    with pikepdf.open(result.path) as document:
        assert not any("JavaScript" in str(page.obj.get("/AA")) for page in document.pages)
        assert "/OpenAction" not in document.Root


def test_card_faces_are_printed_one_to_one(make_plan, files, tmp_path):
    result = write(make_plan("department"), files, tmp_path)
    entry = next(item for item in result.parts if item.title.startswith("材料四"))
    with pikepdf.open(result.path) as document:
        content = document.pages[entry.page - 1]
        boxes = _outlines(content)
    cards = [box for box in boxes if box == pytest.approx((242.646, 153.014), abs=0.01)]
    assert len(cards) == 2
    text = page_texts(result.path)[entry.page - 1]
    assert text.count("SPECIMEN") == 2


def _outlines(page):
    """Sizes of the closed paths on a page."""
    sizes, points = [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "m":
            points = [tuple(float(number) for number in operands)]
        elif name in {"l", "c"}:
            numbers = [float(number) for number in operands]
            points += list(zip(numbers[::2], numbers[1::2], strict=True))
        elif name in {"S", "s"} and points:
            across = [point[0] for point in points]
            down = [point[1] for point in points]
            sizes.append((max(across) - min(across), max(down) - min(down)))
            points = []
    return sizes


def test_draft_is_marked_on_every_page(make_plan, files, tmp_path):
    result = write(make_plan("employer", draft=True), files, tmp_path)
    assert all("DRAFT" in text for text in page_texts(result.path))
    result = write(make_plan("employer"), files, tmp_path)
    assert not any("DRAFT" in text for text in page_texts(result.path))


def test_two_writings_give_the_same_bytes(make_plan, files, tmp_path):
    first = write(make_plan("employer"), files, tmp_path)
    data = first.path.read_bytes()
    second = write(make_plan("employer"), files, tmp_path)
    assert second.path.read_bytes() == data
    assert first == second


def test_two_processes_give_the_same_bytes(tmp_path):
    script = Path(__file__).with_name("write_one_package.py")
    digests = []
    for seed in ("1", "4242"):
        done = subprocess.run(
            [sys.executable, str(script), str(tmp_path / f"{seed}.pdf")],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed},
        )
        digests.append(done.stdout.strip())
    assert digests[0] == digests[1]
    assert len(digests[0]) == 64


def test_threads_do_not_disturb_each_other(make_plan, files, tmp_path):
    plan = make_plan("person")
    expected = write_package(plan, tmp_path / "one.pdf", attachment_data=files).sha256
    seen = []

    def work(number):
        target = tmp_path / f"{number}.pdf"
        seen.append(write_package(plan, target, attachment_data=files).sha256)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [expected] * 4


def test_progress_counts_every_page(make_plan, files, tmp_path):
    steps = []
    result = write(make_plan(), files, tmp_path, progress=lambda *step: steps.append(step))
    done = [step[0] for step in steps]
    assert done == sorted(done)
    assert steps[-1] == (result.pages, result.pages)
    assert {step[1] for step in steps} == {result.pages}


@pytest.mark.parametrize("after", [0, 3, 30])
def test_cancelling_leaves_nothing_behind(make_plan, files, tmp_path, after):
    steps = []
    target = tmp_path / "p.pdf"
    target.write_bytes(b"before")
    with pytest.raises(CancelledError) as caught:
        write_package(
            make_plan(),
            target,
            attachment_data=files,
            progress=lambda *step: steps.append(step),
            cancelled=lambda: len(steps) >= after,
        )
    assert caught.value.code == "package_cancelled"
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["p.pdf"]


def test_an_uncovered_character_stops_with_person_and_place(make_plan, files, tmp_path):
    plan = make_plan("employer", people=("周明", "李\U0001f600"))
    with pytest.raises(InputRefusedError) as caught:
        write(plan, files, tmp_path)
    params = caught.value.params
    assert caught.value.code == "character_not_covered"
    assert params["code_point"] == "U+1F600"
    assert "材料一" in params["place"]
    assert "李\U0001f600" in params["place"]
    assert "姓名" in params["place"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_named(make_plan, files, tmp_path):
    target = tmp_path / "away" / "p.pdf"
    with pytest.raises(EnvironmentProblemError) as caught:
        write_package(make_plan("person"), target, attachment_data=files)
    assert caught.value.code == "package_folder_gone"
    assert caught.value.params["place"] == str(target)


def test_a_target_that_cannot_be_replaced_stays(make_plan, files, tmp_path):
    target = tmp_path / "p.pdf"
    target.mkdir()
    with pytest.raises(EnvironmentProblemError) as caught:
        write_package(make_plan("person"), target, attachment_data=files)
    assert caught.value.code == "package_target_open"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_the_old_file(make_plan, files, tmp_path, monkeypatch):
    target = tmp_path / "p.pdf"
    target.write_bytes(b"before")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kabao.documents.saving.os.fsync", full)
    with pytest.raises(EnvironmentProblemError) as caught:
        write_package(make_plan("person"), target, attachment_data=files)
    assert caught.value.code == "package_disk_full"
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "attachment_empty"),
        (b"%PDF-1.4 broken", "attachment_damaged"),
        (b"text", "attachment_type"),
    ],
)
def test_a_bad_attachment_stops_with_its_name(make_plan, tmp_path, data, code):
    files = Files()
    plan = with_files(make_plan("person"), "material_6", [])
    plan = with_files(plan, "material_5", [files.attach(5, "measures", "办法全文", data)])
    with pytest.raises(InputRefusedError) as caught:
        write(plan, files, tmp_path)
    assert caught.value.code == code
    assert caught.value.params["name"] == "办法全文"
    assert list(tmp_path.iterdir()) == []


def test_an_attachment_that_is_not_what_was_taken_in_stops(make_plan, tmp_path):
    item = Attachment(5, "measures", "办法", "a.pdf", "application/pdf", "0" * 64, 1, 1)
    plan = with_files(make_plan("person"), "material_6", [])
    plan = with_files(plan, "material_5", [item])
    with pytest.raises(InputRefusedError) as caught:
        write_package(plan, tmp_path / "p.pdf", attachment_data=lambda _sha: pdf_bytes())
    assert caught.value.code == "attachment_changed"

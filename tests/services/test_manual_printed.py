"""The printable manual: contents with true pages, links, bookmarks and tags."""

from __future__ import annotations

import datetime as dt
import io
import re

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from kabao.documents.package import write_package
from kabao.documents.plans.manual import ManualInput, PrintedPicture, build_manual
from kabao.services.manual.library import Manual
from kabao.services.manual.printing import plan_manual
from kabao.texts import Texts

CHAPTERS = ("first-steps", "active-or-not", "keyboard", "findings-photos")
TODAY = dt.date(2026, 11, 22)


def _picture(name, language):
    buffer = io.BytesIO()
    Image.new("RGB", (90, 50), "white").save(buffer, "PNG")
    return PrintedPicture(buffer.getvalue(), 90, 50) if name == "overview" else None


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    books = tuple(
        (name, tuple(Manual(Texts(name)).chapter(key) for key in CHAPTERS)) for name in ("zh", "en")
    )
    target = tmp_path_factory.mktemp("manual") / "manual.pdf"
    plan = build_manual(ManualInput(books, TODAY, "1.0", _picture), "both")
    write_package(plan, target, attachment_data=lambda _: b"")
    return target


@pytest.fixture(scope="module")
def pages(printed):
    with pypdfium2.PdfDocument(printed) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_contents_name_the_page_that_each_chapter_begins_on(pages):
    listed = re.findall(r"(\d+)\u3000([^\r\n]+?)\s+(\d+)\s", pages[0].replace("\r\n", " \n "))
    assert len(listed) == 2 * len(CHAPTERS)
    for _, title, page in listed:
        assert title.strip() in pages[int(page) - 1]


def test_chapters_are_bookmarked_linked_and_tagged(printed):
    with pikepdf.open(printed) as document:
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
        links = [it for it in document.pages[0].get("/Annots", []) if it.Subtype == "/Link"]
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
    assert len(titles) == len(links) == 1 + 2 * len(CHAPTERS)
    assert any("头十分钟" in title for title in titles)
    assert any("The first ten minutes" in title for title in titles)


def test_words_of_tables_lists_and_findings_are_on_paper(pages):
    text = "".join(pages).replace("\r\n", "")
    for word in ("Ctrl+N", "社保功能密码已由初始密码改为本人密码", "photo_blurred", "多项依据"):
        assert word in text
    assert "Page 1 of" in pages[0]


def test_whole_manual_is_planned_in_each_language():
    both = plan_manual("both", TODAY)
    one = plan_manual("en", TODAY)
    assert len(both.parts) == 2 * len(one.parts) - 1
    assert len({part.key for part in both.parts}) == len(both.parts)


def test_no_entry_of_the_findings_is_torn_apart(printed, pages):
    """Each begins with its sentence and ends with its code, on one page."""
    remedies = [page.count("怎么办：") + page.count("What to do:") for page in pages]
    codes = [len(re.findall(r"^(?:代码 |Code )\w+", page, re.MULTILINE)) for page in pages]
    assert sum(remedies) > 20
    assert remedies == codes

"""The digests of the manifest: computed again from the file, changed by any change of a page."""

import io

import pikepdf
import pytest

from kabao.documents.digest import digest_pages
from kabao.documents.package import write_package


@pytest.fixture
def written(make_plan, files, tmp_path):
    return write_package(make_plan("person"), tmp_path / "p.pdf", attachment_data=files)


def digests(document, parts):
    pages = document.pages
    return [
        digest_pages([pages[n - 1] for n in range(entry.page, entry.page + entry.pages)])
        for entry in parts
    ]


def test_digests_can_be_computed_again(written):
    listed = [entry for entry in written.parts if entry.sha256]
    assert listed == list(written.parts)
    with pikepdf.open(written.path) as document:
        assert digests(document, listed) == [entry.sha256 for entry in listed]


def test_digests_survive_saving_anew(written):
    listed = [entry for entry in written.parts if entry.sha256]
    buffer = io.BytesIO()
    with pikepdf.open(written.path) as document:
        document.save(buffer, recompress_flate=True, linearize=True)
    with pikepdf.open(buffer) as document:
        assert digests(document, listed) == [entry.sha256 for entry in listed]


def test_a_changed_page_changes_its_digest_only(written):
    listed = [entry for entry in written.parts if entry.sha256]
    with pikepdf.open(written.path) as document:
        page = document.pages[listed[2].page - 1]
        page.contents_add(b"0 0 m 9 9 l S")
        again = digests(document, listed)
    changed = [entry.title for entry, new in zip(listed, again, strict=True) if entry.sha256 != new]
    assert changed == [listed[2].title]


def test_a_changed_picture_changes_the_digest(written):
    entry = next(item for item in written.parts if item.title == "合作银行协议")
    with pikepdf.open(written.path) as document:
        page = document.pages[entry.page - 1]
        picture = page.obj.Resources.XObject.Picture
        picture.write(picture.read_raw_bytes() + b" ", filter=pikepdf.Name.DCTDecode)
        assert digest_pages([page]) != entry.sha256


def test_the_manifest_prints_them(written):
    import pypdfium2

    last = pypdfium2.PdfDocument(written.path)[written.parts[-1].page - 1]
    text = "".join(last.get_textpage().get_text_range().split())
    *listed, manifest = written.parts
    for entry in listed:
        assert entry.sha256 in text
    assert manifest.sha256 not in text

"""The seal and the reading back: whatever is changed in a file is found, and told in words."""

import dataclasses
import hashlib
import io
import json
import random

import pikepdf
import pytest

from documents.synthetic_cases import Files, pdf_bytes, picture_bytes
from kabao.documents.manifest import check_seal, sealed
from kabao.documents.package import write_package
from kabao.documents.proving import PrintedText, Proof
from kabao.documents.reading import PackageFile
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A small package that carries data, a PDF and a JPEG."""
    from documents.synthetic_cases import make_case_order
    from kabao.documents.plans import build_plan
    from kabao.rulebook import load

    files = Files()
    plan = build_plan(make_case_order(load(), files, "person"))
    attached = (
        files.attach(5, "measures", "办法", pdf_bytes(), pages=1),
        dataclasses.replace(
            files.attach(5, "rules", "扫描件", picture_bytes()), media_type="image/jpeg"
        ),
    )
    parts = tuple(
        dataclasses.replace(part, attachments=attached if part.key == "material_5" else ())
        for part in plan.parts
    )
    plan = dataclasses.replace(plan, parts=parts, carried='{"kabao_exchange": 1}', copy="full")
    target = tmp_path_factory.mktemp("package") / "p.pdf"
    return write_package(plan, target, attachment_data=files)


def found(raw):
    """Say whether reading some bytes as a package finds anything wrong."""
    try:
        with PackageFile(raw, "p.pdf") as opened:
            return bool(list(Proof(opened).findings()))
    except InputRefusedError:
        return True


def sealed_soundly(raw):
    try:
        with PackageFile(raw, "p.pdf") as opened:
            return opened.seal().sound
    except InputRefusedError:
        return False


def test_an_untouched_package_is_sound(package):
    assert not found(package.path.read_bytes())


def test_one_flipped_bit_anywhere_breaks_the_seal(package):
    raw = package.path.read_bytes()
    chosen = random.Random(7)
    edges = [0, 1, len(raw) - 1, raw.index(b"kabao_package"), raw.index(b'"seal"') + 12]
    seal = raw.index(b'"sha256": "', raw.index(b'"seal"')) + 11
    places = [*edges, seal, seal + 63, *(chosen.randrange(len(raw)) for _ in range(150))]
    for place in places:
        spoilt = bytearray(raw)
        spoilt[place] ^= 1 << chosen.randrange(8)
        assert not sealed_soundly(bytes(spoilt)), place


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-20],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw + b"% a remark\n",
        lambda raw: raw.replace(b"Kabao", b"Kabau", 1),
        lambda raw: b"\n" + raw,
        lambda raw: raw[:900] + b"\0" + raw[900:],
    ],
)
def test_longer_shorter_and_shifted_files_are_found(package, spoil):
    assert found(spoil(package.path.read_bytes()))


def codes(raw):
    with PackageFile(raw, "p.pdf") as opened:
        return {item.code for item in Proof(opened).findings()}


def saved(package, change):
    buffer = io.BytesIO()
    with pikepdf.open(package.path) as document:
        change(document)
        document.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def test_saving_anew_breaks_the_seal_only(package):
    assert codes(saved(package, lambda document: None)) == {"package_seal_broken"}


def drop_text(document):
    document.pages[3].obj.Contents = document.make_stream(b"")


def swap_pages(document):
    document.pages.append(document.pages[2])
    del document.pages[2]


def change_file(document):
    document.Root.AF[0].EF.F.write(b"%PDF-1.4 another")


def change_data(document):
    file = next(item for item in document.Root.AF if item.UF == "kabao-case.json")
    file.EF.F.write(b'{"kabao_exchange":  1}')


def forge_list(document):
    """Change a digest in the enclosed list, as a forger would who changes the page as well."""
    file = next(item for item in document.Root.AF if item.UF == "kabao-manifest.json")
    told = json.loads(file.EF.F.read_bytes())
    document.pages[3].contents_add(b" q Q ")
    from kabao.documents.digest import digest_pages

    part = next(item for item in told["parts"] if item["page"] <= 4 < item["page"] + item["pages"])
    numbers = range(part["page"], part["page"] + part["pages"])
    part["sha256"] = digest_pages([document.pages[number - 1] for number in numbers])
    file.EF.F.write(json.dumps(told).encode())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (drop_text, "package_page_text"),
        (drop_text, "package_part_changed"),
        (swap_pages, "package_page_text"),
        (lambda document: document.pages.__delitem__(5), "package_page_count"),
        (change_file, "package_original_changed"),
        (change_data, "package_data_changed"),
        (forge_list, "package_list_differs"),
    ],
)
def test_every_change_has_its_own_words(package, change, code):
    assert code in codes(saved(package, change))


def test_what_was_appended_is_counted(package):
    raw = package.path.read_bytes()
    with PackageFile(raw + b"%\n%%EOF\n", "p.pdf") as opened:
        assert opened.seal().appended == 8
        assert {item.code for item in Proof(opened).findings()} == {"package_appended"}


def test_a_file_taken_in_comes_out_byte_for_byte(package):
    with PackageFile.open(package.path) as opened:
        originals = opened.originals()
        assert opened.data() == b'{"kabao_exchange": 1}'
    assert originals == {
        "attachment-0001.pdf": pdf_bytes(),
        "attachment-0002.jpg": picture_bytes(),
    }


def test_a_scan_is_held_once(package):
    """A JPEG is read back from its page; only what changed on its way is enclosed beside it."""
    picture = picture_bytes()
    assert package.path.read_bytes().count(picture) == 1
    with pikepdf.open(package.path) as document:
        assert "attachment-0002.jpg" not in document.attachments


def refused(raw):
    with pytest.raises(InputRefusedError) as caught, PackageFile(raw, "p.pdf"):
        pass
    assert caught.value.params["name"] == "p.pdf"
    return caught.value.code


def with_manifest(package, **changes):
    def change(document):
        file = next(item for item in document.Root.AF if item.UF == "kabao-manifest.json")
        told = json.loads(file.EF.F.read_bytes()) | changes
        file.EF.F.write(json.dumps(told).encode())

    return saved(package, change)


def locked(package):
    buffer = io.BytesIO()
    with pikepdf.open(package.path) as document:
        document.save(buffer, encryption=pikepdf.Encryption(user="u", owner="o"))
    return buffer.getvalue()


def test_files_that_are_no_package_are_refused_in_words(package):
    assert refused(b"") == "package_not_pdf"
    assert refused(picture_bytes()) == "package_not_pdf"
    assert refused(b"%PDF-1.7 and nothing") == "package_damaged"
    assert refused(pdf_bytes(2)) == "package_foreign"
    assert refused(locked(package)) == "package_locked"
    assert refused(with_manifest(package, kabao_package=2)) == "package_newer"
    assert refused(with_manifest(package, parts=None)) == "package_damaged"
    assert refused(with_manifest(package, kabao_package=None, pages="x")) == "package_damaged"


def test_missing_and_unreadable_files(tmp_path):
    with pytest.raises(InputRefusedError) as caught:
        PackageFile.open(tmp_path / "none.pdf")
    assert caught.value.code == "package_no_file"
    with pytest.raises((EnvironmentProblemError, InputRefusedError)) as caught:
        PackageFile.open(tmp_path)
    assert caught.value.code == "package_no_file"


def test_a_seal_is_closed_once_and_over_everything():
    manifest = b'{"case": "x", "seal": {"bytes": "%s", "sha256": "%s"}}' % (b"0" * 15, b"0" * 64)
    whole = sealed(b"before" + manifest + b"behind", manifest)
    closed = whole[6:-6]
    assert len(whole) == 12 + len(manifest)
    assert json.loads(closed)["seal"]["bytes"] == f"{len(whole):015d}"
    opened = closed.replace(json.loads(closed)["seal"]["sha256"].encode(), b"0" * 64)
    digest = hashlib.sha256(b"before" + opened + b"behind").hexdigest()
    assert json.loads(closed)["seal"]["sha256"] == digest
    assert check_seal(whole, closed).sound
    assert not check_seal(whole, b"{}").sound
    assert not check_seal(whole, b"no json").sound


def test_words_are_found_over_lines_and_pages():
    long = "第一页写到这里为止，其余的话放在第二页，" * 2 + "到此结束。"
    printed = PrintedText(f"姓名李示范{long[:21]}表头重复{long[21:]}电话19900000001")
    assert printed.holds(" ".join(long))
    assert printed.holds("1990000\n0001")
    assert printed.holds("")
    for place in (0, 20, 21, 30, len(long) - 1):
        assert not printed.holds(f"{long[:place]}龘{long[place + 1 :]}"), place
    assert not printed.holds("19900000009")
    assert not printed.holds("李四")

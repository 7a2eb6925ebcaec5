from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import os
import time

import pytest

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.evidence import EvidenceKind, Strength
from kabao.exchange import files, parse_exchange, read_exchange, reading
from kabao.exchange.reading import read_here


def refused(path_or_bytes):
    """Return the error that a document is refused with, by this process itself."""
    read = parse_exchange if isinstance(path_or_bytes, bytes) else read_here
    with pytest.raises(InputRefusedError) as caught:
        read(path_or_bytes)
    return caught.value


def reasons(error):
    return {(item.code, item.place.field) for item in error.findings}


def test_complete_document_is_read_with_every_part(complete, written, pdf):
    document = read_exchange(written(complete))

    holder = document.holders[0]
    assert holder.employer == document.employers[0].id == "e1"
    assert holder.values["name"] == "测试𠮷"
    assert holder.values["insured_kinds"] == ("a",)
    first, second = holder.cards[0].evidence
    assert (first.kind, first.observed_on) == (EvidenceKind.PASSWORD_SET, dt.date(2026, 3, 18))
    assert (first.positive, first.strength) == (True, Strength.STRONG)
    assert (second.withdraws, second.positive, second.note) == ("v1", False, "误录\n第二行")
    case = document.cases[0]
    assert case.applicant_kind is ApplicantKind.DEPARTMENT
    assert case.holders == ("h2", "h1")
    assert case.materials[MaterialKey.REGISTRATION_FORM]["phases"] == (
        {"start": "2027-01-01", "quantity": 10},
    )
    attachment = case.attachments[0]
    assert attachment.content == pdf
    assert attachment.sha256 == hashlib.sha256(pdf).hexdigest()


def test_byte_order_mark_is_no_obstacle():
    assert parse_exchange(b'\xef\xbb\xbf{"kabao_exchange": 1}').holders == ()


def spoil(document, way, value):
    """Set one value deep inside a document."""
    *parents, last = way
    for part in parents:
        document = document[part]
    document[last] = value


HOLDER = ("holders", 0)
CARD = (*HOLDER, "cards", 0)
ENTRY = (*CARD, "evidence", 0)
CASE = ("cases", 0)
FILE = (*CASE, "attachments", 0)


@pytest.mark.parametrize(
    ("way", "value", "code", "where"),
    [
        (("people",), [], "exchange_unknown_key", "people"),
        ((*HOLDER, "nmae"), "x", "exchange_unknown_key", "holders[0].nmae"),
        ((*CARD, "fields"), [], "exchange_wrong_type", "holders[0].cards[0].fields"),
        (
            (*CARD, "fields", "card_number"),
            1.5,
            "exchange_wrong_type",
            "holders[0].cards[0].fields.card_number",
        ),
        (
            (*CARD, "fields", "card_number"),
            1.0,
            "exchange_wrong_type",
            "holders[0].cards[0].fields.card_number",
        ),
        (
            (*HOLDER, "fields", "name"),
            float("nan"),
            "exchange_wrong_type",
            "holders[0].fields.name",
        ),
        ((*HOLDER, "fields", "x"), [["y"]], "exchange_wrong_type", "holders[0].fields.x[0]"),
        ((*HOLDER, "fields", "x"), {"a": 1}, "exchange_wrong_type", "holders[0].fields.x"),
        ((*HOLDER, "fields", "x"), 10**20, "exchange_wrong_value", "holders[0].fields.x"),
        ((*HOLDER, "id"), 7, "exchange_wrong_type", "holders[0].id"),
        ((*HOLDER, "id"), "h1\n", "exchange_wrong_value", "holders[0].id"),
        (HOLDER, {"id": "h1"}, "exchange_missing_key", "holders[0]"),
        (
            (*ENTRY, "kind"),
            "magic",
            "exchange_wrong_choice",
            "holders[0].cards[0].evidence[0].kind",
        ),
        (
            (*ENTRY, "observed_on"),
            "2026-02-30",
            "exchange_wrong_date",
            "holders[0].cards[0].evidence[0].observed_on",
        ),
        (
            (*ENTRY, "observed_on"),
            "18.3.2026",
            "exchange_wrong_value",
            "holders[0].cards[0].evidence[0].observed_on",
        ),
        (
            (*ENTRY, "recorded_at"),
            "gestern",
            "exchange_wrong_date",
            "holders[0].cards[0].evidence[0].recorded_at",
        ),
        (
            (*ENTRY, "withdraws"),
            "v2",
            "exchange_withdrawal_unclear",
            "holders[0].cards[0].evidence[0].withdraws",
        ),
        (
            (*CARD, "evidence", 1, "withdraws"),
            "v2",
            "exchange_no_such_evidence",
            "holders[0].cards[0].evidence[1].withdraws",
        ),
        ((*HOLDER, "employer"), "e2", "exchange_no_such_employer", "holders[0].employer"),
        ((*CASE, "employer"), "e2", "exchange_no_such_employer", "cases[0].employer"),
        ((*CASE, "holders"), ["h1", "h9"], "exchange_no_such_holder", "cases[0].holders[1]"),
        ((*CASE, "holders"), ["h1", "h1"], "exchange_holder_twice", "cases[0].holders[1]"),
        ((*CASE, "created_on"), "2026-13-01", "exchange_wrong_date", "cases[0].created_on"),
        (
            (*CASE, "materials", "seventh"),
            {},
            "exchange_unknown_key",
            "cases[0].materials.seventh",
        ),
        ((*FILE, "material"), 7, "exchange_wrong_value", "cases[0].attachments[0].material"),
        ((*FILE, "path"), "a.pdf", "exchange_attachment_source", "cases[0].attachments[0]"),
        ((*FILE, "base64"), "%%%", "exchange_not_base64", "cases[0].attachments[0].base64"),
        (
            (*FILE, "media_type"),
            "image/png",
            "exchange_not_its_type",
            "cases[0].attachments[0].media_type",
        ),
        ((*FILE, "sha256"), "0" * 64, "exchange_wrong_digest", "cases[0].attachments[0].sha256"),
        (
            (*FILE, "file_name"),
            "../../x.pdf",
            "exchange_wrong_value",
            "cases[0].attachments[0].file_name",
        ),
        (
            (*HOLDER, "fields", "name"),
            "a\x00b",
            "exchange_control_character",
            "holders[0].fields.name",
        ),
    ],
)
def test_one_defect_refuses_the_whole_file_and_names_its_place(
    complete, written, texts, way, value, code, where
):
    spoil(complete, way, value)

    error = refused(written(complete))

    assert error.code == "exchange_refused"
    assert error.exit_code == 3
    assert reasons(error) == {(code, where)}
    assert where in texts(f"findings.{code}.text", **error.findings[0].params)
    assert texts(f"findings.{code}.remedy")


def test_ids_are_unique_among_the_records_of_their_sort(complete, written):
    complete["employers"].append(complete["employers"][0])
    complete["holders"][1]["cards"] = [complete["holders"][0]["cards"][0]]
    complete["cases"].append(complete["cases"][0])

    assert reasons(refused(written(complete))) == {
        ("exchange_id_twice", "employers[1].id"),
        ("exchange_id_twice", "holders[1].cards[0].id"),
        ("exchange_id_twice", "holders[1].cards[0].evidence[0].id"),
        ("exchange_id_twice", "holders[1].cards[0].evidence[1].id"),
        ("exchange_id_twice", "cases[1].id"),
        ("exchange_id_twice", "cases[1].attachments[0].id"),
    }


def test_same_key_twice_is_refused_with_its_place(written):
    text = '{"kabao_exchange": 1, "holders": [{"id": "h1", "fields": {"name": "a", "name": "b"}}]}'

    error = refused(written(text))

    assert reasons(error) == {("exchange_key_twice", "holders[0].fields.name")}


def test_half_a_character_is_refused(written):
    text = '{"kabao_exchange": 1, "employers": [{"id": "e", "fields": {"name": "\\ud842"}}]}'

    error = refused(written(text))

    assert reasons(error) == {("exchange_control_character", "employers[0].fields.name")}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "exchange_not_json"),
        (b"{", "exchange_not_json"),
        (b"\xff\xfe{\x00}\x00", "exchange_not_utf8"),
        (b"[" * 100_000 + b"]" * 100_000, "exchange_too_deep"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "exchange_too_deep"),
        (b'{"kabao_exchange": ' + b"9" * 5000 + b"}", "exchange_number_too_long"),
        (b"[]", "exchange_not_one"),
        (b"null", "exchange_not_one"),
        (b'{"kabao_exchange": true}', "exchange_not_one"),
        (b'{"kabao_exchange": "1"}', "exchange_not_one"),
        (b'{"kabao_exchange": 9}', "exchange_newer"),
    ],
)
def test_what_is_no_exchange_file_is_refused_in_words(texts, data, code):
    error = refused(data)

    assert error.code == code
    assert texts(f"errors.{code}", **error.params)


@pytest.mark.parametrize("depth", [200, 900, 990, 5000])
def test_nesting_of_any_depth_ends_in_words(depth):
    nested = '{"a":' * depth + "1" + "}" * depth
    document = f'{{"kabao_exchange": 1, "holders": [{{"id": "h", "fields": {nested}}}]}}'

    assert refused(document.encode()).code in {"exchange_refused", "exchange_too_deep"}


@pytest.mark.parametrize(
    "nonsense",
    [
        os.urandom(10_000_000),
        b"x" * 10_000_000,
        b'{"kabao_exchange": 1, "holders": [' + b"7," * 5_000_000 + b"7]}",
        b'{"kabao_exchange": 1, "holders": [' + b'{"x": [[]]},' * 800_000 + b"{}]}",
        b'{"kabao_exchange": 1, "a": "' + b"x" * 10_000_000 + b'"}',
        b'{"kabao_exchange": 1, "' + b"x" * 10_000_000 + b'": 1}',
        b'{"kabao_exchange": 1' + b', "k": 1' * 1_200_000 + b"}",
    ],
    ids=["random", "letters", "numbers", "objects", "long-text", "long-key", "one-key"],
)
def test_ten_megabytes_of_nonsense_are_refused_soon_and_shortly(nonsense):
    began = time.perf_counter()

    error = refused(nonsense)

    assert time.perf_counter() - began < 30
    assert len(error.findings) <= 50
    assert all(len(str(item.params)) < 400 for item in error.findings)


def test_attachment_by_path_is_read_from_beside_the_document(complete, written, tmp_path, pdf):
    (tmp_path / "附件").mkdir()
    (tmp_path / "附件" / "办法.pdf").write_bytes(pdf)
    del complete["cases"][0]["attachments"][0]["base64"]
    complete["cases"][0]["attachments"][0]["path"] = "附件/办法.pdf"

    attachment = read_exchange(written(complete)).cases[0].attachments[0]

    assert attachment.content == pdf
    assert attachment.path == ""


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("missing.pdf", "exchange_attachment_missing"),
        ("folder", "exchange_attachment_missing"),
        (".", "exchange_attachment_missing"),
        ("pipe", "exchange_attachment_missing"),
        ("n" * 900, "exchange_attachment_unreadable"),
        ("../secret.pdf", "exchange_path_outside"),
        ("folder/../../secret.pdf", "exchange_path_outside"),
        ("link.pdf", "exchange_path_outside"),
        ("ring.pdf", "exchange_path_outside"),
        ("/etc/passwd", "exchange_path_outside"),
        ("C:/secret.pdf", "exchange_path_outside"),
        ("folder\\x.pdf", "exchange_path_outside"),
        ("\\\\server\\share\\x.pdf", "exchange_path_outside"),
    ],
)
def test_paths_that_leave_the_folder_or_lead_nowhere_are_refused(
    complete, tmp_path, pdf, path, code
):
    home = tmp_path / "home"
    (home / "folder").mkdir(parents=True)
    (tmp_path / "secret.pdf").write_bytes(pdf)
    (home / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (home / "ring.pdf").symlink_to(home / "ring.pdf")
    os.mkfifo(home / "pipe")
    del complete["cases"][0]["attachments"][0]["base64"]
    complete["cases"][0]["attachments"][0]["path"] = path
    document = home / "exchange.json"
    document.write_text(json.dumps(complete), encoding="utf-8")

    error = refused(document)

    assert reasons(error) == {(code, "cases[0].attachments[0].path")}


def test_without_a_folder_no_file_is_read(complete, tmp_path, pdf, monkeypatch):
    (tmp_path / "a.pdf").write_bytes(pdf)
    monkeypatch.chdir(tmp_path)
    del complete["cases"][0]["attachments"][0]["base64"]
    complete["cases"][0]["attachments"][0]["path"] = "a.pdf"

    error = refused(json.dumps(complete).encode())

    assert reasons(error) == {("exchange_path_outside", "cases[0].attachments[0].path")}


def test_sizes_are_limited_one_by_one_and_together(complete, written, pdf, monkeypatch):
    encoded = base64.b64encode(pdf + b"\0" * 3000).decode()
    complete["cases"][0]["attachments"] = [
        {**complete["cases"][0]["attachments"][0], "id": f"a{i}", "base64": encoded}
        for i in range(3)
    ]
    path = written(complete)
    monkeypatch.setattr(files, "MOST_BYTES", 2000)
    assert {code for code, _ in reasons(refused(path))} == {"exchange_attachment_too_large"}

    monkeypatch.setattr(files, "MOST_BYTES", 4000)
    monkeypatch.setattr(files, "MOST_BYTES_TOGETHER", path.stat().st_size + 7000)
    assert reasons(refused(path)) == {("exchange_too_large_together", "cases[0].attachments[2]")}

    monkeypatch.setattr(reading, "MOST_BYTES_TOGETHER", 100)
    assert refused(path).code == "exchange_too_large"
    assert refused(path.read_bytes()).code == "exchange_too_large"


def test_missing_and_unreadable_files_are_told_apart(tmp_path, monkeypatch):
    assert refused(tmp_path / "nothing.json").code == "exchange_no_file"
    assert refused(tmp_path).code == "exchange_no_file"

    path = tmp_path / "locked.json"
    path.write_text("{}", encoding="utf-8")

    def no_permission(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", no_permission)
    with pytest.raises(EnvironmentProblemError) as caught:
        read_here(path)
    assert (caught.value.code, caught.value.exit_code) == ("exchange_unreadable", 5)

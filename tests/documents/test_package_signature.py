"""A signature behind the seal: one proper one is named, any other byte is found."""

from __future__ import annotations

import datetime as dt
import io
import logging
import random
import sys
from dataclasses import replace

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from documents.archival_checker import problems
from documents.synthetic_cases import Files, make_case_order
from kabao.documents.increments import adds_one_signature
from kabao.documents.package import make_package
from kabao.documents.plans import build_plan
from kabao.documents.proving import Proof
from kabao.documents.reading import PackageFile
from kabao.documents.signing import Key, check, sign
from kabao.domain.errors import InputRefusedError
from kabao.rulebook import load

SIGNER = "测试签名人"
PASSPHRASE = "only for tests"


def make_key(passphrase=PASSPHRASE):
    """Return a PKCS#12 file with a key that nobody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SIGNER)])
    usage = x509.KeyUsage(True, True, False, False, False, True, True, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2125, 1, 1, tzinfo=dt.UTC))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(b"test", key, certificate, None, locked)


@pytest.fixture(scope="module")
def key():
    return Key(make_key(), PASSPHRASE)


@pytest.fixture(scope="module")
def plain():
    """The bytes of a package."""
    files = Files()
    plan = build_plan(make_case_order(load(), files, "person"))
    parts = tuple(replace(part, attachments=()) for part in plan.parts)
    plan = replace(plan, parts=parts)
    return make_package(plan, attachment_data=files).data


@pytest.fixture(scope="module")
def signed(plain, key):
    return sign(plain, key)


def found(raw):
    with PackageFile(raw, "p.pdf") as package:
        return [item for item in Proof(package).findings() if item.level != "info"]


def codes(raw):
    try:
        return [item.code for item in found(raw)]
    except InputRefusedError as error:
        return [error.code]


def accepted(plain, raw):
    return adds_one_signature(plain, raw) and check(raw).sound


def updated(raw, change):
    """Return a file with an update behind it, as an editor writes one."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(raw))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def blank_page(writer):
    from pyhanko.pdf_utils.generic import StreamObject

    page = writer.root["/Pages"]["/Kids"][1]
    page["/Contents"] = writer.add_object(StreamObject(stream_data=b" "))
    writer.update_container(page)


@pytest.mark.parametrize("lines", [(), (SIGNER, "KB-2026-0001", "\U000f0000")])
def test_a_signature_changes_no_sealed_byte_and_names_its_signer(plain, key, lines):
    raw = sign(plain, key, lines)
    assert raw.startswith(plain)
    assert found(raw) == []
    with PackageFile(raw, "p.pdf") as package:
        (told,) = [item for item in Proof(package).findings() if item.code == "package_signed"]
        assert told.params["signer"] == SIGNER
        assert package.raw == plain


def test_a_signed_package_still_claims_and_keeps_its_conformance(plain, key, tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(sign(plain, key, (SIGNER,)))
    assert problems(path) == []
    with pikepdf.open(path) as document:
        assert document.Root.AcroForm.Fields[0].AP.N.BBox is not None


def test_one_flipped_byte_behind_the_seal_is_found(plain, signed):
    chosen = random.Random(11)
    start = signed.index(b"/ByteRange", len(plain))
    digits = signed.index(b"<30", len(plain))
    places = [len(plain), start + 12, digits, digits + 1, digits + 1900, len(signed) - 1]
    # Places that no digest covers: lengths, versions, algorithms named twice, their parameters.
    places += [digits + 1 + half for half in (5, 46, 49, 51, 52, 57, 61, 84, 85, 91)]
    places += [chosen.randrange(len(plain), len(signed)) for _ in range(60)]
    for place in places:
        spoilt = bytearray(signed)
        spoilt[place] ^= 1
        assert not accepted(plain, bytes(spoilt)), place
    assert accepted(plain, signed)
    # The same number written with other letters is another byte too.
    at = next(n for n in range(digits + 1, len(signed)) if signed[n : n + 1] in b"ABCDEF")
    spoilt = bytearray(signed)
    spoilt[at] ^= 0x20
    assert codes(bytes(spoilt)) == ["package_appended"]


def test_whatever_else_stands_behind_the_seal_is_found(plain, signed, key):
    assert codes(plain + b"%") == ["package_appended"]
    assert codes(signed + b"\n") == ["package_appended"]
    assert codes(updated(signed, blank_page)) == ["package_appended"]
    assert codes(updated(plain, blank_page)) == ["package_appended"]
    assert codes(plain[:-1] + b"\x00" + signed[len(plain) :])


def test_a_signature_over_changed_pages_is_found_though_it_is_valid(plain, key):
    raw = sign(updated(plain, blank_page), key)
    with PackageFile(raw, "p.pdf") as package:
        assert package.seal().sound
    assert codes(raw) == ["package_appended"]


def test_two_signatures_are_one_too_many(signed, key):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    wanted = signers.PdfSignatureMetadata(field_name="Another", embed_validation_info=False)
    out = io.BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(signed)), wanted, key.signer, output=out)
    assert codes(out.getvalue()) == ["package_appended"]


def test_a_large_label_would_hide_the_page(plain, key, monkeypatch):
    monkeypatch.setattr("kabao.documents.signing._SIZE", (400.0, 600.0))
    monkeypatch.setattr("kabao.documents.signing._PLACE", (50.0, 50.0))
    assert codes(sign(plain, key, (SIGNER,))) == ["package_appended"]


def test_without_the_extra_a_signature_is_not_taken_for_checked(signed, monkeypatch):
    monkeypatch.delitem(sys.modules, "kabao.documents.signing", raising=False)
    monkeypatch.setitem(sys.modules, "pyhanko.pdf_utils.content", None)
    assert codes(signed) == ["package_signature_unchecked"]


def test_a_key_that_does_not_open_is_refused_and_nothing_is_logged(caplog):
    with caplog.at_level(logging.DEBUG):
        for data, passphrase in ((make_key(), "wrong"), (b"no key", ""), (b"", PASSPHRASE)):
            with pytest.raises(InputRefusedError) as caught:
                Key(data, passphrase)
            assert caught.value.code == "sign_key_refused"
    assert caplog.records == []

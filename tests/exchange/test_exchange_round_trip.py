from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.evidence import EvidenceKind, Strength
from kabao.domain.exchange import (
    ExchangeAttachment,
    ExchangeCard,
    ExchangeCase,
    ExchangeDocument,
    ExchangeEmployer,
    ExchangeEvidence,
    ExchangeHolder,
)
from kabao.exchange import parse_exchange, read_exchange, write_exchange

words = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t\r䶮㛃𠮷𬭎𫖯·"\\'),
    max_size=20,
)
names = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=10)
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | words
fields = st.dictionaries(
    names,
    scalars
    | st.lists(words, max_size=3).map(tuple)
    | st.lists(st.dictionaries(names, scalars, max_size=3), max_size=2).map(tuple),
    max_size=4,
)
days = st.dates()


def evidence(prefix):
    return st.builds(
        ExchangeEvidence,
        id=st.just(prefix),
        kind=st.sampled_from([kind for kind in EvidenceKind if kind is not EvidenceKind.WITHDRAWN]),
        observed_on=days,
        positive=st.booleans(),
        strength=st.sampled_from(Strength),
        detail=words,
        channel=words,
        note=words,
        recorded_at=st.datetimes().map(dt.datetime.isoformat),
    )


def withdrawn(prefix, day):
    return ExchangeEvidence(
        f"{prefix}w", EvidenceKind.WITHDRAWN, day, True, Strength.NONE, withdraws=prefix
    )


@st.composite
def cards(draw, prefix):
    entries = draw(st.lists(evidence(prefix), max_size=1))
    if entries and draw(st.booleans()):
        entries.append(withdrawn(prefix, draw(days)))
    return ExchangeCard(prefix, draw(fields), tuple(entries))


@st.composite
def attachments(draw, prefix):
    content = b"%PDF-" + draw(st.binary(max_size=50))
    return ExchangeAttachment(
        id=prefix,
        material=draw(st.integers(1, 6)),
        slot=draw(names),
        title=draw(words),
        file_name=draw(names),
        media_type="application/pdf",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


@st.composite
def documents(draw):
    employers = [ExchangeEmployer(f"e{i}", draw(fields)) for i in range(draw(st.integers(0, 2)))]
    employer = st.none() | st.sampled_from([item.id for item in employers] or [None])
    holders = [
        ExchangeHolder(
            f"h{i}", draw(employer), draw(fields), tuple(draw(st.lists(cards(f"c{i}"), max_size=1)))
        )
        for i in range(draw(st.integers(0, 3)))
    ]
    ids = [item.id for item in holders]
    chosen = st.lists(st.sampled_from(ids), unique=True) if ids else st.just([])
    cases = [
        ExchangeCase(
            id=f"k{i}",
            kind=CaseKind.ISSUANCE,
            applicant_kind=draw(st.sampled_from(ApplicantKind)),
            title=draw(words),
            number=draw(words),
            created_on=draw(st.just("") | days.map(dt.date.isoformat)),
            employer=draw(employer),
            holders=tuple(draw(chosen)),
            annex=draw(st.booleans()),
            accepted=draw(st.dictionaries(names, words, max_size=2)),
            rulebook=draw(words),
            materials=draw(st.dictionaries(st.sampled_from(MaterialKey), fields, max_size=3)),
            attachments=tuple(draw(st.lists(attachments(f"a{i}"), max_size=1))),
        )
        for i in range(draw(st.integers(0, 2)))
    ]
    return ExchangeDocument(tuple(employers), tuple(holders), tuple(cases))


@given(documents())
def test_what_is_written_is_read_back_equal_and_written_the_same_again(document):
    data = write_exchange(document)

    read = parse_exchange(data)

    assert read == document
    assert write_exchange(read) == data


def test_order_in_which_fields_were_filled_in_does_not_show():
    one = ExchangeDocument(employers=(ExchangeEmployer("e", {"a": 1, "b": 2}),))
    other = ExchangeDocument(employers=(ExchangeEmployer("e", {"b": 2, "a": 1}),))

    assert write_exchange(one) == write_exchange(other)


def test_attachment_with_a_path_is_named_and_not_embedded(complete, written, pdf, tmp_path):
    document = read_exchange(written(complete))
    case = document.cases[0]
    outside = replace(case.attachments[0], path="files/a.pdf", content=b"")

    data = write_exchange(replace(document, cases=(replace(case, attachments=(outside,)),)))

    assert b"base64" not in data
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.pdf").write_bytes(pdf)
    assert parse_exchange(data, tmp_path) == document

"""An import adds, updates or leaves each record; the counts add up and nothing is lost."""

from __future__ import annotations

import base64
import copy

import pytest

from kabao.domain.cases import MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.exchange import read_exchange
from services.people_at_hand import EXAMPLE, HOLDER


def counts(report):
    return report.added, report.updated, report.unchanged, report.refused


def adds_up(report):
    return sum(counts(report)) == report.rows


def refusal(take, plain):
    with pytest.raises(InputRefusedError) as caught:
        take(plain)
    return {(item.code, item.place.field) for item in caught.value.findings}


def test_the_example_comes_in_whole(take, example, workspace):
    report = take(example)

    assert counts(report) == (7, 0, 0, 0)
    assert adds_up(report)
    (holder,) = workspace.ledger.holders.all()
    (card,) = workspace.ledger.cards.of_holder(holder.id)
    (case,) = workspace.cases.all()
    assert holder.name == "安思源"
    assert holder.employer_id == workspace.employers.all()[0].id
    assert [item.detail for item in workspace.evidence.of_card(card.id)] == [
        "pin_changed",
        "contributions_visible",
    ]
    assert workspace.ledger.projections.get(card.id) == workspace.statuses.derive(card.id)
    assert case.holder_ids == (holder.id,)
    assert case.number == "KB-2026-0001"
    assert set(case.materials) == {MaterialKey.REGISTRATION_FORM, MaterialKey.OTHER_MATERIALS}
    given = base64.b64decode(example["cases"][0]["attachments"][0]["base64"])
    assert workspace.attachments.data(case.attachments[0]) == given
    assert report.changed.holders == {holder.id}
    assert report.changed.cards == {card.id}
    assert report.changed.cases == {case.id}


def test_the_second_time_changes_nothing_and_leaves_no_trace(take, example, contents, clock):
    take(example)
    before = contents()
    clock.today = clock.today.replace(month=12)

    report = take(example)

    assert counts(report) == (0, 0, 7, 0)
    assert report.rows == 7
    assert report.changed.holders == frozenset()
    assert contents() == before


def test_one_entry_in_the_history_for_a_whole_import(take, example, workspace):
    take(example)

    (entry,) = workspace.ledger.history.latest(10)
    assert (entry.action, entry.subject) == ("exchange.import", "people.json")


def test_a_number_in_a_file_name_is_starred_in_the_history(workspace, example, tmp_path):
    path = tmp_path / "110000199001010013.json"
    path.write_bytes(EXAMPLE.read_bytes())

    workspace.exchange.load(path)

    assert workspace.ledger.history.latest(1)[0].subject == "110***********0013.json"


def test_a_rehearsal_counts_and_keeps_nothing(take, example, contents, workspace):
    before = contents()

    report = take(example, dry_run=True)

    assert counts(report) == (7, 0, 0, 0)
    assert contents() == before
    # Not even a running number is used up.
    assert workspace.ledger.cases.next_number(2026) == "KB-2026-0001"


def test_what_the_file_does_not_name_stays(take, example, workspace):
    take(example)
    (holder,) = workspace.ledger.holders.all()
    workspace.holders.save(
        holder.id, {**holder.values, "email": "holder@qinghe.example"}, holder.employer_id
    )
    workspace.cases.save_material(1, MaterialKey.CARD_FACE, {"issuer_title": "青禾市人社局"})
    example["holders"][0]["fields"] |= {"mobile": "19900000003", "live_addr": None}
    del example["holders"][0]["employer"]
    example["cases"][0]["materials"]["registration_form"] = {"region_name": "青禾"}

    report = take(example)

    (after,) = workspace.ledger.holders.all()
    case = workspace.cases.get(1)
    assert counts(report) == (0, 2, 5, 0)
    assert after.text("email") == "holder@qinghe.example"
    assert after.text("mobile") == "19900000003"
    assert "live_addr" not in after.values
    assert after.employer_id == holder.employer_id
    assert case.values(MaterialKey.CARD_FACE) == {"issuer_title": "青禾市人社局"}
    assert case.values(MaterialKey.REGISTRATION_FORM)["region_name"] == "青禾"
    assert case.values(MaterialKey.REGISTRATION_FORM)["apply_for"] == "upgrade"


def test_people_are_known_by_their_number_and_employers_by_their_code(
    take, example, workspace, holder, employer
):
    report = take(example)

    assert workspace.holders.count() == 1
    assert len(workspace.employers.all()) == 1
    assert counts(report) == (5, 2, 0, 0)
    assert workspace.holders.view(holder.id).holder.uid == holder.uid


def test_a_card_of_the_same_person_is_known_by_its_number(take, example, workspace, card):
    take(example)

    assert [item.id for item in workspace.ledger.cards.all()] == [card.id]
    assert len(workspace.evidence.of_card(card.id)) == 2


def test_new_evidence_derives_the_status_anew(take, example, workspace):
    take(example)
    example["holders"][0]["cards"][0]["evidence"].append(
        {"id": "example-evidence-3", "kind": "lost_temp", "observed_on": "2026-11-20"}
    )

    report = take(example)

    assert counts(report) == (1, 0, 7, 0)
    assert workspace.statuses.current(1).state == "lost_temp"
    assert workspace.ledger.projections.get(1).state == "lost_temp"
    assert report.changed.cards == {1}


def test_changed_evidence_is_refused(take, example, contents):
    take(example)
    before = contents()
    example["holders"][0]["cards"][0]["evidence"][0]["observed_on"] = "2026-05-08"

    found = refusal(take, example)

    assert found == {("exchange_evidence_changed", "holders[0].cards[0].evidence[0]")}
    assert contents() == before


def test_two_records_of_the_file_for_one_person(take, example, contents):
    before = contents()
    twin = copy.deepcopy(example["holders"][0]) | {"id": "example-holder-2", "cards": []}
    example["holders"].append(twin)

    assert refusal(take, example) == {("import_record_twice", "holders[1]")}
    assert contents() == before


def test_an_id_that_is_another_person_here(take, example, contents):
    take(example)
    before = contents()
    example["holders"][0]["fields"] |= {
        "name": "白晓棠",
        "sex": "2",
        "doc_no": "110000199001010021",
    }

    assert refusal(take, example) == {("import_other_record", "holders[0]")}
    assert contents() == before


def test_a_corrected_number_of_the_same_person_is_taken(take, example, workspace):
    take(example)
    example["holders"][0]["fields"]["doc_no"] = "11000019900101003X"

    assert counts(take(example))[1] == 1
    assert workspace.ledger.holders.by_number("11000019900101003X").name == "安思源"


def test_a_number_that_somebody_else_has_here(take, example, workspace):
    take(example)
    workspace.holders.save(0, HOLDER | {"name": "任海棠", "doc_no": "11000019900101003X"})
    example["holders"][0]["fields"]["doc_no"] = "11000019900101003X"

    assert refusal(take, example) == {("holder_twice", "holders[0].fields.doc_no")}


def test_a_card_that_belongs_to_somebody_else_here(take, example):
    take(example)
    example["holders"][0] |= {"id": "example-holder-9"}
    example["holders"][0]["fields"] |= {"name": "任海棠", "doc_no": "11000019900101003X"}
    example["cases"] = []

    assert refusal(take, example) == {("import_card_elsewhere", "holders[0].cards[0]")}


def test_an_employer_whose_code_somebody_else_has_here(take, example, workspace):
    take(example)
    workspace.employers.save(
        0, {**example["employers"][0]["fields"], "name": "另一家", "uscc": "92440000XXXX000277"}
    )
    example["employers"][0]["fields"]["uscc"] = "92440000XXXX000277"

    assert refusal(take, example) == {("employer_twice", "employers[0].fields.uscc")}


def test_an_id_that_is_another_employer_here(take, example, contents):
    take(example)
    before = contents()
    example["employers"][0]["fields"] |= {"name": "另一家", "uscc": "92440000XXXX000277"}

    assert refusal(take, example) == {("import_other_record", "employers[0]")}
    assert contents() == before


def test_one_card_twice_in_the_file(take, example):
    card = copy.deepcopy(example["holders"][0]["cards"][0]) | {"id": "example-card-2"}
    card["evidence"] = []
    example["holders"][0]["cards"].append(card)

    assert refusal(take, example) == {("import_record_twice", "holders[0].cards[1]")}


def test_a_card_number_of_somebody_else_is_a_warning(take, example, workspace):
    other = copy.deepcopy(example["holders"][0]) | {"id": "example-holder-2"}
    other["fields"] |= {"name": "任海棠", "doc_no": "11000019900101003X"}
    other["cards"][0] |= {"id": "example-card-2", "evidence": []}
    example["holders"].append(other)

    (finding,) = take(example).findings

    place = "holders[1].cards[0].fields.card_number"
    assert (finding.code, finding.level, finding.place.field) == (
        "card_number_twice",
        "warning",
        place,
    )


def test_errors_of_every_record_are_told_with_their_place(take, example, contents):
    before = contents()
    example["employers"][0]["fields"]["uscc"] = "91110000XXXX00019Z"
    example["holders"][0]["fields"]["doc_no"] = "110000199001010014"
    example["holders"][0]["cards"][0]["fields"]["collected_on"] = "2026-01-01"
    example["holders"][0]["cards"][0]["evidence"][0]["observed_on"] = "2027-01-01"

    places = {place for _, place in refusal(take, example)}

    assert "employers[0].fields.uscc" in places
    assert "holders[0].fields.doc_no" in places
    assert "holders[0].cards[0].fields.collected_on" in places
    assert "holders[0].cards[0].evidence[0].observed_on" in places
    assert contents() == before


def test_unknown_fields_are_refused_before_anything_is_written(take, example, contents):
    before = contents()
    example["holders"][0]["fields"]["shoe_size"] = "42"

    assert refusal(take, example) == {("exchange_unknown_field", "holders[0].fields.shoe_size")}
    assert contents() == before


def test_an_attachment_that_cannot_stand_in_a_package(take, example, contents):
    before = contents()
    broken = example["cases"][0]["attachments"][0]
    broken["base64"] = base64.b64encode(b"%PDF-1.7 nothing follows").decode()
    broken["media_type"] = "application/pdf"

    found = refusal(take, example)

    assert found == {("import_attachment_unfit", "cases[0].attachments[0]")}
    assert contents() == before


def test_a_renamed_attachment_is_updated_and_a_new_content_replaces_the_old(
    take, example, workspace
):
    take(example)
    item = example["cases"][0]["attachments"][0]
    item["title"] = "同意书"
    assert counts(take(example)) == (0, 1, 6, 0)

    other = base64.b64decode(item["base64"]) + b"more after the end"
    item["base64"] = base64.b64encode(other).decode()
    assert counts(take(example)) == (0, 1, 6, 0)

    (attachment,) = workspace.cases.get(1).attachments
    assert attachment.title == "同意书"
    assert workspace.attachments.data(attachment) == other


def test_a_case_of_the_same_id_about_other_people_is_refused(take, example):
    take(example)
    example["holders"][0] |= {"id": "example-holder-9", "cards": []}
    example["holders"][0]["fields"] |= {"name": "任海棠", "doc_no": "11000019900101003X"}
    example["cases"][0]["holders"] = ["example-holder-9"]

    assert refusal(take, example) == {("import_other_record", "cases[0]")}


def test_an_attachment_of_another_case_is_refused(take, example):
    take(example)
    example["cases"][0]["id"] = "example-case-2"

    found = refusal(take, example)

    assert found == {("import_attachment_elsewhere", "cases[0].attachments[0]")}


@pytest.mark.parametrize("number", ["KB-2026-0007", "KB-2025-1234"])
def test_a_running_number_is_kept(take, example, workspace, number):
    example["cases"][0]["number"] = number
    report = take(example)

    assert workspace.cases.by_number(number) is not None
    assert report.findings == ()


@pytest.mark.parametrize("number", ["../../etc/passwd", "安思源 110000199001010013", "7"])
def test_any_other_number_is_replaced_and_told(take, example, workspace, number):
    example["cases"][0]["number"] = number
    report = take(example)

    (case,) = workspace.cases.all()
    (finding,) = report.findings
    assert case.number == "KB-2026-0001"
    assert (finding.code, finding.place.field) == (
        "import_case_renumbered",
        "cases[0].number",
    )
    assert workspace.packages.file_name(case) == "KB-2026-0001-person.pdf"


def test_a_number_taken_here_is_replaced(take, example, workspace):
    take(example)
    again = copy.deepcopy(example)
    again["cases"][0] |= {"id": "example-case-2", "number": "KB-2026-0001", "attachments": []}

    report = take(again)

    assert [case.number for case in workspace.cases.all()] == ["KB-2026-0002", "KB-2026-0001"]
    assert [item.code for item in report.findings] == ["import_case_renumbered"]


def test_every_finding_of_an_import_has_its_words_in_both_languages():
    from kabao.texts import Texts

    for language in ("zh", "en"):
        texts = Texts(language)
        for code in (
            "import_record_twice",
            "import_other_record",
            "import_card_elsewhere",
            "import_attachment_elsewhere",
            "import_attachment_unfit",
            "import_case_renumbered",
            "exchange_evidence_changed",
        ):
            assert texts.has(f"findings.{code}.text")
            assert texts.has(f"findings.{code}.remedy")


def test_the_example_is_what_its_name_says():
    document = read_exchange(EXAMPLE)

    (case,) = document.cases
    (holder,) = document.holders
    assert len(document.employers) == len(holder.cards) == len(case.attachments) == 1
    assert len(case.materials) == len(holder.cards[0].evidence) == 2
    assert case.attachments[0].content

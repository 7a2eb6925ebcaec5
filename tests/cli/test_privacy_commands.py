"""The commands of privacy: the report, the day that is over, the purge with its typed name."""

import json

from services.people_at_hand import TODAY

NUMBER = "110000199001010013"


def test_a_person_is_purged_by_command_once_the_name_is_given(kabao, filled, fits):
    answer = kabao("--ledger", filled, "--json", "holders")
    people = answer.document["holders"]
    name, count = people[0]["name"], len(people)
    dry = kabao("--ledger", filled, "privacy", "purge", name, "--dry-run", lang="en")
    assert dry.code == 0
    assert "cannot be undone" in dry.out
    refusal = kabao("--ledger", filled, "privacy", "purge", name, "--confirm", "somebody")
    assert refusal.code != 0
    done = kabao("--ledger", filled, "--json", "privacy", "purge", name, "--confirm", name)
    assert done.code == 0
    assert done.document["swept"] is True
    fits("privacy", done.document)
    left = kabao("--ledger", filled, "--json", "holders").document["holders"]
    assert len(left) == count - 1
    assert kabao("--ledger", filled, "doctor").code == 0


def test_a_report_and_the_days_that_are_over(kabao, filled, tmp_path, fits):
    name = kabao("--ledger", filled, "--json", "holders").document["holders"][0]["name"]
    target = tmp_path / "report.json"
    told = kabao("--ledger", filled, "--json", "privacy", "report", name, "--output", target)
    assert told.code == 0
    fits("privacy", told.document)
    document = json.loads(target.read_text("utf-8"))
    fits("privacy-report", document)
    assert document["person"]["name"] == name
    due = kabao("--ledger", filled, "--json", "privacy", "due")
    assert due.document == {"people": []}
    fits("privacy", due.document)
    assert TODAY.isoformat() == document["made_on"]


def test_a_number_in_a_wrong_place_is_not_repeated(kabao, filled):
    answer = kabao("--ledger", filled, "status", NUMBER)
    assert answer.code == 2
    assert NUMBER not in answer.err
    assert "110***********0013" in answer.err

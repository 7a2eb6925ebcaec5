"""Every finding is explained: its sentence, an example and what to do, in both languages."""

from __future__ import annotations

import pytest

from kabao.domain.manual.model import Kind
from kabao.services.manual import findings
from kabao.services.manual.library import Manual
from kabao.texts import Texts, catalogue


def test_every_code_has_its_example_and_none_is_invented():
    known = {key.split(".")[1] for key in catalogue() if key.startswith("findings.")}
    told = findings.codes()
    assert len(told) == len(set(told))
    assert known - set(told) == set(), "add a line to resources/help/findings.toml"
    assert set(told) - known == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_entry_says_what_it_is_for_instance_and_what_to_do(language):
    manual = Manual(Texts(language))
    for group in findings.groups():
        blocks = manual.chapter(findings.chapter_key(group)).blocks[1:]
        for at in range(0, len(blocks), 4):
            heading, remedy, example, code = blocks[at : at + 4]
            assert heading.kind is Kind.HEAD_3
            assert heading.anchor in code.text
            said = " ".join(line.text for line in blocks[at : at + 4]).replace("{doc_no}", "")
            assert "{" not in said
            assert len(remedy.runs) == len(example.runs) == 3
            if language == "en":
                assert example.text.isascii() or heading.anchor.startswith(("name_", "photo_"))


def test_code_leads_to_its_entry_and_an_unknown_one_to_checking():
    manual = Manual(Texts("zh"))
    assert findings.address("required") == "findings-fields#required"
    assert manual.has(findings.address("number_check_digit"))
    assert findings.address("never_heard_of") == "checking"

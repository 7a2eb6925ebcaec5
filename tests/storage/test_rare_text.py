"""A ledger says whether fonts of rare characters are wanted."""

import pytest

from kabao.domain.employers import Employer
from kabao.domain.holders import Holder


def test_ordinary_text_wants_none(ledger):
    ledger.holders.add(Holder({"name": "张忠𬭎", "doc_no": "110000199001010013"}))
    ledger.employers.add(Employer({"name": "青禾 Ltd. 有限公司"}))
    assert ledger.rare_text.fonts(lambda: False) == set()


@pytest.mark.parametrize("field", ["name", "address"])
def test_a_rare_character_of_a_person_is_found(ledger, field):
    ledger.holders.add(Holder({"name": "王小雨", "doc_no": "110000199001010013", field: "𠮷家庄"}))
    assert ledger.rare_text.fonts(lambda: False) == {"KabaoRareHanBa"}
    assert ledger.rare_text.fonts(lambda: True) == set()  # told to stop before people


def test_a_rare_character_of_an_employer_is_found(ledger):
    ledger.employers.add(Employer({"name": "𠮷祥商店"}))
    assert ledger.rare_text.fonts(lambda: True) == {"KabaoRareHanBa"}

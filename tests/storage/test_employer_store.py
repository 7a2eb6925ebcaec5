"""Employers, and what keeps them in the ledger."""

import pytest

from kabao.domain.employers import Employer
from kabao.domain.holders import Holder
from kabao.storage import driver


def test_employers_are_found_by_code_and_listed_by_name(ledger, employer):
    other = ledger.employers.add(Employer({"name": "一号店"}))
    assert ledger.employers.all() == [other, employer]
    assert ledger.employers.by_uscc("91110000600037341l") == employer
    assert ledger.employers.by_uscc("") is None
    changed = ledger.employers.update(employer.with_values({"name": "新名"}))
    assert changed == ledger.employers.get(employer.id) == employer.with_values({"name": "新名"})


def test_an_employer_with_people_or_cases_stays(ledger, employer, new_case, refused):
    holder = ledger.holders.add(Holder({"name": "甲"}, employer_id=employer.id))
    case = ledger.cases.add(new_case(employer_id=employer.id))
    error = refused(ledger.employers.remove, employer.id)
    assert error.code == "employer_in_use"
    assert (error.params["holders"], error.params["cases"]) == (1, 1)
    ledger.cases.remove(case.id)
    assert refused(ledger.employers.remove, employer.id).code == "employer_in_use"
    ledger.holders.remove(holder.id)
    ledger.drafts.put("employers", employer.id, {})
    ledger.employers.remove(employer.id)
    assert ledger.employers.all() == []
    assert ledger.drafts.all() == []


def test_nobody_can_be_put_under_an_unknown_employer(ledger):
    with pytest.raises(driver.DatabaseError, match="FOREIGN KEY"):
        ledger.holders.add(Holder(employer_id=99))
    assert ledger.holders.count() == 0

"""A rule file that does not hold together is refused with its name and the place."""

from __future__ import annotations

import pytest

from kabao import rulebook
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.texts import Texts

DEPARTMENT = "forms/registration_form_department.toml"

BROKEN = [
    ("rulebook.toml", 'version = "cn-2026.1"', 'version = "first"', "version"),
    ("rulebook.toml", "effective_on", "effective", "/"),
    ("laws.toml", "cn-2026.1", "cn-2025.9", "version"),
    (
        "forms/holder.toml",
        'kind = "date", zh = "出生日期"',
        'kind = "day", zh = "出生日期"',
        "sections/person/fields/birth_date/kind",
    ),
    ("forms/holder.toml", 'zh = "姓名", en = "Name"', 'zh = "姓名"', "sections/person/fields/name"),
    (
        "forms/holder.toml",
        'zh = "姓名", en = "Name"',
        'zh = "", en = "Name"',
        "sections/person/fields/name/zh",
    ),
    (
        "forms/holder.toml",
        'check = "mobile"',
        'check = "cellphone"',
        "sections/contact/fields/mobile/check",
    ),
    ("forms/holder.toml", 'name = "mobile"', 'name = "name"', "name/name"),
    ("forms/holder.toml", 'choices = "sex"', 'choices = "sexes"', "person/sex/choices"),
    ("forms/holder.toml", 'choices = "sex"', "max = 3", "sex/choices"),
    (
        "forms/holder.toml",
        '"postcode", kind = "text", zh = "邮政编码", en = "Postcode", pattern = "[0-9]{6}"',
        '"postcode", kind = "text", zh = "邮政编码", en = "Postcode", pattern = "[0-9{6}"',
        "postcode/pattern",
    ),
    (
        "forms/holder.toml",
        'when = { pickup = "mail" } },',
        'when = { pick = "mail" } },',
        "mail_name/when/pick",
    ),
    (
        "forms/holder.toml",
        'when = { pickup = "mail" } },',
        'when = { pickup = "post" } },',
        "mail_name/when/pickup",
    ),
    (
        "forms/holder.toml",
        "when = { doc_long_term = false }",
        'when = { doc_long_term = "no" }',
        "doc_valid_to/when/doc_long_term",
    ),
    ("forms/holder.toml", 'key = "contact"', 'key = "person"', "sections/person"),
    ("forms/holder.toml", 'source = "SIL 58, FORMS"', 'source = "SLI 58"', "document/ssn/source"),
    ("forms/holder.toml", 'confidence = "confirmed"', 'confidence = "sure"', "confidence"),
    (DEPARTMENT, 'total = "quantity"', 'total = "amount"', "phases/total"),
    (DEPARTMENT, 'total = "quantity"', 'total = "group"', "phases/total"),
    (DEPARTMENT, "min = 1, max = 20", "min = 21, max = 20", "validity_years/min"),
    (
        DEPARTMENT,
        "min_length = 2, max_length = 100",
        "min_length = 200, max_length = 100",
        "applicant_org_name/min_length",
    ),
    (
        DEPARTMENT,
        '{ name = "start", kind = "date"',
        '{ name = "end", kind = "date"',
        "phases/end/name",
    ),
    (
        DEPARTMENT,
        '["prefecture", "地市级", "prefecture"]',
        '["province", "地市级", "prefecture"]',
        "applicant_level/choices",
    ),
    (
        DEPARTMENT,
        '["prefecture", "地市级", "prefecture"]',
        '["prefecture", "地市级"]',
        "sections/applicant/fields/applicant_level/choices",
    ),
    (
        DEPARTMENT,
        'kind = "table", zh = "供卡厂商"',
        'kind = "text", zh = "供卡厂商"',
        "card_vendors/columns",
    ),
    ("code_lists.toml", '["2", "女", "female"]', '["1", "女", "female"]', "sex/1"),
    ("code_lists.toml", 'source = "GB 2261.1"', 'source = "BG 2261.1"', "sex/source"),
    (
        "materials.toml",
        'key = "card_face"\nnumber = 4',
        'key = "card_face"\nnumber = 5',
        "materials/card_face/number",
    ),
    ("materials.toml", 'key = "card_face"', 'key = "card_back"', "materials/card_back/key"),
    ("checklist.toml", 'id = "C02"', 'id = "C01"', "checks/C01"),
    (
        "checklist.toml",
        'id = "C02", level = "error"',
        'id = "C02", level = "fatal"',
        "checks/C02/level",
    ),
    (
        "checklist.toml",
        'applicants = ["department"]',
        'applicants = ["bureau"]',
        "checks/C02/applicants/1",
    ),
    ("laws.toml", 'key = "sil_58"', 'key = "sil_57"', "laws/sil_57"),
    ("activation.toml", 'region = "default"', 'region = "440000"', "loss/default"),
    ("activation.toml", "temp_days = 15", "temp_days = 0", "loss/440200"),
    ("activation.toml", 'code = "bank_pin_set"', 'code = "initial_kept"', "details/initial_kept"),
    ("activation.toml", 'kind = "used_normally"', 'kind = "used"', "details/chip_settlement/kind"),
]


def _break(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_unchanged_copy_loads(rule_folder):
    assert rulebook.load(rule_folder).version == "cn-2026.1"


@pytest.mark.parametrize(("name", "old", "new", "place"), BROKEN)
def test_a_broken_file_is_refused_with_its_place(rule_folder, name, old, new, place):
    _break(rule_folder, name, old, new)
    with pytest.raises(InputRefusedError) as caught:
        rulebook.load(rule_folder)
    assert caught.value.code == "rulebook_invalid"
    assert caught.value.params == {"file": name.rpartition("/")[2], "place": place}


def test_a_file_that_is_no_toml_names_the_line(rule_folder):
    _break(rule_folder, "laws.toml", "[[laws]]", "[[laws")
    with pytest.raises(InputRefusedError) as caught:
        rulebook.load(rule_folder)
    assert caught.value.params == {"file": "laws.toml", "place": "line 4, column 7"}


def test_a_file_that_is_no_text_is_refused(rule_folder):
    (rule_folder / "laws.toml").write_bytes(b"version = \xff\xfe")
    with pytest.raises(InputRefusedError) as caught:
        rulebook.load(rule_folder)
    assert caught.value.params["file"] == "laws.toml"


@pytest.mark.parametrize(
    "name", ["rulebook.toml", "forms/card.toml", "structure.toml", "face.toml"]
)
def test_a_missing_file_is_named(rule_folder, name):
    (rule_folder / name).unlink()
    with pytest.raises(EnvironmentProblemError) as caught:
        rulebook.load(rule_folder)
    assert caught.value.code == "rulebook_unreadable"
    assert caught.value.params == {"file": name.rpartition("/")[2]}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", ["rulebook_invalid", "rulebook_unreadable"])
def test_the_refusal_has_words(language, code):
    sentence = Texts(language)(f"errors.{code}", file="holder.toml", place="person/name")
    assert "holder.toml" in sentence

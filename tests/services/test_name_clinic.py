"""Which characters of a name cannot be printed, told through the use case."""

from __future__ import annotations

from kabao.documents.fonts.chain import uncovered
from kabao.services.name_clinic import NameClinic

CLINIC = NameClinic()


def test_rare_characters_that_the_fonts_have_are_no_matter():
    assert CLINIC.uncovered("王䶮㛃𠮷𬭎𫖯") == ()
    assert CLINIC.uncovered("Anna · 安") == ()


def test_characters_without_a_font_are_named_once_and_hidden_ones_are_another_matter():
    assert CLINIC.uncovered("\ue000王\ue000\u200b𓀀") == ("\ue000", "𓀀")
    found = CLINIC.examine(" 王\ue000")
    assert (found.cured, found.uncovered, len(found.cures)) == ("王\ue000", ("\ue000",), 1)


def test_characters_taken_for_granted_are_covered_indeed():
    taken = "".join(map(chr, [*range(0x4E00, 0x9FA6), *range(0x20, 0x7F), 0xB7]))
    assert uncovered(taken) == ()

"""What every part is built from: the input, its wording and the printer of its values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.documents.blocks import NOTHING, Caption
from kabao.documents.plan import Part, material_part
from kabao.documents.plans.values import Printer
from kabao.domain.cases import CaseKind
from kabao.domain.identity import mask_number
from kabao.domain.prose.files import of_pages

if TYPE_CHECKING:
    from kabao.documents.blocks import Block
    from kabao.documents.plans.inputs import PackageInput
    from kabao.documents.plans.wording import Wording
    from kabao.domain.cases import Attachment, MaterialKey
    from kabao.domain.fields import FormSpec, Values
    from kabao.domain.holders import Holder
    from kabao.domain.rules import MaterialRule

_NUMERALS = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Source:
    """The input of a package with what is needed to put it into words."""

    order: PackageInput
    wording: Wording
    by_hand: bool = False
    """Whether the part is a sheet that is completed and signed at the counter."""

    @property
    def printer(self) -> Printer:
        """The printer of values, which stars identity numbers unless told otherwise."""
        return Printer(self.wording, self.order.full_numbers, self.by_hand)

    def form(self, key: MaterialKey) -> FormSpec:
        """Return the form of a material for the applicant kind of the case."""
        return self.order.rulebook.material_form(key, self.order.case.applicant_kind)

    def values(self, key: MaterialKey) -> Values:
        """Return what was entered for a material."""
        return self.order.case.values(key)

    def files(self, key: MaterialKey) -> tuple[Attachment, ...]:
        """Return the files of a material in their order."""
        files = of_pages(self.order.case.attached(key))
        return tuple(sorted(files, key=lambda item: (item.position, item.id)))

    def rule(self, key: MaterialKey) -> MaterialRule:
        """Return the rule of a material."""
        return self.order.rulebook.part(key)

    def kind_title(self) -> Caption:
        """Return what the package as a whole is called."""
        case = self.order.case
        if case.kind in (CaseKind.ISSUANCE, CaseKind.CHANGE):
            return self.wording(f"documents.cover.{case.applicant_kind}")
        return self.wording.words(self.order.rulebook.kind(case.kind).title)

    def number(self, holder: Holder) -> str:
        """Return the document number of a person as it is printed."""
        return holder.doc_no if self.order.full_numbers else mask_number(holder.doc_no)

    def material_number(self, key: MaterialKey) -> Caption:
        """Return the number of a material as its title bears it: 材料一, Material 1."""
        digit = str(key.number)
        chinese = _NUMERALS[key.number - 1] if self.wording.main == "zh" else digit
        return self.wording("documents.material", number=Caption(chinese, digit))

    def material(self, key: MaterialKey, blocks: tuple[Block, ...]) -> Part:
        """Return the part of a material with its number, its title and its files."""
        rule, form, wording = self.rule(key), self.form(key), self.wording
        named = form.title.zh in rule.title.zh
        return Part(
            key=material_part(key.number),
            title=wording.words(rule.title),
            blocks=blocks,
            number=self.material_number(key),
            note=NOTHING if named else wording.words(form.title),
            short=wording.words(rule.short_title),
            attachments=self.files(key),
        )

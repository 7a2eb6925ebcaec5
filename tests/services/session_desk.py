"""Sessions of random steps over all that a desk does: files, photographs, batches, imports, texts.

The steps of ``test_history_machine`` and these; what is asked at the end stands there: undoing all
gives the ledger of the beginning, redoing all that of the end. Used with few steps by the suite
and with many by ``tests/endurance/sessions.py``.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kabao.domain.card_life_steps import CardAction, LifeStep
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.domain.files import PagePick
from kabao.domain.holders import HolderFilter
from kabao.domain.rosters.sheets import Sheet
from kabao.exchange import parse_exchange
from kabao.services.case_way import StepDraft
from kabao.services.holder_photos import TakenPhoto
from kabao.services.incoming import Incoming
from kabao.services.proofs import ProofFile
from kabao.services.views import View
from services.people_at_hand import HOLDER, TODAY
from services.test_history_machine import Desk, pick

MEASURES = MaterialKey.REGIONAL_RULES


class Session(Desk):
    """A desk with everything on it."""

    def cases(self):
        return list(self.work.cases.all())

    def files(self):
        return [(case.id, file) for case in self.cases() for file in case.attachments]

    def cards(self):
        return list(self.work.ledger.cards.all())

    def chosen(self, found, at):
        return found[at % len(found)]

    @rule(at=pick)
    @precondition(lambda self: self.people())
    def photograph(self, at):
        person = self.chosen(self.people(), at)
        taken = TakenPhoto(person.id, "a.jpg", bytes([at]) * 9, "card", source=bytes([at]) * 7,
                           keep_source=at % 2 == 0)  # fmt: skip
        self.tried(lambda: self.work.holder_photos.take(taken))

    @rule(at=pick)
    @precondition(lambda self: self.people())
    def no_photograph(self, at):
        person = self.chosen(self.people(), at)
        if self.work.holder_photos.one(person.id) is not None:
            self.work.holder_photos.remove(person.id)

    @rule(at=pick)
    @precondition(lambda self: self.cards())
    def proven(self, at):
        card, day = self.chosen(self.cards(), at), dt.date(2026, 8, 1 + at)
        proof = ProofFile("凭证.png", "image/png", bytes([at, at]))
        entry = Evidence(card.id, EvidenceKind.USED_NORMALLY, day)
        self.tried(lambda: self.work.evidence.add(entry, (proof,)))

    @rule(at=pick)
    @precondition(lambda self: self.cards())
    def many_proven(self, at):
        draft = Evidence(0, EvidenceKind.QUERYABLE_ONLINE, dt.date(2026, 9, 1 + at))
        ids = [card.id for card in self.cards()]
        self.tried(lambda: self.work.evidence.add_to_many(ids, draft))

    @rule(at=pick, action=st.sampled_from(list(CardAction)))
    @precondition(lambda self: self.cards())
    def life(self, at, action):
        card = self.chosen(self.cards(), at)
        step = LifeStep(action, TODAY - dt.timedelta(days=at))
        self.tried(lambda: self.work.card_life.do(card.id, step))

    @rule(at=pick)
    @precondition(lambda self: self.cases())
    def file(self, at):
        case = self.chosen(self.cases(), at)
        file = Incoming(f"{at}.pdf", "application/pdf", 1 + at, bytes([at]) * 5)
        self.tried(lambda: self.work.attachments.take(case.id, MEASURES, "measures", file))

    @rule(at=pick)
    @precondition(lambda self: self.files())
    def arrange(self, at):
        case_id, file = self.chosen(self.files(), at)
        plan = [PagePick(number, 90 * (at % 2)) for number in range(file.pages, 0, -1)]
        self.tried(lambda: self.work.attachments.arrange(case_id, file, plan))

    @rule(at=pick)
    @precondition(lambda self: self.files())
    def replace_and_restore(self, at):
        case_id, file = self.chosen(self.files(), at)
        versions = self.work.attachments.versions(file)
        if versions and at % 2:
            self.tried(lambda: self.work.attachments.restore(case_id, file, versions[0]))
            return
        other = Incoming(f"neu{at}.pdf", "application/pdf", 1, bytes([9, at]))
        self.tried(lambda: self.work.attachments.replace(case_id, file, other))

    @rule(at=pick)
    @precondition(lambda self: self.files())
    def rename_and_move(self, at):
        case_id, file = self.chosen(self.files(), at)
        self.tried(lambda: self.work.attachments.rename(case_id, file, f"题{at}"))
        file = next(found for _, found in self.files() if found.id == file.id)
        self.tried(lambda: self.work.attachments.move(case_id, file, at - 2))

    @rule(at=pick)
    @precondition(lambda self: self.cases())
    def written(self, at):
        case = self.chosen(self.cases(), at)
        key = MaterialKey.PREPARATION_STATEMENT
        if key in case.parts:
            text = {**case.values(key), "background": f"# 说明 {at}\n\n正文。" * at}
            self.tried(lambda: self.work.cases.save_material(case.id, key, text))

    @rule(at=pick)
    @precondition(lambda self: self.cases())
    def accept(self, at):
        case = self.chosen(self.cases(), at)
        self.tried(lambda: self.work.cases.accept(case, f"warning-{at}", "已核对" * (at % 2)))
        self.tried(lambda: self.work.cases.save_head(replace(case, title=f"申请 {at}")))

    @rule(at=pick)
    @precondition(lambda self: self.cases())
    def way(self, at):
        case = self.chosen(self.cases(), at)
        options = self.work.case_way.options(case)
        if options:
            transition = self.chosen(options, at).transition.key
            draft = StepDraft(transition, TODAY.isoformat(), "窗口", f"文 {at}", "理由")
            self.tried(lambda: self.work.case_way.record(case.id, draft))

    @rule(at=pick)
    @precondition(lambda self: self.people() and self.work.ledger.employers.all())
    def batch(self, at):
        firm = self.work.ledger.employers.all()[0]
        kind, ids = CaseKind.BATCH_CLAIM, [person.id for person in self.people()][: at + 1]
        found = [case for case in self.cases() if case.kind is kind]
        if found and at % 3 == 0:
            self.tried(lambda: self.work.batch_claims.remove(found[0].id, ids[:1]))
        elif found:
            self.tried(lambda: self.work.batch_claims.add(found[0].id, ids))
        else:
            self.tried(
                lambda: self.work.cases.create(
                    ApplicantKind.EMPLOYER, "批量", kind=kind, employer_id=firm.id
                )
            )

    @rule(at=pick)
    def layout(self, at):
        region = f"99020{at}"
        ground = self.work.batch_claims.layout(region)
        other = replace(ground, columns=tuple(reversed(ground.columns)))
        self.tried(lambda: self.work.batch_claims.keep_layout(region, other))

    @rule(at=pick)
    def view(self, at):
        if at % 3 == 2 and self.work.views.all():
            self.work.views.remove(self.work.views.all()[0].name)
        else:
            self.work.views.save(View(f"视图{at % 2}", HolderFilter(search=str(at)), ()))

    @rule(at=pick)
    def roster(self, at):
        rows = [["姓名", "证件类型", "证件号码"]]
        rows += [[f"赵{'甲乙丙'[n % 3]}", "外国护照", f"E{at:04d}{n:04d}"] for n in range(4)]
        preview = self.work.rosters.preview(Sheet("名册.csv", "名册", rows))
        self.tried(lambda: self.work.rosters.take(preview))

    @rule(at=pick)
    def exchange(self, at):
        fields = {**HOLDER, "name": f"{'甲乙丙'[at % 3]}丁", "doc_type": "foreign_passport"}
        people = [{"id": f"x{n}", "fields": {**fields, "doc_no": f"G{n:08d}"}} for n in range(at)]
        plain = {"kabao_exchange": 1, "holders": people}
        document = parse_exchange(json.dumps(plain).encode())
        self.tried(lambda: self.work.exchange.take(document, "people.json"))

    @rule(at=pick)
    def retention(self, at):
        self.work.history.set_keep_days((90, 365, 0)[at % 3])
        assert self.work.history.drop_old() == 0

    @rule(at=pick)
    def typing(self, at):
        self.work.holders.keep_draft(0, {"name": "安" * at})

"""The statement for one person: one page in every language, whatever the state."""

from __future__ import annotations

import datetime as dt

import pytest
from pypdf import PdfReader

from kabao.documents.layout.status import draw_light
from kabao.documents.plans.statement import build_statement
from kabao.documents.plans.statement_proof import FULL, SHORTEST
from kabao.documents.statement import StatementInput, plan_statement, write_statement
from kabao.domain.activation import CardState, Light
from kabao.domain.cards import Card
from kabao.domain.derivation import derive_status
from kabao.domain.evidence import Evidence, EvidenceKind, Strength
from kabao.domain.holders import Holder
from kabao.domain.next_steps import next_steps
from kabao.services.sentences import advise, explain
from kabao.texts import Texts

TODAY = dt.date(2026, 11, 22)
HOLDER = Holder({"name": "安思源䶮", "doc_no": "110000199001010013"}, id=1)
CARD = {
    "card_number": "X00000019",
    "region": "110000",
    "issued_on": "2026-03-01",
    "collected_on": "2026-03-12",
    "valid_to": "2036-02-29",
}
LANGUAGES = ("zh", "en", "both")


def entry(number, kind, day, strength="strong", detail="", *, positive=True):
    on = dt.date(2026, *day)
    return Evidence(
        1, EvidenceKind(kind), on, positive, Strength(strength), detail, id=number
    )  # fmt: skip


PIN = entry(1, "password_set", (3, 18))
HISTORIES = {
    CardState.NOT_COLLECTED: (),
    CardState.NOT_ACTIVATED: (),
    CardState.ACTIVE: (
        PIN,
        entry(2, "used_normally", (5, 2)),
        entry(3, "notice_received", (5, 3), "none", "notice_with_link"),
        entry(4, "queryable_online", (5, 3), "weak"),
    ),
    CardState.IN_DOUBT: (PIN, entry(2, "used_normally", (5, 2), positive=False)),
    CardState.LOST_TEMP: (PIN, entry(2, "lost_temp", (5, 2))),
    CardState.LOST_FORMAL: (PIN, entry(2, "lost_formal", (5, 2))),
    CardState.APP_LOCKED: (PIN, entry(2, "app_locked", (5, 2))),
    CardState.EXPIRED: (PIN,),
    CardState.SEALED: (
        PIN,
        entry(2, "sealed", (5, 2)),
        entry(3, "notice_received", (5, 3), "none", "notice_with_link"),
        entry(4, "notice_received", (5, 3), "none", "notice_bank_only"),
        entry(5, "queryable_online", (4, 3), "none"),
    ),
    CardState.CANCELLED: (PIN, entry(2, "cancelled", (5, 2))),
}


@pytest.fixture
def make(rulebook):
    def order(state):
        changes = {
            CardState.NOT_COLLECTED: {"collected_on": ""},
            CardState.EXPIRED: {"valid_to": "2026-08-31"},
        }
        card = Card(1, CARD | changes.get(state, {}), id=1)
        status = derive_status(card, HISTORIES[state], rulebook.activation, TODAY)
        assert status.state is state
        return StatementInput(HOLDER, card, status, rulebook, TODAY)

    return order


def written(order, language, tmp_path):
    result = write_statement(plan_statement(order, language), tmp_path / "page.pdf")
    reader = PdfReader(result.path)
    assert result.pages == len(reader.pages)
    return "".join(page.extract_text() for page in reader.pages), reader


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", HISTORIES)
def test_every_state_has_its_page_in_every_language(make, tmp_path, state, language):
    order = make(state)
    text, reader = written(order, language, tmp_path)
    main = Texts("en" if language == "en" else "zh")
    assert len(reader.pages) == 1
    flat = "".join(text.split())
    wanted = [
        "安思源䶮", "110***********0013", "X00000019",
        main(f"labels.state.{state}"), main("statement.notice"), main("statement.decides"),
        *(advise(main, step) for step in next_steps(
            order.status, order.card, order.rulebook.activation, TODAY
        )),
        *(explain(main, item) for item in order.status.reasons),
    ]  # fmt: skip
    for words in wanted:
        assert "".join(words.split()) in flat
    assert "110000199001010013" not in flat
    assert ("2026-11-22" in flat) or ("2026年11月22日" in flat)


CROWDED = (
    entry(1, "password_set", (3, 18)),
    entry(2, "used_normally", (3, 19), positive=False),
    entry(3, "lost_temp", (5, 2)),
    entry(4, "app_locked", (5, 3)),
    entry(5, "lost_formal", (5, 4)),
    entry(6, "sealed", (5, 5)),
    entry(7, "notice_received", (5, 6), "none", "notice_with_link"),
    entry(8, "notice_received", (5, 6), "none", "notice_bank_only"),
    entry(9, "queryable_online", (5, 6), "none", "third_party_page"),
    entry(10, "password_set", (5, 6), "none", "initial_kept"),
    entry(11, "used_normally", (5, 6), "none", "paid_otherwise"),
    entry(12, "electronic_card", (5, 6)),
    entry(13, "office_confirmed", (5, 6), "none"),
    entry(14, "password_set", (3, 1)),
    entry(15, "office_confirmed", (5, 7)),
)
LONG = "阿卜杜热合曼·" * 6 + "䶮" * 8
LONG_LATIN = "Wilhelmina-Alexandrina " * 6 + "O'Shaughnessy"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [LONG, LONG_LATIN], ids=["chinese", "latin"])
@pytest.mark.parametrize("blocked", [True, False])
def test_long_names_and_many_reasons_stay_on_one_page(rulebook, tmp_path, language, name, blocked):
    card = Card(1, CARD | {"region": "610100", "valid_to": "2027-01-05"}, id=1)
    entries = CROWDED if blocked else (*CROWDED[:2], *CROWDED[6:])
    status = derive_status(card, entries, rulebook.activation, TODAY)
    assert len(status.reasons) >= 9
    holder = Holder({"name": name, "doc_no": "110000199001010013"}, id=1)
    order = StatementInput(holder, card, status, rulebook, TODAY)
    text, reader = written(order, language, tmp_path)
    assert len(reader.pages) == 1
    flat = "".join(text.split())
    main = Texts("en" if language == "en" else "zh")
    steps = next_steps(status, card, rulebook.activation, TODAY)
    wanted = [
        *(explain(main, item) for item in status.reasons),
        *(advise(main, step) for step in steps),
        name,
        main("statement.decides"),
    ]
    for words in wanted:
        assert "".join(words.split()) in flat


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (CardState.ACTIVE, "全部服务可用"),
        (CardState.NOT_ACTIVATED, "状态和功能相同"),
        (CardState.NOT_COLLECTED, "须先领取实体卡"),
        (CardState.LOST_TEMP, "经本人授权后可继续使用"),
        (CardState.LOST_FORMAL, "说法不一"),
        (CardState.APP_LOCKED, "称不可用"),
        (CardState.CANCELLED, "不能办理个人服务"),
    ],
)
def test_the_electronic_card_and_the_account_have_their_place(make, state, told):
    blocks = build_statement(make(state), "zh").parts[0].blocks
    (beside,) = [
        item
        for item in blocks
        if getattr(item, "label", None) and item.label.main.startswith("电子")
    ]
    sentences = [item.main for item in beside.items]
    assert any(told in sentence for sentence in sentences)
    assert any(sentence.startswith("金融功能：") for sentence in sentences)
    others = [item for item in blocks if hasattr(item, "mark") and item is not beside]
    assert not [text for item in others for _, text in item.texts() if told in text]


def test_the_page_tells_strong_weak_and_nothing_apart_and_names_the_region(make):
    blocks = build_statement(make(CardState.ACTIVE), "zh").parts[0].blocks
    (table,) = [item for item in blocks if hasattr(item, "columns")]
    heads = [column.label.main for column in table.columns]
    assert heads == ["信号", "算作依据", "弱依据，须核实", "不算"]
    strong, weak, none = table.rows[0][1:]
    assert "社保功能密码已由初始密码改为本人密码" in strong
    assert "未说明是哪一种" in weak
    assert "仍为初始密码" in none
    assert ("发卡地区", "110000 北京市") in [text for item in blocks for text in item.texts()]


def test_a_reason_by_a_doubtful_rule_says_so_and_the_page_names_12333(make, rulebook, tmp_path):
    text, _ = written(make(CardState.LOST_TEMP), "zh", tmp_path)
    flat = "".join(text.split())
    assert "当地金融功能须另向发卡银行挂失，卡的挂失不影响银行账户。（单一来源）" in flat
    assert "查询电话12333" in flat
    assert "（255天前）" in flat


def test_what_speaks_against_stands_by_itself(make):
    parts = build_statement(make(CardState.IN_DOUBT), "zh").parts
    labels = [block.label.main for block in parts[0].blocks if hasattr(block, "mark")]
    assert labels == ["为什么", "矛盾或不计入", "下一步", "电子社保卡和金融功能"]
    calm = build_statement(make(CardState.NOT_ACTIVATED), "zh").parts
    assert "矛盾或不计入" not in [
        block.label.main for block in calm[0].blocks if hasattr(block, "mark")
    ]


def test_a_full_page_tells_less_of_proof_in_general_but_keeps_every_reason(make):
    order = make(CardState.ACTIVE)
    full = {text for _, text in build_statement(order, "both", FULL).texts()}
    brief = {text for _, text in build_statement(order, "both", SHORTEST).texts()}
    assert len("".join(brief)) < len("".join(full))
    for reason in order.status.reasons:
        words = Texts("zh")(f"reasons.{reason.code}", **reason.params)
        assert any(words in text for text in brief)


def test_the_page_has_no_box_for_a_seal_and_the_same_bytes_each_time(make, tmp_path):
    plan = plan_statement(make(CardState.ACTIVE), "zh")
    assert not [block for block in plan.parts[0].blocks if type(block).__name__ == "EmptyBoxes"]
    results = [write_statement(plan, tmp_path / name).sha256 for name in ("a.pdf", "b.pdf")]
    assert results[0] == results[1]
    assert PdfReader(tmp_path / "a.pdf").metadata.title == "您的社会保障卡激活状态"


def test_every_light_is_drawn_in_a_shape_of_its_own():
    class Pen:
        def __init__(self):
            self.marks = []

        def __getattr__(self, name):
            return lambda *args, **_: self.marks.append((name, args))

    drawn = {}
    for light in Light:
        pen = Pen()
        draw_light(pen, light.value, (50.0, 50.0))
        drawn[light] = repr(pen.marks)
    assert len(set(drawn.values())) == len(Light)

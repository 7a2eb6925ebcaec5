"""Drafts: kept by room and record, forgotten on request, outside the history."""


def test_a_draft_replaces_the_one_before(ledger):
    ledger.drafts.put("holders", 0, {"name": "王"})
    ledger.drafts.put("holders", 0, {"name": "王小", "tags": ("a", "b")})
    ledger.drafts.put("cards", 0, {})
    assert ledger.drafts.get("holders", 0) == {"name": "王小", "tags": ("a", "b")}
    assert ledger.drafts.get("holders", 1) is None
    assert ledger.drafts.all() == [("cards", 0), ("holders", 0)]
    ledger.drafts.remove("holders", 0)
    ledger.drafts.remove("holders", 0)
    assert ledger.drafts.all() == [("cards", 0)]
    assert ledger.history.latest(9) == []

"""A bureau answers a package on the command line; the applicant imports the answer."""

import datetime as dt
import json
from pathlib import Path
from types import SimpleNamespace

from kabao.domain.cases import ApplicantKind, Case, CaseKind
from kabao.services.packages import Paper
from kabao.services.workspace import Workspace
from kabao.texts import Texts

DAY = dt.date(2026, 11, 22)


def test_a_package_is_answered_and_the_answer_imported(kabao, tmp_path, fits):
    ledger, package = tmp_path / "a.kabao", tmp_path / "package.pdf"
    with Workspace.create(ledger, clock=lambda: DAY) as workspace:
        case = Case(CaseKind.ISSUANCE, ApplicantKind.DEPARTMENT, "青禾市", number="KB-2026-0007")
        case = workspace.ledger.cases.add(case)
        paper = Paper("zh", draft=True)
        workspace.packages.write(workspace.packages.order(case.id, package, Texts("zh"), paper))
    asked = tmp_path / "asked.json"
    asked.write_text(json.dumps([{"text": "请补充", "material": 1, "field": "phases"}]), "utf-8")
    out = tmp_path / "out"

    written = kabao("--json", "supplement", package, "--findings", asked, "--out", out)

    assert written.code == 0
    fits("supplement", written.document)
    assert (written.document["case"], written.document["requests"]) == ("KB-2026-0007", 1)
    assert kabao("verify", written.document["paper"]).code == 0

    rehearsed = kabao(
        "--ledger", ledger, "--json", "import", written.document["paper"], "--dry-run"
    )
    assert rehearsed.document["added"] == 1
    taken = kabao("--ledger", ledger, "--json", "import", written.document["paper"])
    fits("import", taken.document)
    assert (taken.code, taken.document["added"]) == (0, 1)
    again = kabao("--ledger", ledger, "--json", "import", written.document["document"])
    assert again.document["unchanged"] == 1
    assert "请补充" in kabao("--ledger", ledger, "check", "KB-2026-0007").out

    asked.write_text('[{"text": "x", "material": 9}]', "utf-8")
    refused = kabao("supplement", package, "--findings", asked, "--out", out)
    assert refused.code == 3
    assert "没有 9 这个位置" in refused.err


def test_items_are_named_in_the_call_or_asked_for(kabao, tmp_path, monkeypatch):
    ledger, package = tmp_path / "b.kabao", tmp_path / "package.pdf"
    with Workspace.create(ledger, clock=lambda: DAY) as workspace:
        case = Case(CaseKind.ISSUANCE, ApplicantKind.DEPARTMENT, "青禾市", number="KB-2026-0008")
        case = workspace.ledger.cases.add(case)
        paper = Paper("zh", draft=True)
        workspace.packages.write(workspace.packages.order(case.id, package, Texts("zh"), paper))

    named = kabao(
        "--json", "supplement", package, "--out", tmp_path / "o", "--ask", "1.phases.2=补第二行"
    )
    document = json.loads(Path(named.document["document"]).read_text("utf-8"))
    (request,) = document["supplement"]["requests"]
    assert request == {"text": "补第二行", "material": 1, "field": "phases", "row": 1, "rule": ""}
    assert kabao("supplement", package, "--ask", "x=y").code == 3
    assert "PLACE" in kabao("--lang", "en", "supplement", package, "--ask", "1=").err
    assert "--ask" in kabao("supplement", package).err

    monkeypatch.setattr("kabao.cli.supplement_asking.sys", SimpleNamespace(stdin=Terminal()))
    answers = iter(["请说明", 2, 1, "盖章", 0, ""])
    monkeypatch.setattr("click.prompt", lambda *_args, **_kept: next(answers))
    asked = kabao("--json", "supplement", package, "--out", tmp_path / "p")
    document = json.loads(Path(asked.document["document"]).read_text("utf-8"))
    told = [(one["text"], one["material"]) for one in document["supplement"]["requests"]]
    assert told == [("请说明", 2), ("盖章", 0)]
    assert document["supplement"]["requests"][0]["field"]


class Terminal:
    def isatty(self):
        return True

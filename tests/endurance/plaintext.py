"""Known plaintext: is anything of a person found in the bytes of an encrypted ledger's files?

    python tests/endurance/plaintext.py [SEED]

Words, numbers and pictures made from a seed are typed, imported, searched for, attached, undone,
backed up to both places and left in a crash; the passphrase is changed; the process is killed in
the middle of a transaction and of a change of the passphrase; the damaged file is salvaged. Then
every byte of every file (ledger, log, locks, backups, settings, log file, temporary files) and
every name is searched, in each encoding that could hold them. The same once without a passphrase,
to see that the search finds what there is.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "desktop")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from endurance import desks  # noqa: E402
from kabao import logs, settings  # noqa: E402
from kabao.domain.cases import ApplicantKind, MaterialKey  # noqa: E402
from kabao.domain.evidence import Evidence, EvidenceKind  # noqa: E402
from kabao.domain.holders import Holder, HolderFilter  # noqa: E402
from kabao.domain.rosters.sheets import Sheet  # noqa: E402
from kabao.services import safekeeping  # noqa: E402
from kabao.services.backups import Backups  # noqa: E402
from kabao.services.holder_photos import TakenPhoto  # noqa: E402
from kabao.services.incoming import Incoming  # noqa: E402
from kabao.services.proofs import ProofFile  # noqa: E402
from kabao.services.salvaging import salvage_ledger  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = "钟离巧珊霜叶渡云母窗灯浦楚蓼荇"
_PEOPLE = 3000
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_FILE = 4096


def planted(seed: int) -> dict[str, Any]:
    """Return what is looked for, by what it is."""
    chance = random.Random(seed)
    words = lambda count: "".join(chance.choices(_HAN, k=count))  # noqa: E731
    return {
        "name": words(4),
        "number": f"E{chance.randrange(10**8):08d}",
        "telephone": f"199{chance.randrange(10**8):08d}",
        "remark": words(12),
        "draft": words(12),
        "firm": f"{words(6)}公司",
        "case": words(10),
        "family of a roster": words(5),
        "attachment": chance.randbytes(_FILE),
        "photograph": chance.randbytes(_FILE),
        "proof": chance.randbytes(_FILE),
    }


def shapes(word: str | bytes) -> Iterator[bytes]:
    """Return what a word may look like in a file."""
    if isinstance(word, bytes):
        yield word[64:128]
        return
    yield from (word.encode(encoding) for encoding in _ENCODINGS)
    yield json.dumps(word)[1:-1].encode()


def fill(desk: desks.Desk, known: dict[str, Any]) -> None:
    """Let everything stand in the ledger in every way that there is."""
    work = desk.work
    fields = {**desks.HOLDER, "doc_type": "foreign_passport", "doc_no": known["number"]}
    fields |= {"name": known["name"], "mobile": known["telephone"], "remark": known["remark"]}
    person = work.holders.save(0, fields).record
    work.employers.save(1, {**desks.EMPLOYER, "name": known["firm"]})
    work.holders.keep_draft(0, {"name": known["draft"]})
    file = Incoming("办法.pdf", "application/pdf", 1, known["attachment"])
    work.attachments.take(1, MaterialKey.REGIONAL_RULES, "measures", file)
    work.cases.create(ApplicantKind.PERSON, known["case"])
    picture = known["photograph"]
    work.holder_photos.take(
        TakenPhoto(person.id, "a.jpg", picture, "card", source=picture, keep_source=True)
    )
    proof = ProofFile("二.png", "image/png", known["proof"])
    seen = Evidence(1, EvidenceKind.USED_NORMALLY, dt.date(2026, 6, 1))
    work.evidence.add(seen, (proof,))
    rows = [["姓名", "证件类型", "证件号码", "备注"]]
    family = known["family of a roster"]
    rows += [[f"{family}{n}", "外国护照", f"F{n:08d}", known["remark"]] for n in range(_PEOPLE)]
    work.rosters.take(work.rosters.preview(Sheet("名册.csv", "名册", rows)))
    for text in (known["name"], known["number"], family, "zhongli"):
        list(work.ledger.holders.ids(HolderFilter(search=text)))
    work.holders.remove(person.id)
    work.history.undo(work.history.undo_candidate().id)
    _fail_with(known)


def _fail_with(known: dict[str, Any]) -> None:
    """Let the program fail with a person in its hands, so that the log tells of it."""
    try:
        {}[f"{known['name']} {known['number']}"]
    except KeyError:
        logging.getLogger("kabao.plaintext").critical("unexpected error", exc_info=True)


def in_child(act: Any) -> None:
    """Do something in a process that kills itself, or is killed, at the end."""
    child = os.fork()
    if not child:
        try:
            act()
        except BaseException:  # noqa: BLE001 (told, and then it ends all the same)
            traceback.print_exc()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def _killed_in_the_middle(desk: desks.Desk, known: dict[str, Any]) -> None:
    """Leave a log with what was committed and, where the cache was too small, what was not."""
    work = desk.work
    fields = {**desks.HOLDER, "doc_type": "foreign_passport", "doc_no": "E00000001"}
    fields |= {"name": known["name"], "remark": known["remark"]}
    first = work.holders.save(0, fields).record
    work.ledger._session.rows("PRAGMA cache_size=16")
    with work.ledger.transaction("holders.add"):
        for number in range(_PEOPLE):
            values = {**first.values, "doc_no": f"G{number:08d}", "mobile": known["telephone"]}
            work.ledger.holders.add(Holder(values))
        os.kill(os.getpid(), signal.SIGKILL)


def run(folder: Path, key: Any, known: dict[str, Any]) -> None:
    """Do all of it in a folder, and leave what kills leave."""
    desk = desks.Desk(folder)
    (folder / "second").mkdir()
    if key is not None:
        safekeeping.change(desk.path, None, key)
        Backups(desk.path, key=key).remove_under_other_keys()
        desk.key = key
    fill(desk, known)
    Backups(desk.path, desks.preferred(desk), key).make()
    desk.close()
    damaged = folder / "damaged.kabao"
    shutil.copy(desk.path, damaged)
    with damaged.open("rb+") as file:
        file.seek(damaged.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xa5" * 4096)
    salvage_ledger(damaged, folder / "saved.kabao", desks.clock, key)
    if key is not None:
        in_child(lambda: _killed_while_changing(desk))
        for left in folder.glob("*.rekeying*"):  # the next opening clears them
            shutil.copy(left, folder / f"left {left.name}")
    in_child(lambda: _killed_in_the_middle(desk, known))


def _killed_while_changing(desk: desks.Desk) -> None:
    """Change the passphrase in a grandchild that is killed while the new file grows."""
    child = os.fork()
    if not child:
        safekeeping.change(desk.path, desk.key, desks.key_of(2))
        os._exit(0)
    unfinished = desk.path.with_name(f"{desk.path.name}.rekeying.part")
    until = time.monotonic() + 20
    while not unfinished.exists() and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(0.03)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def search(home: Path, known: dict[str, Any]) -> dict[str, Counter[str]]:
    """Return in which files each thing stands."""
    found: dict[str, Counter[str]] = {}
    for file in sorted(path for path in home.rglob("*") if path.is_file()):
        data = file.read_bytes() + str(file.relative_to(home)).encode()
        for what, word in known.items():
            times = sum(data.count(shape) for shape in set(shapes(word)))
            if times:
                found.setdefault(what, Counter())[file.name] += times
    return found


def main(seed: int) -> int:
    """Run with and without a passphrase; returns 1 where the first is found or the second not."""
    known, bad = planted(seed), 0
    for key in (desks.key_of(1), None):
        home = Path(tempfile.mkdtemp(prefix="plaintext-"))
        config, temporary = home / "config", home / "tmp"
        for folder in (config, temporary):
            folder.mkdir()
        os.environ |= {"KABAO_CONFIG": str(config), "TMPDIR": str(temporary)}
        tempfile.tempdir = str(temporary)
        settings.save(settings.Settings(backup_folder=str(home / "desk" / "second")))
        desks.make_base(home / "desk")
        with logs.recording(lambda *problem: print("log:", *problem)):
            run(home / "desk", key, known)
        found = search(home, known)
        names = sorted(path.name for path in home.rglob("*") if path.is_file())
        print(f"{'encrypted' if key else 'plain'}: {len(names)} files: {', '.join(names)}")
        for what in known:
            print(f"  {what:20} {dict(found.get(what, {})) or 0}")
        bad += len(found) if key else len(set(known) - set(found))
        tempfile.tempdir = None
        shutil.rmtree(home)
    print(json.dumps({"seed": seed, "wrong": bad}))
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))

"""What the installers are made of agrees with the program; they themselves are built by command."""

from __future__ import annotations

import configparser
import os
import plistlib
import re
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import kabao
from kabao.storage.migrations import APPLICATION_ID
from kabao.ui.shell.warming import tools_of_files

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture
def frozen(monkeypatch):
    """The modules of packaging/frozen and packaging/linux by their names."""
    for room in ("frozen", "linux"):
        monkeypatch.syspath_prepend(str(ROOT / "packaging" / room))
    names = ("build", "contents", "icu", "late", "licences", "pack", "packed", "rare")
    before = {name: sys.modules.pop(name, None) for name in names}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    yield {name: __import__(name) for name in names}
    for name, module in before.items():
        sys.modules.pop(name, None)
        if module is not None:
            sys.modules[name] = module


def entry():
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str
    read.read(LINUX / "kabao.desktop", encoding="utf-8")
    return read["Desktop Entry"]


def test_the_desk_knows_the_program_in_both_languages_and_gives_it_a_ledger():
    desk = entry()
    assert desk["Exec"] == "kabao-desktop %f"
    assert desk["Name[zh_CN]"] == "卡包"
    assert {"GenericName", "GenericName[zh_CN]", "GenericName[zh_TW]"} <= desk.keys()
    scripts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"\n{desk['TryExec']} = " in scripts
    application = (ROOT / "desktop/kabao/app.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("kabao")' in application


def test_the_kind_of_file_is_that_of_the_desk_and_known_by_the_ledgers_own_number(frozen):
    (kind,) = ET.fromstring(frozen["pack"].filled("kabao-mime.xml")).findall(f"{MIME}mime-type")
    assert entry()["MimeType"] == f"{kind.get('type')};"
    assert kind.find(f"{MIME}glob").get("pattern") == "*.kabao"
    number = kind.find(f"{MIME}magic/{MIME}match/{MIME}match")
    assert (number.get("offset"), number.get("value")) == ("68", str(APPLICATION_ID))


def test_the_description_names_version_desk_entry_and_kind_of_file(frozen):
    told = ET.fromstring(frozen["pack"].filled("org.kabao.Kabao.metainfo.xml"))
    release = told.find("releases/release")
    assert (release.get("version"), release.get("date")) == (kabao.__version__, "2023-11-14")
    assert told.findtext("launchable") == "kabao.desktop"
    assert told.findtext("provides/mediatype") == "application/x-kabao"
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for tag in ("name", "summary", "description/p"):
        assert "zh_CN" in {found.get(language) for found in told.findall(tag)}


def test_the_mac_bundle_owns_the_same_kind_of_file():
    told = plistlib.loads((ROOT / "packaging/macos/Info.plist").read_bytes())
    (kind,) = told["UTExportedTypeDeclarations"]
    assert kind["UTTypeTagSpecification"] == {
        "public.filename-extension": ["kabao"],
        "public.mime-type": ["application/x-kabao"],
    }
    (document,) = told["CFBundleDocumentTypes"]
    assert document["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]


def test_the_windows_installer_opens_ledgers_and_takes_everything_away_again():
    script = (ROOT / "packaging/windows/kabao.iss").read_text(encoding="utf-8")
    assert '"""{app}\\kabao-desktop.exe"" ""%1"""' in script
    assert "PrivilegesRequired=lowest" in script
    registry = [row for row in script.splitlines() if row.startswith("Root: HKA")]
    assert all("uninsdelete" in row or "Kabao.Ledger\\" in row for row in registry)


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", False),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("PySide6/Qt/plugins/xcbglintegrations/libqxcb-egl-integration.so", False),
        ("PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so", True),
        ("lxml/etree.cpython-311-x86_64-linux-gnu.so", False),
        ("libxkbcommon.so.0", True),
        ("libcrypto.so.3", False),
        ("libfontconfig.so.1", False),
        ("pillow.libs/libavif-c6062d5f.so.16.4.2", False),
        ("kabao/resources/fonts/NotoSansSC-Regular.ttf", True),
    ],
)
def test_what_goes_into_the_folder(frozen, place, wanted):
    assert frozen["contents"].is_wanted(place) is wanted


def test_extras_stay_outside_and_every_page_of_words_goes_in(frozen):
    assert {"cv2", "distributed", "pyhanko", "keyring"} <= set(frozen["contents"].EXCLUDED)
    folders = {folder for _, folder in frozen["contents"].resources(ROOT)}
    inner = {f"kabao/resources/{path.name}" for path in (ROOT / "resources").iterdir()}
    assert {name for name in inner if not name.endswith("icons")} <= {
        "/".join(Path(folder).parts[:3]) for folder in folders
    }


def test_pictures_go_in_that_a_chapter_shows(frozen):
    files = [Path(file) for file, _ in frozen["contents"].resources(ROOT)]
    pictures = {file.name for file in files if file.parent.name == "pictures"}
    assert {"overview-zh-light.png", "overview-en-dark.png"} <= pictures
    assert "welcome-zh-light.png" not in pictures


def test_what_is_loaded_after_the_first_picture_is_shipped(frozen):
    left_out = set(frozen["contents"].EXCLUDED)
    for step in tools_of_files():
        name = step.args[0]
        above = {name.rsplit(".", depth)[0] for depth in range(name.count(".") + 1)}
        assert not left_out & above, name


def test_every_distribution_that_is_shipped_has_its_licence(frozen):
    licences = frozen["licences"]
    lock = (ROOT / "packaging/requirements-frozen.lock").read_text(encoding="utf-8")
    shipped = set(map(licences.plain, re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)))
    shipped -= licences.BUILDERS
    assert len(shipped) > 30
    site = Path(sysconfig.get_path("purelib"))
    by_name = {
        licences.plain(folder.name.split("-")[0]): folder for folder in site.glob("*.dist-info")
    }
    silent = [
        name
        for name in sorted(shipped & by_name.keys())
        if not (licences._texts(by_name[name]) or licences._lent(name))
    ]
    assert silent == []
    assert sorted(shipped - by_name.keys()) == []


def test_no_encoder_of_phone_pictures_is_shipped():
    lock = (ROOT / "packaging/requirements-frozen.lock").read_text(encoding="utf-8")
    assert re.search(r"^pi-heif==", lock, re.MULTILINE)
    assert "pillow-heif" not in lock


def test_parts_are_told_with_existing_texts(frozen):
    licences = frozen["licences"]
    for part in licences.shipped():
        assert part["licence"], part["name"]
        texts = [licences.HERE / "texts" / name for name in part.get("texts", ())]
        texts += [ROOT / part["own"]] if "own" in part else []
        assert texts or part.get("of"), part["name"]
        assert [str(text) for text in texts if not text.is_file()] == []


def test_a_text_of_several_parts_is_told_once(frozen):
    work = frozen["licences"].Work
    told = frozen["licences"].told(
        [work("a", "MIT", ("word",)), work("b", "MIT", ("word ", "more"))]
    )
    assert "- a: MIT [1]\n- b: MIT [1, 2]\n" in told
    assert told.count("word") == 1


def test_a_package_of_languages_keeps_its_form_and_loses_the_others(frozen):
    icu = frozen["icu"]
    header = (16).to_bytes(2, "little") + b"\xda\x27" + bytes(12)
    given = {
        "icudt73l/brkitr/zh.res": b"breaks",
        "icudt73l/coll/fr.res": b"french",
        "icudt73l/coll/ucadata.icu": b"order of all characters",
        "icudt73l/coll/zh.res": b"chinese sorting",
        "icudt73l/gb18030.cnv": b"x" * 33,
        "icudt73l/root.res": b"root",
    }
    again, found = icu.items(icu.package(header, given))
    assert again == header
    assert {name: data.rstrip(b"\0") for name, data in found.items()} == given
    kept = [name for name in given if icu.is_kept(name.partition("/")[2])]
    assert kept == [
        "icudt73l/coll/ucadata.icu",
        "icudt73l/coll/zh.res",
        "icudt73l/gb18030.cnv",
        "icudt73l/root.res",
    ]


def test_what_is_asked_of_the_system_is_named_in_the_package(frozen):
    control = (LINUX / "control").read_text(encoding="utf-8")
    depends = " ".join(re.findall(r"^Depends:(.*(?:\n .*)*)", control, re.MULTILINE)[0].split())
    named = {re.split(r"[ (]", one)[0] for part in depends.split(", ") for one in part.split(" | ")}
    assert {"libssl3", "libssl3t64", "zlib1g", "liblzma5", "libbz2-1.0", "libexpat1"} <= named
    for library in ("libcrypto.so.3", "libssl.so.3", "libz.so.1", "liblzma.so.5", "libexpat.so.1"):
        assert not frozen["contents"].is_wanted(library)


def test_sqlite_utils_finds_sqlcipher_under_the_name_of_python_s_own(frozen):
    folder = Path(frozen["build"].__file__).parent / "instead"
    script = (
        "import sys; sys.modules['_sqlite3'] = None; import sqlite3, sqlcipher3\n"
        "import kabao.storage.driver, sqlite_utils, sqlite_utils.hookspecs as hooks\n"
        "assert hooks.sqlite3.Connection is sqlcipher3.Connection\n"
        "rows = sqlite_utils.Database(memory=True)['a'].insert({'name': '李'}).rows\n"
        "print(sqlite3.__file__, list(rows))"
    )
    path = os.pathsep.join([str(folder), str(ROOT / "desktop"), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": path}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == [str(folder / "sqlite3.py"), "[{'name':", "'李'}]"]


def test_nothing_here_asks_for_what_is_left_out(frozen):
    """Only pikepdf's own XMP wants lxml: whoever saves must not let it be written anew."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "desktop").rglob("*.py")]
    used = {
        name for text in sources for name in re.findall(r"^\s*(?:import|from) (\w+)", text, re.M)
    }
    assert not used & {"asyncio", "charset_normalizer", "lxml", "sqlite3"}
    assert not any(".open_metadata(" in text for text in sources)
    saving = [text for text in sources if re.search(r"\b(document|merged|made)\.save\(", text)]
    assert len(saving) == 4
    for text in saving:
        assert len(re.findall(r"\w\.save\(", text)) == text.count("fix_metadata_version=False")


def test_only_fonts_of_rare_characters_are_packed(frozen, tmp_path, monkeypatch):
    monkeypatch.setattr(frozen["rare"], "packed", lambda *fonts: b"+".join(fonts))
    fonts = tmp_path / "_internal" / "fonts"
    fonts.mkdir(parents=True)
    for name in ("KabaoRareHanA", "NotoSansSC-Bold", "NotoSansSCMoreA", "NotoSansSCMoreA-Bold"):
        (fonts / f"{name}.ttf").write_text(name, encoding="ascii")
    frozen["rare"].pack(tmp_path)
    assert {file.name: file.read_text() for file in fonts.iterdir()} == {
        "KabaoRareHanA.outlines.xz": "KabaoRareHanA",
        "NotoSansSC-Bold.ttf": "NotoSansSC-Bold",
        "NotoSansSCMoreA.outlines.xz": "NotoSansSCMoreA+NotoSansSCMoreA-Bold",
    }


def test_the_archive_marks_itself_as_carried_and_tells_one_date(frozen, tmp_path):
    import tarfile

    program = tmp_path / "kabao"
    (program / "_internal").mkdir(parents=True)
    (program / "kabao").write_text("#!/bin/sh\n")
    (program / "kabao").chmod(0o755)
    with tarfile.open(frozen["pack"].portable(program, tmp_path)) as packed:
        rows = {entry.name.partition("/")[2]: entry for entry in packed.getmembers()}
    assert list(rows) == ["", "_internal", "kabao", "portable"]
    assert rows["kabao"].mode == 0o755
    assert {entry.mtime for entry in rows.values()} == {1700000000}
    assert {(entry.uid, entry.uname) for entry in rows.values()} == {(0, "root")}

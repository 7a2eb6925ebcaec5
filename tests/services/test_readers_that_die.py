"""Importers whose reader dies: told in words, nothing changed, and the program goes on."""

from __future__ import annotations

import pytest

from kabao import apart, errands
from kabao.domain.errors import InputRefusedError
from kabao.exchange.artwork.intake import read_artwork
from kabao.exchange.structures import read_structure
from kabao.services.photo_files import photo_sources
from kabao.services.restoring import look_inside
from kabao.services.supplements import holds_supplement
from kabao.services.verifying import verify_package


@pytest.fixture
def dying(monkeypatch):
    """Let every process for foreign files end as soon as it begins."""
    errands.leave()
    monkeypatch.setattr(apart, "CODE", "import os; os._exit(9)")
    yield
    errands.leave()


def first_source(path):
    with photo_sources([path]) as sources:
        return sources


def test_every_importer_outlives_its_reader(dying, tmp_path, workspace):
    def load(path):
        return workspace.exchange.load(path)

    readers = {
        "a.json": (load, read_structure, workspace.supplements.take),
        "a.pdf": (load, look_inside, lambda path: verify_package(path, workspace.rulebook)),
        "a.svg": (read_artwork,),
        "a.zip": (first_source,),
    }
    before = workspace.history.last_id()
    for name, works in readers.items():
        (tmp_path / name).write_bytes(b"%PDF- whatever")
        for work in works:
            with pytest.raises(InputRefusedError) as caught:
                work(tmp_path / name)
            assert (caught.value.code, caught.value.params["name"]) == ("import_gave_up", name)
    assert not holds_supplement(tmp_path / "a.pdf")
    assert workspace.history.last_id() == before

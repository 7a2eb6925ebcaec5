"""A ledger with three people and the context of the window over it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from ui.rooms import make_context, make_workspace


@pytest.fixture
def workspace(tmp_path):
    with make_workspace(tmp_path) as made:
        yield made


@pytest.fixture
def desk(workspace, texts, theme, jobs):
    """Context, what was heard, and what alerts were told."""
    return make_context(workspace, texts, theme, jobs)


@pytest.fixture
def picture(tmp_path):
    """Write a picture and return its path; each colour makes another file."""

    def write(name, colour=(90, 120, 150), size=(600, 800)):
        out = io.BytesIO()
        image = Image.effect_noise(size, 60).convert("RGB")
        image.paste(colour, (150, 150, 450, 650))
        image.save(out, "JPEG", quality=90)
        path = tmp_path / name
        path.write_bytes(out.getvalue())
        return path

    return write

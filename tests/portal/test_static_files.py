"""Static files as a city serves them: hashed names, also where scripts import one another."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from portal import settings as ours

IMPORTED = re.compile(r"""\b(?:from|import)\s*["'](\.[^"']+)["']""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    """Everything collected as outside the tests."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = ours.STORAGES | {"staticfiles": {"BACKEND": ours.HASHED_STATIC}}
    call_command("collectstatic", "--noinput", verbosity=0)
    return tmp_path


def test_every_script_is_imported_under_one_name_only(collected: Path) -> None:
    asked = {
        str((path.parent / name).resolve().relative_to(collected.resolve()))
        for path in (collected / "js").glob("*.js")
        if HASHED.search(path.name)
        for name in IMPORTED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(asked) >= 4
    assert [name for name in asked if not HASHED.search(name) or not (collected / name).is_file()] == []

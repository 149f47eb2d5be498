"""The demo lays its tables at once; nothing in them is different from where the migrations lead."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.ground import File, ground

LAY = "import django; django.setup(); from portal.laying import lay_tables; lay_tables()"
NOTED = {"django_migrations"}  # the moment of each
DRAWN = {"auth_permission", "django_content_type"}  # numbered as they come


def _parts(made: str) -> list[str]:
    """What a statement that makes a table says, without the order of its columns."""
    parts, depth, inside = [""], 0, made[made.index("(") + 1 : made.rindex(")")]
    for sign in inside:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return sorted(re.sub(r"\s+", " ", part.strip()) for part in parts)


def _tables(path: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(path)) as told:
        made = told.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    tables = {name: _parts(sql) for kind, name, _table, sql in made if kind == "table" and "(" in sql}
    rest = {f"{kind} {name} of {table}": sql for kind, name, table, sql in made if kind != "table"}
    return tables | rest


def _rows(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as told:
        told.row_factory = sqlite3.Row
        rows = [dict(row) for row in told.execute(f'SELECT * FROM "{table}"')]
    left_out = {"id", "content_type_id"} if table in DRAWN else {"applied"} if table in NOTED else set()
    if table in NOTED:
        left_out.add("id")
    return sorted(repr({name: row[name] for name in sorted(row) if name not in left_out}) for row in rows)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the demo stands on SQLite")
def test_tables_laid_at_once_are_those_of_the_migrations(tmp_path: Path) -> None:
    own = ground()
    assert isinstance(own, File)
    migrated, laid = own.lay(), tmp_path / "gongzhi.sqlite3"
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", "DEMO": "1", "DATA_DIR": str(tmp_path)}
    surroundings.pop("TESTING", None)
    surroundings.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", LAY], env=surroundings, cwd=settings.BASE_DIR, check=True)
    told, wanted = _tables(laid), _tables(migrated)
    assert set(told) == set(wanted)
    assert {name: (told[name], wanted[name]) for name in wanted if told[name] != wanted[name]} == {}
    tables = {name for name, made in wanted.items() if isinstance(made, list)} - {"sqlite_sequence"}
    assert {name for name in tables if _rows(laid, name) != _rows(migrated, name)} == set()

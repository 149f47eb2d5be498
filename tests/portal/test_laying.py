"""The demo and the tests lay their tables at once; nothing in them is different from where the migrations lead."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

LAY = ["-c", "import django; django.setup(); from portal.laying import lay_tables; lay_tables()"]
MIGRATE = ["manage.py", "migrate", "--verbosity=0"]
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


def _made(by: list[str], **surroundings: str) -> None:
    around = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", "DEMO": "1"}
    for name in ("TESTING", "DATABASE_URL"):
        around.pop(name, None)
    subprocess.run([sys.executable, *by], env=around | surroundings, cwd=settings.BASE_DIR, check=True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked below")
def test_tables_laid_at_once_are_those_of_the_migrations(tmp_path: Path) -> None:
    for name, way in (("laid", LAY), ("migrated", MIGRATE)):
        _made(way, DATA_DIR=str(tmp_path / name))
    laid, migrated = tmp_path / "laid" / "gongzhi.sqlite3", tmp_path / "migrated" / "gongzhi.sqlite3"
    told, wanted = _tables(laid), _tables(migrated)
    assert set(told) == set(wanted)
    assert {name: (told[name], wanted[name]) for name in wanted if told[name] != wanted[name]} == {}
    tables = {name for name, made in wanted.items() if isinstance(made, list)} - {"sqlite_sequence"}
    assert {name for name in tables if _rows(laid, name) != _rows(migrated, name)} == set()


ASKED = (
    "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, column_default "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT conname, conrelid::regclass::text, regexp_replace(pg_get_constraintdef(oid), '[()]', '', 'g') "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT app, name FROM django_migrations",
)
DJANGOS_OWN = ("auth_group_permissions", "id")  # counted in an integer when it is laid, in a bigint by migrations


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is asked above")
def test_on_postgresql_too() -> None:
    own, told = settings.DATABASES["default"], {}
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        for name, way in (("laid", LAY), ("migrated", MIGRATE)):
            database = f"{own['NAME']}_{name}_at_once"
            cursor.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{database}" TEMPLATE template0')
            try:
                parts = connection.settings_dict
                user, host, port = parts["USER"], parts["HOST"], parts["PORT"]
                secret = f":{parts['PASSWORD']}" if parts["PASSWORD"] else ""
                address = f"{user}{secret}@{host}:{port}/{database}"
                _made(way, DATABASE_URL=f"postgres://{address}", TESTING="1")
                with psycopg.connect(f"postgresql://{address}") as asked:
                    told[name] = [{row for row in asked.execute(query) if row[:2] != DJANGOS_OWN} for query in ASKED]
            finally:
                cursor.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
    for laid, migrated in zip(told["laid"], told["migrated"], strict=True):
        assert laid - migrated == set()
        assert migrated - laid == set()

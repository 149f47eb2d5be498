"""The demo and the tests lay their tables at once; nothing in them is different from where the migrations lead."""

import json
import os
import re
import shutil
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

from tests.ground import KEPT, key_of_migrations

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


def _migrated(tmp_path: Path) -> Path:
    """Where the migrations lead: walked once, and kept until one of them changes, or what they take of our code."""
    kept = KEPT / f"migrated-{key_of_migrations()}.sqlite3"
    if not kept.exists():
        _made(MIGRATE, DATA_DIR=str(tmp_path / "migrated"))
        KEPT.mkdir(parents=True, exist_ok=True)
        half = tmp_path / "half.sqlite3"
        with closing(sqlite3.connect(tmp_path / "migrated" / "gongzhi.sqlite3")) as walked:
            walked.execute("VACUUM INTO ?", [str(half)])  # one file, whatever still stands in the log
        shutil.move(half, kept)
    os.utime(kept)
    return kept


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked below")
def test_tables_laid_at_once_are_those_of_the_migrations(tmp_path: Path) -> None:
    _made(LAY, DATA_DIR=str(tmp_path / "laid"))
    laid, migrated = tmp_path / "laid" / "gongzhi.sqlite3", _migrated(tmp_path)
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


def _told_by_postgresql(name: str, way: list[str]) -> list[set[tuple[str, ...]]]:
    """What the server tells of a database that was made so."""
    database, parts = f"{settings.DATABASES['default']['NAME']}_{name}_at_once", connection.settings_dict
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{database}" TEMPLATE template0')
        try:
            secret = f":{parts['PASSWORD']}" if parts["PASSWORD"] else ""
            address = f"{parts['USER']}{secret}@{parts['HOST']}:{parts['PORT']}/{database}"
            _made(way, DATABASE_URL=f"postgres://{address}", TESTING="1")
            with psycopg.connect(f"postgresql://{address}") as asked:
                return [{tuple(map(str, row)) for row in asked.execute(query)} for query in ASKED]
        finally:
            cursor.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is asked above")
def test_on_postgresql_too() -> None:
    version = connection.cursor().connection.info.server_version
    kept = KEPT / f"migrated-{key_of_migrations()}-{version}.json"
    if not kept.exists():
        walked = _told_by_postgresql("migrated", MIGRATE)
        KEPT.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps([sorted(rows) for rows in walked]))
    os.utime(kept)
    migrated = [{tuple(row) for row in rows} for rows in json.loads(kept.read_text())]
    for told, wanted in zip(_told_by_postgresql("laid", LAY), migrated, strict=True):
        assert {row for row in told - wanted if row[:2] != DJANGOS_OWN} == set()
        assert {row for row in wanted - told if row[:2] != DJANGOS_OWN} == set()


def test_migrations_take_nothing_of_our_code_that_their_key_does_not_count() -> None:
    """What is kept above would else be older than what it was made by."""
    taken = {
        name
        for file in (settings.BASE_DIR / "civic").glob("*/migrations/*.py")
        for name in re.findall(r"^\s*(?:from|import) (civic\.[\w.]+|portal[\w.]*)", file.read_text(), re.MULTILINE)
    }
    assert {name for name in taken if not name.startswith(("civic.lib", "civic.cases.rules"))} == set()

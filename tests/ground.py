"""The ground the tests stand on: the tables laid once as they are today, kept until the city's code changes, and copied
for each worker and after each test that really commits. That the migrations lead to the same tables holds a test of
its own (portal/test_laying.py)."""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

from portal import laying
from tests import people

KEPT = settings.BASE_DIR / ".pytest_cache" / "d" / "ground"
KEPT_DAYS = 7
BUILDING = 0x60_0D  # the advisory lock under which PostgreSQL lets one build


def key() -> str:
    """What the tables hang on: the libraries' migrations, the city's code, and how both are laid."""
    return _key(settings.BASE_DIR / "civic", Path(laying.__file__))


def key_of_migrations() -> str:
    """What the migrations hang on: themselves, and what they take of the city's code."""
    return _key(settings.BASE_DIR / "civic" / "lib", settings.BASE_DIR / "civic" / "cases" / "rules")


def _key(*more: Path) -> str:
    read = hashlib.sha256(django.__version__.encode())
    files = chain.from_iterable((Path(app.path) / "migrations").glob("*.py") for app in apps.get_app_configs())
    ours = chain.from_iterable(path.rglob("*.py") if path.is_dir() else (path,) for path in more)
    for file in sorted({*files, *ours}):
        read.update(f"{file.parent.name}/{file.name}".encode() + file.read_bytes())
    return read.hexdigest()[:16]


def _lay() -> None:
    laying.lay_tables()
    connection.close()


class File:
    """SQLite: a file, which is copied."""

    def __init__(self) -> None:
        self.test = Path(connection.settings_dict["TEST"]["NAME"] or "test.sqlite3")
        self.founded = self.test.with_name("founded.sqlite3")

    def lay(self) -> Path:
        """The file with its tables; the first who asks makes it while the others wait."""
        KEPT.mkdir(parents=True, exist_ok=True)
        laid = KEPT / f"{key()}.sqlite3"
        with (KEPT / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not laid.exists():
                half = laid.with_suffix(".half")
                self._remove(half)
                connection.settings_dict["NAME"] = str(half)
                _lay()
                half.rename(laid)
            os.utime(laid)
            for old in chain(KEPT.glob("*.sqlite3"), KEPT.glob("*.json")):
                if old.stat().st_mtime < time.time() - KEPT_DAYS * 86_400:
                    old.unlink()
        return laid

    def copy_ground(self) -> None:
        """The test's own file, as it was laid."""
        shutil.copyfile(self.lay(), self.test)
        connection.settings_dict["NAME"] = str(self.test)

    def keep(self) -> None:
        """Remember how things stand now."""
        connection.close()  # the last to leave puts the log back into the file
        shutil.copyfile(self.test, self.founded)

    def restore(self) -> None:
        """Everything as it was remembered."""
        connection.close()
        self._remove(self.test)
        shutil.copyfile(self.founded, self.test)

    def remove(self) -> None:
        """Leave nothing behind."""
        connection.close()
        self._remove(self.test)
        self._remove(self.founded)

    def _remove(self, path: Path) -> None:
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)


class Server:
    """PostgreSQL: a database, which is a template for others."""

    def __init__(self) -> None:
        self.test = connection.creation._get_test_db_name()
        self.founded = f"{self.test}_founded"

    def lay(self) -> str:
        """The database with its tables; the first who asks makes it while the others wait."""
        laid = f"ground_{key()}"
        with self._outside() as ask:
            ask("SELECT pg_advisory_lock(%s)", [BUILDING])
            if not ask("SELECT 1 FROM pg_database WHERE datname = %s", [laid]):
                half = f"{laid}_half"
                self._drop(ask, half)
                ask(f'CREATE DATABASE "{half}" TEMPLATE template0')
                connection.settings_dict["NAME"] = half
                _lay()
                ask(f'ALTER DATABASE "{half}" RENAME TO "{laid}"')
            now = int(time.time())
            for name, used in ask(
                "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE %s",
                ["ground\\_%"],
            ):
                if name != laid and used and int(used) < now - KEPT_DAYS * 86_400:
                    self._drop(ask, name)
            ask(f"COMMENT ON DATABASE \"{laid}\" IS '{now}'")
            ask("SELECT pg_advisory_unlock(%s)", [BUILDING])
        return laid

    def copy_ground(self) -> None:
        """The test's own database, as it was laid."""
        self._copy(self.lay(), self.test)
        connection.settings_dict["NAME"] = self.test

    def keep(self) -> None:
        """Remember how things stand now."""
        self._copy(self.test, self.founded)

    def restore(self) -> None:
        """Everything as it was remembered."""
        self._copy(self.founded, self.test)

    def remove(self) -> None:
        """Leave nothing behind."""
        connection.close()
        with self._outside() as ask:
            self._drop(ask, self.test)
            self._drop(ask, self.founded)

    def _copy(self, source: str, target: str) -> None:
        connection.close()
        with self._outside() as ask:
            self._drop(ask, target)
            ask(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def _drop(self, ask: Any, name: str) -> None:
        ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @contextmanager
    def _outside(self) -> Iterator[Any]:
        with connection._nodb_cursor() as cursor:

            def ask(statement: str, given: list[Any] | None = None) -> list[Any]:
                cursor.execute(statement, given)
                return cursor.fetchall() if cursor.description else []

            yield ask


Ground = File | Server


def ground() -> Ground:
    """The ground for the database in use."""
    return File() if connection.vendor == "sqlite" else Server()


@contextmanager
def founded_city() -> Iterator[Ground]:
    """A database of one's own with the city founded in it, and the way back to it."""
    own, outside = ground(), connection.settings_dict["NAME"]
    own.copy_ground()
    people.found_city()
    own.keep()
    try:
        yield own
    finally:
        own.remove()
        connection.settings_dict["NAME"] = outside

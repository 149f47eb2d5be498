"""Everything that is kept: every column of every table, opened as the city itself can open it and as it lies on the
disk, the sessions, the index, and the files of pictures."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from civic.search.models import Document
from civic.search.queries import matching
from tests.hidden.nursery import Nursery


def opened() -> dict[str, str]:
    """Each field of each table with all it says, sealed words unsealed."""
    told: dict[str, list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():
            for name, value in row.items():
                if value not in (None, "", False, True):
                    told.setdefault(f"{model._meta.label}.{name}", []).append(str(value))
    told["sessions"] = [str(one.get_decoded()) for one in Session.objects.all()]
    return {field: "\n".join(values) for field, values in told.items()}


def on_the_disk() -> dict[str, bytes]:
    """Each table as it is stored, and each file of a picture."""
    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told[table] = b"\n".join(_raw(value) for row in cursor.fetchall() for value in row)
    return told | {f"file {path.name}": path.read_bytes() for path in files()}


def _raw(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def files() -> Iterator[Path]:
    """The files of pictures and uploads."""
    return (path for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")) if path.is_file())


def counted() -> dict[str, int]:
    """How many rows each table has, sessions too."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {table: cursor.execute(f'SELECT COUNT(*) FROM "{table}"') and _one(cursor) for table in tables}


def _one(cursor: Any) -> int:
    return int(cursor.fetchone()[0])


def found_in_index(town: Nursery) -> set[tuple[str, str]]:
    """Which words the search finds, and on which side."""
    sorts = set(Document.objects.values_list("side", "kind"))
    found = set()
    for name, word in town.words.items():
        for side, kind in sorts:
            rows = matching(side, kind, word)
            if rows is not None and Document.objects.filter(ref__in=rows, side=side, kind=kind).exists():
                found.add((name, side))
    return found


def kept_in(town: Nursery) -> dict[str, set[str]]:
    """In which fields each word is kept."""
    told = {field: town.told_in(text.encode()) for field, text in opened().items()}
    return {name: {field for field, words in told.items() if name in words} for name in town.words}

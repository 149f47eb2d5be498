"""Migrations are complete, named in words, and go both ways."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations import AddField, CreateModel
from django.db.migrations.loader import MigrationLoader

from tests.house.trees import APPS


@pytest.mark.django_db
def test_no_change_waits_for_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def ours() -> list[tuple[str, str]]:
    """Our migrations as (app, name)."""
    return [key for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations if key[0] in APPS]


def test_migrations_are_named_in_words() -> None:
    assert [name for _app, name in ours() if not re.fullmatch(r"\d{4}(_[a-z]+)+", name) or "_auto_" in name] == []


@pytest.mark.django_db
def test_every_migration_can_be_taken_back() -> None:
    loader = MigrationLoader(connection)
    stuck = [
        f"{app}.{name}"
        for app, name in ours()
        for operation in loader.disk_migrations[app, name].operations
        if not operation.reversible
    ]
    assert stuck == []


def test_code_that_does_not_know_a_new_column_yet_can_go_on_writing() -> None:
    """While a city is brought up to date the old code still adds rows: a column added to a table that was there takes a
    null or has a default in the database itself."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    today = loader.project_state()
    wanting = []
    for app, name in ours():
        operations = loader.disk_migrations[app, name].operations
        new = {one.name_lower for one in operations if isinstance(one, CreateModel)}
        for added in operations:
            if isinstance(added, AddField) and added.model_name_lower not in new:
                model = today.models.get((app, added.model_name_lower))
                field = model and model.fields.get(added.name_lower)
                if field and not (field.null or field.many_to_many or field.generated or field.has_db_default()):
                    wanting.append(f"{app}.{name}: {added.model_name}.{added.name}")
    assert wanting == []

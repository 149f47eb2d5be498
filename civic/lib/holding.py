"""A row is held until the act ends, so that two hands at once come one after the other."""

from django.db import connection, models


def lock(row: models.Model, *, with_key: bool = False) -> None:
    """From now on the row is ours; whoever else wants it waits. Read it anew afterwards, in a statement of its own:
    PostgreSQL checks a row it waited for against the joined rows of before, and would find none. Where rows cannot be
    locked, the transaction holds the whole database from its start. `with_key`: no row that names it is written
    meanwhile either. Raises DoesNotExist where it is gone."""
    if connection.features.has_select_for_update:
        rows = type(row)._base_manager.select_for_update(no_key=not with_key)
        rows.values_list("pk", flat=True).get(pk=row.pk)

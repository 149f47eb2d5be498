"""A row of which there can be one: where no lock kept two hands apart, the table's own rule does."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from civic.lib.refusals import Sentence, Taken

TWICE = "23505"  # how PostgreSQL calls a row that is there already


@contextmanager
def only_one(told: Sentence, *, code: str = "") -> Iterator[None]:
    """Write the row in here. Raises Taken with this sentence where another hand wrote it a moment before; what the act
    did outside stays. A row that breaks another rule of its table is a fault of ours, and is raised as one."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        if getattr(clash.__cause__, "sqlstate", "") != TWICE and "UNIQUE constraint" not in str(clash):
            raise
        raise Taken(told, code=code) from None

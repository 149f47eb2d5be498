"""The town is founded once for all tests behind its doors, inside one transaction that is taken back at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from tests import people
from tests.conftest import forget_all
from tests.doors.town import Town, found_town


@pytest.fixture(scope="package")
def founded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """The town as it was founded; nothing is ever committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_all()
        yield found_town(people.City())
        transaction.set_rollback(True)
    with django_db_blocker.unblock():
        connection.close()
    forget_all()


@pytest.fixture
def town(founded: Town, db: None) -> Iterator[Town]:
    """The town, to do with as one likes: what a test changes is taken back. Its clock stands: a page shows the minute,
    and the second of two answers that must be the same could fall into the next one."""
    cache.clear()
    with time_machine.travel(timezone.now(), tick=False):
        yield founded

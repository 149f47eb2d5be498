"""The hideaway is built once, in steps, and looked at after each; every test reads what was seen."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests import people
from tests.conftest import forget_all
from tests.hidden.sweeps import Sweeps, swept


@pytest.fixture(scope="package")
def sweeps(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Sweeps]:
    """What a stranger saw, step by step; nothing is ever committed."""
    pictures = tmp_path_factory.mktemp("hidden")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=pictures),
        pytest.MonkeyPatch.context() as patched,
        transaction.atomic(),
    ):
        forget_all()
        yield swept(people.City(), patched)
        transaction.set_rollback(True)
    forget_all()

"""The hideaway is built once, in steps, and looked at after each; every test reads what was seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests import people
from tests.conftest import forget_all
from tests.hidden.nursery_watch import Watched, watch_all
from tests.hidden.sweeps import Sweeps, swept


@pytest.fixture(scope="module")
def sweeps(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Sweeps]:
    """What a stranger saw, step by step; nothing is ever committed."""
    with _never_committed(django_db_blocker, tmp_path_factory.mktemp("hidden")) as patched:
        yield swept(people.City(), patched)


@pytest.fixture(scope="module")
def watched(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Watched]:
    """What everybody met in the nursery, before and after two children were erased; nothing is ever committed."""
    with _never_committed(django_db_blocker, tmp_path_factory.mktemp("nursery")) as patched:
        yield watch_all(people.City(), patched)


@contextmanager
def _never_committed(blocker: Any, pictures: Path) -> Iterator[pytest.MonkeyPatch]:
    with (
        blocker.unblock(),
        override_settings(MEDIA_ROOT=pictures),
        pytest.MonkeyPatch.context() as patched,
        transaction.atomic(),
    ):
        forget_all()
        yield patched
        transaction.set_rollback(True)
    forget_all()

"""What every test may ask for: the city with its cast, and clients already signed in."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
import pytest
import time_machine

os.environ.setdefault("TESTING", "1")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser tests run beside an event loop

from django.conf import settings
from django.core.cache import cache
from django.test import Client, TransactionTestCase
from django.utils import timezone

from civic.cases.queries.incidents import forget_incidents
from civic.comments.queries import forget_talks
from civic.offices.queries import forget_calendar, forget_keywords, forget_rungs, forget_urgency
from civic.places.queries import forget_shapes
from tests import people
from tests.ground import Ground, founded_city

# a busy machine draws slowly, and is no fault of what is tried
hypothesis.settings.register_profile("busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("busy")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """SQLite in a file, as a city has it: every thread of a live server, and each of two hands, has its own
    connection."""
    own = settings.DATABASES["default"]
    if "sqlite3" not in own["ENGINE"]:
        yield
        return
    memory = Path("/dev/shm")  # a file nobody waits for: nothing in it outlives the run
    with TemporaryDirectory(prefix="gongzhi-test-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        own.setdefault("TEST", {})["NAME"] = f"{folder}/test.sqlite3"
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[Ground]:
    """The city is founded once, below the transaction of every test. After a test with real transactions the whole
    database is laid anew, which takes a tenth of sweeping every table and founding the city again."""
    with django_db_blocker.unblock(), founded_city() as own, pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda case: own.restore())
        gc.collect()
        gc.freeze()  # what is loaded by now stays, and need not be looked through again
        gc.set_threshold(50_000, 20, 50)
        with django_db_blocker.block():
            yield own


# whole files that `make test-fast` leaves out: photos by the dozen, fuzzing, whole cities, every cell of a table
SLOW = {
    "lib/test_pictures.py",
    "portal/test_api_schema.py",
    "portal/test_backup.py",
    "portal/test_found_city.py",
    "portal/test_seed.py",
    "portal/test_weights.py",
    "desk/test_permissions.py",
}


def pytest_configure(config: pytest.Config) -> None:
    """`-m slow` knows the files above before it chooses."""
    config.pluginmanager.register(_Marks(), "gongzhi-marks")


class _Marks:
    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Mark what is slow."""
        for item in items:
            if "/".join(item.path.parts[-2:]) in SLOW:
                item.add_marker(pytest.mark.slow)


# tables whose every row asks the database something else: walked whole on PostgreSQL too
EVERY_ROW = {
    "cases/test_api_file.py",
    "cases/test_api_read.py",
    "cases/test_case_list.py",
    "cases/test_report_bad_input.py",
    "desk/test_filters.py",
    "desk/test_worklist.py",
    "desk/test_worklist_plans.py",
    "offices/test_edit_matter.py",
    "search/test_put.py",
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The journeys take longest, so they leave first. A second database need not see what asks no database, and of a
    table of cases that asks it the same thing row after row, the first, the middle and the last will do."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    if os.environ.get("DATABASE_TESTS_ONLY") == "1":
        chosen = _rows_that_differ([item for item in items if _asks_the_database(item)])
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = [item for item in items if item in chosen]


def _rows_that_differ(items: list[pytest.Item]) -> set[pytest.Item]:
    tables: dict[str, list[pytest.Item]] = {}
    for item in items:
        tables.setdefault(item.nodeid.partition("[")[0], []).append(item)
    chosen: set[pytest.Item] = set()
    for rows in tables.values():
        if "/".join(rows[0].path.parts[-2:]) in EVERY_ROW:
            chosen.update(rows)
        else:
            chosen.update((rows[0], rows[len(rows) // 2], rows[-1]))
    return chosen


def _asks_the_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not names.isdisjoint(
        {"db", "transactional_db", "city", "town"}
    )


@pytest.fixture
def city(db: None) -> people.City:
    """The city as it was founded, with nothing in it yet."""
    return people.City()


@pytest.fixture(autouse=True)
def _quiet(settings: Any, tmp_path: Path) -> Iterator[None]:
    """No test leaves files or counters behind, and none waits for a password to be hashed as slowly as a city wants
    it."""
    settings.PASSWORD_HASHERS = ["tests.people.QuickArgon2"]
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.MEDIA_ROOT = tmp_path / "pictures"
    forget_all()
    yield
    cache.clear()


def forget_all() -> None:
    """What lives in the process, not in the transaction of a test: counters, the city's shapes, calendar, keywords."""
    cache.clear()
    forget_shapes()
    forget_calendar()
    forget_keywords()
    forget_urgency()
    forget_rungs()
    forget_incidents()
    forget_talks()


@pytest.fixture
def clock_stands() -> Iterator[None]:
    """The clock stands: what is counted within an hour or a day, or is the same until the minute turns, is looked at
    within one, however slow the machine and whenever it runs."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def weeks_after_noon() -> Iterator[None]:
    """It is some weeks after the noon of the tests, in whatever year they run: what was founded with fixed days (a
    round, a policy, a check) holds still."""
    with time_machine.travel(people.NOON + timedelta(days=25)):
        yield


@pytest.fixture
def as_person() -> Callable[[people.Person], Client]:
    """A browser signed in as somebody; officers with their second factor."""

    def sign_in(person: people.Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return sign_in

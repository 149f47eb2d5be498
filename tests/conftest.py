"""What every test may ask for: the city with its cast, and clients already signed in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

os.environ.setdefault("TESTING", "1")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser tests run beside an event loop

from django.conf import settings
from django.core.cache import cache
from django.test import Client

from civic.cases.queries.incidents import forget_incidents
from civic.offices.queries import forget_calendar, forget_keywords, forget_rungs, forget_urgency
from civic.places.queries import forget_shapes
from tests import people

REAL_TRANSACTIONS = pytest.StashKey[Any]()


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
    django_db_modify_db_settings: None, django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> None:
    """The city is founded once, below the transaction of every test."""
    request.config.stash[REAL_TRANSACTIONS] = django_db_blocker
    with django_db_blocker.unblock():
        people.found_city()


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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The journeys take longest, so they leave first. A second database need not see what asks no database."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    if os.environ.get("DATABASE_TESTS_ONLY") == "1":
        without = [item for item in items if not _asks_the_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if _asks_the_database(item)]


def _asks_the_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not names.isdisjoint(
        {"db", "transactional_db", "city", "town"}
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test with real transactions sweeps the tables when it goes: the city is founded again for those that follow."""
    yield
    if nextitem is None or REAL_TRANSACTIONS not in item.config.stash:
        return  # the whole database is gone, or never was
    marker = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    if "transactional_db" in names or "live_server" in names or (marker and marker.kwargs.get("transaction")):
        with item.config.stash[REAL_TRANSACTIONS].unblock():
            if not people.Person.objects.filter(handle="lin").exists():
                people.found_city()


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


@pytest.fixture
def as_person() -> Callable[[people.Person], Client]:
    """A browser signed in as somebody; officers with their second factor."""

    def sign_in(person: people.Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return sign_in

"""What every test may ask for: the city with its cast, and clients already signed in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("TESTING", "1")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser tests run beside an event loop

from django.core.cache import cache
from django.test import Client

from tests import people


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The city is founded once, below the transaction of every test."""
    with django_db_blocker.unblock():
        people.found_city()


@pytest.fixture
def city(db: None) -> people.City:
    """The city; founded again where a test with real transactions has swept the tables."""
    if not people.Person.objects.filter(handle="lin").exists():
        people.found_city()
    return people.City()


@pytest.fixture(autouse=True)
def _quiet(settings: Any, tmp_path: Path) -> Iterator[None]:
    """No test leaves files or counters behind."""
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.MEDIA_ROOT = tmp_path / "pictures"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def as_person() -> Callable[[people.Person], Client]:
    """A browser signed in as somebody; officers with their second factor."""

    def sign_in(person: people.Person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": 0.0}, {"method": "mfa", "at": 0.0, "type": "totp"}]
        session["account_authentication_methods_user"] = str(person.pk)  # allauth: whose methods they are
        session.save()
        return client

    return sign_in

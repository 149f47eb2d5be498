"""What measuring stands on: an empty city with its tables, and people who are signed in. Django is set up before."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from civic.accounts.models import Person
from portal.laying import lay_tables

BACKEND = "django.contrib.auth.backends.ModelBackend"


def laid_city() -> bool:
    """A database without anything gets its tables as they are today (six seconds; by way of every migration it took
    three minutes), one that holds a city the migrations it lacks; pictures and styles are laid out, so that its pages
    can be asked. Whether it held a city."""
    held = bool(connection.introspection.table_names())
    if held:
        call_command("migrate", verbosity=0)
    else:
        lay_tables()
    call_command("collectstatic", verbosity=0, interactive=False)
    return held


def empty_city() -> None:
    """The same, and nothing in it."""
    if laid_city():
        call_command("flush", interactive=False, verbosity=0)


def sign_in(people: Iterable[Person]) -> list[str]:
    """Sessions of these people, for a day; their keys, in the same order."""
    engine, until = import_module(settings.SESSION_ENGINE).SessionStore(), timezone.now() + timedelta(days=1)
    sessions = []
    for one in people:
        said = {
            SESSION_KEY: str(one.pk),
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: one.get_session_auth_hash(),
        }
        sessions.append(Session(session_key=secrets.token_hex(16), session_data=engine.encode(said), expire_date=until))
    Session.objects.bulk_create(sessions, 1_000)
    return [one.session_key for one in sessions]

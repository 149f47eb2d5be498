"""Typed readers of the environment, for the settings: a bad value stops the start and is told in a sentence.

An empty value counts as not set, as in `NAME=` of an env file.
"""

import os
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from civic.lib.web_push import BadKey, public_key

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


class BadSetting(ImproperlyConfigured):
    """A value of the environment is missing or cannot be read."""


def _given(name: str) -> str:
    return os.environ.get(name, "").strip()


def text(name: str, default: str | None = None) -> str:
    """A word or sentence; without a default it must be set."""
    if value := _given(name):
        return value
    if default is None:
        raise BadSetting(f"{name} is not set. Please give it a value.")
    return default


def flag(name: str, default: bool = False) -> bool:
    """Yes or no."""
    value = _given(name).lower()
    if not value:
        return default
    if value in YES:
        return True
    if value in NO:
        return False
    raise BadSetting(f"{name} must be one of 1, true, yes, on, 0, false, no, off; it is {_given(name)!r}.")


def whole(name: str, default: int | None = None, *, least: int | None = None, most: int | None = None) -> int:
    """A whole number, within bounds if they are given."""
    given = _given(name)
    if not given:
        if default is None:
            raise BadSetting(f"{name} is not set. Please give it a whole number.")
        return default
    try:
        value = int(given)
    except ValueError:
        raise BadSetting(f"{name} must be a whole number; it is {given!r}.") from None
    if least is not None and value < least:
        raise BadSetting(f"{name} must be at least {least}; it is {value}.")
    if most is not None and value > most:
        raise BadSetting(f"{name} must be at most {most}; it is {value}.")
    return value


def hour(name: str, default: str) -> time:
    """An hour of the day, written 09:00."""
    given = _given(name) or default
    try:
        return datetime.strptime(given, "%H:%M").time()
    except ValueError:
        raise BadSetting(f"{name} must be an hour of the day such as {default}; it is {given!r}.") from None


def listed(name: str, default: Iterable[str] = ()) -> list[str]:
    """Several words, parted by commas."""
    given = _given(name)
    if not given:
        return list(default)
    return [word for part in given.split(",") if (word := part.strip())]


def origins(*addresses: str) -> list[str]:
    """The origins of addresses, for what a browser may load; {s} of a tile server stands for any host below it."""
    found = []
    for address in filter(None, addresses):
        parts = urlsplit(address.replace("{s}", "*"))
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise BadSetting(
                f"{address!r} is not the address of a tile server: https://tiles.example/{{z}}/{{x}}/{{y}}.png"
            )
        found.append(f"{parts.scheme}://{parts.netloc}")
    return found


def path(name: str, default: str | Path | None = None) -> Path:
    """A place on disk; `~` is understood. Whether it is there is the business of whoever opens it."""
    given = _given(name)
    if not given and default is None:
        raise BadSetting(f"{name} is not set. Please give it a path.")
    return Path(given or default or "").expanduser()


def secret(name: str, default: str | None = None) -> str:
    """A secret from NAME, or from the file that NAME_FILE points at; both at once is a mistake worth stopping for."""
    value, file_name = _given(name), _given(f"{name}_FILE")
    if value and file_name:
        raise BadSetting(f"Set either {name} or {name}_FILE, not both.")
    if file_name:
        return _secret_in(f"{name}_FILE", Path(file_name))
    if value:
        return value
    if default is None:
        raise BadSetting(f"{name} is not set. Please give it a value, or give {name}_FILE a path.")
    return default


def _secret_in(name: str, file: Path) -> str:
    try:
        value = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise BadSetting(f"{name} points at {str(file)!r}, which cannot be read.") from None
    if not value:
        raise BadSetting(f"{name} points at {str(file)!r}, which is empty.")
    return value


def vapid_key(name: str) -> str:
    """The private key by which vendors of browsers know the city; none turns web push off."""
    key = secret(name, "")
    try:
        if key:
            public_key(key)
    except BadKey:
        raise BadSetting(f"{name} is not a key that manage.py vapid_key made.") from None
    return key


def rate(name: str, most: int, seconds: int) -> tuple[int, int]:
    """How often in how many seconds, written 120/3600."""
    given = _given(name)
    if not given:
        return most, seconds
    often, _slash, span = given.partition("/")
    if not (often.isdecimal() and span.isdecimal() and int(span) > 0):
        raise BadSetting(
            f"{name} must look like {most}/{seconds}: how often, and in how many seconds; it is {given!r}."
        )
    return int(often), int(span)


def postgres(url: str) -> dict[str, Any]:
    """Django's database settings from postgres://user:secret@host:port/name; refuses anything else."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise BadSetting("DATABASE_URL must look like postgres://user:secret@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # compiling a plan, or starting workers for one that stops at its first page, costs more than our queries do
            "options": "-c jit=off -c max_parallel_workers_per_gather=0",
            **dict(parse_qsl(parts.query)),
        },
    }


def smtp(url: str) -> dict[str, Any]:
    """Django's e-mail settings from smtp://user:secret@host:587?tls=1 (smtps:// for TLS from the start), or console://."""
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {}
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSetting("EMAIL_URL must look like smtp://user:secret@host:587?tls=1.")
    asked = dict(parse_qsl(parts.query))
    return {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 587),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": asked.get("tls", "") == "1",
        "ssl": parts.scheme == "smtps",
    }

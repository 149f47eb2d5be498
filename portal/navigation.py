"""What every page knows: the city's name, the sections, who is looking, in which size. Strangers cost no query."""

from functools import cache
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import is_valid_path
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from civic.attendances.queries.desk import waits_at_desk
from civic.hours.queries.statistics import public_numbers
from civic.places.models import Area, AreaKind
from civic.youth.guards import TRACK_DESK, works_at_track_desk
from portal.tour import tour_of

SECTIONS = [
    ("/report/", _("Report")),
    ("/cases/", _("Cases")),
    ("/suggestions/", _("Suggestions")),
    ("/promises/", _("Promises")),
    ("/little-mayor/", _("Little mayor")),
    ("/volunteer/", _("Volunteer")),
    ("/scores/", _("Scores")),
    ("/open-data/", _("Open data")),
]
LOOK_AGAIN_SECONDS = 60.0
_city: dict[str, Any] = {"area": None, "until": 0.0}


def site(request: HttpRequest) -> dict[str, Any]:
    """The frame's own context; it never fails, since the pages that say what failed need it too."""
    person = _person(request)
    language = get_language()
    is_staff = getattr(person, "is_staff", False)
    return {
        "city_name": city_name(),
        "navigation": sections(request),
        "languages": [{"code": code, "name": name, "current": code == language} for code, name in settings.LANGUAGES],
        "text_size": getattr(request, "text_size", ""),
        "demo": settings.DEMO,
        "map_tiles": settings.MAP_TILES,
        "map_credit": settings.MAP_CREDIT,
        "tour": tour_of(request) if settings.DEMO and _has_session(request) else None,
        "person": person,
        "lock_minutes": settings.LOCK_MINUTES,
        "desk_url": _desk_url(request, is_staff=is_staff),
        "my_url": "/me/",
        "volunteer_numbers": SimpleLazyObject(lambda: public_numbers(at=timezone.now())),
        "volunteer_waits": SimpleLazyObject(lambda: waits_at_desk(person, at=timezone.now())),  # where a page shows it
        "keeps_on_device": settings.KEEP_ON_DEVICE and not is_staff,
    }


def _has_session(request: HttpRequest) -> bool:
    """Not yet, where a request is turned away before its session was looked for."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "session")


def _desk_url(request: HttpRequest, *, is_staff: bool) -> str:
    """The desk of the city's staff; for people of the little mayor's track theirs, once they have been at it and while
    their task and their check hold: they alone cost a query."""
    if is_staff:
        return "/desk/"
    if not _has_session(request) or not request.session.get(TRACK_DESK) or not hasattr(request, "user"):
        return ""
    try:
        return "/desk/youth/" if works_at_track_desk(request) else ""
    except DatabaseError:
        return ""


def sections(request: HttpRequest) -> list[dict[str, Any]]:
    """The sections that are built; one appears as soon as its address leads somewhere."""
    return [{"url": url, "label": label, "current": request.path.startswith(url)} for url, label in _built()]


@cache  # the addresses do not change while a process runs
def _built() -> list[tuple[str, Any]]:
    return [(url, label) for url, label in SECTIONS if is_valid_path(url)]


def city_name() -> str:
    """The name of the city in the reader's language: the top of the areas, else the setting; asked once a minute."""
    if monotonic() >= _city["until"]:
        try:
            cities = Area.objects.filter(kind=AreaKind.CITY, is_active=True)
            _city["area"] = cities.order_by("code").first()
        except DatabaseError:
            _city["area"] = None
        _city["until"] = monotonic() + LOOK_AGAIN_SECONDS
    area: Area | None = _city["area"]
    return area.name if area else settings.CITY_NAME


def forget_city_name() -> None:
    """Ask again at the next page; for tests and for the command that founds a city."""
    _city["until"] = 0.0


def _person(request: HttpRequest) -> Any:
    """Whoever signed in; who carries no session is not asked for."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not getattr(request, "_cached_user", None):
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None

"""Every door: its address is kebab-case and typed, and it names its guard."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

THEIRS = ("allauth.", "django.contrib.admin", "django.views.", "rest_framework.", "drf_spectacular.")
SEGMENT = re.compile(
    r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[a-z0-9-]+\.(?:js|json|txt|svg|geojson|xml|webmanifest|atom|ics|csv)|<(?:int|str|uuid|slug|path|[a-z]+):[a-z_]+>(?:\.csv)?|v\d+)$"
)


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site with its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        else:
            yield path, pattern


def ours() -> list[tuple[str, URLPattern]]:
    """The addresses whose views we wrote."""
    return [
        (path, pattern)
        for path, pattern in routes()
        if pattern.callback.__module__.startswith(("civic.", "portal.")) and not path.startswith("admin/")
    ]


def guard_of(pattern: URLPattern) -> str:
    """The guard a view names: by decorator, or by its DRF permission classes."""
    view = pattern.callback
    named = getattr(view, "guard", "")
    view_class = getattr(view, "cls", None)
    if not named and view_class is not None:
        named = ",".join(
            permission.__name__ for permission in view_class.permission_classes if permission.__name__ != "Nobody"
        )
    return named


def test_every_view_of_ours_names_its_guard() -> None:
    assert len(ours()) > 20
    assert [path for path, pattern in ours() if not guard_of(pattern)] == []


def test_every_address_of_ours_is_kebab_case_and_typed() -> None:
    crooked = []
    for path, _pattern in ours():
        crooked += [path for segment in path.strip("^$").split("/") if segment and not SEGMENT.match(segment)]
    assert crooked == []


def test_no_address_of_the_outward_contract_is_lost() -> None:
    paths = {path for path, _pattern in routes()}
    promised = {
        "",
        "report/",
        "cases/",
        "track/",
        "me/",
        "desk/",
        "healthz",
        "readyz",
        "metrics",
        "api/v1/schema/",
        "api/v1/docs/",
        "api/v1/cases/",
        "api/v1/matters/",
        "api/v1/offices/",
        "api/v1/areas/",
        "api/v1/cells/",
        "demo/",
        "privacy/",
        "accessibility/",
    }
    assert promised - paths == set()

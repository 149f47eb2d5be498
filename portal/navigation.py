"""What every page knows: the city's name, the sections, the languages, who is looking."""

from typing import Any

from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The frame's own context."""
    return {"city_name": "", "navigation": [], "languages": [], "text_size": ""}

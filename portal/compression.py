"""Pages and data go compressed to whoever takes that; pictures are so already."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WORDS = ("text/html", "application/json", "application/problem+json", "text/plain", "text/csv", "image/svg+xml")


class Compressed(GZipMiddleware):
    """Django's own, which pads each answer at random so that its length tells nothing of a secret; for words only."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what is words."""
        kind = response.get("Content-Type", "").split(";")[0]
        return super().process_response(request, response) if kind in WORDS else response

"""What happens to every request before and after its view: plain requests, languages, refusals."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware

Answer = Callable[[HttpRequest], HttpResponse]


class PlainRequests:
    """Turns away what no browser sends."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class Language(LocaleMiddleware):
    """The language of the page."""


class Refusals:
    """Turns a refusal into a page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

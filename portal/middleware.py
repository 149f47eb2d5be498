"""What happens to every request before and after its view: plain requests, senses, caches, the language, refusals."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.http.request import UnreadablePostError
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from civic.lib.refusals import Refused
from portal.problems import is_api
from portal.speech import language_of, remember_choices, text_size_of
from portal.views.refused import bad_request, only_sent_to, refusal_answer, too_much

Answer = Callable[[HttpRequest], HttpResponseBase]

LONGEST_ADDRESS = 8_000
LARGEST_FORM = (settings.PHOTOS_MOST * settings.PHOTO_MB_MOST + 5) * 1024 * 1024
PAGES_TAKE = ["GET", "HEAD", "POST"]
MAY_ASK_FOR = (
    "geolocation=(self), camera=(self), clipboard-write=(self), publickey-credentials-create=(self), "
    "publickey-credentials-get=(self), microphone=(), payment=(), usb=()"
)
TYPED_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class PlainRequests:
    """Turns away, with a page, what no browser sends: NUL bytes, bytes that are no UTF-8, addresses without end."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_plain_address(request):
            request.GET = request.GET.__class__("")  # nothing after this reads what was refused
            return bad_request(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """A page is asked for or sent to, nothing else. A form is read here at the latest, so that no view meets a NUL
        byte. JSON is looked at by its serializer."""
        if request.method not in PAGES_TAKE and not is_api(request):
            return HttpResponseNotAllowed(PAGES_TAKE)
        if request.method != "POST" or request.content_type not in TYPED_FORMS or is_api(request):
            return None
        try:
            if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_FORM:
                return too_much(request)  # before a byte of it is read
            return None if _is_plain_form(request) else bad_request(request)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return too_much(request)


class Senses:
    """A page may ask for the place, the camera and a passkey, and copy a number; it hears nothing and pays nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", MAY_ASK_FOR)
        return response


class Language:
    """Speaks the language that was asked for, in the size that was asked for, and remembers both."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            request.text_size = text_size_of(request)  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        remember_choices(request, response)
        return response


class NothingKept:
    """Whoever carries a session reads pages that no shared cache may keep, unless the view said otherwise."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-cache")
            kept = response.headers["Cache-Control"]
            if not any(word in kept for word in ("private", "public", "no-store")):
                patch_cache_control(response, private=True)  # its frame says who is signed in
        return response


class Refusals:
    """Turns the refusal of an act into the answer that fits who asked; a form's address opened as a page is one too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not is_api(request):
            allowed, response = response.headers.get("Allow", "POST"), only_sent_to(request)
            response["Allow"] = allowed
        return response

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponseBase | None:
        """The answer to a refusal; everything else goes on."""
        return refusal_answer(request, raised) if isinstance(raised, Refused) else None


def _is_plain_address(request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    if len(request.path) + len(query) > LONGEST_ADDRESS or "\0" in request.path:
        return False
    # in the path Django has quoted again what is no UTF-8: there is nothing at such an address
    return _is_utf8(unquote_to_bytes(query))


def _is_plain_form(request: HttpRequest) -> bool:
    try:
        if request.content_type == TYPED_FORMS[0] and not _is_utf8(unquote_to_bytes(request.body)):
            return False
        return not any("\0" in word for name, words in request.POST.lists() for word in (name, *words))
    except UnreadablePostError:
        return True  # the line broke; the view will notice


def _is_utf8(raw: bytes) -> bool:
    if b"\0" in raw:
        return False
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True

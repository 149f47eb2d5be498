"""Which language a request asks for, and how large its type is: the address first, then cookie, then browser."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation.trans_real import parse_accept_lang_header

TEXT_COOKIE = "text"
SIZES = ("large", "normal")

# What browsers say, and the writing it means; the longest beginning that is known decides.
SPOKEN = {
    "zh": "zh-hans",
    "zh-cn": "zh-hans",
    "zh-sg": "zh-hans",
    "zh-my": "zh-hans",
    "zh-hans": "zh-hans",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
    "zh-hant": "zh-hant",
    "en": "en",
}


def language_of(request: HttpRequest) -> str:
    """The language this request is answered in; English when none fits."""
    own = dict(settings.LANGUAGES)
    for word in (request.GET.get("lang", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")):
        if word.lower() in own:
            return word.lower()
    for word, weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        if weight and (meant := _meant(word)):
            return meant
    return settings.LANGUAGE_CODE


def text_size_of(request: HttpRequest) -> str:
    """ "large" when large type was asked for, else nothing."""
    asked = request.GET.get("text", "")
    size = asked if asked in SIZES else request.COOKIES.get(TEXT_COOKIE, "")
    return "large" if size == "large" else ""


def remember_choices(request: HttpRequest, response: HttpResponseBase) -> None:
    """What the address chose holds for the year to come."""
    if request.GET.get("lang", "").lower() in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, request.GET["lang"].lower())
    if request.GET.get("text") in SIZES:
        # the script of the page turns large type on and off by itself, so it may read this cookie
        _keep(response, TEXT_COOKIE, request.GET["text"], httponly=False)


def _meant(word: str) -> str:
    parts = word.lower().split("-")
    for end in range(len(parts), 0, -1):
        if meant := SPOKEN.get("-".join(parts[:end])):
            return meant
    return ""


def _keep(response: HttpResponseBase, name: str, value: str, *, httponly: bool = True) -> None:
    response.set_cookie(
        name,
        value,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=httponly,
        samesite="Lax",
    )

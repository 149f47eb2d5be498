"""Shapes that every room of the API answers in: a code with its name, an act that was done, a problem."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

PROBLEM = "application/problem+json"


class CodeAndName(serializers.Serializer[Any]):
    """Something the city knows by a code, with its name in the language of the request."""

    code = serializers.CharField()
    name = serializers.CharField()


class Names(serializers.Serializer[Any]):
    """One name in the city's three languages; empty where none was entered."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        columns = {"zh-hans": "name_zh_hans", "zh-hant": "name_zh_hant", "en": "name_en"}
        return {language: serializers.CharField(source=column) for language, column in columns.items()}


class Done(serializers.Serializer[Any]):
    """An act that was done: the case, where it stands now, and the place of the act in its timeline."""

    number = serializers.CharField(source="case.number")
    state = serializers.CharField(source="case.state")
    round = serializers.IntegerField(source="case.round")
    seq = serializers.IntegerField()
    at = serializers.DateTimeField()


class Problem(serializers.Serializer[Any]):
    """RFC 9457: what went wrong, in a full sentence in the language of the request, and by field under `errors`."""

    type = serializers.CharField(help_text="urn:gongzhi:problem:<code>, or about:blank")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False)  # type: ignore[assignment]  # the name is RFC 9457 practice


_SAYS = {
    400: _("Something in the request cannot be taken; `errors` says what, field by field."),
    403: _("It may be seen but not done by you; `detail` says why."),
    404: _("Nothing is there, or nothing that you may see."),
    409: _("It has moved on, or is not possible from where it stands; `detail` says what happened."),
    413: _("More than can be taken at once."),
    415: _("A format that is not read here."),
    429: _("Too often in a short time; `Retry-After` says how many seconds to wait."),
}
_CODES = {
    400: "not-valid",
    403: "not-allowed",
    409: "conflict",
    413: "too-large",
    415: "unsupported-media-type",
    429: "too-many",
}
_TITLES = {
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    415: "Unsupported Media Type",
    429: "Too Many Requests",
}


def problems(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    """The problems an operation may answer with, for its schema."""
    told: dict[tuple[int, str], OpenApiResponse] = {}
    for status in statuses:
        kind = f"urn:gongzhi:problem:{_CODES[status]}" if status in _CODES else "about:blank"
        example = {"type": kind, "title": _TITLES[status], "status": status, "detail": "…"}
        if status == 400:
            example["errors"] = {"text": ["Say a little more: what is it, and since when?"]}
        told[status, PROBLEM] = OpenApiResponse(
            Problem, description=_SAYS[status], examples=[OpenApiExample(str(status), value=example)]
        )
    return told


def page_of_case(number: str) -> str:
    """Where people read a case."""
    return f"{settings.SITE_URL}/cases/{number}/"


TRACKING_CODE = OpenApiParameter(
    "Tracking-Code",
    str,
    OpenApiParameter.HEADER,
    description=_("The code that came with the receipt. It opens the case as its reporter reads it."),
    examples=[OpenApiExample("code", value="K7QM-2X4P-9TBD")],
)
NUMBER = OpenApiParameter(
    "number",
    str,
    OpenApiParameter.PATH,
    description=_("The number of the case."),
    examples=[OpenApiExample("number", value="26-7041-5835")],
)

"""How the API says no: RFC 9457 problem+json, from DRF's exceptions, our refusals, and what failed before a view."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from civic.lib.refusals import NotValid, Refused, TooMany

MEDIA_TYPE = "application/problem+json"
WHOLE = "non_field_errors"

Problem = dict[str, Any]


def is_api(request: HttpRequest) -> bool:
    """Whether a program is asking, so that the answer is JSON."""
    return request.path.startswith("/api/")


def problem(status: int, detail: str, *, code: str = "", errors: dict[str, list[str]] | None = None) -> Problem:
    """The body: what kind of problem, its status, a full sentence, and each field with its own sentences."""
    body: Problem = {
        "type": f"urn:gongzhi:problem:{code}" if code else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return body | {"errors": errors} if errors else body


def answer_problem(raised: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception raised in an API view; None for what is a fault of ours."""
    told = _of_refusal(raised) if isinstance(raised, Refused) else _of_exception(raised)
    if told is None:
        return None
    body, headers = told
    return Response(body, status=body["status"], headers=headers, content_type=MEDIA_TYPE)


def problem_response(raised: Refused | None = None, *, status: int = 400, detail: str = "") -> JsonResponse:
    """The same for what never reached an API view: an address that is none, a form token, a refusal in a middleware."""
    body, headers = _of_refusal(raised) if raised else (problem(status, detail), {})
    return JsonResponse(body, status=body["status"], headers=headers, content_type=MEDIA_TYPE)


def _of_refusal(refused: Refused) -> tuple[Problem, dict[str, str]]:
    errors = refused.fields if isinstance(refused, NotValid) else None
    headers = {"Retry-After": str(refused.retry_after)} if isinstance(refused, TooMany) else {}
    return problem(refused.status, str(refused), code=refused.code, errors=errors), headers


def _of_exception(raised: Exception) -> tuple[Problem, dict[str, str]] | None:
    if isinstance(raised, Http404 | exceptions.NotFound):
        # never why: what may not be seen answers like a number that was never issued
        return problem(404, _("There is nothing at this address.")), {}
    if isinstance(raised, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return problem(
            413, _("This is more than can be taken at once. Send less, or smaller photos."), code="too-large"
        ), {}
    if isinstance(raised, PermissionDenied):
        raised = exceptions.PermissionDenied()
    if not isinstance(raised, exceptions.APIException):
        return None
    headers: dict[str, str] = {}
    if challenge := getattr(raised, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if (wait := getattr(raised, "wait", None)) is not None:
        headers["Retry-After"] = str(max(1, int(wait)))
    errors = _by_field(raised.detail) if isinstance(raised, exceptions.ValidationError) else None
    return problem(raised.status_code, _sentence(raised, errors), code=_code(raised), errors=errors), headers


def _code(raised: exceptions.APIException) -> str:
    if isinstance(raised, exceptions.ValidationError):
        return NotValid.code
    codes = raised.get_codes()
    return codes.replace("_", "-") if isinstance(codes, str) else str(raised.default_code).replace("_", "-")


def _sentence(raised: exceptions.APIException, errors: dict[str, list[str]] | None) -> str:
    told = [sentence for sentences in (errors or {}).values() for sentence in sentences]
    if len(told) == 1:
        return told[0]
    if isinstance(raised, exceptions.ValidationError):
        return str(NotValid.usual_sentence)
    if isinstance(raised, exceptions.ParseError):
        return _("The request cannot be read: it is not the JSON or the form that it says it is.")
    if isinstance(raised, exceptions.UnsupportedMediaType):
        return _("The request is in a format that is not read here. Send JSON or a form.")
    if isinstance(raised, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        return _("Sign in first.")
    if isinstance(raised, exceptions.Throttled):
        return str(TooMany.usual_sentence)
    if isinstance(raised, exceptions.MethodNotAllowed):
        return _("This address does not take such a request.")
    if isinstance(raised, exceptions.NotAcceptable):
        return _("The answer is JSON; ask for that.")
    detail = raised.detail
    return str(detail) if isinstance(detail, str) else str(raised)


def _by_field(detail: Any, path: str = "") -> dict[str, list[str]]:
    """DRF's nested details as one level: {"contact.email": [sentence]}."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for name, inner in detail.items():
            found |= _by_field(inner, f"{path}.{name}" if path else str(name))
        return found
    if isinstance(detail, list) and any(isinstance(item, dict | list) for item in detail):
        found = {}
        for place, inner in enumerate(detail):
            found |= _by_field(inner, f"{path}.{place}" if path else str(place))
        return found
    sentences = [str(item) for item in detail] if isinstance(detail, list) else [str(detail)]
    return {path or WHOLE: sentences}

"""How the API says no: RFC 9457 problem+json."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler


def answer_problem(problem: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception raised in an API view."""
    return exception_handler(problem, context)

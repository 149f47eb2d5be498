"""What programs send, read strictly and within bounds: JSON without tricks, forms without floods."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser, MultiPartParser

LONGEST_NUMBER = 40  # digits; Python would take thousands and then fail to make a float of them
MEGABYTE = 1024 * 1024


class TooLarge(APIException):
    """More was sent than a report can hold."""

    status_code = 413
    default_code = "too-large"
    default_detail = _("This is more than can be taken at once. Send less, or smaller photos.")


class StrictJSON(JSONParser):
    """JSON of a bounded size: no NaN, no numbers without end, no name twice in an object, no bottomless nesting."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)
        if len(body) > most:
            raise TooLarge
        try:
            return json.load(
                BytesIO(body),
                object_pairs_hook=_once_each,
                parse_constant=_no_number,
                parse_int=_bounded_int,
                parse_float=_bounded_float,
            )
        except (ValueError, RecursionError) as unreadable:
            raise ParseError(str(unreadable)) from None


class BoundedForm(MultiPartParser):
    """A form with photos, as large as the largest report may be and no larger."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        request = (parser_context or {})["request"]
        most = (settings.PHOTOS_MOST * settings.PHOTO_MB_MOST + 1) * MEGABYTE + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            raise TooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            raise TooLarge from None
        except (SuspiciousOperation, ValueError, LookupError) as unreadable:
            raise ParseError(str(unreadable)) from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _bounded_int(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("a number has too many digits")
    return int(digits)


def _bounded_float(digits: str) -> float:
    if len(digits) > 10 * LONGEST_NUMBER:
        raise ValueError("a number has too many digits")
    return float(digits)

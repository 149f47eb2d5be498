"""What the reporter does with a case of her own from a program: reply, add to it, change it, take words
out, take it back."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.cases.actions import EditGiven, RedactGiven, add, edit, redact, reply, withdraw
from civic.cases.api.filing import plain_form, spend_photos
from civic.cases.guards import find_case, reporter_at
from civic.cases.serializers import AdditionForm, AdditionShape, EditPhotosForm, EditShape, RedactShape, WordsShape
from civic.lib.bodies import BoundedForm, StrictJSON
from civic.lib.refusals import NotValid
from civic.lib.shapes import NUMBER, TRACKING_CODE, Done, problems
from civic.offices.models import Matter

HALF_A_POINT = _("The point on the map is not complete. Set it again, or describe the place in words.")


class Replies(APIView):
    """Replies to a question of the city."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="reply",
        tags=["resident"],
        summary=_("Reply to what the city asked"),
        description=_("Open while the case waits for the resident. The clock goes on."),
        parameters=[NUMBER, TRACKING_CODE],
        request=WordsShape,
        responses={201: Done, **problems(400, 403, 404, 409, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        proof = reporter_at(request, found)
        shape = WordsShape(data=request.data)
        shape.is_valid(raise_exception=True)
        line = reply(found.case, by=proof, text=shape.validated_data["text"], at=timezone.now())
        return Response(Done(line).data, status=201)


class Additions(APIView):
    """Words and photos added to an open case."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON, BoundedForm]

    @extend_schema(
        operation_id="add",
        tags=["resident"],
        summary=_("Add words or photos"),
        description=_(
            "Open while the case is, unless the city waits for a reply. Everybody reads it once it has been screened. "
            "The same again is one addition."
        ),
        parameters=[NUMBER, TRACKING_CODE],
        request={"application/json": AdditionShape, "multipart/form-data": AdditionForm},
        responses={201: Done, **problems(400, 403, 404, 409, 413, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        proof = reporter_at(request, found)
        photos = request.FILES.getlist("photo")
        spend_photos(request, len(photos))
        shape = AdditionShape(data=_plain(request))
        shape.is_valid(raise_exception=True)
        text = shape.validated_data.get("text", "")
        line = add(found.case, by=proof, text=text, photos=photos, at=timezone.now())
        return Response(Done(line).data, status=201)


class Edits(APIView):
    """The report changed before anybody accepted it."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON, BoundedForm]

    @extend_schema(
        operation_id="edit",
        tags=["resident"],
        summary=_("Change the report"),
        description=_(
            "Open until it has been accepted or screened. What is left out stays as it is; `lat` and `lon` come "
            "together. Answers 204 where nothing is different."
        ),
        parameters=[NUMBER, TRACKING_CODE],
        request={"application/json": EditShape, "multipart/form-data": EditPhotosForm},
        responses={201: Done, 204: None, **problems(400, 403, 404, 409, 413, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        proof = reporter_at(request, found)
        photos = request.FILES.getlist("photo")
        spend_photos(request, len(photos))
        shape = EditShape(data=_plain(request))
        shape.is_valid(raise_exception=True)
        given = _edit(shape.validated_data)
        line = edit(found.case, by=proof, given=given, photos=photos, at=timezone.now())
        return Response(Done(line).data, status=201) if line is not None else Response(status=204)


class Redactions(APIView):
    """What its author takes out for good."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="redact",
        tags=["resident"],
        summary=_("Take words or photos out"),
        description=_(
            "At any time, for good, and everywhere at once. Lines of the reporter's own by their `seq`, passages "
            "exactly as they stand, photos by their key. What the city did and said stays."
        ),
        parameters=[NUMBER, TRACKING_CODE],
        request=RedactShape,
        responses={201: Done, **problems(400, 403, 404, 409, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        proof = reporter_at(request, found)
        shape = RedactShape(data=request.data)
        shape.is_valid(raise_exception=True)
        given = RedactGiven(**shape.validated_data)
        return Response(Done(redact(found.case, by=proof, given=given, at=timezone.now())).data, status=201)


def _plain(request: Request) -> Any:
    return plain_form(request.data) if isinstance(request.data, QueryDict) else request.data


def _edit(said: Mapping[str, Any]) -> EditGiven:
    code = said.get("matter")
    matter = Matter.objects.filter(code=code, is_active=True).first() if code else None
    lat, lon = said.get("lat"), said.get("lon")
    if (lat is None) != (lon is None):
        raise NotValid(fields={"lat": HALF_A_POINT})
    return EditGiven(
        text=said.get("text"),
        title=said.get("title"),
        address=said.get("address"),
        matter=matter,
        matter_is_known=matter is not None or not code,
        point=(lat, lon) if lat is not None and lon is not None else None,
    )


class Withdrawal(APIView):
    """The end of a report that nobody has accepted yet."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="withdraw",
        tags=["resident"],
        summary=_("Take a report back"),
        description=_("Possible until it has been accepted."),
        parameters=[NUMBER, TRACKING_CODE],
        request=None,
        responses={201: Done, **problems(403, 404, 409, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        line = withdraw(found.case, by=reporter_at(request, found), at=timezone.now())
        return Response(Done(line).data, status=201)

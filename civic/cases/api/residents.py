"""What the reporter does with a case of her own from a program: reply to what was asked, take it back."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.cases.actions import reply, withdraw
from civic.cases.guards import find_case, reporter_at
from civic.cases.serializers import WordsShape
from civic.lib.bodies import StrictJSON
from civic.lib.shapes import NUMBER, TRACKING_CODE, Done, problems


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

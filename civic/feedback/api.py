"""The machine's door for the resident after the answer: rate it, appeal against it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.cases.guards import find_case, reporter_at
from civic.feedback.actions import appeal, rate, say
from civic.feedback.models import Appeal
from civic.feedback.serializers import AppealDone, AppealShape, RatingDone, RatingShape, WordDone, WordShape
from civic.lib.bodies import StrictJSON
from civic.lib.shapes import NUMBER, TRACKING_CODE, problems


class Ratings(APIView):
    """Ratings of an answer."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="rate",
        tags=["resident"],
        summary=_("Say whether it was solved"),
        description=_("Once a round. The first “no” within the days of the matter opens the case again."),
        parameters=[NUMBER, TRACKING_CODE],
        request=RatingShape,
        responses={201: RatingDone, **problems(400, 403, 404, 409, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        proof = reporter_at(request, found)
        shape = RatingShape(data=request.data)
        shape.is_valid(raise_exception=True)
        given = {name: value for name, value in shape.validated_data.items() if value is not None}
        line = rate(found.case, by=proof, at=timezone.now(), **given)
        return Response(RatingDone(line).data, status=201)


class Verdict(APIView):
    """What the resident says of an answer that is still being checked."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="say",
        tags=["resident"],
        summary=_("Say whether it is solved, while it is being checked"),
        description=_(
            "Once an answer. It counts when the answer has been checked, unless it is rated otherwise then; "
            "the first “no” of a round sends the case back at once."
        ),
        parameters=[NUMBER, TRACKING_CODE],
        request=WordShape,
        responses={201: WordDone, **problems(400, 403, 404, 409, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        proof = reporter_at(request, found)
        shape = WordShape(data=request.data)
        shape.is_valid(raise_exception=True)
        given = {name: value for name, value in shape.validated_data.items() if value is not None}
        line = say(found.case, by=proof, at=timezone.now(), **given)
        return Response(WordDone(line).data, status=201)


class Appeals(APIView):
    """Appeals against an answer or a refusal."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="appeal",
        tags=["resident"],
        summary=_("Appeal against an answer or a refusal"),
        description=_(
            "Once a round, until the day shown with the answer. An office that never touched the case decides."
        ),
        parameters=[NUMBER, TRACKING_CODE],
        request=AppealShape,
        responses={201: AppealDone, **problems(400, 403, 404, 409, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        proof = reporter_at(request, found)
        shape = AppealShape(data=request.data)
        shape.is_valid(raise_exception=True)
        line = appeal(found.case, by=proof, text=shape.validated_data["text"], at=timezone.now())
        review = Appeal.objects.select_related("office").get(case=line.case, round=line.facts["round"])
        told = {"case": line.case, "seq": line.seq, "at": line.at, "office": review.office, "decide_by": review.due_at}
        return Response(AppealDone(told).data, status=201)

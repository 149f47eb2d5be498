"""The machine's door for the resident after the answer, and for whoever is named or shown: rate, appeal, object."""

from typing import Any

from django.conf import settings
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.cases.guards import CODE_HEADER, find_case, objection_opened, reporter_at
from civic.cases.models import Appeal, Case
from civic.feedback.actions import ObjectionGiven, appeal, appeal_withholding, object_to, rate, say
from civic.feedback.guards import spend_photos
from civic.feedback.serializers import (
    AppealDone,
    AppealShape,
    ObjectionDone,
    ObjectionShape,
    ObjectionStands,
    RatingDone,
    RatingShape,
    RatingWithPhotos,
    WordDone,
    WordShape,
)
from civic.lib.bodies import BoundedForm, StrictJSON
from civic.lib.codes import read_number
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.shapes import NUMBER, TRACKING_CODE, Done, problems


class Ratings(APIView):
    """Ratings of an answer."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON, BoundedForm]

    @extend_schema(
        operation_id="rate",
        tags=["resident"],
        summary=_("Say whether it was solved"),
        description=_(
            "Once a round, and once more when a bad rating was put right. The first “no” within the days of the matter "
            "opens the case again. Photos of how it looks now, three at most, come as multipart."
        ),
        parameters=[NUMBER, TRACKING_CODE],
        request={"application/json": RatingShape, "multipart/form-data": RatingWithPhotos},
        responses={201: RatingDone, **problems(400, 403, 404, 409, 413, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        proof = reporter_at(request, found)
        shape = RatingShape(data=_plain(request.data) if isinstance(request.data, QueryDict) else request.data)
        shape.is_valid(raise_exception=True)
        given = {name: value for name, value in shape.validated_data.items() if value is not None}
        photos = request.FILES.getlist("photo")
        spend_photos(request._request, len(photos))
        line = rate(found.case, by=proof, photos=photos, at=timezone.now(), **given)
        return Response(RatingDone(line).data, status=201)


def _plain(form: QueryDict) -> dict[str, Any]:
    """A form as the JSON it stands for; empty is left out."""
    return {name: words[-1] for name, words in form.lists() if name != "photo" and words[-1] != ""}


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
            "Until the day shown with the answer. An office that never touched the case decides; where it upholds, the "
            "committee may be asked once more, and has the last word. The step follows by itself."
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
        review = Appeal.objects.select_related("office").get(
            case=line.case, round=line.facts["round"], step=line.facts["step"]
        )
        told = {"case": line.case, "seq": line.seq, "at": line.at, "office": review.office, "decide_by": review.due_at}
        told["step"] = review.step
        return Response(AppealDone(told).data, status=201)


class Objections(APIView):
    """Objections of whoever is named or shown."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="object",
        tags=["resident"],
        summary=_("Object to a public case, for whoever is named or shown in it"),
        description=_(
            "Without an account. Photos and short words that show personal data are hidden at once, each once; a "
            "moderator decides within two working days. The code follows the objection."
        ),
        parameters=[NUMBER],
        request=ObjectionShape,
        responses={201: ObjectionDone, **problems(400, 404, 409, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        case = Case.objects.public().filter(number=read_number(number) or "").first()
        if case is None:
            raise Http404
        most, seconds = settings.LIMITS["report-network"]
        spend("report-network", client_network(request._request), most=most, seconds=seconds)
        shape = ObjectionShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said = {name: value for name, value in shape.validated_data.items() if value is not None}
        contact = said.pop("contact", None) or {}
        given = ObjectionGiven(
            **said, email=contact.get("email") or "", phone=contact.get("phone") or "", language=get_language() or "en"
        )
        done = object_to(case, given=given, at=timezone.now())
        return Response(ObjectionDone(done).data, status=201)

    @extend_schema(
        operation_id="read_objection",
        tags=["resident"],
        summary=_("What became of an objection"),
        description=_("With the code of the objection in the header, also once the case has left the public."),
        parameters=[NUMBER, TRACKING_CODE],
        responses={200: ObjectionStands, **problems(404, 429)},
    )
    def get(self, request: Request, number: str) -> Response:
        most, seconds = settings.LIMITS["track-network"]
        spend("track-network", client_network(request._request), most=most, seconds=seconds)
        network, code = client_network(request._request), request.headers.get(CODE_HEADER, "")
        objection = objection_opened(network, read_number(number) or "", code)
        if objection is None:
            raise Http404
        return Response(ObjectionStands(objection).data, headers={"Cache-Control": "private, no-store"})


class WithholdingAppeals(APIView):
    """Appeals against the withholding of a case."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="appeal_withholding",
        tags=["resident"],
        summary=_("Appeal against the withholding of a case"),
        description=_("Once a withholding, within the days shown with it. Another moderator decides."),
        parameters=[NUMBER, TRACKING_CODE],
        request=AppealShape,
        responses={201: Done, **problems(400, 403, 404, 409, 415, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        proof = reporter_at(request, found)
        shape = AppealShape(data=request.data)
        shape.is_valid(raise_exception=True)
        line = appeal_withholding(found.case, by=proof, text=shape.validated_data["text"], at=timezone.now())
        return Response(Done(line).data, status=201)

"""One case and its timeline, each as far as whoever asks may read it."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.cases.guards import Found, find_case
from civic.cases.queries import timeline
from civic.cases.serializers import CaseBare, CasePublic, CaseWhole, TimelineShape, as_timeline, as_whole
from civic.lib.shapes import NUMBER, TRACKING_CODE, problems

_READINGS = PolymorphicProxySerializer("CaseReading", [CasePublic, CaseWhole, CaseBare], resource_type_field_name=None)
NOT_INDEXED = {"X-Robots-Tag": "noindex"}  # search engines have the page, once it is answered
PRIVATE = {"Cache-Control": "private, no-store"}


class OneCase(APIView):
    """A case."""

    permission_classes = [Anybody]

    @extend_schema(
        operation_id="read_case",
        tags=["cases"],
        summary=_("One case"),
        description=_(
            "With the tracking code or a session, as its reporter reads it. What may not be seen "
            "answers like a number never issued."
        ),
        parameters=[NUMBER, TRACKING_CODE],
        responses={
            200: OpenApiResponse(
                _READINGS,
                description=_("`reading` tells how much: public, bare (not screened yet), party (its reporter), desk."),
            ),
            **problems(403, 404, 429),
        },
    )
    def get(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        return Response(as_whole(found.case, found.reading), headers=_headers(found))


class Timeline(APIView):
    """The timeline of a case."""

    permission_classes = [Anybody]

    @extend_schema(
        operation_id="read_timeline",
        tags=["cases"],
        summary=_("The timeline of a case"),
        description=_(
            "Every act, by which side, with its words where this reader may read them. A case not "
            "screened yet has none for strangers."
        ),
        parameters=[NUMBER, TRACKING_CODE],
        responses={200: TimelineShape, **problems(403, 404, 429)},
    )
    def get(self, request: Request, number: str) -> Response:
        found = find_case(request, number)
        if found.reading == "bare":
            raise Http404
        return Response(as_timeline(found.case, timeline(found.case, found.reading)), headers=_headers(found))


def _headers(found: Found) -> dict[str, str]:
    return NOT_INDEXED | ({} if found.reading in ("public", "bare") else PRIVATE)

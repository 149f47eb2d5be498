"""A community's corner, as everybody reads it."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.communities import queries
from civic.communities.serializers import CornerWhole
from civic.lib.shapes import problems

TOPICS_MOST, MEETINGS_MOST = 100, 20
CODE = OpenApiParameter(
    "code",
    str,
    OpenApiParameter.PATH,
    description=_("The code of the community."),
    examples=[OpenApiExample("code", value="990101001001")],
)


class OneCommunity(APIView):
    """A community's corner."""

    permission_classes = [Anybody]

    @extend_schema(
        operation_id="read_community",
        tags=["communities"],
        summary=_("What residents of a community raised, agreed and did"),
        description=_(
            "The hundred topics that moved last, the twenty newest meetings, and how many topics were raised, solved "
            "in the community, handed to the city and not taken further. Only what everybody may read."
        ),
        parameters=[CODE],
        responses={200: CornerWhole, **problems(404)},
    )
    def get(self, request: Request, code: str) -> Response:
        community = queries.community_by_code(code)
        if community is None:
            raise Http404
        told = {
            "code": community.code,
            "name": community.name,
            "total": queries.summed(queries.figures(community=community)),
            "topics": queries.topics_in(community).order_by("-moved_at", "-pk")[:TOPICS_MOST],
            "meetings": queries.meetings_in(community)[:MEETINGS_MOST],
        }
        return Response(CornerWhole(told).data)

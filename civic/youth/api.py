"""Children's proposals, as everybody reads them: read only, nothing counted, no order but that of their numbers."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.lib.asking import Asked
from civic.lib.pages import Pages
from civic.lib.shapes import problems
from civic.youth.models import Proposal, ProposalQuerySet
from civic.youth.queries.public import find_proposal, narrowed, public_proposals
from civic.youth.serializers import ProposalInList, ProposalWhole

NUMBER = OpenApiParameter(
    "number",
    str,
    OpenApiParameter.PATH,
    description=_("Its number."),
    examples=[OpenApiExample("number", value="P3-0042")],
)
FILTERS = [
    OpenApiParameter("edition", int, description=_("The number of an edition.")),
    OpenApiParameter("topic", str, description=_("The code of a topic.")),
    OpenApiParameter("area", str, description=_("The code of an area; what lies in it counts.")),
]


class Proposals(Asked, ListModelMixin, GenericAPIView[Proposal]):
    """Proposals of children."""

    asks = tuple(one.name for one in FILTERS)
    permission_classes = [Anybody]
    queryset = Proposal.objects.none()
    serializer_class = ProposalInList
    filter_backends = []
    pagination_class = Pages
    page_keys = ("pk",)

    @extend_schema(
        operation_id="list_youth_proposals",
        tags=["youth"],
        summary=_("What children propose to the city, in the order of their numbers"),
        description=_(
            "Under a pseudonym, with grade band and district. No name, no school, no point. A proposal that was "
            "hidden or taken back is gone at once: do not keep copies."
        ),
        parameters=FILTERS,
        responses={200: ProposalInList(many=True), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> ProposalQuerySet:
        """What everybody may read, as far as it fits."""
        if getattr(self, "swagger_fake_view", False):
            return Proposal.objects.none()
        asked = self.request.query_params
        rows = narrowed(public_proposals(), topic=asked.get("topic", ""), area=asked.get("area", "")[:20])
        number = asked.get("edition", "")
        if number:
            rows = rows.filter(edition__number=int(number[:4])) if number.isdecimal() else rows.none()
        return rows.with_names()


class OneProposal(APIView):
    """A proposal of a child."""

    permission_classes = [Anybody]

    @extend_schema(
        operation_id="read_youth_proposal",
        tags=["youth"],
        summary=_("One proposal, with the city’s letter and what became of each idea"),
        description=_("One that is hidden answers like a number never given."),
        parameters=[NUMBER],
        responses={200: ProposalWhole, **problems(404)},
    )
    def get(self, request: Request, number: str) -> Response:
        proposal = find_proposal(number)
        if proposal is None:
            raise Http404
        return Response(ProposalWhole(proposal).data)

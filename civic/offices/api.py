"""The machine's door to the catalogue: what a case can be about, and who there is to answer it."""

from django.db.models import Case, IntegerField, QuerySet, When
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from civic.accounts.guards import Anybody
from civic.lib.asking import Asked
from civic.lib.pages import WholeList
from civic.lib.shapes import problems
from civic.offices.models import Matter, Office
from civic.offices.queries import suggested_matters
from civic.offices.serializers import MatterShape, OfficeShape

SUGGESTED_MOST = 10


class Matters(Asked, ListAPIView[Matter]):
    """The catalogue."""

    asks = ("q",)
    permission_classes = [Anybody]
    queryset = (
        Matter.objects.filter(is_active=True).select_related("wording").prefetch_related("tags", "limits__stages")
    )
    serializer_class = MatterShape
    pagination_class = WholeList
    filter_backends = []

    @extend_schema(
        operation_id="list_matters",
        tags=["city"],
        summary=_("What a case can be about"),
        description=_(
            "The catalogue in force, in its order, with what is asked and what the city promises for each matter. With "
            "`q`, words somebody wrote, only those they may mean, the likeliest first."
        ),
        parameters=[OpenApiParameter("q", str, description=_("What somebody wrote."))],
        responses={200: MatterShape(many=True), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> QuerySet[Matter]:
        """Only what the words may mean, where there are any."""
        queryset, text = super().get_queryset(), self.request.GET.get("q", "").strip()
        if not text:
            return queryset
        likely = [suggested.matter.pk for suggested in suggested_matters(text, most=SUGGESTED_MOST)]
        order = Case(*(When(pk=pk, then=place) for place, pk in enumerate(likely)), output_field=IntegerField())
        return queryset.filter(pk__in=likely).order_by(order) if likely else queryset.none()


class Offices(Asked, ListAPIView[Office]):
    """The offices."""

    permission_classes = [Anybody]
    queryset = Office.objects.filter(is_active=True).select_related("area", "reviewed_by").order_by("code")
    serializer_class = OfficeShape
    pagination_class = WholeList
    filter_backends = []

    @extend_schema(
        operation_id="list_offices",
        tags=["city"],
        summary=_("The offices"),
        description=_("Who answers, commands, checks and reviews, and which office reviews which."),
        responses={200: OfficeShape(many=True), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

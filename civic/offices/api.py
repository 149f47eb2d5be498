"""The machine's door to the catalogue: what a case can be about, and who there is to answer it."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from civic.accounts.guards import Anybody
from civic.lib.pages import WholeList
from civic.offices.models import Matter, Office
from civic.offices.serializers import MatterShape, OfficeShape


class Matters(ListAPIView[Matter]):
    """The catalogue."""

    permission_classes = [Anybody]
    queryset = Matter.objects.filter(is_active=True)
    serializer_class = MatterShape
    pagination_class = WholeList
    filter_backends = []

    @extend_schema(
        operation_id="list_matters",
        tags=["city"],
        summary=_("What a case can be about"),
        description=_("The catalogue in force, in its order, with what the city promises for each matter."),
    )
    def get(self, request: Request) -> Response:
        return self.list(request)


class Offices(ListAPIView[Office]):
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
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

"""The machine's door to the city's places: its areas, and the cell of a point."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.lib.asking import Asked
from civic.lib.pages import WholeList
from civic.lib.shapes import problems
from civic.places.models import Area
from civic.places.queries import component_by_code, is_inside, locate, nearest
from civic.places.serializers import AreasAsked, AreaShape, ComponentShape, NearAsked, NearList, PointAsked, WherePoint

NEAR_MOST = 20
CODE = OpenApiParameter(
    "code",
    str,
    OpenApiParameter.PATH,
    description=_("The code on its plate."),
    examples=[OpenApiExample("code", value="9901020118000123")],
)


class Areas(Asked, ListAPIView[Area]):
    """The areas."""

    asks = tuple(AreasAsked().fields)
    permission_classes = [AllowAny]
    queryset = Area.objects.filter(is_active=True).select_related("parent").order_by("path")
    serializer_class = AreaShape
    pagination_class = WholeList
    filter_backends = []

    @extend_schema(
        operation_id="list_areas",
        tags=["city"],
        summary=_("The areas of the city"),
        description=_("From the city down, each below its parent; `path` lists the codes."),
        parameters=[AreasAsked],
        responses={200: AreaShape(many=True), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> QuerySet[Area]:
        """Those asked for; all, where nothing is asked."""
        asked = AreasAsked(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        columns = {"kind": "kind", "parent": "parent__code"}
        return super().get_queryset().filter(**{columns[name]: value for name, value in asked.validated_data.items()})


class Cells(Asked, APIView):
    """The cell of a point."""

    asks = tuple(PointAsked().fields)
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="find_cell",
        tags=["city"],
        summary=_("Where a point lies"),
        description=_("The area and the cells that hold a point, and whether it lies in the city at all."),
        parameters=[PointAsked],
        responses={200: WherePoint, **problems(400)},
    )
    def get(self, request: Request) -> Response:
        asked = PointAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        lat, lon = asked.validated_data["lat"], asked.validated_data["lon"]
        spot = locate(lat, lon)
        told = {"inside": is_inside(lat, lon), "area": spot.area, "results": list(spot.cells.values())}
        return Response(WherePoint(told).data)


class Components(Asked, APIView):
    """The components near a point."""

    asks = tuple(NearAsked().fields)
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="near_components",
        tags=["city"],
        summary=_("What stands near a point"),
        description=_("Lamps, covers, trees and the like within some metres, the nearest first, twenty at most."),
        parameters=[NearAsked],
        responses={200: NearList, **problems(400)},
    )
    def get(self, request: Request) -> Response:
        asked = NearAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        told = asked.validated_data
        near = nearest(told["lat"], told["lon"], metres=told["metres"], kind=told["kind"], most=NEAR_MOST)
        return Response(NearList({"results": near}).data)


class OneComponent(APIView):
    """A component."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="read_component",
        tags=["city"],
        summary=_("One component"),
        description=_("What it is, where it stands and who keeps it. What was taken away is unknown."),
        parameters=[CODE],
        responses={200: ComponentShape, **problems(404)},
    )
    def get(self, request: Request, code: str) -> Response:
        component = component_by_code(code)
        if component is None:
            raise Http404
        return Response(ComponentShape(component).data)

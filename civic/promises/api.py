"""Promises, as everybody reads them."""

from django.http import Http404
from django.utils.timezone import localdate
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
from civic.promises.forms import PromiseFilters
from civic.promises.models import Promise, PromiseQuerySet
from civic.promises.queries import find_promise, found_by, names_to_choose
from civic.promises.serializers import PromiseInList, PromiseWhole

CODE = OpenApiParameter(
    "code",
    str,
    OpenApiParameter.PATH,
    description=_("Its number."),
    examples=[OpenApiExample("number", value="P26-04178")],
)
FILTERS = [
    OpenApiParameter("q", str, description=_("Words in it.")),
    OpenApiParameter("state", str, enum=["underway", "kept", "broken", "withdrawn"], description=_("Where it stands.")),
    OpenApiParameter("owner", str, description=_("The code of an office.")),
    OpenApiParameter("area", str, description=_("The code of an area; what lies in it counts.")),
    OpenApiParameter("matter", str, description=_("The code of a matter.")),
    OpenApiParameter("year", int, description=_("The year it is promised for.")),
    OpenApiParameter("mark", str, enum=["overdue", "stale"], description=_("Only what is late.")),
]


class Promises(Asked, ListModelMixin, GenericAPIView[Promise]):
    """Promises."""

    asks = tuple(one.name for one in FILTERS)
    permission_classes = [Anybody]
    queryset = Promise.objects.none()
    serializer_class = PromiseInList
    filter_backends = []
    pagination_class = Pages
    page_keys = ("-moved_at", "-pk")

    @extend_schema(
        operation_id="list_promises",
        tags=["promises"],
        summary=_("What the city promised, what moved last first"),
        description=_(
            "Budgets are whole fen of CNY. Overdue and stale are reckoned from its days each time, never kept as marks."
        ),
        parameters=FILTERS,
        responses={200: PromiseInList(many=True), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> PromiseQuerySet:
        """What everybody may read, as far as it fits."""
        if getattr(self, "swagger_fake_view", False):
            return Promise.objects.none()
        today = localdate()
        form = PromiseFilters(self.request.query_params, names=names_to_choose())
        words = form.asked.get("q", "")
        rows = found_by(words) if words else Promise.objects.public()
        return form.narrow(rows, today=today).marked(today).with_names()


class OnePromise(APIView):
    """A promise."""

    permission_classes = [Anybody]

    @extend_schema(
        operation_id="read_promise",
        tags=["promises"],
        summary=_("One promise with its stages and its story"),
        description=_("A draft answers like a number never given."),
        parameters=[CODE],
        responses={200: PromiseWhole, **problems(404)},
    )
    def get(self, request: Request, code: str) -> Response:
        promise = find_promise(code, today=localdate())
        if promise is None:
            raise Http404
        return Response(PromiseWhole(promise).data)

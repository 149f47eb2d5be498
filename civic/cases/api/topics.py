"""Root-cause topics, as everybody reads them."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.cases.models import Topic, TopicQuerySet
from civic.cases.queries.topics import public_topics
from civic.cases.serializers import TopicInList, TopicWhole
from civic.lib.asking import Asked
from civic.lib.pages import Pages
from civic.lib.shapes import problems

TOPIC = OpenApiParameter(
    "code",
    str,
    OpenApiParameter.PATH,
    description=_("Its number."),
    examples=[OpenApiExample("number", value="T26-04178")],
)


class Topics(Asked, ListModelMixin, GenericAPIView[Topic]):
    """Topics."""

    permission_classes = [Anybody]
    queryset = Topic.objects.none()
    serializer_class = TopicInList
    filter_backends = []
    pagination_class = Pages
    page_keys = ("-opened_at", "-pk")

    @extend_schema(
        operation_id="list_topics",
        tags=["cases"],
        summary=_("What keeps coming back, newest first"),
        description=_(
            "A problem that came back to one place again and again: which matter, where, what the city found, who "
            "removes it by when. Those that only cases nobody else may read would tell of are not in it."
        ),
        responses={200: TopicInList(many=True), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> TopicQuerySet:
        """What everybody may read."""
        return public_topics().with_names()


class OneTopic(APIView):
    """A topic."""

    permission_classes = [Anybody]

    @extend_schema(
        operation_id="read_topic",
        tags=["cases"],
        summary=_("One topic with its story"),
        description=_("With the numbers of its public cases. What may not be read answers like a number never given."),
        parameters=[TOPIC],
        responses={200: TopicWhole, **problems(404)},
    )
    def get(self, request: Request, code: str) -> Response:
        topic = public_topics().with_names().filter(number=code.upper()[:20]).first()
        if topic is None:
            raise Http404
        return Response(TopicWhole(topic).data)

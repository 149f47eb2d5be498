"""The machine's door to the comments under a case."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from civic.accounts.guards import Anybody
from civic.accounts.models import Person
from civic.cases.models import Case
from civic.comments.actions import say
from civic.comments.models import Comment, CommentQuerySet
from civic.comments.serializers import CommentShape, SaidShape, SayShape
from civic.lib.asking import Asked
from civic.lib.bodies import StrictJSON
from civic.lib.codes import read_number
from civic.lib.network import client_network
from civic.lib.refusals import NotAllowed
from civic.lib.shapes import NUMBER, problems
from civic.offices.guards import hand_from


class CommentsView(Asked, ListAPIView[Comment]):
    """Comments under a public case."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]
    serializer_class = CommentShape
    queryset = Comment.objects.none()  # for the schema; what is listed hangs on the case
    page_keys = ("-pk",)

    def get_queryset(self) -> CommentQuerySet:
        """What everybody may read."""
        return Comment.objects.shown().filter(case=self._case()).select_related("office")

    def _case(self) -> Case:
        read = read_number(str(self.kwargs["number"]))
        case = Case.objects.public().filter(number=read).first() if read else None
        if case is None:
            raise Http404
        return case

    @extend_schema(
        operation_id="list_comments",
        tags=["cases"],
        summary=_("Comments under a case"),
        description=_("What everybody may read, the newest first. Residents are numbered, offices named."),
        parameters=[NUMBER],
        responses={200: CommentShape(many=True), **problems(400, 404, 429)},
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        self._case()
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="say_comment",
        tags=["resident"],
        summary=_("Comment on a case"),
        description=_("By whoever is signed in, with the form token of the session. A moderator reads it first."),
        parameters=[NUMBER],
        request=SayShape,
        responses={201: SaidShape, **problems(400, 403, 404, 409, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        """Say something."""
        case, person = self._case(), request.user
        if not isinstance(person, Person):
            raise NotAllowed(_("Sign in to comment: one confirmed address, one voice. Your name is not shown."))
        shape = SayShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said = say(
            case,
            by=person,
            text=shape.validated_data["text"],
            parent=shape.validated_data.get("in_reply_to", 0),
            is_officer=hand_from(request) is not None,
            network=client_network(request._request),
            at=timezone.now(),
        )
        return Response(SaidShape(said).data, status=201)

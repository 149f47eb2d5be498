"""The machine's door to the desk: what waits there, which moves are open to the caller, and making one."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ChoiceField
from rest_framework.views import APIView

from civic.cases.guards import find_case, viewer_of
from civic.cases.models import Case, Cause, Task
from civic.cases.queries import Viewer, moves_told, on_desk_of, open_stages, waiting_objections
from civic.cases.rules import Demand, Move, State, outcomes_for
from civic.cases.rules.calls import CallResult
from civic.cases.rules.checking import Fault
from civic.cases.rules.objections import Remedy
from civic.cases.rules.screening import Ground
from civic.desk.actions import make_move, make_task_move, move_assessment, move_suggestion
from civic.desk.queries import find_task
from civic.desk.queries.assessing import (
    TO_GIVE,
    WHICH,
    assessments_on_desk,
    find_assessment,
    find_suggestion,
    weighed_case,
)
from civic.desk.queries.tasks import cards_of, tasks_to_do
from civic.desk.serializers import (
    AssessmentMoveGiven,
    AssessmentShape,
    DeskRow,
    MoveDone,
    MoveGiven,
    MovesShape,
    SuggestionMoveGiven,
    TaskMoveGiven,
    TaskShape,
    WeighedShape,
)
from civic.lib.asking import Asked
from civic.lib.bodies import StrictJSON
from civic.lib.pages import Pages
from civic.lib.shapes import NUMBER, problems
from civic.offices.guards import IsOfficer
from civic.offices.queries import conditions_of

_STATE = OpenApiParameter("state", str, enum=[state.value for state in State], description=_("Only what stands there."))


class Worklist(Asked, GenericAPIView[Case]):
    """What an officer works with."""

    asks = ("state",)
    permission_classes = [IsOfficer]
    queryset = Case.objects.none()
    serializer_class = DeskRow
    pagination_class = Pages
    filter_backends = []
    page_keys = ("filed_at", "pk")

    @extend_schema(
        operation_id="list_desk",
        tags=["desk"],
        summary=_("The cases on your desk, oldest first"),
        description=_("Scoped by your posts: what another office holds is not in it."),
        parameters=[_STATE],
        responses={200: DeskRow(many=True), **problems(400, 403)},
    )
    def get(self, request: Request) -> Response:
        cases = on_desk_of(viewer_of(request)).with_names().defer("public_text")
        if asked := request.query_params.get("state"):
            cases = cases.filter(state=ChoiceField(choices=State.choices).run_validation(asked))
        rows = self.paginate_queryset(cases)
        return self.get_paginated_response(DeskRow(rows, many=True).data)


class Moves(APIView):
    """The moves of a case."""

    permission_classes = [IsOfficer]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="list_moves",
        tags=["desk"],
        summary=_("The moves open to you, and what each demands"),
        description=_("Below the open ones those that belong to somebody else, each with the reason."),
        parameters=[NUMBER],
        responses={200: MovesShape, **problems(403, 404)},
    )
    def get(self, request: Request, number: str) -> Response:
        case, viewer = _case_in_sight(request, number)
        may, denied = moves_told(viewer, case)
        told = {
            "case": case,
            "open": [_with_choices(case, move) for move in may],
            "denied": [{"move": move, "denial": denial} for move, denial in denied],
        }
        return Response(MovesShape(told).data)

    @extend_schema(
        operation_id="make_move",
        tags=["desk"],
        summary=_("Move a case"),
        description=_("By the same act as the page: the checking side never acts, the acting side never checks."),
        parameters=[NUMBER],
        request=MoveGiven,
        responses={201: MoveDone, **problems(400, 403, 404, 409, 415)},
    )
    def post(self, request: Request, number: str) -> Response:
        case, viewer = _case_in_sight(request, number)
        assert viewer.person is not None
        shape = MoveGiven(data=request.data)
        shape.is_valid(raise_exception=True)
        given = dict(shape.validated_data)
        line = make_move(case, given.pop("verb"), by=viewer.person, given=given, at=timezone.now())
        return Response(MoveDone(line).data, status=201)


class Tasks(Asked, GenericAPIView[Task]):
    """The tasks of the offices an officer works for."""

    permission_classes = [IsOfficer]
    queryset = Task.objects.none()
    serializer_class = TaskShape
    pagination_class = Pages
    filter_backends = []
    page_keys = ("due_at", "pk")

    @extend_schema(
        operation_id="list_tasks",
        tags=["desk"],
        summary=_("The tasks your office does beside cases, the nearest day first"),
        description=_("Only what the task needs: never the reporter, nor the words as they were handed in."),
        responses={200: TaskShape(many=True), **problems(400, 403)},
    )
    def get(self, request: Request) -> Response:
        viewer = viewer_of(request)
        rows = self.paginate_queryset(tasks_to_do(viewer))
        return self.get_paginated_response(TaskShape(cards_of(viewer, rows or []), many=True).data)


class TaskMoves(APIView):
    """The moves of a task."""

    permission_classes = [IsOfficer]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="move_task",
        tags=["desk"],
        summary=_("Move a task beside a case"),
        description=_("By the same act as the page. Photos are sent on the page."),
        request=TaskMoveGiven,
        responses={201: TaskShape, **problems(400, 403, 404, 409, 415)},
    )
    def post(self, request: Request, key: int) -> Response:
        viewer = viewer_of(request)
        card = find_task(viewer, key)
        assert viewer.person is not None
        shape = TaskMoveGiven(data=request.data)
        shape.is_valid(raise_exception=True)
        given = dict(shape.validated_data)
        make_task_move(card.task, given.pop("verb"), by=viewer.person, given=given, at=timezone.now())
        return Response(TaskShape(find_task(viewer, key)).data, status=201)


class Weighing(APIView):
    """The points of a suggestion and what offices think of them."""

    permission_classes = [IsOfficer]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="read_weighing",
        tags=["desk"],
        summary=_("The points of a suggestion and its assessments, as the desk reads them"),
        parameters=[NUMBER],
        responses={200: WeighedShape, **problems(403, 404)},
    )
    def get(self, request: Request, number: str) -> Response:
        viewer = viewer_of(request)
        return Response(WeighedShape(weighed_case(viewer, find_suggestion(viewer, number), at=timezone.now())).data)

    @extend_schema(
        operation_id="weigh_suggestion",
        tags=["desk"],
        summary=_("Name or weigh the points of a suggestion, or ask offices for an assessment"),
        description=_("By the same act as the page. The answer waits until every point is weighed."),
        parameters=[NUMBER],
        request=SuggestionMoveGiven,
        responses={201: MoveDone, **problems(400, 403, 404, 409, 415)},
    )
    def post(self, request: Request, number: str) -> Response:
        viewer = viewer_of(request)
        case = find_suggestion(viewer, number)
        assert viewer.person is not None
        shape = SuggestionMoveGiven(data=request.data)
        shape.is_valid(raise_exception=True)
        given = dict(shape.validated_data)
        line = move_suggestion(case, given.pop("verb"), by=viewer.person, given=given, at=timezone.now())
        return Response(MoveDone(line).data, status=201)


_WHICH = OpenApiParameter("which", str, enum=list(WHICH), description=_("To hand in, unless said otherwise."))


class Assessments(Asked, APIView):
    """What offices were asked."""

    asks = ("which",)
    permission_classes = [IsOfficer]

    @extend_schema(
        operation_id="list_assessments",
        tags=["desk"],
        summary=_("Assessments your office hands in, handed in, or asked of others"),
        parameters=[_WHICH],
        responses={200: AssessmentShape(many=True), **problems(400, 403)},
    )
    def get(self, request: Request) -> Response:
        which = request.query_params.get("which", TO_GIVE)
        cards = assessments_on_desk(viewer_of(request), which, at=timezone.now())
        return Response(AssessmentShape(cards, many=True).data)


class OneAssessment(APIView):
    """One assessment."""

    permission_classes = [IsOfficer]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="move_assessment",
        tags=["desk"],
        summary=_("Hand an assessment in, take parts of it over, or wait for it no longer"),
        description=_("By the same act as the page. It stays inside, but for the parts the answer takes over."),
        request=AssessmentMoveGiven,
        responses={201: AssessmentShape, **problems(400, 403, 404, 409, 415)},
    )
    def post(self, request: Request, key: int) -> Response:
        viewer, at = viewer_of(request), timezone.now()
        card = find_assessment(viewer, key, at=at)
        assert viewer.person is not None
        shape = AssessmentMoveGiven(data=request.data)
        shape.is_valid(raise_exception=True)
        given = dict(shape.validated_data)
        move_assessment(card.row, given.pop("verb"), by=viewer.person, given=given, at=at)
        return Response(AssessmentShape(find_assessment(viewer, key, at=at)).data, status=201)


def _case_in_sight(request: Request, number: str) -> tuple[Case, Viewer]:
    """A case the officer may read; what only a stranger's glimpse would show is no case of hers."""
    found = find_case(request, number)
    if found.reading == "bare":
        raise Http404
    return found.case, viewer_of(request)


def _with_choices(case: Case, move: Move) -> dict[str, Any]:
    return {"verb": move.verb, "label": move.label, "demands": [_demand(case, demand) for demand in move.demands]}


def _demand(case: Case, demand: Demand) -> dict[str, Any]:
    told = {name: getattr(demand, name) for name in ("name", "kind", "label", "is_required", "longest", "hint")}
    return told | {"choices": _choices(case, demand.kind)}


def _choices(case: Case, kind: str) -> list[str]:
    if kind == "outcome":
        return [outcome.value for outcome in outcomes_for(case.kind)]
    if kind == "objection":
        return [str(one.pk) for one in waiting_objections(case)]
    if kind == "remedy":
        return list(Remedy.values)
    if kind == "ground":
        return list(Ground.values)
    if kind == "call":
        return list(CallResult.values)
    if kind == "fault":
        return list(Fault.values)
    if kind == "cause":
        return list(Cause.objects.filter(is_active=True).values_list("code", flat=True))
    if kind == "stage":
        return [stage.key for stage in open_stages(case)]
    if kind == "condition" and case.matter is not None:
        return [slug for slug, _name in conditions_of(case.matter)]
    return []

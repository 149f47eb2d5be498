"""The machine's door: suggestions, rounds, and standing behind one."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.cases.guards import viewer_of
from civic.cases.models import Case, CaseQuerySet
from civic.cases.queries import STRANGER
from civic.lib.asking import Asked
from civic.lib.bodies import StrictJSON
from civic.lib.codes import read_number
from civic.lib.network import client_network
from civic.lib.pages import Pages
from civic.lib.refusals import NotAllowed, NotValid
from civic.lib.shapes import NUMBER, problems
from civic.places.models import Area
from civic.suggestions import actions
from civic.suggestions.forms import SuggestionFilters
from civic.suggestions.guards import CODE_HEADER, try_code
from civic.suggestions.models import Round, RoundQuerySet
from civic.suggestions.queries import (
    WITH,
    Backer,
    areas_with_threshold,
    backer_of,
    find_suggestion,
    held_in,
    public_suggestions,
    stands_behind,
    together_of,
    weighed_in_public,
)
from civic.suggestions.rules.paper import UNKNOWN
from civic.suggestions.serializers import RoundShape, SuggestionInList, SuggestionWhole, SupportedShape, ThresholdShape

PAPER_CODE = OpenApiParameter(
    CODE_HEADER, str, OpenApiParameter.HEADER, description=_("A code on paper, as a desk of the city hands them out.")
)
AREA = OpenApiParameter("area", str, description=_("The code of one area."))
SLUG = OpenApiParameter("slug", str, OpenApiParameter.PATH, examples=[OpenApiExample("slug", value="riverside-2026")])


class Suggestions(Asked, ListModelMixin, GenericAPIView[Case]):
    """Public suggestions."""

    permission_classes = [Anybody]
    queryset = Case.objects.none()
    serializer_class = SuggestionInList
    filterset_class = SuggestionFilters
    pagination_class = Pages
    page_keys = ("-filed_at", "-pk")

    @extend_schema(
        operation_id="list_suggestions",
        tags=["suggestions"],
        summary=_("Public suggestions, newest first"),
        description=_(
            "Where each stands, how many support it as far as everybody may know, and by when it is answered."
        ),
        responses={200: SuggestionInList(many=True), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> CaseQuerySet:
        """What everybody may read."""
        return public_suggestions().select_related(*WITH)


class OneSuggestion(APIView):
    """A suggestion."""

    permission_classes = [Anybody]

    @extend_schema(
        operation_id="read_suggestion",
        tags=["suggestions"],
        summary=_("One suggestion"),
        description=_("Its steps are those of the case with the same number. What may not be seen answers like none."),
        parameters=[NUMBER],
        responses={200: SuggestionWhole, **problems(404)},
    )
    def get(self, request: Request, number: str) -> Response:
        case, viewer = _case(number), viewer_of(request)
        counted = stands_behind(case, viewer) if viewer.person else None
        context = {"is_counted": counted, "together": together_of(case, STRANGER), "weighed": weighed_in_public(case)}
        headers = {"Cache-Control": "private, no-store"} if viewer.person else {}
        return Response(SuggestionWhole(case, context=context).data, headers=headers)


class SuggestionSupports(APIView):
    """Who stands behind a suggestion."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="support_suggestion",
        tags=["suggestions"],
        summary=_("Support a suggestion"),
        description=_(
            "By session, of an account with a confirmed contact, or with a code on paper in the header Paper-Code. "
            "Each person, and each code, is counted once: 201 when counted now, 200 when counted before. "
            "Whoever has an account follows it from then on."
        ),
        parameters=[NUMBER, PAPER_CODE],
        request=None,
        responses={200: SupportedShape, 201: SupportedShape, **problems(403, 404, 409, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        case = _case(number)
        if code := _code(request):
            return self._with_code(request, case, code)
        by = _backer(request)
        language = get_language() or settings.LANGUAGE_CODE
        came = actions.support_suggestion(case, by=by, language=language, at=timezone.now())
        return Response(_told(case, is_counted=True), status=201 if came.is_new else 200)

    @extend_schema(
        operation_id="take_back_suggestion_support",
        tags=["suggestions"],
        summary=_("Take support back"),
        description=_("Whatever became of the suggestion. Taking back what was never said does nothing."),
        parameters=[NUMBER, PAPER_CODE],
        request=None,
        responses={200: SupportedShape, **problems(403, 404, 429)},
    )
    def delete(self, request: Request, number: str) -> Response:
        case = _case(number)
        if code := _code(request):
            actions.take_back_with_code(case, typed=code, viewer=viewer_of(request))
        else:
            actions.take_back(case, by=_backer(request))
        case.refresh_from_db(fields=["supports"])
        return Response(_told(case, is_counted=False))

    def _with_code(self, request: Request, case: Case, code: str) -> Response:
        language, network = get_language() or settings.LANGUAGE_CODE, client_network(request._request)
        given: dict[str, Any] = {"typed": code, "viewer": viewer_of(request), "network": network, "language": language}
        came = actions.support_with_code(case, **given, at=timezone.now())
        return Response(_told(case, is_counted=True), status=201 if came.is_new else 200)


class Rounds(Asked, ListModelMixin, GenericAPIView[Round]):
    """Rounds that everybody may read."""

    permission_classes = [Anybody]
    queryset = Round.objects.none()
    serializer_class = RoundShape
    filter_backends = []
    pagination_class = Pages
    page_keys = ("-ends_at", "-pk")

    @extend_schema(
        operation_id="list_rounds",
        tags=["suggestions"],
        summary=_("Rounds, those that end last first"),
        description=_("What the city asks for, with the phases and what each opens to whom."),
        responses={200: RoundShape(many=True), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> RoundQuerySet:
        """What everybody may read."""
        return Round.objects.shown().with_names()


class Thresholds(Asked, APIView):
    """How many supporters oblige an answer, by area."""

    asks = ("area",)
    permission_classes = [Anybody]

    @extend_schema(
        operation_id="list_thresholds",
        tags=["suggestions"],
        summary=_("Thresholds by area"),
        description=_(
            "The city, its districts and every area with numbers of its own; or one area, with what it inherits."
        ),
        parameters=[AREA],
        responses={200: ThresholdShape(many=True), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        areas, code = areas_with_threshold(), request.query_params.get("area", "")
        if code:
            areas = Area.objects.filter(code=code[:12], is_active=True)
            if not areas:
                raise NotValid(fields={"area": _("There is no such area. Take a code from the list of areas.")})
        return Response(ThresholdShape(held_in(areas, on=timezone.localdate()), many=True).data)


class OneRound(APIView):
    """A round."""

    permission_classes = [Anybody]

    @extend_schema(
        operation_id="read_round",
        tags=["suggestions"],
        summary=_("One round"),
        parameters=[SLUG],
        responses={200: RoundShape, **problems(404)},
    )
    def get(self, request: Request, slug: str) -> Response:
        found = Round.objects.shown().with_names().filter(slug=slug).first()
        if found is None:
            raise Http404
        return Response(RoundShape(found).data)


def _case(number: str) -> Case:
    """A suggestion everybody may read. Raises Http404 for all others."""
    read = read_number(number)
    case = find_suggestion(STRANGER, read) if read else None
    if case is None:
        raise Http404
    return case


def _backer(request: Request) -> Backer | None:
    """Whoever asks by session, together with its form token, since browsers send sessions along unasked."""
    by = backer_of(viewer_of(request), network=client_network(request._request))
    if by is not None:
        SessionAuthentication().enforce_csrf(request)
    return by


def _code(request: Request) -> str:
    """The code on paper that was shown, or "". Raises NotAllowed for one the city never printed, TooMany for
    guessing."""
    code = request.headers.get(CODE_HEADER, "")
    if code and not try_code(client_network(request._request), code):
        raise NotAllowed(UNKNOWN, code="wrong-code")
    return code


def _told(case: Case, *, is_counted: bool) -> dict[str, Any]:
    told = {"number": case.number, "is_counted": is_counted, "supports": case.supports_shown}
    return dict(SupportedShape(told).data)

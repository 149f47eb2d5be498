"""The machine's door to "mine too": be counted, be counted no more; and which cases a report may be the same as."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.cases.actions import support, take_back_support
from civic.cases.guards import CODE_HEADER, viewer_of
from civic.cases.models import Case
from civic.cases.queries import (
    Past,
    Probe,
    Suggestion,
    Supporter,
    is_reporter,
    known_to_all,
    past_suggestions,
    suggestions,
    supporter_of,
    supporter_with_report,
)
from civic.cases.rules import Kind
from civic.cases.rules.report import TEXT_LONGEST
from civic.cases.serializers import SimilarAsked, SimilarShape, SupportDone
from civic.lib.asking import Asked
from civic.lib.bodies import StrictJSON
from civic.lib.codes import code_digest, read_number, read_tracking_code
from civic.lib.guessing import guess
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import NotAllowed
from civic.lib.shapes import NUMBER, problems
from civic.offices.models import Matter
from civic.places.queries import component_by_code, locate

_NOBODY = _("Sign in, or send the tracking code of a report of your own in the header Tracking-Code.")
_WRONG_CODE = _("No report has this tracking code.")
_CODE = OpenApiParameter(
    CODE_HEADER, str, OpenApiParameter.HEADER, description=_("The code of any report of your own, unless signed in.")
)


class Supports(APIView):
    """Who says "mine too"."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="support",
        tags=["resident"],
        summary=_("Say “this is mine too”"),
        description=_("Each person is counted once: 201 when you were counted now, 200 when you were before."),
        parameters=[NUMBER, _CODE],
        request=None,
        responses={200: SupportDone, 201: SupportDone, **problems(403, 404, 409, 429)},
    )
    def post(self, request: Request, number: str) -> Response:
        case, by = _case(request, number), _supporter(request)
        is_new = support(case, by=by, at=timezone.now())
        return Response(_told(case, is_counted=True), status=201 if is_new else 200)

    @extend_schema(
        operation_id="take_back_support",
        tags=["resident"],
        summary=_("Take “mine too” back"),
        description=_("Whatever became of the case. Taking back what was never said does nothing."),
        parameters=[NUMBER, _CODE],
        request=None,
        responses={200: SupportDone, **problems(403, 404, 429)},
    )
    def delete(self, request: Request, number: str) -> Response:
        case, by = _case(request, number), _supporter(request)
        take_back_support(case, by=by)
        case.refresh_from_db(fields=["supports"])
        return Response(_told(case, is_counted=False))


def _case(request: Request, number: str) -> Case:
    """A case everybody may know of, or one's own; Http404 for all others."""
    read, viewer = read_number(number), viewer_of(request)
    case = known_to_all().filter(number=read).first() if read else None
    if case is None and read and not viewer.is_stranger:
        own = Case.objects.filter(number=read).first()
        case = own if own is not None and is_reporter(own, viewer) else None
    if case is None:
        raise Http404
    return case


def _supporter(request: Request) -> Supporter:
    """Whoever asks: by session, together with its form token, or by the code of a report of her own. Raises NotAllowed
    for nobody and for a wrong code; TooMany for guessing codes."""
    viewer, network = viewer_of(request), client_network(request._request)
    code = request.headers.get(CODE_HEADER, "")
    if code:
        own = _report_with(code, network)
        if own is None:
            raise NotAllowed(_WRONG_CODE, code="wrong-code")
        return supporter_with_report(own, network=network)
    by = supporter_of(viewer, network=network)
    if not by.digests:
        raise NotAllowed(_NOBODY)
    SessionAuthentication().enforce_csrf(request)
    return by


def _report_with(code: str, network: str) -> Case | None:
    """The report a code opens, whatever its number; wrong guesses wait longer and longer (TooMany)."""
    with guess(network, "") as tried:
        read = read_tracking_code(code)
        own = Case.objects.filter(tracking_digest=code_digest(read) if read else "no code").first()
        if own is not None:
            tried.was_right()
    return own


def _spend(request: Request, name: str) -> None:
    most, seconds = settings.LIMITS[name]
    spend(name, client_network(request._request), most=most, seconds=seconds)


def _told(case: Case, *, is_counted: bool) -> dict[str, Any]:
    """How many there are is told of what everybody may read only."""
    told = {
        "number": case.number,
        "is_counted": is_counted,
        "supports": case.supports_shown if case.is_public else None,
    }
    return dict(SupportDone(told).data)


class SimilarCases(Asked, APIView):
    """Cases that a report may be the same as."""

    asks = tuple(SimilarAsked().fields)
    permission_classes = [Anybody]

    @extend_schema(
        operation_id="list_similar_cases",
        tags=["cases"],
        summary=_("Cases a report may be the same as"),
        description=_(
            "Three at most, the nearest first; to ask before a report is sent. Of one that nobody has screened only "
            "matter, cell and hour are told."
        ),
        parameters=[SimilarAsked],
        responses={200: SimilarShape(many=True), **problems(400, 429)},
    )
    def get(self, request: Request) -> Response:
        _spend(request, "similar-network")
        asked = SimilarAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        probe, cell_id = _probe(asked.validated_data)
        found: list[Suggestion | Past] = [*suggestions(probe, cell_id=cell_id)]
        if asked.validated_data.get("kind") == Kind.SUGGESTION:
            known = {one.case.number for one in found}
            found += past_suggestions(probe.text, but=known)
        return Response(SimilarShape(found, many=True).data, headers={"Cache-Control": "no-store"})


def _probe(given: dict[str, Any]) -> tuple[Probe, int | None]:
    matter = Matter.objects.filter(code=given["matter"]).first() if given.get("matter") else None
    component = component_by_code(given["component"]) if given.get("component") else None
    lat, lon = given.get("lat"), given.get("lon")
    cell = locate(lat, lon).cell if lat is not None and lon is not None else None
    probe = Probe(
        at=timezone.now(),
        text=given.get("text", "")[:TEXT_LONGEST],
        lat=lat,
        lon=lon,
        matter_id=matter.pk if matter else None,
        component_id=component.pk if component else None,
        is_idea=given.get("kind") == Kind.SUGGESTION,
    )
    return probe, cell.pk if cell else None

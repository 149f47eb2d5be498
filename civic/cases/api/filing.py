"""Public cases as a list, and the way to hand one in."""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ParseError
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from civic.accounts.guards import Anybody
from civic.accounts.models import Person
from civic.cases.actions import Filed, ReportGiven, file_case
from civic.cases.forms.filters import CaseFilters
from civic.cases.models import Case
from civic.cases.queries import NO_COMPONENT, invited_by
from civic.cases.rules import Source
from civic.cases.rules.report import LANGUAGES
from civic.cases.serializers import CaseInList, Receipt, ReportForm, ReportShape
from civic.lib.asking import Asked
from civic.lib.bodies import BoundedForm, StrictJSON
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.pages import Pages
from civic.lib.plain_text import guess_language
from civic.lib.refusals import NotValid
from civic.lib.sealed import keyed_hash
from civic.lib.shapes import page_of_case, problems
from civic.offices.models import Matter, Office
from civic.places.queries import component_by_code

KEY_HEADER = "Idempotency-Key"
VISIBLE_KEY = re.compile(r"[\x21-\x7e]{16,200}")
BAD_KEY = _("An idempotency key is 16 to 200 visible ASCII characters, and nobody can guess it.")
FIELD_NAMES = {
    "email": ("contact.email",),
    "phone": ("contact.phone",),
    "place": ("lat", "lon"),
    "invitation": ("round",),
}  # as the rules call them: as this door does
KEY = OpenApiParameter(
    KEY_HEADER,
    str,
    OpenApiParameter.HEADER,
    description=_(
        "Yours, 16 to 200 visible characters, hard to guess. Sent again within 24 hours with the same report it gives "
        "the same answer, the code included, and nothing is filed twice."
    ),
    examples=[OpenApiExample("key", value="6f1d2a0c-9a53-4b7e-8f10-2f4f8c3a7b11")],
)
_FILED = OpenApiResponse(
    Receipt,
    description=_("Filed. Keep the code: it is shown here only."),
    examples=[
        OpenApiExample(
            "receipt",
            value={
                "number": "26-7041-5835",
                "tracking_code": "K7QM-2X4P-9TBD",
                "url": "https://city.example/cases/26-7041-5835/",
            },
        )
    ],
)


class Cases(Asked, ListModelMixin, GenericAPIView[Case]):
    """Public cases, and new ones."""

    permission_classes = [Anybody]
    parser_classes = [StrictJSON, BoundedForm]
    queryset = Case.objects.public().with_names().defer("public_text")
    serializer_class = CaseInList
    filterset_class = CaseFilters
    pagination_class = Pages
    page_keys = ("-filed_at", "-pk")

    @extend_schema(
        operation_id="list_cases",
        tags=["cases"],
        summary=_("Public cases, newest first"),
        description=_(
            "What everybody may read; nothing that is unscreened, withheld or confidential is in it, whatever is asked."
        ),
        responses={200: CaseInList(many=True), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="file_case",
        tags=["cases"],
        summary=_("Hand in a report"),
        description=_(
            "No account is needed. Nothing becomes public before somebody has screened it. The answer "
            "means that the report is on disk."
        ),
        parameters=[KEY],
        request={"application/json": ReportShape, "multipart/form-data": ReportForm},
        responses={201: _FILED, **problems(400, 403, 409, 413, 415, 429)},
    )
    def post(self, request: Request) -> Response:
        given, photos, key = self._read(request)
        by = request.user if isinstance(request.user, Person) else None
        filed = _file(given, photos, by=by, key=key)
        headers = {"Location": page_of_case(filed.case.number), "Cache-Control": "no-store"}
        if filed.is_replay:
            headers["Idempotent-Replay"] = "true"
        return Response(Receipt(filed).data, status=201, headers=headers)

    def _read(self, request: Request) -> tuple[dict[str, Any], list[UploadedFile], str]:
        _spend(request, "report-network", 1)
        key = request.headers.get(KEY_HEADER, "")
        if KEY_HEADER in request.headers and not VISIBLE_KEY.fullmatch(key):
            raise NotValid(fields={KEY_HEADER: BAD_KEY})
        shape = ReportShape(data=plain_form(request.data) if isinstance(request.data, QueryDict) else request.data)
        shape.is_valid(raise_exception=True)
        photos: list[UploadedFile] = request.FILES.getlist("photo")
        spend_photos(request, len(photos))
        return dict(shape.validated_data), photos, key


def _spend(request: Request, name: str, cost: int) -> None:
    most, seconds = settings.LIMITS[name]
    spend(name, client_network(request._request), most=most, seconds=seconds, cost=cost)


def spend_photos(request: Request, count: int) -> None:
    """Photos cost: so many an hour from one network. Raises TooMany."""
    if count:
        _spend(request, "photo-network", count)


def plain_form(form: QueryDict) -> dict[str, Any]:
    """A form as the JSON it stands for; empty is left out. The contact: contact.email, contact[email] or as JSON."""
    told: dict[str, Any] = {}
    contact: dict[str, Any] = {}
    for name, values in form.lists():
        words = values[-1]
        if name == "photo" or words == "":
            continue
        inner = re.fullmatch(r"contact(?:\.(\w+)|\[(\w+)\])", name)
        if inner:
            contact[inner[1] or inner[2]] = words
        elif name == "contact" and isinstance(words, str):
            told["contact"] = _json_in_form(words)
        else:
            told[name] = words
    return told | {"contact": contact} if contact else told


def _json_in_form(words: str) -> Any:
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        raise ParseError from None


def _file(given: Mapping[str, Any], photos: list[UploadedFile], *, by: Person | None, key: str) -> Filed:
    """Hand the report to the one act that takes reports, and name the fields of its refusal as this door does."""
    # a key belongs to whoever sends it: nobody is handed another person's receipt for having guessed one
    replay_key = f"{by.pk} {key}" if key and by else key
    try:
        return file_case(
            _report(given),
            by=by,
            source=Source.API,
            at=timezone.now(),
            replay_key=replay_key,
            request_digest=_digest(given, photos) if key else "",
            photos=photos,
        )
    except NotValid as refused:
        fields = {ours: told for name, told in refused.fields.items() for ours in FIELD_NAMES.get(name, (name,))}
        raise NotValid(refused.sentence, fields=fields, code=refused.code) from None


def _report(given: Mapping[str, Any]) -> ReportGiven:
    code = given.get("matter") or ""
    matter = Matter.objects.filter(code=code, is_active=True).select_related("wording").first() if code else None
    plate = given.get("component") or ""
    component = component_by_code(plate) if plate else None
    if plate and component is None:
        raise NotValid(fields={"component": NO_COMPONENT})
    named = given.get("about_office") or ""
    about = Office.objects.filter(code=named, is_active=True).first() if named else None
    slug = given.get("round") or ""
    invitation = invited_by(slug)
    contact = given.get("contact") or {}
    language = given.get("language") or ""
    return ReportGiven(
        kind=given["kind"],
        text=given["text"],
        title=given.get("title") or "",
        matter=matter,
        matter_is_known=matter is not None or not code,
        about_office=about,
        office_is_known=about is not None or not named,
        lat=given.get("lat"),
        lon=given.get("lon"),
        address=given.get("address") or "",
        language=language,
        noticed_on=given.get("noticed_on"),
        email=contact.get("email") or "",
        phone=contact.get("phone") or "",
        is_confidential=given.get("confidential"),
        component=component,
        answers=given.get("answers") or {},
        condition=given.get("condition") or "",
        invitation=invitation,
        invitation_is_known=invitation is not None or not slug,
        contact_language=language if language in LANGUAGES and language else guess_language(given["text"]),
    )


def _digest(given: Mapping[str, Any], photos: list[UploadedFile]) -> str:
    """What was sent, as one keyed digest: other spacing changes nothing, and nobody reads a contact out of it."""
    told = {name: value for name, value in given.items() if value not in (None, "", {}, False)}
    seal = sha256(json.dumps(told, sort_keys=True, default=str).encode())
    for photo in photos:
        seal.update(f"\nphoto {photo.size}\n".encode())
        for chunk in photo.chunks():
            seal.update(chunk)
    return keyed_hash(seal.hexdigest(), purpose="request")

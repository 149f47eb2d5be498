"""The machine's door for coming and going: what a phone kept while it had no connection."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import SignedIn
from civic.accounts.models import Person
from civic.attendances.actions import Here, Queued, take_queue
from civic.attendances.serializers import QueueShape, QueueTaken
from civic.lib.bodies import StrictJSON
from civic.lib.limits import spend
from civic.lib.shapes import problems

SENDS_A_MINUTE = 60


class Scans(APIView):
    """Scans of volunteers and leaders."""

    permission_classes = [SignedIn]
    parser_classes = [StrictJSON]

    @extend_schema(
        operation_id="take_scans",
        tags=["volunteer"],
        summary=_("Hand in scans that a phone kept"),
        description=_(
            "Each counts once, by its nonce, and is answered by itself. The phone’s clock is set right by the "
            "server’s; of a place only the distance is kept. Whoever is signed in comes or goes; a "
            "volunteer’s code is handed in by whoever leads the shift."
        ),
        request=QueueShape,
        responses={200: QueueTaken, **problems(400, 403, 415, 429)},
    )
    def post(self, request: Request) -> Response:
        spend("scans", str(request.user.pk), most=SENDS_A_MINUTE, seconds=60)
        shape = QueueShape(data=request.data)
        shape.is_valid(raise_exception=True)
        told = shape.validated_data
        assert isinstance(request.user, Person)
        items = [_queued(one) for one in told["scans"]]
        taken = take_queue(items, by=request.user, sent_at=told["sent_at"], at=timezone.now())
        return Response(QueueTaken({"scans": taken}).data)


def _queued(told: dict[str, Any]) -> Queued:
    lat, lon = told.pop("lat", None), told.pop("lon", None)
    accuracy = told.pop("accuracy", None)
    here = None if lat is None or lon is None else Here(lat, lon, accuracy)
    return Queued(here=here, **told)

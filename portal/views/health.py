"""Is the house well? For machines that watch: /healthz, /readyz and /metrics."""

from datetime import datetime, timedelta
from secrets import compare_digest
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from civic.accounts.guards import open_to_all
from civic.cases.models import Case, Photo, PhotoState
from civic.hours.queries.watching import watched
from civic.notices.models import Notice
from civic.notices.queries import waiting_since
from civic.volunteers.rules import VolunteerState

LATE_AFTER = timedelta(minutes=10)
"""The sweep comes every half minute; what waits longer than this waits for a worker that is not there."""
LATE = {"notice": LATE_AFTER, "photo": LATE_AFTER, "notice to many": timedelta(hours=6)}
"""What is sent to many goes after everything else: a hundred thousand letters take an hour, and nothing is wrong."""


@open_to_all
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_all
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and nothing has waited too long; else 503, with what is wrong."""
    wrong = _what_is_wrong(timezone.now())
    answer = JsonResponse({"ready": not wrong, "wrong": wrong}, status=503 if wrong else 200)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # whoever asks every second reads the answer; the log need not
    return answer


@open_to_all
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts for Prometheus, for this machine and for whoever shows the token; for others there is nothing here."""
    if not _may_watch(request):
        raise Http404
    return HttpResponse(generate_latest(_counted(timezone.now())), content_type=CONTENT_TYPE_LATEST)


def _what_is_wrong(at: datetime) -> list[str]:
    try:
        connection.ensure_connection()
        waiting = _waiting_since(at)
    except DatabaseError:
        return ["The database does not answer."]
    return [
        f"The oldest waiting {name} has been due since {since.isoformat(timespec='seconds')}."
        for name, since in waiting.items()
        if since and since < at - LATE[name]
    ]


def _waiting_since(at: datetime) -> dict[str, datetime | None]:
    """Since when the oldest of each queue could have left; a message that failed once waits from its next try."""
    photo = Photo.objects.filter(state__in=[PhotoState.RECEIVED, PhotoState.DEVELOPING], case__isnull=False).aggregate(
        oldest=Min("received_at")
    )
    hurried, patient = waiting_since(at)
    return {"notice": hurried, "notice to many": patient, "photo": photo["oldest"]}


def _may_watch(request: HttpRequest) -> bool:
    shown, token = request.headers.get("Authorization", ""), settings.METRICS_TOKEN
    if token and compare_digest(shown.encode(), f"Bearer {token}".encode()):
        return True
    # behind a proxy on the same machine everybody seems to be here; a proxy gives itself away
    is_here = request.META.get("REMOTE_ADDR", "") in ("127.0.0.1", "::1")
    return is_here and not {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers)


def _counted(at: datetime) -> CollectorRegistry:
    registry = CollectorRegistry()
    counts: list[tuple[str, str, Any]] = [
        ("gongzhi_cases", "Cases by state.", Case.objects.values_list("state").annotate(Count("pk"))),
        ("gongzhi_notices", "Messages by state.", Notice.objects.values_list("state").annotate(Count("pk"))),
        ("gongzhi_photos", "Photos by state.", Photo.objects.order_by().values_list("state").annotate(Count("pk"))),
    ]
    for name, caption, rows in counts:
        gauge = Gauge(name, caption, ["state"], registry=registry)
        for state, number in rows:
            gauge.labels(state).set(number)
    overdue = Gauge("gongzhi_cases_overdue", "Open cases whose next step is late.", registry=registry)
    overdue.set(Case.objects.overdue(at).count())
    age = Gauge(
        "gongzhi_queue_age_seconds", "How long the oldest of a queue has been due.", ["queue"], registry=registry
    )
    for queue, since in _waiting_since(at).items():
        age.labels(queue).set(max(0.0, (at - since).total_seconds()) if since else 0.0)
    _count_volunteering(registry, at)
    return registry


def _count_volunteering(registry: CollectorRegistry, at: datetime) -> None:
    told = watched(at=at)
    volunteers = Gauge("gongzhi_volunteers", "Volunteers by state.", ["state"], registry=registry)
    for state in VolunteerState.values:
        volunteers.labels(state).set(told.by_state.get(state, 0))
    counts = (
        ("gongzhi_volunteer_shifts_open", "Shifts to come that are open.", told.shifts_open),
        ("gongzhi_volunteer_places_free", "Free places on shifts to come.", told.places_free),
        ("gongzhi_volunteer_check_ins", "Volunteers who came within the last day.", told.check_ins),
        ("gongzhi_volunteer_hours_late", "Shifts whose hours were not written down in time.", told.hours_late),
    )
    for name, caption, number in counts:
        Gauge(name, caption, registry=registry).set(number)

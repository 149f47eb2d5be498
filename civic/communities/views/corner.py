"""A community's corner as everybody reads it: find mine, what is raised there, one topic, raise one."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.guards import open_to_all
from civic.accounts.models import Person
from civic.communities import actions, queries
from civic.communities.forms import RaiseForm
from civic.communities.rules import ENDED
from civic.lib.form_errors import tell
from civic.lib.keyset import page_from
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.private_data import find_private
from civic.lib.refusals import Refused
from civic.notices.queries import reaches
from civic.places.models import Area, AreaKind
from civic.places.queries import find_places, is_inside, locate
from civic.promises.queries import of_area

SHOWN = 20
MEETINGS_SHOWN = 5
NEWEST = ("-moved_at", "-pk")
RECEIPT, RECEIPT_HOLDS = "corner-receipt", 14 * 24 * 3600


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Find mine: by a name, by the place where I stand, or down the tree of the city."""
    lat, lon = _degrees(request.GET.get("lat", "")), _degrees(request.GET.get("lon", ""))
    is_outside = False
    if lat is not None and lon is not None:
        here = locate(lat, lon).area if abs(lat) <= 90 and abs(lon) <= 180 else None
        if here is not None and here.kind == AreaKind.COMMUNITY:
            return redirect("communities:show", code=here.code)
        is_outside = here is None or not is_inside(lat, lon)
    words = request.GET.get("q", "").strip()[:60]
    area = Area.objects.filter(code=request.GET.get("area", ""), is_active=True).first()
    context: dict[str, Any] = {
        "words": words,
        "found": find_places(words) if words else [],
        "has_point": lat is not None,
        "is_outside": is_outside,
        "area": area,
        "listed": queries.communities_below(area) if area is not None and area.parent_id else [],
        "districts": list(Area.objects.districts()),
        "liveliest": [] if words or area else queries.liveliest(),
    }
    return render(request, "communities/index.html", context)


@open_to_all
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One corner: what is open, what came of the rest, what was talked over, and the figures."""
    community = _community(code)
    topics = queries.topics_in(community)
    ended = page_from(topics.filter(stage__in=ENDED), keys=NEWEST, size=SHOWN, cursor=request.GET.get("older", ""))
    rows = queries.figures(community=community)
    open_ones = list(topics.exclude(stage__in=ENDED).order_by(*NEWEST)[:100])
    context = {
        "community": community,
        "open": open_ones,
        "ended": ended.rows,
        "older": ended.next,
        "tasks": queries.open_tasks(open_ones),
        "promised": of_area(community, today=timezone.localdate()),
        "meetings": list(queries.with_sheets(queries.meetings_in(community))[:MEETINGS_SHOWN]),
        "figures": rows[:12],
        "total": queries.summed(rows),
        "today": timezone.localdate(),
    }
    return render(request, "communities/show.html", context)


@open_to_all
@require_safe
def topic(request: HttpRequest, code: str, topic: str) -> HttpResponse:
    """One topic with its story. What may not be read answers like a number never given."""
    found = queries.topic_by_number(_community(code), topic)
    if found is None:
        raise Http404
    context = {
        "topic": found,
        "community": found.corner.community,
        "steps": queries.story_of(found),
        "agreements": list(found.agreements.select_related("meeting")),
        "tasks": list(found.tasks.all()),
        "case": queries.public_case(found),
        "today": timezone.localdate(),
    }
    return render(request, "communities/topic.html", context)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def raise_one(request: HttpRequest, code: str) -> HttpResponse:
    """Raise a topic. What looks private is shown before it is sent; what was typed is never lost."""
    community = _community(code)
    data = request.POST.copy() if request.method == "POST" else None
    form = RaiseForm(data)
    private: list[str] = []
    status = 200
    if data is not None and form.is_valid():
        text = f"{form.cleaned_data['title']}\n{form.cleaned_data['text']}"
        private = [text[one.start : one.end] for one in find_private(text)]
        if private and not form.cleaned_data["as_it_is"]:
            data["as_it_is"] = "1"
        else:
            try:
                return _raise(request, community, form)
            except Refused as refused:
                tell(form, refused)
                status = refused.status
    if form.errors and status == 200:
        status = 400
    context = {
        "community": community,
        "form": form,
        "private": private,
        "reaches": reaches("email") or reaches("sms"),
    }
    return render(request, "communities/raise.html", context, status=status)


def _raise(request: HttpRequest, community: Area, form: RaiseForm) -> HttpResponse:
    """Raises NotValid by field, TooMany for a network."""
    most, seconds = settings.LIMITS["corner-network"]
    network = client_network(request)
    spend("corner-network", network, most=most, seconds=seconds)
    said = form.cleaned_data
    given = actions.TopicGiven(
        text=said["text"],
        title=said["title"],
        email=said["email"].strip(),
        phone=said["phone"].strip(),
        language=get_language() or "en",
        press=f"{network}|{timezone.localdate()}|{community.code}|{said['title']}|{said['text']}",
    )
    person = request.user if isinstance(request.user, Person) else None
    raised = actions.raise_topic(community, given=given, by=person, at=timezone.now())
    token = signing.dumps(raised.number, salt=RECEIPT)
    return redirect("communities:raised", code=community.code, token=token)


@open_to_all
@never_cache
@require_safe
def raised(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """The receipt: the number, and where it will stand."""
    try:
        number = signing.loads(token, salt=RECEIPT, max_age=RECEIPT_HOLDS)
    except signing.BadSignature:
        raise Http404 from None
    community = _community(code)
    return render(request, "communities/raised.html", {"community": community, "number": number})


@open_to_all
@require_safe
def of_case(request: HttpRequest, number: str) -> HttpResponse:
    """From a case back to the topic it came out of."""
    found = queries.topic_of_case(number)
    if found is None:
        raise Http404
    return redirect("communities:topic", code=found.corner.community.code, topic=found.number)


def _community(code: str) -> Area:
    community = queries.community_by_code(code)
    if community is None:
        raise Http404
    return community


def _degrees(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if -180 <= found <= 180 else None

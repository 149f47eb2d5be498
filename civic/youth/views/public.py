"""What everybody sees of the little mayor. Reading stores nothing: no session, no cookie, no count."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.lib.basemap import is_drawn
from civic.places.models import Area
from civic.youth.guards import pupil_from
from civic.youth.models import Edition, Topic
from civic.youth.queries.places import cells_of, nowhere_count, places_of
from civic.youth.queries.public import (
    current_edition,
    editions_before,
    find_proposal,
    letter_of,
    narrowed,
    others,
    public_proposals,
    shuffled,
)
from civic.youth.queries.tasks import debates_of
from civic.youth.queries.telling import count_of, mayors_of, promises_of, share_answered, steps_of, way_of
from civic.youth.rules import Doing

FRONT_SHOWN = 6


@open_to_all
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The edition that runs: its theme, where it stands, some proposals of today, what was promised."""
    at = timezone.now()
    edition = current_edition(at)
    if edition is None:
        return render(request, "youth/none.html")
    context = _told(edition) | {
        "way": way_of(edition, at=at),
        "phase": edition.phase(at),
        "some": shuffled(public_proposals(edition), day=localdate(at), size=FRONT_SHOWN),
        "earlier": editions_before(edition),
        "is_front": True,
        "is_entering": edition.allows(Doing.ENTER, at),
        "mine": pupil_from(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None,
    }
    return render(request, "youth/front.html", context)


@open_to_all
@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """An edition, also a past one."""
    found = get_object_or_404(Edition.objects.shown().with_phases(), number=number)
    at = timezone.now()
    context = _told(found) | {
        "way": way_of(found, at=at),
        "phase": found.phase(at),
        "some": shuffled(public_proposals(found), day=localdate(at), size=FRONT_SHOWN),
        "earlier": editions_before(found),
        "debates": debates_of(found),
    }
    return render(request, "youth/front.html", context)


@open_to_all
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All proposals of an edition, in an order drawn for the day; by topic or place where one is chosen."""
    edition, at = _asked_edition(request), timezone.now()
    rows = public_proposals(edition)
    topics = list(Topic.objects.filter(proposals__in=rows).distinct())
    topic = next((one for one in topics if one.code == request.GET.get("topic")), None)
    asked = request.GET.get("area", "")[:20]
    area = Area.objects.filter(code=asked).first() if asked else None
    page = request.GET.get("page", "")
    found = shuffled(
        narrowed(rows, topic=topic.code if topic else "", area=area.code if area else ""),
        day=localdate(at),
        page=int(page[:6]) if page.isdecimal() and page.isascii() else 1,
    )
    context = {"edition": edition, "topics": topics, "topic": topic, "area": area, "found": found}
    return render(request, "youth/list.html", context)


@open_to_all
@require_safe
def where(request: HttpRequest) -> HttpResponse:
    """Where children propose something: in words, and on a map by cells, never by points."""
    edition = _asked_edition(request)
    cells = cells_of(edition)
    context = {
        "edition": edition,
        "places": places_of(edition),
        "nowhere": nowhere_count(edition),
        "cells": cells,
        "base_map": settings.BASE_MAP if cells["geometries"] and is_drawn() else "",
    }
    return render(request, "youth/map.html", context)


@open_to_all
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """One proposal: the child's own words, the city's letter, how far it is."""
    proposal = find_proposal(number)
    if proposal is None:
        raise Http404
    letter = letter_of(proposal)
    context = {
        "proposal": proposal,
        "edition": proposal.edition,
        "letter": letter,
        "wishes": proposal.wishes,
        "count": count_of(proposal.asked),
        "steps": steps_of(proposal, letter),
        "others": others(proposal, day=localdate()),
    }
    return render(request, "youth/show.html", context)


def _asked_edition(request: HttpRequest) -> Edition:
    """The edition that was asked for, else the one that runs. Raises Http404 where there is none."""
    asked = request.GET.get("edition", "")
    if asked.isdecimal() and asked.isascii():
        found = Edition.objects.shown().with_phases().filter(number=asked[:4]).first()
    else:
        found = current_edition(timezone.now())
    if found is None:
        raise Http404
    return found


def _told(edition: Edition) -> dict[str, object]:
    return {
        "edition": edition,
        "answered": share_answered(edition),
        "promises": promises_of(edition),
        "mayors": mayors_of(edition),
    }

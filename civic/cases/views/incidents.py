"""Incidents as everybody reads them: what happened, who commands it, the bulletin, and the public cases in it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.models import Bulletin, Case, Incident
from civic.cases.queries.incidents import members, public_tally
from civic.cases.rules.incidents import IncidentState
from civic.cases.rules.states import Publication
from civic.cases.views.list import rows_of
from civic.lib.keyset import Page, page_from

PAGE = 30
CASES_SHOWN = 20
NEWEST = ("-opened_at", "-pk")
NEWEST_CASES = ("-filed_at", "-pk")
NEWEST_WORDS = ("-number", "-pk")


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The incidents under way, and those that have ended."""
    ended = Incident.objects.filter(state=IncidentState.ENDED).select_related("office")
    page = page_from(ended, keys=NEWEST, size=PAGE, cursor=request.GET.get("older", ""))
    context = {
        "open": list(Incident.objects.filter(state=IncidentState.OPEN).select_related("office")[:PAGE]),
        "ended": page.rows,
        "older": page.next,
    }
    return render(request, "cases/incidents.html", context)


@open_to_all
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One incident with its bulletin, the newest entry first. Only public cases are listed and counted; who commands
    is told by office."""
    incident = Incident.objects.select_related("office").filter(slug=slug).first()
    if incident is None:
        raise Http404
    public = members(incident).filter(publication=Publication.PUBLISHED).with_names()
    cases = page_from(public, keys=NEWEST_CASES, size=CASES_SHOWN, cursor=request.GET.get("older", ""))
    words = Bulletin.objects.filter(incident=incident).select_related("office")
    told = page_from(words, keys=NEWEST_WORDS, size=PAGE, cursor=request.GET.get("earlier", ""))
    context: dict[str, Any] = {
        "incident": incident,
        "areas": list(incident.areas.order_by("path")),
        "cells": list(incident.cells.order_by("code").only("code", "layer")),
        "matters": list(incident.matters.order_by("order", "code")),
        "tally": public_tally(incident),
        "bulletins": told.rows,
        "earlier": told.next,
        "rows": rows_of(_cases(cases)),
        "older": cases.next,
        "now": timezone.now(),
    }
    return render(request, "cases/incident.html", context)


def _cases(page: Page[Case]) -> list[Case]:
    return page.rows

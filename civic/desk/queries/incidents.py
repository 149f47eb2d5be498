"""Incidents at the desk: which ones an officer finds, how their cases stand, who may command."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.http import Http404

from civic.cases.models import Case, Incident
from civic.cases.queries import Viewer, on_desk_of
from civic.cases.queries.incidents import incidents_of, members, opens_incidents, states_in
from civic.cases.rules.incidents import COMMANDS
from civic.desk.rules import standing
from civic.lib.codes import read_number
from civic.lib.keyset import page_from
from civic.offices.models import Officer, Post
from civic.offices.rules import Side

PAGE = 50
LISTED = 50
MOST_COMMANDERS = 300


@dataclass(frozen=True)
class Counted:
    """So many cases of an incident stand here."""

    label: Any
    icon: str
    tone: str
    count: int


@dataclass(frozen=True)
class OpenIncident:
    """One incident as its commander sees it: how many cases stand where, and those that lie on her desk."""

    incident: Incident
    counted: list[Counted]
    all: int
    cases: list[Case]
    older: str
    is_commander: bool
    may_hand: bool


def incidents_on_desk(viewer: Viewer) -> list[Incident]:
    """The incidents an officer finds, those under way first."""
    officer = viewer.officer
    assert officer is not None
    found = incidents_of(officer, officer.person_id).select_related("office", "commander")
    return list(found.order_by("-state", "-opened_at", "-pk")[:LISTED])


def open_incident_page(viewer: Viewer, key: int, *, older: str = "") -> OpenIncident:
    """One incident. Raises Http404 for whoever neither commands it nor may open one."""
    officer = viewer.officer
    assert officer is not None
    found = incidents_of(officer, officer.person_id).select_related("office", "commander__officer", "opened_by")
    incident = found.filter(pk=key).first()
    if incident is None:
        raise Http404
    mine = on_desk_of(viewer).filter(pk__in=members(incident).order_by().values("pk")).with_names()
    page = page_from(mine, keys=("-filed_at", "-pk"), size=PAGE, cursor=older)
    counted = [_counted(state, count) for state, count in states_in(incident)]
    return OpenIncident(
        incident=incident,
        counted=counted,
        all=sum(one.count for one in counted),
        cases=page.rows,
        older=page.next,
        is_commander=incident.commander_id == officer.person_id,
        may_hand=incident.commander_id == officer.person_id or opens_incidents(officer),
    )


def case_to_join(viewer: Viewer, said: str) -> Case | None:
    """The case of a number, as far as it lies on this officer's desk."""
    number = read_number(said)
    return on_desk_of(viewer).filter(number=number).first() if number else None


def commanders(*, on: date) -> list[Officer]:
    """The officers who may command on a day."""
    posts = Post.objects.held_on(on).filter(
        role__in=COMMANDS, side__in=[Side.ACT, Side.DECIDE], side=F("officer__side")
    )
    held = Officer.objects.filter(pk__in=posts.order_by().values("officer"), person__is_active=True)
    return list(held.select_related("person").order_by("number")[:MOST_COMMANDERS])


def _counted(state: str, count: int) -> Counted:
    drawn = standing(state=state, round_=1, verdict="", answered_at=None)
    return Counted(drawn.label, drawn.icon, drawn.tone, count)

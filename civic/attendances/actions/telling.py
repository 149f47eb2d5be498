"""How volunteers, managers and coordinators hear of what was on a shift; by night nothing leaves."""

from datetime import datetime
from typing import Any

from civic.accounts.models import Person
from civic.lib.quiet import after_quiet
from civic.shifts.models import Shift
from civic.volunteers.actions import tell_people, tell_volunteer
from civic.volunteers.models import Manager, Organisation, Volunteer
from civic.volunteers.queries.people import coordinators
from civic.volunteers.rules import ManagerTask


def tell_about(volunteer: Volunteer, shift: Shift, verb: str, page: str, *, at: datetime, **told: Any) -> None:
    """A message to a volunteer about a shift. Belongs in the transaction of an act."""
    tell_volunteer(volunteer, verb, page, at=after_quiet(at), activity=shift.activity, due=shift.starts_at, **told)


def _managing(organisation: Organisation) -> list[Person]:
    """Who manages an organisation today."""
    held = Manager.objects.filter(organisation=organisation, task=ManagerTask.MANAGER, ended_at__isnull=True)
    return [one.person for one in held.select_related("person").order_by("pk")]


def tell_managers(organisation: Organisation, verb: str, page: str, *, about: str, at: datetime, **told: Any) -> None:
    """A message to whoever manages an organisation, and to the city's coordinators. Belongs in an act."""
    people = {one.pk: one for one in _managing(organisation)}
    people |= {one.person_id: one.person for one in coordinators().select_related("person")}
    tell_people(people.values(), verb, page, about=about, at=after_quiet(at), **told)

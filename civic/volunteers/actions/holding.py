"""How any act touches a volunteer or an organisation: hold it, and write the line at its end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from civic.accounts.models import Person
from civic.journal import actions as journal
from civic.lib.holding import lock
from civic.volunteers.models import Organisation, OrganisationLine, Volunteer, VolunteerLine


def hold_volunteer(volunteer: Volunteer) -> Volunteer:
    """The volunteer, locked until the act ends, as it stands now. Hold the volunteer first, then a shift: always in
    this order."""
    lock(volunteer)
    return Volunteer.objects.select_related("person", "child").get(pk=volunteer.pk)


def hold_organisation(organisation: Organisation) -> Organisation:
    """The organisation, locked until the act ends, as it stands now."""
    lock(organisation)
    return Organisation.objects.get(pk=organisation.pk)


def write_volunteer(
    volunteer: Volunteer,
    verb: str,
    *,
    side: str = "volunteer",
    by: Person | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> VolunteerLine:
    """One act about a volunteer, by itself, a guardian, an organisation or the city ("volunteer", "guardian",
    "organisation", "city"). The facts never say who it is. The caller holds the volunteer."""
    return journal.record(
        VolunteerLine(volunteer=volunteer),
        words=None,
        subject=volunteer.subject,
        last=volunteer.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts=dict(facts or {}),
    )


def write_organisation(
    organisation: Organisation,
    verb: str,
    *,
    side: str = "organisation",
    by: Person | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> OrganisationLine:
    """One act about an organisation, by itself or the city. The caller holds the organisation."""
    return journal.record(
        OrganisationLine(organisation=organisation),
        words=None,
        subject=organisation.subject,
        last=organisation.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts=dict(facts or {}),
    )

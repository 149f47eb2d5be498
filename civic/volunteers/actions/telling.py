"""Messages to volunteers, guardians and coordinators; and the sweep that says which answers are late."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.notices import actions as notices
from civic.notices.actions import Letter
from civic.offices.queries.duty import heads_of
from civic.volunteers.models import Organisation, Volunteer
from civic.volunteers.queries.people import coordinators
from civic.volunteers.rules import OrganisationState


def tell_volunteer(volunteer: Volunteer, verb: str, page: str, *, at: datetime, **told: Any) -> None:
    """A message to a volunteer's own account; nobody else reads it. Belongs in the transaction of an act."""
    if volunteer.person is not None:
        tell_people([volunteer.person], verb, page, about=volunteer.subject, at=at, language=volunteer.language, **told)


def tell_people(
    people: Iterable[Person], verb: str, page: str, *, about: str, at: datetime, language: str = "", **told: Any
) -> None:
    """The same message to several accounts, each in its language. Belongs in the transaction of an act."""
    letters = [
        Letter(
            verb=verb,
            about=about,
            language=language or person.language,
            context={"url": f"{settings.SITE_URL}{page}", "me_url": f"{settings.SITE_URL}/me/", **told},
            email=person.email,
            phone=person.phone,
        )
        for person in people
    ]
    notices.queue_all(letters, at=at)


@transaction.atomic
def tell_late(*, at: datetime) -> int:
    """Applications and askings of organisations nobody has answered in time are told, once, to whoever heads the
    coordinators' office; where it has no head, to the coordinators themselves. Returns how many were late."""
    people = Volunteer.objects.waiting().filter(answer_due_at__lt=at, told_late_at__isnull=True)
    bodies = Organisation.objects.filter(state=OrganisationState.ASKED, answer_due_at__lt=at, told_late_at__isnull=True)
    late = people.count() + bodies.count()
    if late:
        people.update(told_late_at=at)
        bodies.update(told_late_at=at)
        about = f"volunteers-late:{at:%Y%m%d%H%M}"
        tell_people(_responsible(at), "volunteers-late", "/desk/volunteers/", about=about, at=at, count=late)
    return late


def _responsible(at: datetime) -> list[Person]:
    held = list(coordinators().select_related("person", "organisation__office"))
    offices = {one.organisation.office for one in held if one.organisation.office is not None}
    heads = {head.person.pk: head.person for office in offices for head in heads_of(office, on=localdate(at))}
    return list(heads.values()) or list({one.person_id: one.person for one in held}.values())

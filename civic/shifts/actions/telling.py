"""Messages about shifts: to volunteers at the contact they left, to leaders and managers. By day, but for what is
urgent: a shift called off, a key road nobody walks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.quiet import after_quiet
from civic.lib.refusals import Sentence
from civic.notices import actions as notices
from civic.notices.actions import Letter, Push
from civic.shifts.models import Shift
from civic.volunteers.models import Manager, Organisation, Volunteer, VolunteerIdentity
from civic.volunteers.rules import ManagerTask

MOST_TOLD = 20  # managers of one organisation


def shift_url(shift: Shift) -> str:
    """The page of a shift."""
    return f"{settings.SITE_URL}/volunteer/shifts/{shift.number}/"


def about_shift(shift: Shift, **more: Any) -> dict[str, Any]:
    """What every message about a shift may say."""
    activity = shift.activity
    told = {"activity": activity, "shift": shift, "where": shift.where, "due": shift.starts_at, "url": shift_url(shift)}
    return told | {"mine_url": f"{settings.SITE_URL}/volunteer/mine/"} | more


def moved_push(shift: Shift) -> tuple[Sentence, Sentence]:
    """What a device shows of a moved shift."""
    return _("Your shift has changed"), _("Open it to see the new hour or place.")


def tell_volunteers(
    volunteers: Iterable[Volunteer],
    verb: str,
    shift: Shift,
    *,
    at: datetime,
    push: tuple[Sentence, Sentence] | None = None,
    is_urgent: bool = False,
    **more: Any,
) -> int:
    """Write to volunteers about a shift, in their languages; how many were written to."""
    shown = None
    if push is not None:
        path = f"/volunteer/shifts/{shift.number}/"
        shown = Push(title=push[0], body=push[1], path=path, tag=f"shift:{shift.number}", waits=True)
    return write_to(
        volunteers, verb, f"shift:{shift.pk}", about_shift(shift, **more), at=at, push=shown, is_urgent=is_urgent
    )


def write_to(
    volunteers: Iterable[Volunteer],
    verb: str,
    about: str,
    context: Mapping[str, Any],
    *,
    at: datetime,
    push: Push | None = None,
    is_urgent: bool = False,
) -> int:
    """Write to volunteers, whatever it is about. Two statements more, however many they are."""
    people = {one.pk: one for one in volunteers}
    contacts = dict(VolunteerIdentity.objects.filter(volunteer__in=people).values_list("volunteer", "contact"))
    accounts = dict(
        Person.objects.filter(pk__in=[one.person_id for one in people.values() if one.person_id]).values_list(
            "pk", "email"
        )
    )
    letters = []
    for one in people.values():
        contact = contacts.get(one.pk, "")
        email = contact if "@" in contact else accounts.get(one.person_id or 0, "")
        letters.append(
            Letter(
                verb=verb,
                about=about,
                language=one.language,
                context=context,
                email=email,
                phone="" if "@" in contact else contact,
                push=push,
                person=one.person_id,
            )
        )
    notices.queue_all(letters, at=at if is_urgent else after_quiet(at))
    return len(letters)


def tell_person(
    person: Person, verb: str, about: str, context: Mapping[str, Any], *, at: datetime, is_urgent: bool = False
) -> None:
    """Write to somebody with an account: a leader, a guardian, whoever is called."""
    told = {"me_url": f"{settings.SITE_URL}/me/", **context}
    letter = Letter(
        verb=verb, about=about, language=person.language, context=told, email=person.email, person=person.pk
    )
    notices.queue_all([letter], at=at if is_urgent else after_quiet(at))


def tell_leader(shift: Shift, verb: str, *, at: datetime, **more: Any) -> None:
    """Write to whoever leads a shift."""
    page_url = f"{settings.SITE_URL}/volunteer/organisations/{shift.activity.organisation.code}/shifts/{shift.number}/"
    tell_person(shift.leader, verb, f"shift:{shift.pk}", about_shift(shift, page_url=page_url, **more), at=at)


def managers_of(organisation: Organisation) -> list[Person]:
    """Who manages an organisation today."""
    held = Manager.objects.filter(organisation=organisation, task=ManagerTask.MANAGER, ended_at__isnull=True)
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("pk")[:MOST_TOLD])

"""Children's data may have come into wrong hands, or that is exercised: each guardian is told, and the authority.

Source: PIPL art. 57; Minors' network protection regulation art. 35.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.holding import ask_checked, said
from civic.guardians.actions.writing_to import is_reached, letter_to
from civic.guardians.models import Breach, BreachTold, Child, Guardianship
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices import actions as notices
from civic.notices.actions import Letter

LONGEST = 2000
VERB = "children-breach"


@transaction.atomic
def tell_breach(
    children: Iterable[Child],
    *,
    track: str,
    is_drill: bool,
    what: str,
    advice: str,
    done: str,
    found_at: datetime,
    by: Person,
    at: datetime,
) -> Breach:
    """Write down what happened and tell each guardian: a message where one is known how to reach, else a row for
    somebody to call. A drill does the same and says that it is one. Raises NotAllowed, NotValid."""
    ask_checked(by, at=at)
    if found_at > at:
        raise NotValid(fields={"found_at": _("This moment is to come.")})
    missing = _("Write this for families: they read it.")
    breach = Breach.objects.create(
        track=track,
        is_drill=is_drill,
        found_at=found_at,
        what=said(what, name="what", longest=LONGEST, missing=missing),
        advice=said(advice, name="advice", longest=LONGEST, missing=missing),
        done=said(done, name="done", longest=LONGEST, missing=missing),
        made_by=by,
        made_at=at,
    )
    wards = Guardianship.objects.filter(child__in=[one.pk for one in children], ended_at__isnull=True)
    told, letters = [], []
    for ward in wards.select_related("person", "child").order_by("pk"):
        letter = _letter(breach, ward)
        reached = is_reached(letter)
        letters += [letter] if reached else []
        told.append(
            BreachTold(
                breach=breach, guardianship=ward, way="message" if reached else "", told_at=at if reached else None
            )
        )
    BreachTold.objects.bulk_create(told)
    notices.queue_all(letters, at=at)
    return breach


def _letter(breach: Breach, ward: Guardianship) -> Letter:
    told = {"drill": breach.is_drill, "what": breach.what, "advice": breach.advice, "done": breach.done}
    return letter_to(ward, verb=VERB, context=told | {"url": f"{settings.SITE_URL}/little-mayor/family/"})


@transaction.atomic
def tell_guardian(told: BreachTold, *, by: Person, at: datetime) -> BreachTold:
    """Somebody reached a guardian in person, whom no message reaches. Raises NotAllowed, Conflict once told."""
    ask_checked(by, at=at)
    told = BreachTold.objects.select_for_update().get(pk=told.pk)
    if told.told_at is not None:
        raise Conflict(_("This family has been told already."))
    told.way, told.told_at, told.told_by = "person", at, by
    told.save(update_fields=["way", "told_at", "told_by"])
    return told


@transaction.atomic
def tell_authority(breach: Breach, *, authority: str, by: Person, at: datetime) -> Breach:
    """The authority was told. Raises NotValid without its name, Conflict once told."""
    ask_checked(by, at=at)
    breach = Breach.objects.select_for_update().get(pk=breach.pk)
    name = clean_line(authority).strip()[:200]
    if not name:
        raise NotValid(fields={"authority": _("Name the authority that was told.")})
    if breach.authority_told_at is not None:
        raise Conflict(_("An authority was told already."))
    breach.authority, breach.authority_told_at = name, at
    breach.save(update_fields=["authority", "authority_told_at"])
    return breach


@transaction.atomic
def close_breach(breach: Breach, *, lesson: str, by: Person, at: datetime) -> Breach:
    """It is over, and something was learnt. Raises NotAllowed while a family or, but for a drill, the authority waits
    to be told; NotValid without a lesson, Conflict once closed."""
    ask_checked(by, at=at)
    breach = Breach.objects.select_for_update().get(pk=breach.pk)
    if breach.closed_at is not None:
        raise Conflict(_("This is closed already."))
    if breach.told.filter(told_at__isnull=True).exists():
        raise NotAllowed(_("Some families have not been told. Call them first."))
    if not breach.is_drill and breach.authority_told_at is None:
        raise NotAllowed(_("No authority has been told. Tell it first."))
    breach.lesson = said(lesson, name="lesson", longest=LONGEST, missing=_("Write what was learnt."))
    breach.closed_at = at
    breach.save(update_fields=["lesson", "closed_at"])
    return breach

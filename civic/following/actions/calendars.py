"""The secret address of a calendar: given, given anew, taken away. Only its digest is kept."""

import secrets
from datetime import datetime

from django.db import transaction

from civic.following.models import Follower
from civic.following.models.follows import address_digest


@transaction.atomic
def give_calendar(follower: Follower, *, at: datetime) -> str:
    """A new secret for the address of the calendar; the one before ends. Returns it: nobody can read it again."""
    token = secrets.token_urlsafe(24)
    Follower.objects.filter(pk=follower.pk).update(calendar_digest=address_digest(token))
    return token


@transaction.atomic
def drop_calendar(follower: Follower, *, at: datetime) -> None:
    """The calendar has no address any more."""
    Follower.objects.filter(pk=follower.pk).update(calendar_digest=None)

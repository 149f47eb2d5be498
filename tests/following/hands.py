"""What the tests of following share: who follows, and the sweeps run by hand."""

from datetime import datetime
from typing import Any

from civic.accounts.models import Person
from civic.accounts.rules import Contact
from civic.following import actions as following
from civic.following.actions import Subject
from civic.following.models import Cursor, Follow
from civic.notices.models import Notice
from tests.people import NOON

EMAIL = "anna@example.com"


def begin_reading(at: datetime = NOON) -> None:
    """The timeline is read from here on."""
    Cursor.objects.update_or_create(name="timeline", defaults={"at": at})


def followed(subject: Subject, email: str = EMAIL, *, at: datetime = NOON, **given: Any) -> Follow:
    """Somebody with a proved address follows something."""
    given.setdefault("language", "en")
    return following.follow(subject, contact=Contact(email=email), is_proved=True, at=at, **given).follow


def followed_by(person: Person, subject: Subject, *, at: datetime = NOON, **given: Any) -> Follow:
    """Somebody with an account follows something."""
    given.setdefault("language", "en")
    return following.follow(subject, by=person, at=at, **given).follow


def swept(at: datetime) -> int:
    """The worker comes by: how many messages were queued."""
    following.read_timeline(at=at)
    following.spread(at=at)
    following.take_up_withdrawn(at=at)
    return following.tell(at=at)


def letters(email: str = EMAIL) -> list[Notice]:
    """What waits for an address."""
    return [one for one in Notice.objects.filter(verb="follow-news", state="waiting") if one.address == email]

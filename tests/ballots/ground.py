"""A vote to stand on: an edition in its second round, proposals of children, people who proved a contact."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress

from civic.accounts.models import Person
from civic.ballots import actions as ballots
from civic.ballots.models import Ballot
from civic.youth.models import Entry
from tests.youth.ground import DAY, Track, during, enter, found_track, propose

BEFORE = during("second", 1)
OPENS, CLOSES = during("second", 2), during("second", 9)
WITHIN = during("second", 4)
AFTER = CLOSES + timedelta(minutes=2)


def person(handle: str) -> Person:
    """One of the cast."""
    return Person.objects.get(handle=handle)


def resident(handle: str, *, joined: datetime | None = None) -> Person:
    """Somebody who proved an address, and joined long ago unless said otherwise."""
    made = Person.objects.create_user(handle, email=f"{handle}@example.com")
    Person.objects.filter(pk=made.pk).update(joined_at=joined or WITHIN - 400 * DAY)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return Person.objects.get(pk=made.pk)


def track_of(count: int = 4) -> Track:
    """So many public proposals, all in the second round."""
    track = found_track()
    for number in range(count):
        propose(enter(track, f"木棉{number}"), f"第{number}个主意")
    Entry.objects.update(reached="second")
    return track


def planned(track: Track, **given: object) -> Ballot:
    """A vote without its approval."""
    given = {"phase": "second", "opens_at": OPENS, "closes_at": CLOSES, "picks": 2, "at": BEFORE} | given
    return ballots.plan_vote(track.edition, by=person("tang"), **given)  # type: ignore[arg-type]


def opened(count: int = 4) -> Ballot:
    """A vote with its approval: it runs from OPENS to CLOSES."""
    ballot = planned(track_of(count))
    return ballots.open_vote(
        ballot,
        by=person("bai"),
        number="云教办〔2026〕46号",
        authority="市教育局",
        approved_on=BEFORE.date(),
        at=BEFORE,
    )

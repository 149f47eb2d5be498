"""A meeting of residents was held: the committee notes when, where, how many, what was said about which topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.communities.actions.holding import corner_of, demand, demand_role, go, side_of, tell, write
from civic.communities.models import Meeting
from civic.communities.rules import HIDE_MEETING, NOTE_MEETING, Reason, check_meeting, move_of
from civic.lib.plain_text import clean_line, clean_text, guess_language
from civic.lib.refusals import Conflict, NotValid
from civic.places.models import Area

_NO_LONGER = _("One of these topics can no longer be talked over here. Look at the list again.")


@dataclass(frozen=True)
class MeetingGiven:
    """The note of a meeting, not yet checked."""

    held_on: date
    place: str
    present: int
    words: str
    topics: Sequence[str] = ()  # their numbers


@transaction.atomic
def note_meeting(community: Area, *, by: Person, given: MeetingGiven, at: datetime) -> Meeting:
    """The note is public at once; each topic it names was talked over. Raises NotAllowed, NotValid, Conflict."""
    corner = corner_of(community, at=at)
    demand_role(corner, NOTE_MEETING, by=by, at=at)
    words, place = clean_text(given.words).strip(), clean_line(given.place).strip()
    today = localdate(at)
    demand(check_meeting(held_on=given.held_on, place=place, present=given.present, words=words, today=today))
    topics = list(corner.topics.select_related("contact").filter(number__in=given.topics))
    moves = [move_of("talk-over", stage=one.stage, shown=one.shown) for one in topics]
    if len(topics) != len(set(given.topics)) or None in moves:
        raise Conflict(_NO_LONGER)
    meeting = Meeting.objects.create(
        corner=corner,
        held_on=given.held_on,
        place=place,
        present=given.present,
        words=words,
        language=guess_language(words),
        noted_by=by,
        noted_at=at,
    )
    meeting.topics.set(topics)
    for topic, move in zip(topics, moves, strict=True):
        assert move is not None
        topic.corner = corner
        go(topic, move, at=at)
    facts = {"topics": [one.number for one in topics], "present": given.present, "held_on": f"{given.held_on}"}
    write(corner, NOTE_MEETING, by=by, at=at, meeting=meeting, facts=facts)
    tell(topics, verb="corner-moved", at=at)
    return meeting


@transaction.atomic
def hide_meeting(meeting: Meeting, *, by: Person, reason: str, at: datetime) -> None:
    """A note that tells too much leaves the page; its topics stay as they are. Raises NotAllowed, NotValid,
    Conflict."""
    corner = corner_of(meeting.corner.community, at=at)
    demand_role(corner, HIDE_MEETING, by=by, at=at)
    if reason not in Reason.values:
        raise NotValid(fields={"reason": _("Choose why. That a topic is unwelcome is no reason.")})
    if not Meeting.objects.filter(pk=meeting.pk, is_shown=True).update(is_shown=False):
        raise Conflict()
    side = side_of(by, at=at, corner=corner)
    write(corner, HIDE_MEETING, by=by, at=at, meeting=meeting, facts={"reason": reason}, side=side)

"""How a topic ends: solved here, not taken further with a reason, or handed to the city as a case."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import ReportGiven, file_case
from civic.cases.models import Case
from civic.cases.rules import Kind, Source
from civic.communities.actions.holding import demand, go, hold, permit, tell, write
from civic.communities.models import Topic
from civic.communities.rules import PLACE_LONGEST, check_words
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import NotValid
from civic.offices.models import Matter

KINDS = (Kind.COMPLAINT, Kind.SUGGESTION, Kind.HELP)
_TASKS_OPEN = _("Tasks are still open. Write down how each ended, then the topic can end.")
_NO_KIND = _("Choose what it is to the city: a complaint, a suggestion or a request for help.")


@dataclass(frozen=True)
class GivenOn:
    """What the city is to know, not yet checked."""

    text: str
    kind: str = Kind.COMPLAINT
    matter: Matter | None = None
    place: str = ""


@transaction.atomic
def solve(topic: Topic, *, by: Person, note: str, at: datetime) -> None:
    """The community solved it itself: no office ever saw it, and it counts. Raises NotAllowed, NotValid, Conflict."""
    _end(topic, "solve", by=by, note=note, at=at)


@transaction.atomic
def not_take(topic: Topic, *, by: Person, note: str, at: datetime) -> None:
    """It is not taken further, and everybody reads why. Raises NotAllowed, NotValid, Conflict."""
    _end(topic, "not-take", by=by, note=note, at=at)


def _end(topic: Topic, verb: str, *, by: Person, note: str, at: datetime) -> None:
    held = hold(topic)
    move = permit(held, verb, by=by, at=at)
    words = clean_text(note).strip()
    demand(check_words("note", words))
    _demand_no_task(held)
    go(held, move, at=at)
    write(held.corner, verb, by=by, at=at, topic=held, text=words)
    tell([held], verb="corner-moved", at=at, said=words)


@transaction.atomic
def take_up_again(topic: Topic, *, by: Person, note: str, at: datetime) -> None:
    """It was not over after all. Raises NotAllowed, NotValid, Conflict."""
    held = hold(topic)
    move = permit(held, "take-up-again", by=by, at=at)
    words = clean_text(note).strip()
    demand(check_words("note", words))
    go(held, move, at=at)
    write(held.corner, "take-up-again", by=by, at=at, topic=held, text=words)
    tell([held], verb="corner-moved", at=at, said=words)


@transaction.atomic
def hand_on(topic: Topic, *, by: Person, given: GivenOn, at: datetime) -> Case:
    """The community cannot solve it, so it becomes a case of the city, in the community's name and with nobody's
    contact. Raises NotAllowed, NotValid, Conflict."""
    held = hold(topic)
    move = permit(held, "hand-on", by=by, at=at)
    _demand_no_task(held)
    if given.kind not in KINDS:
        raise NotValid(fields={"kind": _NO_KIND})
    place = clean_line(given.place).strip()
    demand(check_words("place", place or "-", longest=PLACE_LONGEST))
    community = held.corner.community
    report = ReportGiven(
        kind=given.kind,
        text=given.text,
        title=held.public_title,
        matter=given.matter,
        matter_is_known=True,
        address=f"{community.name_zh_hans} {place}".strip(),
        area=community,
        is_confidential=False,
    )
    case = file_case(report, source=Source.CORNER, source_ref=held.number, at=at).case
    held.case = case
    go(held, move, at=at)
    write(held.corner, "hand-on", by=by, at=at, topic=held, facts={"case": case.number})
    tell([held], verb="corner-moved", at=at)
    return case


def _demand_no_task(topic: Topic) -> None:
    if topic.tasks.filter(ended="").exists():
        raise NotValid(_TASKS_OPEN)

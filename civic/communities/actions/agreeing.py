"""What residents agreed about a topic, and the tasks they took on themselves."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.communities.actions.holding import NOT_NOW, demand, go, hold, permit, tell, write
from civic.communities.models import Agreement, Meeting, Task, Topic
from civic.communities.rules import check_agreement, check_task, check_words
from civic.lib.plain_text import clean_line, clean_text, guess_language
from civic.lib.refusals import Conflict, NotValid


@transaction.atomic
def agree(
    topic: Topic,
    *,
    by: Person,
    text: str,
    agreed_on: date,
    votes_for: int,
    votes_against: int,
    abstained: int,
    meeting: Meeting | None,
    at: datetime,
) -> Agreement:
    """Write down what was agreed and by how many; a later agreement stands before an earlier one. Raises NotAllowed,
    NotValid, Conflict."""
    held = hold(topic)
    move = permit(held, "agree", by=by, at=at)
    words, counts = clean_text(text).strip(), (votes_for, votes_against, abstained)
    if meeting is not None and not meeting.topics.filter(pk=held.pk).exists():
        raise NotValid(fields={"meeting": _("This meeting did not talk about the topic.")})
    present = meeting.present if meeting else None
    demand(check_agreement(text=words, agreed_on=agreed_on, counts=counts, present=present, today=localdate(at)))
    agreement = Agreement.objects.create(
        topic=held,
        meeting=meeting,
        agreed_on=agreed_on,
        text=words,
        language=guess_language(words),
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
        at=at,
    )
    go(held, move, at=at)
    write(held.corner, "agree", by=by, at=at, topic=held, text=words, facts={"counts": list(counts)})
    tell([held], verb="corner-moved", at=at, said=words)
    return agreement


@transaction.atomic
def add_task(topic: Topic, *, by: Person, who: str, what: str, due: date | None, at: datetime) -> Task:
    """Somebody of the community takes something on. Raises NotAllowed, NotValid, Conflict."""
    held = hold(topic)
    move = permit(held, "add-task", by=by, at=at)
    who, what = clean_line(who).strip(), clean_text(what).strip()
    demand(check_task(who=who, what=what, due=due, today=localdate(at)))
    assert due is not None
    task = Task.objects.create(topic=held, who=who, what=what, language=guess_language(what), due=due, added_at=at)
    go(held, move, at=at)
    write(held.corner, "add-task", by=by, at=at, topic=held, text=f"{who}: {what}", facts={"due": f"{due}"})
    return task


@transaction.atomic
def finish_task(task: Task, *, by: Person, note: str, at: datetime) -> None:
    """It was done, and how. Raises NotAllowed, NotValid, Conflict."""
    _end(task, "finish-task", Task.Ended.DONE, by=by, note=note, at=at)


@transaction.atomic
def drop_task(task: Task, *, by: Person, note: str, at: datetime) -> None:
    """It will not be done, and why. Raises NotAllowed, NotValid, Conflict."""
    _end(task, "drop-task", Task.Ended.DROPPED, by=by, note=note, at=at)


def _end(task: Task, verb: str, ended: Task.Ended, *, by: Person, note: str, at: datetime) -> None:
    held = hold(task.topic)
    move = permit(held, verb, by=by, at=at)
    words = clean_text(note).strip()
    demand(check_words("note", words))
    if not Task.objects.filter(pk=task.pk, ended="").update(ended=ended, note=words, ended_at=at):
        raise Conflict(NOT_NOW)
    go(held, move, at=at)
    write(held.corner, verb, by=by, at=at, topic=held, text=f"{task.who}: {words}")

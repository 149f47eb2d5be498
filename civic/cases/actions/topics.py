"""A root-cause topic: opened when a problem came back often enough, named by the committee, removed by an office,
closed with reasons, and opened again by itself when the problem returns."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions.moving import demand_answering
from civic.cases.actions.telling import tell_of_topic
from civic.cases.models import Case, Rebound, Topic, TopicCase, TopicLine, TopicWords
from civic.cases.queries.rebounds import came_back_at, may_come_back
from civic.cases.queries.topics import committee_of, covers, topics_near
from civic.cases.rules import CLOSED_STATES
from civic.cases.rules.rebound import is_often
from civic.cases.rules.topics import (
    LIVE,
    REPORTS_FOR,
    WORDS_LONGEST,
    TopicMove,
    TopicState,
    is_hers,
    removal_fault,
    topic_move,
)
from civic.journal import actions as journal
from civic.lib.plain_text import clean_text, guess_language
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.models import Matter, Office
from civic.offices.queries import by_workdays, close_of, hand_of
from civic.offices.rules import Role

BATCH = 200
DRAWS = 8
BEFORE_ANY = timedelta(days=3660)
_COMMITTEE_ONLY = _("The committee names causes and closes topics.")
_REMOVER_ONLY = _("Only the office that removes the cause reports on it.")
_CLOSED = _("This topic is closed. When the problem comes back, it opens again by itself.")
_NOT_NAMED = _("No cause is being removed here now. The committee names it first, and the office that removes it.")


def weigh_returns(*, at: datetime, most: int = BATCH) -> int:
    """Look at every accepted case that came back and was not looked at yet: it joins the topic of its place, opens a
    closed one again, or is the one that opens a new one. Each in a transaction of its own. Returns how many."""
    waiting = Rebound.objects.filter(weighed_at__isnull=True)
    ready = waiting.filter(case__accepted_at__isnull=False) | waiting.filter(case__state__in=CLOSED_STATES)
    keys = list(ready.order_by("case").values_list("case", flat=True).distinct()[:most])
    return sum(_weigh(pk, at=at) for pk in keys)


@transaction.atomic
def _weigh(pk: int, *, at: datetime) -> bool:
    if not Rebound.objects.filter(case=pk, weighed_at__isnull=True).update(weighed_at=at):
        return False  # another hand was quicker
    case = Case.objects.select_related("matter", "area").get(pk=pk)
    is_standing = Rebound.objects.standing().filter(case=pk).exists()
    if not is_standing or case.matter is None or case.accepted_at is None or not may_come_back(case):
        return True
    matter = _hold_matter(case.matter)
    topics = topics_near(case, matter)
    live = next((topic for topic in topics if topic.is_live), None)
    if live is not None:
        _add_return(live, case, at=at)
        return True
    lately = [topic for topic in topics if topic.closed_at and _is_lately(topic, case, matter)]
    if lately:
        _reopen(lately[0], case, at=at)
        return True
    since = max((topic.closed_at for topic in topics if topic.closed_at), default=case.filed_at - BEFORE_ANY)
    _open_where_often(case, matter, since=since, at=at)
    return True


def _hold_matter(matter: Matter) -> Matter:
    """Two that come back at once are weighed one after the other, so that they open one topic. Elsewhere the
    transaction holds the whole database from its start."""
    if connection.features.has_select_for_no_key_update:  # cases of the matter may be filed meanwhile
        return Matter.objects.select_for_update(no_key=True).get(pk=matter.pk)
    return Matter.objects.get(pk=matter.pk)


def _is_lately(topic: Topic, case: Case, matter: Matter) -> bool:
    """Did it come back so soon after the topic was closed that the cause was not removed?"""
    assert topic.closed_at is not None
    return topic.closed_at <= case.filed_at <= topic.closed_at + timedelta(days=matter.rebound_days)


def _open_where_often(case: Case, matter: Matter, *, since: datetime, at: datetime) -> Topic | None:
    """Open a topic where this return makes it often enough."""
    span = timedelta(days=matter.topic_days)
    came = came_back_at(matter, case, since=max(since, case.filed_at - span), until=case.filed_at + span)
    if not is_often((one.at for one in came), returns=matter.topic_returns, days=matter.topic_days):
        return None
    return open_topic(case, matter, came, at=at)


@transaction.atomic
def open_topic(case: Case, matter: Matter, came: Collection[Rebound], *, at: datetime) -> Topic:
    """The clock's hand opens a topic where a case of a matter came back once too often: the committee of the area owns
    it and has so many working days to name the cause. The caller holds the matter; the place stays unique."""
    office = committee_of(case.area)
    topic = _create(
        matter=matter,
        key=_key(case),
        area=case.area,
        cell_id=case.cell_id,
        component_id=case.component_id,
        lat=case.lat,
        lon=case.lon,
        metres=matter.rebound_metres,
        returns=matter.topic_returns,
        office=office,
        due_at=by_workdays(at, matter.cause_days),
        opened_at=at,
        moved_at=at,
    )
    members = {one.earlier_id: TopicCase(topic=topic, case_id=one.earlier_id, is_return=False, at=at) for one in came}
    members |= {one.case_id: TopicCase(topic=topic, case_id=one.case_id, is_return=True, at=at) for one in came}
    members.setdefault(case.pk, TopicCase(topic=topic, case=case, is_return=True, at=at))
    TopicCase.objects.bulk_create(members.values())
    _write(topic, topic_move("open"), at=at, facts={"returns": len(came), "days": matter.topic_days})
    _tell_committee(topic, "topic-opened", at=at)
    return topic


def _create(**facts: Any) -> Topic:
    for attempt in range(DRAWS):
        number = f"T{localtime(facts['opened_at']).year % 100:02d}-{secrets.randbelow(100_000):05d}"
        try:
            with transaction.atomic():
                return Topic.objects.create(number=number, **facts)
        except IntegrityError:
            if attempt == DRAWS - 1 or not Topic.objects.filter(number=number).exists():
                raise
    raise AssertionError("unreachable")


def _key(case: Case) -> str:
    if case.component_id is not None:
        return f"component:{case.component_id}"
    return f"cell:{case.cell_id}" if case.cell_id is not None else f"hexagon:{case.h3}"


def _add_return(topic: Topic, case: Case, *, at: datetime) -> None:
    topic = _hold_topic(topic)
    if _join(topic, case, at=at):
        _write(topic, topic_move("return"), at=at, facts={})
        topic.save(update_fields=["moved_at"])


def _reopen(topic: Topic, case: Case, *, at: datetime) -> None:
    """The cause was not removed, or not this one: the committee names it anew."""
    topic = _hold_topic(topic)
    _join(topic, case, at=at)
    topic.state, topic.closed_at, topic.reopened = TopicState.OPEN, None, topic.reopened + 1
    topic.due_at, topic.told_late_at = by_workdays(at, topic.matter.cause_days), None
    _write(topic, topic_move("reopen"), at=at, facts={})
    topic.save()
    _tell_committee(topic, "topic-again", at=at)


def _join(topic: Topic, case: Case, *, at: datetime) -> bool:
    _row, is_new = TopicCase.objects.get_or_create(topic=topic, case=case, defaults={"is_return": True, "at": at})
    return is_new


# --- what people do ---


@transaction.atomic
def name_cause(topic: Topic, *, by: Person, text: str, office: Office, due: date, at: datetime) -> TopicLine:
    """The committee says what the cause is, which office removes it and by which day; again, when it was another. From
    now on everybody may read the topic. Raises NotAllowed, Conflict, NotValid by field."""
    topic = _hold_topic(topic)
    move = _permit(topic, "name-cause", by=by, at=at)
    words = _words(text)
    if fault := removal_fault(due, today=localdate(at)):
        raise NotValid(fields={"due": fault})
    topic.remover = demand_answering(office)
    topic.cause, topic.language = words, guess_language(words)
    topic.remove_by = topic.due_at = close_of(due)
    topic.named_at = topic.named_at or at
    line = _step(topic, move, by=by, words=words, at=at, facts={"office": office.code, "due": due.isoformat()})
    tell_of_topic(office.pk, REPORTS_FOR, topic, verb="topic-named", at=at, due=topic.due_at)
    return line


@transaction.atomic
def report_on(topic: Topic, *, by: Person, text: str, is_removed: bool = False, at: datetime) -> TopicLine:
    """The office that removes the cause tells how far it is, or that it is gone: then the committee looks, within the
    days it has to name a cause. Raises NotAllowed, Conflict, NotValid without words."""
    topic = _hold_topic(topic)
    move = _permit(topic, "report-removed" if is_removed else "report", by=by, at=at)
    words = _words(text)
    if is_removed:
        topic.due_at = by_workdays(at, topic.matter.cause_days)
    line = _step(topic, move, by=by, words=words, at=at, facts={})
    if is_removed:
        _tell_committee(topic, "topic-reported", at=at)
    return line


@transaction.atomic
def close_topic(topic: Topic, *, by: Person, text: str, at: datetime) -> TopicLine:
    """The committee closes a topic and says why. It opens again by itself when the problem comes back. Raises
    NotAllowed, Conflict, NotValid without a reason."""
    topic = _hold_topic(topic)
    move = _permit(topic, "close", by=by, at=at)
    words = _words(text)
    topic.closed_at, topic.due_at = at, None
    return _step(topic, move, by=by, words=words, at=at, facts={})


def tell_late_topics(*, at: datetime, most: int = BATCH) -> int:
    """Tell once that a topic's day is over: the committee, and the office that removes the cause where it is awaited.
    Whoever claims the row tells. Returns how many."""
    late = Topic.objects.live().filter(due_at__lt=at, told_late_at__isnull=True).order_by("due_at", "pk")
    return sum(_tell_late(pk, at=at) for pk in list(late.values_list("pk", flat=True)[:most]))


@transaction.atomic
def _tell_late(pk: int, *, at: datetime) -> bool:
    if Topic.objects.live().filter(pk=pk, told_late_at__isnull=True, due_at__lt=at).update(told_late_at=at) != 1:
        return False
    topic = Topic.objects.with_names().get(pk=pk)
    _tell_committee(topic, "topic-late", at=at)
    if topic.state in (TopicState.NAMED, TopicState.REMOVING) and topic.remover_id is not None:
        tell_of_topic(topic.remover_id, REPORTS_FOR, topic, verb="topic-late", at=at, due=topic.due_at)
    return True


# --- the pieces ---


def _hold_topic(topic: Topic) -> Topic:
    if connection.features.has_select_for_update:
        Topic.objects.select_for_update().values_list("pk", flat=True).get(pk=topic.pk)
    return Topic.objects.with_names().get(pk=topic.pk)


def _permit(topic: Topic, verb: str, *, by: Person, at: datetime) -> TopicMove:
    """The row of this verb, for whoever's it is. Raises NotAllowed with the reason, Conflict where the topic stands
    elsewhere."""
    move, hand = topic_move(verb), hand_of(by, on=localdate(at))
    roles = hand.roles if hand is not None else frozenset()
    offices = hand.office_ids if hand is not None else frozenset()
    if not is_hers(move, roles=roles, is_remover=topic.remover_id in offices):
        raise NotAllowed(_COMMITTEE_ONLY if move.whose == "committee" else _REMOVER_ONLY)
    if hand is not None and move.whose == "committee" and not covers(hand, topic):
        raise NotAllowed(_("This topic lies outside the area of your post."))
    if topic.state not in move.before:
        raise Conflict(_CLOSED if topic.state not in LIVE else _NOT_NAMED)
    return move


def _step(topic: Topic, move: TopicMove, *, by: Person, words: str, at: datetime, facts: dict[str, Any]) -> TopicLine:
    hand = hand_of(by, on=localdate(at))
    office = min(hand.office_ids, default=None) if hand is not None else None
    if move.whose == "remover":
        office = topic.remover_id
    line = _write(topic, move, at=at, facts=facts, words=words, by=by, office=office)
    if move.after is not None:
        topic.state = move.after
    topic.told_late_at = None
    topic.save()
    return line


def _write(
    topic: Topic,
    move: TopicMove,
    *,
    at: datetime,
    facts: dict[str, Any],
    words: str = "",
    by: Person | None = None,
    office: int | None = None,
) -> TopicLine:
    said = TopicWords(text=words, language=guess_language(words), is_screened=True) if words else None
    line = journal.record(
        TopicLine(topic=topic, office_id=office),
        words=said,
        subject=topic.subject,
        last=topic.lines.order_by("-seq").first(),
        verb=move.verb,
        side={"committee": "decide", "remover": "act"}.get(move.whose, "calendar"),
        actor_id=by.pk if by else None,
        at=at,
        facts=facts,
    )
    topic.moved_at = at
    if said is not None:
        said.line = line
        said.save(force_insert=True)
    return line


def _words(text: str) -> str:
    words = clean_text(text).strip()
    if not words:
        raise NotValid(fields={"text": _("Write something here: others will rely on it.")})
    if len(words) > WORDS_LONGEST:
        told = _("This is too long. Keep it under %(count)d characters.") % {"count": WORDS_LONGEST}
        raise NotValid(fields={"text": told})
    return words


def _tell_committee(topic: Topic, verb: str, *, at: datetime) -> None:
    if topic.office_id is not None:
        tell_of_topic(topic.office_id, [Role.COMMITTEE.value], topic, verb=verb, at=at, due=topic.due_at)

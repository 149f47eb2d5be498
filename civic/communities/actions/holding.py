"""Hold a corner, ask the table whether an act is open, write its line. The acts are made of these."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.communities.guards import demand_hand
from civic.communities.models import Corner, Line, LineWords, Meeting, Topic
from civic.communities.queries import KIND, MARK, texts_of
from civic.communities.rules import ENDED, RAISE, TITLES, Move, Reason, Shown, Stage, Wrong, move_of, roles_for
from civic.following import actions as following
from civic.journal import actions as journal
from civic.lib.bigrams import mark
from civic.lib.plain_text import guess_language
from civic.lib.refusals import Conflict, NotValid
from civic.notices import actions as notices
from civic.offices.queries import hand_of
from civic.offices.rules import Side
from civic.places.models import Area, AreaKind
from civic.search import actions as search
from civic.search.models import Side as Index

NOT_NOW = _("The topic has moved on, and this cannot be done with it now. Look at it again.")
NO_COMMUNITY = _("Only a community has a corner.")


def corner_of(community: Area, *, at: datetime) -> Corner:
    """The corner of a community, held until the act ends; it is opened by whoever comes first."""
    if community.kind != AreaKind.COMMUNITY:
        raise NotValid(NO_COMMUNITY)
    Corner.objects.get_or_create(community=community, defaults={"opened_at": at})
    return Corner.objects.select_for_update(of=("self",)).select_related("community").get(community=community)


def hold(topic: Topic) -> Topic:
    """The topic as it is now, its corner held until the act ends."""
    corner = Corner.objects.select_for_update(of=("self",)).select_related("community").get(pk=topic.corner_id)
    held = Topic.objects.select_related("case").get(pk=topic.pk)
    held.corner = corner
    return held


def permit(topic: Topic, verb: str, *, by: Person, at: datetime) -> Move:
    """The row of the table. Raises NotAllowed for whoever is no such hand here, Conflict where the topic moved on."""
    demand_role(topic.corner, verb, by=by, at=at)
    move = move_of(verb, stage=topic.stage, shown=topic.shown)
    if move is None:
        raise Conflict(NOT_NOW)
    return move


def demand_role(corner: Corner, verb: str, *, by: Person, at: datetime) -> None:
    """Raises NotAllowed for whoever may not do this in this corner."""
    demand_hand(hand_of(by, on=localdate(at)), roles_for(verb), corner.community)


def demand(wrong: Wrong) -> None:
    """Raises NotValid by field where anything is wrong."""
    if wrong:
        raise NotValid(fields=wrong)


def go(topic: Topic, move: Move, *, at: datetime) -> None:
    """To where the row leads; what everybody may read is found from now on, and nothing else."""
    if move.to is not None:
        topic.stage = move.to
        topic.ended_at = at if move.to in ENDED else None
    if move.becomes is not None:
        topic.shown = move.becomes
    topic.moved_at = at
    topic.save()
    if topic.shown == Shown.SHOWN:
        search.put(Index.PUBLIC, KIND, topic.pk, [mark(MARK), *texts_of(topic)])
        if move.is_public or move.becomes is not None:
            announce(topic, move, at=at)
    elif move.becomes is not None:
        search.drop(Index.PUBLIC, KIND, topic.pk)
        following.retract(key=following.corner_key(topic.corner.community.code), number=topic.number, at=at)


def announce(topic: Topic, move: Move, *, at: datetime) -> None:
    """A row for whoever follows the corner; the sweep of following spreads and tells it. A topic that is shown now is
    told of as raised: who looked at it is no news."""
    words = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words[language] = str(TITLES[RAISE] if move.verb == "show" else move.done)
    community = topic.corner.community
    following.announce(
        key=following.corner_key(community.code),
        number=topic.number,
        path=f"/communities/{community.code}/{topic.number}/",
        names=dict.fromkeys(words, topic.public_title),
        words=words,
        at=at,
    )


def write(
    corner: Corner,
    verb: str,
    *,
    by: Person | None,
    at: datetime,
    topic: Topic | None = None,
    meeting: Meeting | None = None,
    text: str = "",
    facts: Mapping[str, Any] | None = None,
    side: str = Side.ACT,
) -> Line:
    """One line at the end of the corner's timeline. The caller holds the corner."""
    words = LineWords(text=text, language=guess_language(text)) if text else None
    line = journal.record(
        Line(corner=corner, topic=topic, meeting=meeting),
        words=words,
        subject=corner.subject,
        last=corner.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts=dict(facts or {}),
    )
    if words is not None:
        words.line = line
        words.save(force_insert=True)
    Corner.objects.filter(pk=corner.pk).update(last_seq=line.seq)
    return line


def side_of(by: Person | None, *, at: datetime, corner: Corner) -> str:
    """As which hand somebody acted."""
    hand = hand_of(by, on=localdate(at)) if by is not None else None
    if hand is None:
        return "resident"
    return hand.side


def tell(topics: Iterable[Topic], *, verb: str, at: datetime, said: str = "") -> None:
    """Tell whoever raised these, where she left a contact."""
    for topic in topics:
        contact = getattr(topic, "contact", None)
        if contact is None:
            continue
        address = f"/communities/{topic.corner.community.code}/{topic.number}/"
        notices.queue(
            verb=verb,
            about=about(topic.pk),
            language=contact.language,
            at=at,
            email=contact.email,
            phone=contact.phone,
            context={
                "number": topic.number,
                "title": topic.public_title or topic.title,
                "community": topic.corner.community,
                "url": f"{settings.SITE_URL}{address}",
                "raise_url": f"{settings.SITE_URL}/communities/{topic.corner.community.code}/raise/",
                "me_url": f"{settings.SITE_URL}/me/",
                "stage": Stage(topic.stage).label,
                "reason": Reason(topic.reason).label if topic.reason else "",
                "said": said,
            },
        )


def about(topic_id: int) -> str:
    """The name under which the outbox knows what is of a topic."""
    return f"corner-topic:{topic_id}"

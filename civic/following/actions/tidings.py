"""Announce what happened to something above the cases, and tell whoever follows it: in bulk and later."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.timezone import localtime

from civic.following.actions.following import about
from civic.following.actions.pushing import push_of_tidings
from civic.following.actions.telling import TAKEN_UP_FOR, withdrawn_before_it_left
from civic.following.models import Follow, Follower, Heard, Tiding
from civic.following.queries import name_of
from civic.following.queries.letters import stop_url
from civic.following.rules import Rhythm, leaves_at
from civic.lib.nudge import nudge
from civic.lib.plain_text import clean_line
from civic.lib.quiet import is_quiet
from civic.notices import actions as notices

BATCH = 1_000
FOLLOWERS = 200
VERB = "follow-tidings"
READ = "following.read"
TOLD_KEPT = timedelta(days=90)


@transaction.atomic
def announce(
    *, key: str, number: str, path: str, names: Mapping[str, str], words: Mapping[str, str], at: datetime
) -> Tiding:
    """Write down that something happened to what is followed under this key. Belongs in the transaction of the act;
    the sweep does the rest."""
    nudge(READ)
    return Tiding.objects.create(key=key, number=number, path=path, names=dict(names), words=dict(words), at=at)


@transaction.atomic
def retract(*, key: str, number: str, at: datetime) -> int:
    """What was announced of this thing may be read no more: nobody else hears of it, and messages that wait go
    unwritten; what else stood in them is told again. Belongs in the transaction of the act that hides it. Returns how
    many tidings went."""
    gone = Tiding.objects.filter(key=key, number=number).delete()[1].get("following.Tiding", 0)
    notices.withdraw_mentioning(_mention(key, number), at=at)
    return gone


def _mention(key: str, number: object) -> str:
    return f"tiding:{key}:{number}"


def spread_tidings(*, at: datetime, most: int = 50) -> int:
    """Hand the tidings on, a thousand followers at a time, each batch in a transaction of its own. Returns how many
    batches."""
    batches = 0
    while batches < most and _spread_one(at=at):
        batches += 1
    return batches


@transaction.atomic
def _spread_one(*, at: datetime) -> bool:
    rows = Tiding.objects.filter(done_at__isnull=True).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    tiding = rows.first()
    if tiding is None:
        return False
    confirmed = Follow.objects.confirmed().filter(key=tiding.key, pk__gt=tiding.reached)
    follows = list(confirmed.order_by("pk")[:BATCH])
    Heard.objects.bulk_create(
        [
            Heard(follow=one, follower_id=one.follower_id, tiding=tiding, due_at=leaves_at(one.rhythm, tiding.at))
            for one in follows
            if one.confirmed_at is not None and one.confirmed_at <= tiding.at
        ],
        ignore_conflicts=True,
    )
    if follows:
        tiding.reached = follows[-1].pk
    if len(follows) < BATCH:
        tiding.done_at = at
    tiding.save(update_fields=["reached", "done_at"])
    return True


def tell_tidings(*, at: datetime, most: int = 100) -> int:
    """Tell everybody who has tidings due, in batches; how many messages were queued. In the quiet hours none."""
    told = batches = 0
    while batches < most and not is_quiet(at):
        done = _tell_some(at=at)
        if done is None:
            break
        told, batches = told + done, batches + 1
    return told


@transaction.atomic
def _tell_some(*, at: datetime) -> int | None:
    waiting = list(Heard.objects.due(at).order_by().values_list("follower", flat=True).distinct()[:FOLLOWERS])
    followers = {one.pk: one for one in _hold(waiting)} if waiting else {}
    if not followers:
        return None
    due = Heard.objects.due(at).filter(follower__in=followers)
    told_of = due.select_related("follow__area", "tiding").order_by("tiding__at", "pk")
    rows = list(told_of.select_for_update(of=("self",)))  # so that whoever hides one of them waits for its letter
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Heard.objects.filter(follow__in={one.follow_id for one in rows}, told_at__gte=midnight)
    told_today = set(today.values_list("follow", flat=True))
    fresh: dict[int, list[Heard]] = defaultdict(list)
    postponed = []
    for one in rows:
        if one.follow_id in told_today:
            postponed.append(one.pk)
        else:
            fresh[one.follower_id].append(one)
    letters = [_letter(followers[key], heard) for key, heard in fresh.items()]
    tomorrow = leaves_at(Rhythm.AT_ONCE, at, was_told_today=True)
    Heard.objects.filter(pk__in=postponed).update(due_at=tomorrow)
    Heard.objects.filter(pk__in=[one.pk for heard in fresh.values() for one in heard]).update(told_at=at)
    return len(notices.queue_all(letters, at=at))


def _hold(waiting: list[int]) -> list[Follower]:
    rows = Follower.objects.filter(pk__in=waiting).order_by("pk").select_related("person")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return list(rows)


def _letter(follower: Follower, heard: list[Heard]) -> notices.Letter:
    """One message about all of these: each thing once, with its steps."""
    spoken = dict(settings.LANGUAGES)
    language = follower.speaks if follower.speaks in spoken else settings.LANGUAGE_CODE
    items: dict[tuple[str, str], dict[str, Any]] = {}
    follows = {one.follow_id: one.follow for one in heard}
    stop_all = stop_url(follower.stop_token)
    with translation.override(language):
        for one in heard:
            told = items.setdefault((one.tiding.key, one.tiding.number), {"steps": []})
            told |= _item(one, language)
            told["steps"].append(clean_line(one.tiding.words.get(language, "")))
        stops = [{"name": clean_line(name_of(one)), "url": stop_url(one.stop_token)} for one in follows.values()]
    stop = stops[0]["url"] if len(stops) == 1 else stop_all
    shown = list(items.values())
    kinds = {one["kind"] for one in shown}
    context = {
        "items": shown,
        "count": len(shown),
        "sort": kinds.pop() if len(kinds) == 1 else "",  # of all of them
        "stops": stops,
        "stop_all": stop_all,
        "stop": stop,
        "url": shown[0]["url"] if len(shown) == 1 else f"{settings.SITE_URL}/me/",
    }
    address = follower.address
    return notices.Letter(
        verb=VERB,
        about=about(follower.pk),
        language=language,
        context=context,
        email=address.email,
        phone=address.phone,
        is_bulk=True,
        stop_url=stop,
        push=push_of_tidings(follower, shown, stop=stop, language=language),
        person=follower.person_id,
        browser_hash=follower.browser_hash or "",
        mentions=tuple(_mention(key, number) for key, number in items),
    )


def _item(heard: Heard, language: str) -> dict[str, Any]:
    """A thing as a message names it, in the language that is spoken now."""
    tiding, area = heard.tiding, heard.follow.area
    return {
        "kind": heard.follow.kind,
        "number": tiding.number,
        "title": clean_line(tiding.names.get(language, tiding.number)),
        "place": clean_line(str(area.name)) if area else "",
        "url": f"{settings.SITE_URL}{tiding.path}",
    }


@transaction.atomic
def tidy_tidings(*, at: datetime) -> None:
    """What was told long ago goes. The tidings stay: by them following knows what everybody may read."""
    Heard.objects.filter(told_at__lt=at - TOLD_KEPT).delete()


@transaction.atomic
def take_up_withdrawn_tidings(*, at: datetime) -> int:
    """A message was withdrawn before it left, because one thing in it was stopped: the rest is told again."""
    again = 0
    for subject, told_at in withdrawn_before_it_left(VERB, since=at - TAKEN_UP_FOR):
        mine = Heard.objects.filter(follower=int(subject.partition(":")[2]), told_at=told_at)
        again += mine.update(told_at=None, due_at=leaves_at(Rhythm.AT_ONCE, at))
    return again

"""Tell whoever follows: one message for all that is due, written at the last moment from what strangers may read
then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localtime

from civic.cases.actions import contact_hashes
from civic.cases.models import Line
from civic.following.actions.following import about
from civic.following.actions.pushing import push_of_news
from civic.following.models import Follower, News
from civic.following.queries import Heard, readable, reporters_of
from civic.following.queries.letters import Digest, Writer
from civic.following.rules import Rhythm, leaves_at
from civic.lib.quiet import is_quiet
from civic.notices import actions as notices
from civic.notices.models import Channel, Notice, NoticeState

BATCH = 200  # followers
NEWS_MOST = 5_000  # rows of one batch
VERB = "follow-news"
TAKEN_UP_FOR = timedelta(days=2)


def tell(*, at: datetime, most: int = 100) -> int:
    """Tell everybody who has something due, in batches, each in a transaction of its own; how many messages were
    queued. In the quiet hours nothing is."""
    told = batches = 0
    while batches < most and not is_quiet(at):
        done = _tell_some(at=at)
        if done is None:
            break
        told, batches = told + done, batches + 1
    return told


@dataclass(frozen=True)
class _Batch:
    """What is due for some followers, and what is known of the cases; `told` are those told of today."""

    news: list[News]
    lines: Mapping[int, Line]
    heard: Mapping[int, Heard]
    reporters: Mapping[int, set[str]]
    told: set[tuple[int, int]]


@transaction.atomic
def _tell_some(*, at: datetime) -> int | None:
    """The next followers; None when nobody has anything due."""
    waiting = list(News.objects.due(at).order_by().values_list("follower", flat=True).distinct()[:BATCH])
    if not waiting:
        return None
    followers = {one.pk: one for one in _hold(waiting)}
    if not followers:
        return None  # other hands have them all
    batch = _gather(followers, at=at)
    told, postponed, dropped, letters = [], [], [], []
    writer = Writer(batch.heard, batch.lines)
    for follower_id, news in _by_follower(batch.news).items():
        follower = followers[follower_id]
        own = _own_hashes(follower)
        fresh = []
        for one in news:
            if (follower_id, one.case_id) in batch.told:
                postponed.append(one.pk)
            elif one.case_id in batch.heard and not _is_reporter(follower, own, one, batch):
                fresh.append(one)
            else:
                dropped.append(one.pk)
        if fresh:
            told += [one.pk for one in fresh]
            letters.append(_letter(follower, writer.write(follower, fresh)))
    tomorrow = leaves_at(Rhythm.AT_ONCE, at, was_told_today=True)
    News.objects.filter(pk__in=postponed).update(due_at=tomorrow)
    News.objects.filter(pk__in=dropped).delete()
    News.objects.filter(pk__in=told).update(told_at=at)
    return len(notices.queue_all(letters, at=at))


def _hold(waiting: list[int]) -> Iterable[Follower]:
    rows = Follower.objects.filter(pk__in=waiting).order_by("pk").select_related("person")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def _gather(followers: Mapping[int, Follower], *, at: datetime) -> _Batch:
    """Everything the messages of a batch are written from, in the same few queries however many they are."""
    due = News.objects.due(at).filter(follower__in=followers)
    news = list(
        due.select_related("follow__case", "follow__matter", "follow__area", "follow__layer").order_by(
            "follower", "happened_at", "pk"
        )[:NEWS_MOST]
    )
    cases = {one.case_id for one in news}
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    told = News.objects.filter(follower__in=followers, told_at__gte=midnight, case__in=cases)
    return _Batch(
        news=news,
        lines=Line.objects.in_bulk({one.line_id for one in news}),
        heard=readable(cases),
        reporters=reporters_of(cases),
        told=set(told.values_list("follower", "case")),
    )


def _by_follower(news: Iterable[News]) -> dict[int, list[News]]:
    grouped: dict[int, list[News]] = defaultdict(list)
    for one in news:
        grouped[one.follower_id].append(one)
    return grouped


def _own_hashes(follower: Follower) -> set[str]:
    if follower.person is None:
        return {follower.contact_hash or ""}
    return set(contact_hashes(follower.person.email, follower.person.phone))


def _is_reporter(follower: Follower, own: set[str], news: News, batch: _Batch) -> bool:
    """Whoever handed a case in is told of it anyway, each step with what it means for her."""
    case = batch.heard[news.case_id].case
    left = batch.reporters.get(case.pk, set())
    is_own = follower.person_id is not None and follower.person_id == case.reporter_id
    return bool(own & left) or (is_own and bool(left))


def _letter(follower: Follower, digest: Digest) -> notices.Letter:
    address = follower.address
    return notices.Letter(
        verb=VERB,
        about=about(follower.pk),
        language=digest.language,
        context=digest.context,
        email=address.email,
        phone=address.phone,
        is_bulk=True,
        stop_url=digest.stop_url,
        mentions=tuple(f"public:{pk}" for pk in digest.cases),
        push=push_of_news(
            follower,
            digest.context["items"],
            count=digest.context["count"],
            stop=digest.stop_url,
            language=digest.language,
        ),
        person=follower.person_id,
        browser_hash=follower.browser_hash or "",
    )


def withdrawn_before_it_left(verb: str, *, since: datetime) -> list[tuple[str, datetime]]:
    """What followers were not told after all: whom it was for, and when it was written. A device is told beside an
    address: where there is one, the letter to it decides."""
    gone = Notice.objects.filter(verb=verb, state=NoticeState.WITHDRAWN, due_at__gt=since)
    written = Notice.objects.filter(about=OuterRef("about"), created_at=OuterRef("created_at"), verb=verb)
    beside = Q(channel=Channel.PUSH) & Exists(written.exclude(channel=Channel.PUSH))
    return list(gone.exclude(beside).values_list("about", "created_at").distinct())


@transaction.atomic
def take_up_withdrawn(*, at: datetime) -> int:
    """A message was withdrawn before it left, because something in it was hidden or stopped: the rest of it is news
    again. Returns how many rows."""
    again = 0
    for subject, told_at in withdrawn_before_it_left(VERB, since=at - TAKEN_UP_FOR):
        news = News.objects.filter(follower=int(subject.partition(":")[2]), told_at=told_at)
        again += news.update(told_at=None, due_at=leaves_at(Rhythm.AT_ONCE, at))
    return again

"""Begin to follow, prove an address, change how often, stop; and be forgotten."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.accounts.rules import Contact
from civic.cases.actions import contact_hashes
from civic.cases.models import Case
from civic.following.actions.subjects import Subject
from civic.following.models import Cursor, Follow, Follower, News, Wave
from civic.following.models.follows import new_stop, question_digest
from civic.following.rules import Kind, Rhythm, leaves_at
from civic.following.rules.subjects import case_key
from civic.lib.refusals import NotValid, TooLate
from civic.notices import actions as notices
from civic.notices.models import Device, browser_hash

ASKED_ONCE_IN = timedelta(days=1)
UNCONFIRMED_KEPT = timedelta(days=7)
TOLD_KEPT = timedelta(days=90)
WAVES_KEPT = timedelta(days=1)
MOST = 100  # things one follower follows
LAPSED_MOST = 500  # browsers forgotten at a time
WAITING_MOST = 10  # things that wait for one confirmation
TOO_MANY = _("You follow a hundred things already. Stop one of them first.")
_TOO_OLD = _("This link was used already or is too old. Ask again on the page of what you want to follow.")


@dataclass(frozen=True)
class Followed:
    """What came of it: the follow, and whether its address has to be confirmed first."""

    follow: Follow
    waits_for_proof: bool


@transaction.atomic
def follow(
    subject: Subject,
    *,
    by: Person | None = None,
    contact: Contact | None = None,
    device: Device | None = None,
    is_proved: bool = False,
    rhythm: str = Rhythm.AT_ONCE,
    language: str,
    at: datetime,
) -> Followed:
    """Somebody wants to hear of something: by account, by an address, or on the device she asks from alone. An address
    that nobody has proved is asked once a day at most, and hears nothing else before it says yes.

    Following the same thing twice changes its rhythm. Raises NotValid without any of the three, and for more than a
    hundred things.
    """
    follower = _hold_follower(by=by, contact=contact, device=device, language=language, at=at)
    is_proved = is_proved or contact is None
    known = follower.follows.filter(key=subject.key).first()
    if known is None:
        known = _begin(follower, subject, rhythm=rhythm, is_proved=is_proved, at=at)
    elif is_proved:
        set_rhythm(known, rhythm=rhythm, at=at)
        if known.confirmed_at is None:
            known.confirmed_at = at
            known.save(update_fields=["confirmed_at"])
    if is_proved and follower.language != language:
        Follower.objects.filter(pk=follower.pk).update(language=language)
    if known.confirmed_at is None:
        _ask(follower, language=language, at=at)
    return Followed(known, waits_for_proof=known.confirmed_at is None)


_NEW_FOLLOWER = (
    "INSERT INTO following_follower (person_id, language, created_at, seed, stop_digest, email, phone) "
    "VALUES (%s, %s, %s, %s, %s, '', '') ON CONFLICT DO NOTHING RETURNING id"
)
_NEW_FOLLOW = (
    "INSERT INTO following_follow (follower_id, kind, key, case_id, rhythm, created_at, confirmed_at, seed, "
    "stop_digest, cell_code, place) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, '', '') ON CONFLICT DO NOTHING"
)


@transaction.atomic(savepoint=False)
def follow_public(case: Case, *, by: Person, language: str, at: datetime) -> bool:
    """Somebody with an account follows a case everybody may read, at once, in as few statements as that takes, and
    those the shortest: many may do so within a minute. Says whether she follows it now; not where she follows a hundred
    things already."""
    stored = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_NEW_FOLLOWER, [by.pk, language, stored, *new_stop().values()])
        made = cursor.fetchone()
        follower = made[0] if made else Follower.objects.values_list("pk", flat=True).get(person=by)
        if made is None and Follow.objects.filter(follower=follower).exclude(case=case).count() >= MOST:
            return False
        what = [follower, Kind.CASE.value, case_key(case.number), case.pk, Rhythm.AT_ONCE.value, stored, stored]
        cursor.execute(_NEW_FOLLOW, [*what, *new_stop().values()])
    return True


def _hold_follower(
    *, by: Person | None, contact: Contact | None, device: Device | None, language: str, at: datetime
) -> Follower:
    """The follower, locked until the act ends, so that two hands count and ask one after the other."""
    if by is not None:
        found: dict[str, Any] = {"person": by}
        made: dict[str, Any] = {}
    elif contact is not None and contact.address:
        [digest] = contact_hashes(contact.email, contact.phone)
        found, made = {"contact_hash": digest}, {"email": contact.email, "phone": contact.phone}
    elif device is not None:
        found, made = {"browser_hash": device.browser_hash}, {}
    else:
        raise NotValid(fields={"address": _("Enter an e-mail address or a mobile number.")})
    follower, _is_new = Follower.objects.get_or_create(
        **found, defaults=made | new_stop() | {"language": language, "created_at": at}
    )
    return Follower.objects.select_for_update(of=("self",)).select_related("person").get(pk=follower.pk)


def _begin(follower: Follower, subject: Subject, *, rhythm: str, is_proved: bool, at: datetime) -> Follow:
    others = follower.follows.all()
    if others.count() >= MOST:
        raise NotValid(TOO_MANY, code="too-many-follows")
    if not is_proved:  # the oldest makes room, so that nobody can fill somebody else's list
        waiting = list(others.filter(confirmed_at__isnull=True).order_by("-pk").values_list("pk", flat=True))
        others.filter(pk__in=waiting[WAITING_MOST - 1 :]).delete()
    return Follow.objects.create(
        follower=follower,
        kind=subject.kind,
        key=subject.key,
        rhythm=rhythm if rhythm in Rhythm.values else Rhythm.AT_ONCE,
        created_at=at,
        confirmed_at=at if is_proved else None,
        **subject.columns,
        **new_stop(),
    )


def _ask(follower: Follower, *, language: str, at: datetime) -> None:
    """Ask an address whether it is meant; once a day at most, whoever asks how often."""
    if follower.asked_at is not None and follower.asked_at > at - ASKED_ONCE_IN:
        return
    token = secrets.token_urlsafe(18)
    follower.confirm_digest, follower.asked_at = question_digest(token), at
    follower.language = language
    follower.save(update_fields=["confirm_digest", "asked_at", "language"])
    notices.queue(
        verb="follow-confirm",
        about=about(follower.pk),
        language=language,
        at=at,
        email=follower.email,
        phone=follower.phone,
        context={
            "url": f"{settings.SITE_URL}/following/confirm/{token}/",
            "due": at + UNCONFIRMED_KEPT,
        },
    )


def about(follower_id: int) -> str:
    """The name under which the outbox knows what goes to a follower."""
    return f"follower:{follower_id}"


@transaction.atomic
def confirm(token: str, *, wanted: Collection[int], at: datetime) -> list[Follow]:
    """The address says yes to these of the things that wait; the others are dropped. The link works once. Raises
    TooLate for one that was used or has lapsed."""
    asked = Follower.objects.select_for_update().filter(confirm_digest=question_digest(token)).first()
    if asked is None or asked.asked_at is None or asked.asked_at < at - UNCONFIRMED_KEPT:
        raise TooLate(_TOO_OLD)
    waiting = asked.follows.filter(confirmed_at__isnull=True)
    waiting.filter(pk__in=wanted).update(confirmed_at=at)
    waiting.exclude(pk__in=wanted).delete()
    asked.confirm_digest = None
    asked.save(update_fields=["confirm_digest"])
    _drop_idle(Follower.objects.filter(pk=asked.pk), at=at)
    return list(Follow.objects.filter(follower=asked.pk, confirmed_at=at).with_names())


@transaction.atomic
def set_rhythm(followed: Follow, *, rhythm: str, at: datetime) -> None:
    """Tell her more or less often from now on; what waits goes by the new rhythm. Raises NotValid for none there is."""
    if rhythm not in Rhythm.values:
        raise NotValid(fields={"rhythm": _("Choose how often you want to be told.")})
    if followed.rhythm == rhythm:
        return
    followed.rhythm = rhythm
    followed.save(update_fields=["rhythm"])
    News.objects.filter(follow=followed, told_at__isnull=True).update(due_at=leaves_at(rhythm, at))


@transaction.atomic
def unfollow(followed: Follow, *, at: datetime) -> None:
    """Stop one thing, what still waits included. Stopping what was stopped does nothing."""
    follower_id = followed.follower_id
    notices.withdraw_about(about(follower_id), at=at)  # what it tells of other things is told again by the sweep
    Follow.objects.filter(pk=followed.pk).delete()
    _drop_idle(Follower.objects.filter(pk=follower_id), at=at)


@transaction.atomic
def stop_all(follower: Follower, *, at: datetime) -> None:
    """Stop everything that somebody follows, and forget the address."""
    notices.forget_about(about(follower.pk), at=at)
    Follower.objects.filter(pk=follower.pk).delete()
    notices.drop_idle([follower.browser_hash or ""], at=at)


def _drop_idle(followers: Any, *, at: datetime) -> None:
    """Whoever follows nothing leaves no address behind, and no device."""
    idle = followers.exclude(pk__in=Follow.objects.values("follower"))
    browsers = list(idle.filter(browser_hash__isnull=False).values_list("browser_hash", flat=True))
    idle.delete()
    if browsers:
        notices.drop_idle(browsers, at=at)


@transaction.atomic
def tidy(*, at: datetime) -> int:
    """What nobody confirmed in seven days lapses; how many that were. News told long ago goes, and what the reading of
    the timeline has left behind."""
    lapsed = Follow.objects.filter(confirmed_at__isnull=True, created_at__lt=at - UNCONFIRMED_KEPT)
    owners = set(lapsed.values_list("follower", flat=True))
    count = lapsed.delete()[1].get(Follow._meta.label, 0)
    _drop_idle(Follower.objects.filter(pk__in=owners), at=at)
    _drop_unreachable(at=at)
    News.objects.filter(told_at__lt=at - TOLD_KEPT).delete()
    read_up_to = Cursor.objects.values_list("at", flat=True).first()
    if read_up_to is not None:  # the cursor looks back minutes, so a day is long past it
        Wave.objects.filter(done_at__isnull=False, at__lt=read_up_to - WAVES_KEPT).delete()
    return count


def _drop_unreachable(*, at: datetime) -> None:
    """A browser whose device is gone can be told nothing any more."""
    reached = Device.objects.values("browser_hash")
    for follower in Follower.objects.filter(browser_hash__isnull=False).exclude(browser_hash__in=reached)[:LAPSED_MOST]:
        stop_all(follower, at=at)


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Nobody finds from what is followed who this person was."""
    for follower in Follower.objects.filter(person=person):
        stop_all(follower, at=at)


@transaction.atomic
def forget_contacts(hashes: Iterable[str], *, at: datetime) -> None:
    """Nobody finds these addresses among those who follow."""
    for follower in Follower.objects.filter(contact_hash__in=[digest for digest in hashes if digest]):
        stop_all(follower, at=at)


@transaction.atomic
def forget_browser(number: str, *, at: datetime) -> None:
    """Nobody finds what a browser followed without an account or address."""
    for follower in Follower.objects.filter(browser_hash=browser_hash(number)) if number else ():
        stop_all(follower, at=at)

"""Who follows what, and what it is called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.cases.queries import Viewer
from civic.following.models import Follow, Follower, News, Tiding
from civic.following.models.follows import FollowQuerySet, address_digest, question_digest, stop_digest
from civic.following.rules import Kind
from civic.notices.models import Device, browser_hash
from civic.notices.queries import device_by_stop
from civic.places.queries import MANAGEMENT


@dataclass(frozen=True)
class Named:
    """A follow as a list prints it: what it is called, where it leads, the address of its feed."""

    follow: Follow
    name: str
    url: str
    feed: str


def followers_of(viewer: Viewer) -> list[Follower]:
    """Whoever this is as a follower: by account, by the address that was proved, and this browser; one query."""
    return list(Follower.objects.filter(_is(viewer)).select_related("person").order_by("pk")) if _is(viewer) else []


def follows_of(viewer: Viewer) -> list[Named]:
    """What this person follows, the newest first; one query."""
    if not _is(viewer):
        return []
    rows = Follow.objects.confirmed().filter(follower__in=Follower.objects.filter(_is(viewer)).values("pk"))
    return subject_names(rows.with_names().order_by("-pk"))


def _is(viewer: Viewer) -> Q:
    """The followers that are this viewer; an empty condition for a stranger."""
    known = Q()
    if viewer.person is not None:
        known |= Q(person=viewer.person)
    if viewer.contact_hash:
        known |= Q(contact_hash=viewer.contact_hash)
    if viewer.browser:
        known |= Q(browser_hash=browser_hash(viewer.browser))
    return known


def subject_names(follows: Iterable[Follow]) -> list[Named]:
    """What each of these is called."""
    return [Named(one, name_of(one), url_of(one), feed_of(one)) for one in follows]


def name_of(follow: Follow) -> str:
    """What a follow is called, in the language of the reader. A case that is no longer public is a number."""
    if follow.kind == Kind.CASE and follow.case is not None:
        return _("Case %(number)s") % {"number": follow.case.number} + (
            f": {follow.case.shown_title}" if follow.case.shown_title else ""
        )
    if follow.kind == Kind.PROMISE:
        return _("Promise %(number)s") % {"number": _number(follow)}
    if follow.kind == Kind.CORNER and follow.area is not None:
        return _("What residents raise and do: %(community)s") % {"community": follow.area.name}
    if follow.kind == Kind.CELL:
        return _("Grid cell %(code)s") % {"code": follow.cell_code}
    if follow.kind == Kind.AROUND:
        return _around_name(follow)
    if follow.matter is None:
        return str(follow.area.name if follow.area else "")
    if follow.area is None:
        return _("%(matter)s, in the whole city") % {"matter": follow.matter.name}
    return _("%(matter)s in %(area)s") % {"matter": follow.matter.name, "area": follow.area.name}


def _number(follow: Follow) -> str:
    return follow.key.partition(":")[2]


def _around_name(follow: Follow) -> str:
    metres = follow.metres or 0
    if metres % 1000 == 0:
        far = ngettext("%(count)d kilometre", "%(count)d kilometres", metres // 1000) % {"count": metres // 1000}
    else:
        far = ngettext("%(count)d metre", "%(count)d metres", metres) % {"count": metres}
    place = follow.place or f"{follow.lat:.5f}, {follow.lon:.5f}"
    return _("%(far)s around %(place)s") % {"far": far, "place": place}


def url_of(follow: Follow) -> str:
    """The page of what is followed."""
    if follow.kind == Kind.CASE and follow.case is not None:
        return reverse("cases:show", args=[follow.case.number])
    if follow.kind == Kind.PROMISE:
        return reverse("promises:show", args=[_number(follow)])
    if follow.kind == Kind.CORNER:
        return reverse("communities:show", args=[_number(follow)])
    if follow.kind == Kind.CELL:
        return reverse("cases:cell", args=[follow.layer_id, follow.cell_code])
    if follow.kind == Kind.AROUND:
        return f"{reverse('cases:list')}?near={follow.lat},{follow.lon},{follow.metres}"
    pairs = (("matter", follow.matter), ("area", follow.area))
    return f"{reverse('cases:list')}?" + "&".join(f"{name}={one.code}" for name, one in pairs if one is not None)


def feed_of(follow: Follow) -> str:
    """The address of its feed; cells of other layers than the management grid have none."""
    if follow.kind == Kind.CASE and follow.case is not None:
        return reverse("following:case-feed", args=[follow.case.number])
    if follow.kind == Kind.PROMISE:
        return reverse("promises:feed", args=[_number(follow)])
    if follow.kind == Kind.CORNER:
        return reverse("communities:feed", args=[_number(follow)])
    if follow.kind == Kind.CELL:
        is_fed = follow.layer_id == MANAGEMENT
        return reverse("following:cell-feed", args=[follow.layer_id, follow.cell_code]) if is_fed else ""
    if follow.kind == Kind.AROUND:
        return f"{reverse('following:around-feed')}?near={follow.lat},{follow.lon},{follow.metres}"
    pairs = (("matter", follow.matter), ("area", follow.area))
    return f"{reverse('following:feed')}?" + "&".join(f"{name}={one.code}" for name, one in pairs if one is not None)


def follower_by_confirm(token: str, *, since: datetime) -> Follower | None:
    """Whoever a question was sent to, by the link in it, while it can be answered."""
    return Follower.objects.filter(confirm_digest=question_digest(token), asked_at__gte=since).first()


def follower_by_calendar(token: str) -> Follower | None:
    """Whose calendar has this address."""
    return Follower.objects.filter(calendar_digest=address_digest(token)).select_related("person").first()


def stopped_by(token: str) -> Follow | Follower | Device | None:
    """What the link in a message stops: one thing, everything, or all to one device; None when it was stopped
    already."""
    digest = stop_digest(token)
    one = Follow.objects.filter(stop_digest=digest).with_names().first()
    return one or Follower.objects.filter(stop_digest=digest).first() or device_by_stop(token)


def told_about(viewer: Viewer) -> list[dict[str, Any]]:
    """What this person follows and when she was last told of it, in plain words, for taking along."""
    rows: FollowQuerySet = Follow.objects.filter(follower__in=followers_of(viewer)).with_names().order_by("pk")
    told: dict[int, Any] = dict(
        News.objects.filter(follow__in=rows, told_at__isnull=False)
        .order_by("follow", "told_at")
        .values_list("follow", "told_at")
    )
    return [
        {
            "what": name_of(one),
            "kind": one.kind,
            "address": url_of(one),
            "how_often": str(one.get_rhythm_display()),
            "since": one.created_at.isoformat(),
            "confirmed": one.confirmed_at.isoformat() if one.confirmed_at else None,
            "last_told": told[one.pk].isoformat() if one.pk in told else None,
        }
        for one in rows
    ]


def newest_tiding(key: str) -> Tiding | None:
    """What was announced last of a thing above the cases; None when nothing was, and nobody may read of it."""
    return Tiding.objects.filter(key=key).order_by("-pk").first()

"""What a device shows of news: the number, and of what everybody may read its name and the newest step."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.following.models import Follower
from civic.following.rules import Kind
from civic.notices.actions import Push

HERE = "/following/here/"
MINE = "/me/#following"
NAMED = 5  # numbers in one message


def push_of_news(
    follower: Follower, items: Sequence[Mapping[str, Any]], *, count: int, stop: str, language: str
) -> Push:
    """The cases that one message tells of, in a few words."""
    with translation.override(language):
        calls = [
            (_("Case %(number)s") % {"number": one["number"]}, one["title"] if one["is_whole"] else "") for one in items
        ]
        steps = [one["steps"][-1]["what"] if one["steps"] else _("There is news.") for one in items]
        return _push(follower, calls, steps, items, count=count, stop=stop)


def push_of_tidings(follower: Follower, items: Sequence[Mapping[str, Any]], *, stop: str, language: str) -> Push:
    """The promises, and topics of communities, that one message tells of, in a few words."""
    with translation.override(language):
        calls = [(_called(one), one["title"]) for one in items]
        steps = [one["steps"][-1] if one["steps"] else _("There is news.") for one in items]
        return _push(follower, calls, steps, items, count=len(items), stop=stop)


def _called(item: Mapping[str, Any]) -> str:
    """A topic by its community, a promise by its number."""
    return str(item["place"]) if item["kind"] == Kind.CORNER else _("Promise %(number)s") % {"number": item["number"]}


def _push(
    follower: Follower,
    calls: Sequence[tuple[str, str]],
    steps: Sequence[str],
    items: Sequence[Mapping[str, Any]],
    *,
    count: int,
    stop: str,
) -> Push:
    stopped_at = _path(stop)
    if len(items) == 1:
        call, name = calls[0]
        title = f"{call} · {name}" if name else call
        return Push(title, steps[0], _path(items[0]["url"]), f"thing:{items[0]['number']}", stopped_at)
    told = ngettext("News of %(count)d thing you follow", "News of %(count)d things you follow", count)
    numbers = " · ".join(str(one["number"]) for one in items[-NAMED:])
    shown_at = HERE if follower.browser_hash else MINE
    return Push(told % {"count": count}, numbers, shown_at, f"follower:{follower.pk}", stopped_at)


def _path(url: str) -> str:
    return url.removeprefix(settings.SITE_URL)

"""Somebody looks at a topic before everybody may read it, and may take it away again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.communities.actions.holding import about, demand, go, hold, permit, side_of, tell, write
from civic.communities.models import Topic
from civic.communities.rules import Reason, check_topic
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import NotValid
from civic.notices import actions as notices


@transaction.atomic
def show(topic: Topic, *, by: Person, title: str, text: str, at: datetime) -> None:
    """Everybody may read it, in these words: as it was raised, without what is private. Raises NotAllowed, NotValid,
    Conflict."""
    _let_in(topic, "show", by=by, title=title, text=text, at=at)


@transaction.atomic
def show_again(topic: Topic, *, by: Person, title: str, text: str, at: datetime) -> None:
    """A moderator shows what the committee, or another moderator, kept from everybody. Raises NotAllowed, NotValid,
    Conflict."""
    _let_in(topic, "show-again", by=by, title=title, text=text, at=at)


def _let_in(topic: Topic, verb: str, *, by: Person, title: str, text: str, at: datetime) -> None:
    held = hold(topic)
    move = permit(held, verb, by=by, at=at)
    title, text = clean_line(title).strip(), clean_text(text).strip()
    wrong = check_topic(title=title, text=text)
    if not title:
        wrong["title"] = _("Give it a heading.")
    demand(wrong)
    held.public_title, held.public_text, held.reason = title, text, ""
    held.shown_at = held.shown_at or at
    go(held, move, at=at)
    write(held.corner, verb, by=by, at=at, topic=held, side=side_of(by, at=at, corner=held.corner))
    tell([held], verb="corner-shown", at=at)


@transaction.atomic
def keep_back(topic: Topic, *, by: Person, reason: str, at: datetime) -> None:
    """It is not shown, and whoever raised it is told why. A moderator may show it all the same. Raises NotAllowed,
    NotValid, Conflict."""
    _take_out(topic, "keep-back", by=by, reason=reason, at=at)


@transaction.atomic
def hide(topic: Topic, *, by: Person, reason: str, at: datetime) -> None:
    """Nobody reads it any more; only a moderator shows it again. Raises NotAllowed, NotValid, Conflict."""
    _take_out(topic, "hide", by=by, reason=reason, at=at)


def _take_out(topic: Topic, verb: str, *, by: Person, reason: str, at: datetime) -> None:
    held = hold(topic)
    move = permit(held, verb, by=by, at=at)
    if reason not in Reason.values:
        raise NotValid(fields={"reason": _("Choose why. That a topic is unwelcome is no reason.")})
    held.reason = reason
    go(held, move, at=at)
    side = side_of(by, at=at, corner=held.corner)
    write(held.corner, verb, by=by, at=at, topic=held, facts={"reason": reason}, side=side)
    notices.withdraw_about(about(held.pk), at=at)
    tell([held], verb="corner-kept-back", at=at)

"""A promise that must not stand there is taken from everybody, and a draft nobody needs is put aside; both stay with
the desk, with who did it and why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import unsay
from civic.following import actions as following
from civic.lib.refusals import Conflict
from civic.promises.actions.holding import hold, permit, said, write
from civic.promises.models import Promise, PromiseLine
from civic.promises.rules import REASON_LONGEST


@transaction.atomic
def hide(promise: Promise, *, by: Person, text: str, at: datetime) -> PromiseLine:
    """A moderator takes a promise from everybody at this instant: page, lists, sums, search, feeds, calendars,
    pictures, and messages that wait. The desk reads on, with her reason, and the office goes on keeping it. Raises
    NotAllowed, Conflict for a draft and for one that is hidden; NotValid without a reason."""
    promise = hold(promise)
    allowed = permit(promise, "hide", by=by, at=at)
    if promise.is_hidden:
        raise Conflict(_("This promise is hidden already."))
    why = said(text, longest=REASON_LONGEST)
    promise.hidden_at = at
    _tell_the_case(promise, is_hidden=True)
    following.retract(key=following.promise_key(promise.number), number=promise.number, at=at)
    return write(promise, allowed, by=by, at=at, words=why)


@transaction.atomic
def show_again(promise: Promise, *, by: Person, text: str, at: datetime) -> PromiseLine:
    """A moderator finds that everybody may read it after all, and says why; whoever follows it hears so. Raises
    NotAllowed, Conflict for one that is not hidden, NotValid without a reason."""
    promise = hold(promise)
    allowed = permit(promise, "show-again", by=by, at=at)
    if not promise.is_hidden:
        raise Conflict(_("This promise is not hidden."))
    why = said(text, longest=REASON_LONGEST)
    promise.hidden_at = None
    _tell_the_case(promise, is_hidden=False)
    return write(promise, allowed, by=by, at=at, words=why)


@transaction.atomic
def discard(promise: Promise, *, by: Person, text: str, at: datetime) -> PromiseLine:
    """The office puts a draft aside for good and says why; it stays among what has ended at its desk. Raises
    NotAllowed, Conflict once it is public, NotValid without a reason."""
    promise = hold(promise)
    allowed = permit(promise, "discard", by=by, at=at)
    why = said(text, longest=REASON_LONGEST)
    promise.ended_at = at
    return write(promise, allowed, by=by, at=at, words=why)


def _tell_the_case(promise: Promise, *, is_hidden: bool) -> None:
    """The line of the case it comes from names it."""
    if promise.case is not None:
        unsay(promise.case, verb="promise", name="promise", value=promise.number, is_on=is_hidden)

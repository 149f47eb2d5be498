"""A suggestion is opened for support, and goes to be answered: enough stand behind it, its time is over, or an official
takes it up."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import Step, advance, demand_words, hold, lay_points, permit, permit_calendar, promise_answer
from civic.cases.models import Case, Line
from civic.cases.rules import State
from civic.comments.actions import set_talk
from civic.lib.refusals import Conflict, NotValid
from civic.lib.sweeping import one_by_one
from civic.offices.models import Matter
from civic.suggestions.actions.weighing import weigh_joined
from civic.suggestions.models import Round, Suggestion
from civic.suggestions.queries import in_all, obliged_by, round_of, support_span
from civic.suggestions.rules.joining import SUPPORTED_BEFORE
from civic.suggestions.rules.phases import Doing

SWEPT_MOST = 200


@transaction.atomic
def open_for_support(
    case: Case, *, by: Person, matter: Matter | None = None, in_round: Round | None = None, at: datetime
) -> Line:
    """A screened suggestion is shown to everybody to stand behind: until when, and how many oblige the city to answer,
    is settled now. Left open, the round is the one it was handed in for, or none. Raises NotAllowed, Conflict; NotValid
    without a matter, and for a round whose phase does not open suggestions."""
    case = hold(case)
    step = permit(case, "open-for-support", by=by, at=at)
    if Suggestion.objects.filter(case=case).exists():
        raise Conflict(SUPPORTED_BEFORE)
    matter = matter or case.matter
    if matter is None or not matter.is_active:
        raise NotValid(fields={"matter": _("Choose what the suggestion is about: the office hangs on it.")})
    chosen = in_round or round_of(case)
    if chosen is not None and not chosen.allows(Doing.OPEN, at):
        closed = _("This round opens no more suggestions. Choose another one, or the standing box.")
        if in_round is not None:
            raise NotValid(fields={"in_round": closed})
        chosen = None  # it came in time and was read too late: nobody loses by that
    obliges = obliged_by(case, chosen, on=localdate(at))
    since, until = support_span(chosen, obliges, at=at)
    talks = chosen is not None and chosen.allows(Doing.TALK, at)
    Suggestion.objects.create(
        case=case,
        opened_at=at,
        support_from=since,
        support_until=until,
        needed=obliges.needed,
        answer_days=obliges.answer_days,
        is_talked=talks,
    )
    if talks:
        set_talk(case, by=None, is_on=True, at=at)
    if matter.pk != case.matter_id:
        case.wording_id = matter.wording_id
    facts: dict[str, Any] = {"matter": matter.code, "until": until.isoformat(), "needed": obliges.needed}
    return advance(
        case,
        step,
        at=at,
        facts=facts | ({"round_of": chosen.slug} if chosen else {}),
        told={"due": until, "needed": obliges.needed, "days": obliges.answer_days},
        matter=matter,
        invitation_id=chosen.pk if chosen else None,
        hides_supports=chosen is not None and chosen.hides_count,
    )


@transaction.atomic
def take_up(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """An official has a suggestion answered before enough people stand behind it, and says why. Raises NotAllowed,
    Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "take-up", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    return _to_be_answered(case, step, at=at, words=given["reason"])


@transaction.atomic
def call_for_answer(case: Case, *, at: datetime) -> Line:
    """Enough people stand behind it, or its time is over: an office has to answer by a day everybody reads. Raises
    Conflict while neither is so."""
    case = hold(case)
    opened = Suggestion.objects.select_for_update().filter(case=case).first()
    if opened is None or opened.called_at is not None or not (opened.reached_at or opened.support_until <= at):
        raise Conflict(_("This suggestion still collects support."))
    branch = "" if opened.reached_at else "ended"
    return _to_be_answered(case, permit_calendar(case, "call-for-answer", branch=branch), at=at)


def _to_be_answered(case: Case, step: Step, *, at: datetime, words: str = "") -> Line:
    """The answer is promised by the day the threshold obliges to, and everybody reads how many stood behind it."""
    opened = Suggestion.objects.get(case=case)
    Suggestion.objects.filter(pk=opened.pk).update(called_at=at)
    promise = promise_answer(case, at=at, days=opened.answer_days)
    points = {} if case.point_count else lay_points(case, [""], by=None, at=at)  # its title says one
    facts: dict[str, Any] = {**promise.facts, "supports": in_all(case), "needed": opened.needed}
    facts |= {"ended": True} if step.move.branch else {}
    told = {"supports": facts["supports"], "unknown_year": str(promise.tentative_year or "")}
    changed: dict[str, Any] = {"accepted_at": at, "hides_supports": False, **points}
    return advance(case, step, at=at, words=words, facts=facts, told=told, **changed)


def call_due(*, at: datetime, most: int = SWEPT_MOST) -> int:
    """Call for the answers that are due, each in a transaction of its own; how many those were."""
    weigh_joined(at=at)
    due = Suggestion.objects.filter(Q(reached_at__isnull=False) | Q(support_until__lte=at), called_at__isnull=True)
    waiting = list(due.filter(case__state=State.SUPPORTING).select_related("case").order_by("pk")[:most])
    return one_by_one(waiting, lambda one: bool(call_for_answer(one.case, at=at)))

"""Matters that tend to return: some weeks after closing the resident is asked whether it has stayed solved."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from civic.cases.actions import advance, begin_round, demand_words, hold, permit, permit_calendar
from civic.cases.guards import Reporter
from civic.cases.models import Case, CaseQuerySet, Contact, Line
from civic.cases.rules import State, Verdict
from civic.cases.rules.ratings import ASKED_AGAIN_AFTER, CLAIMS_DONE, Later
from civic.cases.rules.word_links import word_token
from civic.feedback.models import AskedAgain
from civic.feedback.queries import asked_again, may_reopen
from civic.lib.refusals import Conflict, NotValid, Taken

CAUGHT_UP = timedelta(days=7)  # so long the sweep may have slept; what was closed earlier is not asked about any more
BATCH = 200


def ask_again(*, at: datetime, most: int = BATCH) -> int:
    """Ask the residents whose case was closed thirty days ago and whose matter tends to return, once each, where a
    contact is left and nobody has said "no". What was closed is the row; the question is claimed by its own. Returns
    how many were asked."""
    until = at - ASKED_AGAIN_AFTER
    closed = (
        _still_closed()
        .filter(closed_at__gte=until - CAUGHT_UP, closed_at__lte=until)
        .exclude(Exists(AskedAgain.objects.filter(case=OuterRef("pk"), round=OuterRef("round"))))
    )
    keys = list(closed.order_by("closed_at", "pk").values_list("pk", flat=True)[:most])
    return sum(_ask(pk, at=at) for pk in keys)


def _still_closed() -> CaseQuerySet:
    reached = Contact.objects.filter(case=OuterRef("pk")).exclude(email_hash="", phone_hash="")
    return (
        Case.objects.filter(Exists(reached), state=State.CLOSED, outcome__in=CLAIMS_DONE, erased_at=None)
        .filter(matter__returns_often=True, repair_due_at=None, whole=None)
        .exclude(verdict=Verdict.NO)
    )


@transaction.atomic
def _ask(pk: int, *, at: datetime) -> bool:
    case = hold(Case(pk=pk))
    is_asked = AskedAgain.objects.filter(case=case, round=case.round).exists()
    if is_asked or not _still_closed().filter(pk=pk).exists():
        return False  # another hand was quicker, or the case has moved on
    step = permit_calendar(case, "ask-again")
    token = word_token(case.number, case.last_seq + 1)
    told = {"ask_url": f"{settings.SITE_URL}/stayed-solved/{token}/"}
    line = advance(case, step, at=at, told=told)
    AskedAgain.objects.create(case=line.case, round=line.case.round, line=line, asked_at=at)
    return True


@transaction.atomic
def say_again(case: Case, *, by: Reporter, said: str, text: str = "", at: datetime) -> Line:
    """The resident, who was asked, says whether it has stayed solved. What came back within the matter's days opens the
    case again, once; later it takes a new report. It is no rating. Raises NotAllowed, Conflict where nobody asked or
    the case has moved on, Taken for a second word, NotValid."""
    case = hold(case)
    step = permit(case, "say-again", by=by, at=at)
    given = demand_words(step, {"text": text})
    if said not in Later.values:
        raise NotValid(fields={"said": _("Say whether it has stayed solved, or came back.")})
    asked = asked_again(case)
    if asked is None:
        raise Conflict(_("Nobody has asked again whether it has stayed solved."))
    if asked.said:
        raise Taken(_("You have said already whether it has stayed solved. If it came back, hand in a new report."))
    asked.said, asked.said_at = said, at
    asked.save(update_fields=["said", "said_at"])
    words, language = given["text"], case.language
    reopens = said == Later.BACK and may_reopen(case, at=at)
    facts = {"later": said, "reopens": reopens}
    if not reopens:
        return advance(case, step, at=at, words=words, language=language, facts=facts)
    step = permit(case, "say-again", by=by, at=at, branch="reopens")
    facts |= begin_round(case, at=at).facts
    return advance(case, step, at=at, words=words, language=language, facts=facts, verdict=Verdict.NO.value)

"""What the checking side does about cases that are one, and about a case that is several."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import (
    advance,
    demand_answering,
    demand_parent,
    demand_words,
    hold,
    hold_both,
    join,
    permit,
    split_off,
)
from civic.cases.models import Case, Line
from civic.cases.rules.bundling import PARTS_MOST
from civic.lib.refusals import Conflict, NotValid
from civic.offices.models import Matter, Office


@transaction.atomic
def merge(case: Case, *, by: Person, into: Case, text: str = "", at: datetime) -> Line:
    """The report is the same thing as another case and is handled with it from now on. The other keeps office, state
    and days; the reporter hears of its answer, and rates or appeals by herself. Raises NotAllowed, Conflict; NotValid
    for a case that cannot take it."""
    case, parent = hold_both(case, into)
    step = permit(case, "merge", by=by, at=at)
    given = demand_words(step, {"text": text})
    demand_parent(case, parent, step, by=by)
    line = advance(case, step, at=at, words=given["text"], office=None, is_merged=True)
    join(case, parent, at=at)
    return line


@transaction.atomic
def unmerge(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """The report is something else after all: back to the screening desk, with the reason for its reporter. Raises
    NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "unmerge", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    return advance(case, step, at=at, words=given["reason"])


@transaction.atomic
def split(
    case: Case,
    *,
    by: Person,
    title: str,
    text: str,
    matter: Matter | None,
    office: Office | None = None,
    mandatory: bool = False,
    at: datetime,
) -> Line:
    """A part of the case is another office's work: it becomes a case of its own, with its own office, state and days.
    The whole stays as it is, and does not close before its mandatory parts. Raises NotAllowed, NotValid; Conflict once
    there are eight parts."""
    case = hold(case)
    step = permit(case, "split", by=by, at=at)
    given = demand_words(step, {"title": title, "text": text})
    if matter is None or not matter.is_active:
        raise NotValid(fields={"matter": _("Choose what this part is about: its limit and its office hang on it.")})
    if office is not None:
        office = demand_answering(office)
    if case.split_into >= PARTS_MOST:
        raise Conflict(_("This case has eight parts already. More than that nobody follows: widen one of them."))
    part = split_off(
        case, step, title=given["title"], text=given["text"], matter=matter, office=office, mandatory=mandatory, at=at
    )
    facts = {"part": part.title, "mandatory": mandatory}
    return advance(case, step, at=at, facts=facts, split_into=case.split_into + 1)


@transaction.atomic
def drop(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """A part is not needed after all; the whole case does not wait for it any more. Raises NotAllowed, Conflict,
    NotValid."""
    case = hold(case)
    step = permit(case, "drop", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    return advance(case, step, at=at, words=given["reason"])

"""Offices are asked what they think of a suggestion, hand it in, and the answer takes parts of it over."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import advance, demand_answering, demand_words, hold, permit, permit_at, tell_officers
from civic.cases.models import Case, Line
from civic.cases.rules.points import private_fault
from civic.lib.plain_text import clean_line, clean_text, guess_language
from civic.lib.refusals import Conflict, NotValid
from civic.lib.sweeping import one_by_one
from civic.offices.models import Office
from civic.offices.queries import close_of
from civic.offices.rules import Role
from civic.suggestions.models import Assessment
from civic.suggestions.rules.assessing import LONGEST, OFFICES_MOST, PARTS, assessment_faults, due_fault, parts_fault

OFFICERS = frozenset({Role.HANDLER.value, Role.HEAD.value})
SWEPT_MOST = 200


@transaction.atomic
def ask_assessment(
    case: Case, *, by: Person, offices: Sequence[Office], due: date, text: str = "", at: datetime
) -> Line:
    """The office that leads a suggestion asks others, by a day, what they think of it: in private. Raises NotAllowed,
    Conflict before its points are named or while one of them is asked already, NotValid by field."""
    case = hold(case)
    step = permit(case, "ask-assessment", by=by, at=at)
    given = demand_words(step, {"text": text})
    if not case.point_count:
        raise Conflict(_("Name the points of this suggestion first: that is what is assessed."))
    chosen = _demand_assessors(case, offices)
    promised = localdate(case.answer_due_at) if case.answer_due_at else None
    if fault := due_fault(due, today=localdate(at), promised=promised):
        raise NotValid(fields={"due": fault})
    codes = [office.code for office in chosen]
    line = advance(case, step, at=at, words=given["text"], facts={"offices": codes, "until": close_of(due).isoformat()})
    for office in chosen:
        asked = Assessment.objects.create(
            case=case,
            round=case.round,
            office=office,
            asker_id=step.office_id or 0,
            asked_by=by,
            asked_at=at,
            due_at=close_of(due),
            question=given["text"],
        )
        _tell(asked, "assessment-asked", at=at)
    return line


def _demand_assessors(case: Case, offices: Sequence[Office]) -> list[Office]:
    """The offices that shall assess it, each once. Raises NotValid for one that leads the case itself or answers
    nothing, Conflict for one that is asked already."""
    chosen = list(dict.fromkeys(offices))
    if not chosen:
        raise NotValid(fields={"offices": _("Choose at least one office.")})
    if len(chosen) > OFFICES_MOST:
        raise NotValid(fields={"offices": _("Ask %(most)d offices at most.") % {"most": OFFICES_MOST}})
    for office in chosen:
        try:
            demand_answering(office)
        except NotValid:
            raise NotValid(fields={"offices": _("Only offices that answer cases assess them.")}) from None
        if office.pk == case.office_id:
            raise NotValid(
                fields={"offices": _("Your own office leads this suggestion. It says what it thinks itself.")}
            )
    if Assessment.objects.awaited().filter(case=case, office__in=chosen).exists():
        raise Conflict(_("One of these offices is asked already, and has not handed it in."))
    return chosen


@transaction.atomic
def give_assessment(assessment: Assessment, *, by: Person, given: Mapping[str, Any], at: datetime) -> Line:
    """An officer of the office that was asked says whether it can be done, what it costs and why, how long it takes and
    which law it touches. It stays inside. Raises NotAllowed, Conflict once it is handed in or nobody waits for it,
    NotValid by field."""
    case = hold(assessment.case)
    held = Assessment.objects.select_related("office", "asker").get(pk=assessment.pk)
    held.case = case
    step = permit_at(case, "give-assessment", by=by, office_id=held.office_id, at=at)
    if not held.is_awaited or held.round != case.round:
        raise Conflict(_("This assessment was handed in already, or nobody waits for it any more."))
    words = {name: clean_text(str(given.get(name) or "")).strip() for name in LONGEST}
    said: dict[str, Any] = words | {"period": clean_line(words["period"]), "cost": given.get("cost")}
    said["feasibility"] = str(given.get("feasibility") or "")
    if wrong := assessment_faults(said):
        raise NotValid(fields=wrong)
    for name, value in said.items():
        setattr(held, name, value)
    held.language, held.given_by, held.given_at = guess_language(held.text) or case.language, by, at
    held.save()
    _tell(held, "assessment-given", at=at, to=case.office_id)
    return advance(case, step, at=at, facts={"assessment": held.pk, "office": held.office.code})


@transaction.atomic
def withdraw_assessment(assessment: Assessment, *, by: Person, reason: str, at: datetime) -> Line:
    """The office that leads the suggestion waits for it no longer. Raises NotAllowed, Conflict once it is handed in,
    NotValid."""
    case = hold(assessment.case)
    step = permit(case, "withdraw-assessment", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    if Assessment.objects.awaited().filter(pk=assessment.pk).update(ended_at=at) != 1:
        raise Conflict(_("This assessment was handed in already, or nobody waits for it any more."))
    _tell(assessment, "assessment-withdrawn", at=at)
    facts = {"assessment": assessment.pk, "office": assessment.office.code}
    return advance(case, step, at=at, words=given["reason"], facts=facts)


@transaction.atomic
def take_over(assessment: Assessment, *, by: Person, parts: Collection[str], at: datetime) -> Line:
    """The office that leads the suggestion chooses what of an assessment its answer tells; nobody outside reads it
    before. Raises NotAllowed, Conflict once an answer is drafted or before it is handed in, NotValid for what looks
    private."""
    case = hold(assessment.case)
    step = permit(case, "take-over", by=by, at=at)
    held = Assessment.objects.select_related("office").get(pk=assessment.pk)
    if held.given_at is None or held.round != case.round:
        raise Conflict(_("Nothing was handed in yet that the answer could take over."))
    fault = parts_fault(parts)
    chosen = [name for name in PARTS if name in parts]
    words = [held.text if "text" in chosen else "", held.law if "law" in chosen else ""]
    words += [held.cost_words if "cost" in chosen else "", held.period if "period" in chosen else ""]
    if fault := fault or private_fault(words):
        raise NotValid(fields={"parts": fault})
    held.taken = chosen
    held.save(update_fields=["taken"])
    return advance(case, step, at=at, facts={"assessment": held.pk, "office": held.office.code, "parts": chosen})


def tell_late_assessments(*, at: datetime, most: int = SWEPT_MOST) -> int:
    """Tell the office that asked, once, that an assessment is late. Returns how many."""
    late = Assessment.objects.awaited().filter(due_at__lt=at, told_at__isnull=True).order_by("due_at", "pk")
    return one_by_one(list(late.values_list("pk", flat=True)[:most]), lambda pk: _tell_late(pk, at=at))


def _tell_late(pk: int, *, at: datetime) -> bool:
    if Assessment.objects.awaited().filter(pk=pk, told_at__isnull=True).update(told_at=at) != 1:
        return False
    late = Assessment.objects.select_related("case__matter", "office").get(pk=pk)
    _tell(late, "assessment-late", at=at, to=late.case.office_id or late.asker_id)
    return True


def _tell(assessment: Assessment, verb: str, *, at: datetime, to: int | None = None) -> None:
    office = to or assessment.office_id
    path = "desk/assessments/" if office == assessment.office_id else "desk/suggestions/"
    key = assessment.pk if office == assessment.office_id else assessment.case.number
    more = {"office": assessment.office, "due": assessment.due_at, "url": f"{settings.SITE_URL}/{path}{key}/"}
    tell_officers(office, OFFICERS, assessment.case, verb=verb, at=at, more=more)

"""A case as it lies open for a caller the desk has made sure of: what to tell her, what may be written down for her."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.calls.models import Check, Undelivered
from civic.calls.rules import Sure, UndeliveredStage
from civic.cases.models import Case, Contact
from civic.cases.queries import (
    Entry,
    OpenAppeal,
    names_none_of,
    open_appeal,
    part_of,
    part_words,
    promised,
    timeline,
)
from civic.cases.rules import AT_ITS_SOURCE, Hand, Next, next_step, open_moves
from civic.cases.rules.denials import Denial, denial_on_the_phone
from civic.feedback.models import Rating
from civic.feedback.queries import may_rate
from civic.lib.codes import code_digest, tracking_code_from
from civic.offices.queries import OfficerHand, hand_of, holds_role
from civic.offices.rules import Role

CASES_OPENED = 20
CHECKS_SHOWN = 10


def is_operator(person: Person, *, at: datetime) -> bool:
    """Does this person hold a post at the phone desk today?"""
    return holds_role(hand_of(person, on=localdate(at)), Role.OPERATOR)


def names_office_of(case: Case, operator: Person, *, at: datetime) -> bool:
    """Is this report about an office of the operator's own? Then it does not exist for her."""
    if case.about_office_id is None:
        return False
    officer = hand_of(operator, on=localdate(at))
    return officer is None or case.about_office_id in officer.office_ids


def open_check(case: Case, operator: Person, *, at: datetime) -> Check | None:
    """How this operator made sure of the caller whose case this is, while it still holds; the newest. None for what is
    about an office of her own, and where the caller had herself erased meanwhile."""
    if case.erased_at is not None or names_office_of(case, operator, at=at):
        return None
    checks = Check.objects.filter(operator=operator, sure=Sure.YES, until__gt=at)
    contact = Contact.objects.filter(case=case).exclude(phone_hash="").first()
    about = Q(case=case)
    if contact is not None:
        about |= Q(case__isnull=True, phone_hash=contact.phone_hash)
    return checks.filter(about).order_by("-at", "-pk").first()


def cases_opened(check: Check, *, at: datetime) -> list[Case]:
    """The cases a check opens: the one it names, else those the number was left with, the newest first; but for what is
    about an office of the operator's own."""
    left = Contact.objects.filter(phone_hash=check.phone_hash).values("case")
    cases = Case.objects.filter(pk=check.case_id) if check.case_id is not None else Case.objects.filter(pk__in=left)
    cases = cases.filter(names_none_of(hand_of(check.operator, on=localdate(at))), erased_at=None)
    return list(cases.newest()[:CASES_OPENED])


def recent_checks(operator: Person, *, at: datetime) -> list[Check]:
    """The callers this operator has before her: those called back just now, and those whose case lies open."""
    checks = Check.objects.filter(operator=operator, sure__in=[Sure.YES, Sure.RINGING], until__gt=at)
    return list(checks.select_related("case").order_by("-at", "-pk")[:CHECKS_SHOWN])


def checks_of_all(reader: OfficerHand | None, *, only_wrong: bool) -> QuerySet[Check]:
    """Every try to make sure of a caller, for the data officer: who, how, of which case. What is about an office of her
    own names no case to her."""
    checks = Check.objects.filter(sure=Sure.WRONG) if only_wrong else Check.objects.all()
    checks = checks.filter(names_none_of(reader, case="case__"))  # also those that name no case
    return checks.select_related("operator__officer", "case")


def code_key(check: Check, case: Case) -> str:
    """What the next code of a case is made from, in this call."""
    return f"check:{check.pk}:{check.code_key}:{case.reissues}"


def latest_code(check: Check, case: Case) -> str:
    """The code given out in this very call, as long as no other took its place; "" where none was."""
    if not check.code_key or not case.reissues:
        return ""
    key = f"check:{check.pk}:{check.code_key}:{case.reissues - 1}"
    code = tracking_code_from(settings.SECRET_KEY, key, case.number)
    return code if code_digest(code) == case.tracking_digest else ""


@dataclass(frozen=True)
class Served:
    """A case as it is told to its caller, and what may be written down for her. `denied` says why not, by verb."""

    case: Case
    check: Check
    entries: list[Entry]
    step: Next
    dues: list[Any]
    acts: frozenset[str]
    denied: Denial | None
    appeal: OpenAppeal | None
    code: str
    was_rated: bool

    @property
    def answer(self) -> Entry | None:
        """The newest answer."""
        return next((entry for entry in reversed(self.entries) if entry.line.verb == "answer"), None)

    @property
    def asked(self) -> Entry | None:
        """The question that waits for a reply."""
        asked = (entry for entry in reversed(self.entries) if entry.line.verb == "ask")
        return next(asked, None) if "reply" in self.acts else None


def served(check: Check, case: Case, operator: Person, *, at: datetime) -> Served:
    """Everything the page of a caller's case shows."""
    is_rated = Rating.objects.filter(case=case, round=case.round).exists()
    officer, part = hand_of(operator, on=localdate(at)), part_of(case, operator)
    acts = {
        move.verb
        for side, roles in (("resident", frozenset[str]()), ("intake", frozenset({Role.OPERATOR.value})))
        for move in open_moves(
            kind=case.kind, state=case.state, publication=case.publication, hand=Hand(side=side, roles=roles)
        )
    }
    if case.outcome in AT_ITS_SOURCE or not may_rate(case, at=at):
        acts.discard("rate")
    left = open_appeal(case)
    if left is None or left.office is None or at > left.until:
        acts.discard("appeal")
    denied = denial_on_the_phone(
        "rate",
        is_operator=True,
        is_own_office=officer is not None and case.office_id in officer.office_ids,
        part=part.side if part else "",
        part_words=part_words(part) if part else "",
    )
    if denied is not None:
        acts -= (
            {"rate", "appeal"}
            if denied.family == "office"
            else {"rate", "appeal", "reply", "withdraw", "add", "reissue"}
        )
    return Served(
        case=case,
        check=check,
        entries=timeline(case, "party"),
        step=next_step(case.kind, case.state, is_mending=case.repair_due_at is not None, outcome=case.outcome),
        dues=promised(case) if case.is_open else [],
        acts=frozenset(acts),
        denied=denied,
        appeal=left,
        code=latest_code(check, case),
        was_rated=is_rated,
    )


def may_print(case: Case, operator: Person, *, at: datetime) -> bool:
    """Whoever made sure of the caller, or is to write a letter since a message reached nobody, prints the answer."""
    if open_check(case, operator, at=at) is not None:
        return True
    if names_office_of(case, operator, at=at):
        return False
    return Undelivered.objects.filter(case=case, taken_by=operator, stage=UndeliveredStage.TAKEN).exists()

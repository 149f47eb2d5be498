"""What a person's own page shows: the cases with what can be done now, and who opened the contact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.calls.models import Check
from civic.calls.rules import Sure
from civic.cases.models import Case, CaseQuerySet, ContactOpening, Withholding
from civic.cases.queries import Viewer, appeal_until, appealed_out, ground_to_keep, own_cases, words_that_stand
from civic.cases.rules import (
    AT_ITS_SOURCE,
    CLOSED_STATES,
    Hand,
    Kind,
    Next,
    Publication,
    State,
    next_step,
    open_moves,
)
from civic.cases.rules.retention import UNTIL
from civic.cases.rules.states import APPEALED
from civic.lib.keyset import Page, page_from

PAGE = 20
WAITING_MOST = 20
ASKED_FOR = timedelta(days=30)  # so long a closed case asks first whether it was solved
NEWEST = ("-filed_at", "-pk")
OPENINGS_SHOWN = 50
_WORDS = {
    "reply": _("Reply"),
    "add": _("Add words or photos"),
    "edit": _("Change it"),
    "withdraw": _("Take it back"),
    "separate": _("Mine is different"),
    "wish": _("Ask to join, divide or separate it"),
    "say": _("Say whether it is solved"),
    "rate": _("Say whether it was solved"),
    "appeal": _("Appeal"),
    "appeal-withholding": _("Appeal: everybody should read it"),
}


@dataclass(frozen=True)
class Offer:
    """Something the reporter may do with a case now."""

    verb: str
    label: Any
    until: datetime | None = None

    @property
    def room(self) -> str:
        """Under which address it is done."""
        return "suggestions" if self.verb == "wish" else "cases"

    @property
    def is_first(self) -> bool:
        """Is it waiting for the resident?"""
        return self.verb in ("reply", "say", "rate")


@dataclass(frozen=True)
class MyCase:
    """One of my cases: where it stands, what comes next, and what I may do."""

    case: Case
    next: Next
    offers: tuple[Offer, ...]

    @property
    def first(self) -> Offer | None:
        """What waits for the resident."""
        return next((offer for offer in self.offers if offer.is_first), None)

    @property
    def others(self) -> list[Offer]:
        """What else she may do."""
        return [offer for offer in self.offers if not offer.is_first]


@dataclass(frozen=True)
class MyCases:
    """My cases: what waits for me, what is open, what has ended; the newest first. A cursor leads on to older ones, and
    is empty on the last page."""

    waiting: list[MyCase] = field(default_factory=list)
    open: list[MyCase] = field(default_factory=list)
    ended: list[MyCase] = field(default_factory=list)
    older_open: str = ""
    older_ended: str = ""
    is_later_page: bool = False

    @property
    def cases(self) -> list[MyCase]:
        """All of them on this page."""
        return [*self.waiting, *self.open, *self.ended]

    @property
    def older(self) -> bool:
        """Are there more than these?"""
        return bool(self.older_open or self.older_ended)


def my_cases(viewer: Viewer, *, older: str = "", older_open: str = "", at: datetime) -> MyCases:
    """What this person handed in, by account, code or proved address; six queries. A spoilt cursor begins anew."""
    own = own_cases(viewer).with_names()
    waiting = list(own.filter(_waits(at)).order_by(*NEWEST)[:WAITING_MOST])
    said = _said(case.pk for case in waiting if case.state == State.ANSWERED)
    waiting = [case for case in waiting if case.pk not in said]
    rest = own.exclude(pk__in=[case.pk for case in waiting])
    running = _page(rest.open(), older_open)
    ended = _page(rest.filter(state__in=CLOSED_STATES), older)
    is_later = bool(older or older_open)
    shown = [*([] if is_later else waiting), *running.rows, *ended.rows]
    known = _known(shown, said, at)
    mine = {case.pk: MyCase(case, _next(case), tuple(_offers(case, known, at))) for case in shown}
    return MyCases(
        waiting=[] if is_later else [mine[case.pk] for case in waiting],
        open=[] if older else [mine[case.pk] for case in running.rows],
        ended=[] if older_open else [mine[case.pk] for case in ended.rows],
        older_open="" if older else running.next,
        older_ended="" if older_open else ended.next,
        is_later_page=is_later,
    )


def _next(case: Case) -> Next:
    return next_step(case.kind, case.state, is_mending=case.repair_due_at is not None, outcome=case.outcome)


def _waits(at: datetime) -> Q:
    """What waits for the resident: a question, an answer that is being checked, a closed case nobody rated lately."""
    asked = Q(state__in=[State.ASKED_AT_DESK, State.ASKED_BY_OFFICE])
    answered = Q(state=State.ANSWERED)
    unrated = Q(state=State.CLOSED, verdict="", closed_at__gte=at - ASKED_FOR) & ~Q(outcome__in=AT_ITS_SOURCE)
    return asked | answered | (unrated & ~Q(kind__in=[Kind.THANKS, Kind.MISCONDUCT]))


def _page(cases: CaseQuerySet, cursor: str) -> Page[Case]:
    return page_from(cases, keys=NEWEST, size=PAGE, cursor=cursor)


def _said(answered: Iterable[int]) -> set[int]:
    keys = list(answered)
    return {word.case_id for word in words_that_stand(keys)} if keys else set()


@dataclass(frozen=True)
class _Known:
    """What takes an offer away: a review that was asked for, a word that was said, a withholding that stands."""

    reviewed: set[tuple[int, int]]
    said: set[int]
    contestable: set[int]


def _known(cases: list[Case], said: set[int], at: datetime) -> _Known:
    ended = [case for case in cases if case.state in (State.CLOSED, State.DECLINED)]
    withheld = [case.pk for case in cases if case.publication == Publication.WITHHELD]
    others = [case.pk for case in cases if case.state == State.ANSWERED and case.pk not in said]
    open_ones = Withholding.objects.filter(
        case__in=withheld, decision="", appealed_at__isnull=True, appeal_until__gte=at
    )
    return _Known(
        reviewed=appealed_out(ended) if ended else set(),
        said=said | _said(others),
        contestable=set(open_ones.values_list("case_id", flat=True)) if withheld else set(),
    )


def _offers(case: Case, known: _Known, at: datetime) -> Iterable[Offer]:
    hand = Hand(side="resident")
    for move in open_moves(kind=case.kind, state=case.state, publication=case.publication, hand=hand):
        if move.verb not in _WORDS:
            continue  # it stands on the page of the case
        if move.verb == "rate" and (case.verdict or case.outcome in AT_ITS_SOURCE):
            continue  # this answer was rated, or was given in an earlier system
        if move.verb == "wish" and case.has_wish:
            continue  # one thing at a time
        if move.verb == "say" and case.pk in known.said:
            continue
        if move.verb == "appeal-withholding" and case.pk not in known.contestable:
            continue
        until = appeal_until(case) if move.verb == "appeal" else None
        if move.verb == "appeal" and (until is None or at > until or (case.pk, case.round) in known.reviewed):
            continue
        yield Offer(move.verb, _WORDS[move.verb], until)


def openings_of(viewer: Viewer) -> list[ContactOpening]:
    """Who looked at the contact left with my cases, what for, the newest first."""
    openings = ContactOpening.objects.filter(case__in=own_cases(viewer).values("pk"))
    return list(openings.select_related("case", "by__officer", "office").order_by("-at")[:OPENINGS_SHOWN])


def checks_of(viewer: Viewer) -> list[Check]:
    """When the phone desk opened cases of mine for a caller, and how it made sure of her, the newest first."""
    opened = Check.objects.filter(case__in=own_cases(viewer).values("pk"), sure=Sure.YES)
    return list(opened.select_related("case").order_by("-at", "-pk")[:OPENINGS_SHOWN])


def hashes_of(viewer: Viewer) -> set[str]:
    """The hashes of the addresses this person proved. Those typed beside a case may be somebody else's."""
    return {viewer.contact_hash} if viewer.contact_hash else set()


def known_as(viewer: Viewer) -> str:
    """By what this person is known here, for limits: the account, the proved address, or the codes shown."""
    if viewer.person is not None:
        return f"person:{viewer.person.pk}"
    return viewer.contact_hash or "codes:" + ",".join(
        map(str, sorted(viewer.reporter_of | {pk for pk, _n in viewer.reissued_of}))
    )


def kept_of(viewer: Viewer, *, at: datetime) -> list[Mapping[str, Any]]:
    """Which of my cases stay sealed for a while when I am erased: the case, on what ground, until when, and the day
    that is due where it still lies ahead."""
    grounded = Q(kind=Kind.MISCONDUCT) | Q(state__in=sorted(APPEALED))
    grounded |= Q(objecting__gt=0) | Q(publication=Publication.WITHHELD)
    found: list[Mapping[str, Any]] = []
    for case in own_cases(viewer).filter(grounded).order_by(*NEWEST)[:PAGE]:
        ground = ground_to_keep(case)
        if ground is not None:
            due = case.due_at if case.due_at and case.due_at > at else None
            found.append({"case": case, "ground": ground.label, "until": UNTIL[ground], "due": due})
    return found

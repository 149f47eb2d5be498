"""What a person's own page shows: the cases with what can be done now, and who opened the contact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.calls.models import Check
from civic.calls.rules import Sure
from civic.cases.models import Case, ContactOpening
from civic.cases.queries import Viewer, appeal_until, appealed_out, own_cases, words_that_stand
from civic.cases.rules import Hand, Next, Outcome, State, next_step, open_moves
from civic.lib.keyset import BadCursor, page_of
from civic.me.models import Link
from civic.me.rules import link_digest

PAGE = 50
NEWEST = ("-filed_at", "-pk")
OPENINGS_SHOWN = 50
_WORDS = {
    "reply": _("Reply"),
    "withdraw": _("Take it back"),
    "say": _("Say whether it is solved"),
    "rate": _("Say whether it was solved"),
    "appeal": _("Appeal"),
}


@dataclass(frozen=True)
class Offer:
    """Something the reporter may do with a case now."""

    verb: str
    label: Any
    until: datetime | None = None

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


@dataclass(frozen=True)
class MyCases:
    """One page of my cases, newest first; `older` leads on, empty on the last page."""

    cases: list[MyCase]
    older: str = ""


def my_cases(viewer: Viewer, *, older: str = "", at: datetime) -> MyCases:
    """What this person handed in, by account, code or proved address; three queries. A spoilt cursor begins anew."""
    own = own_cases(viewer).with_names()
    try:
        page = page_of(own, keys=NEWEST, size=PAGE, cursor=older)
    except BadCursor:
        page = page_of(own, keys=NEWEST, size=PAGE)
    reviewed = appealed_out(page.rows) if page.rows else set()
    said = {word.case_id for word in words_that_stand(case.pk for case in page.rows if case.state == State.ANSWERED)}
    cases = [
        MyCase(
            case,
            next_step(case.kind, case.state, is_mending=case.repair_due_at is not None),
            tuple(_offers(case, reviewed, said, at)),
        )
        for case in page.rows
    ]
    return MyCases(cases=cases, older=page.next)


def _offers(case: Case, reviewed: set[tuple[int, int]], said: set[int], at: datetime) -> Iterable[Offer]:
    hand = Hand(side="resident")
    for move in open_moves(kind=case.kind, state=case.state, publication=case.publication, hand=hand):
        if move.verb == "rate" and (case.verdict or case.outcome == Outcome.RECORDED):
            continue  # this answer was rated, or was given in an earlier system
        if move.verb == "say" and case.pk in said:
            continue
        until = appeal_until(case) if move.verb == "appeal" else None
        if move.verb == "appeal" and (until is None or at > until or (case.pk, case.round) in reviewed):
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


def link_to_open(secret: str, *, at: datetime) -> str:
    """Whether a link still opens something: good, used, or old. Only whoever holds its secret can ask."""
    link = Link.objects.filter(digest=link_digest(secret)).first()
    if link is None or not link.contact_hash:
        return "old"
    if link.used_at is not None:
        return "used"
    return "good" if link.until >= at else "old"


def was_opened_by(secret: str, viewer: Viewer) -> bool:
    """Did this link open what the viewer has open now? Whoever presses twice goes on."""
    opened = Link.objects.filter(digest=link_digest(secret), used_at__isnull=False)
    return bool(viewer.contact_hash) and opened.filter(contact_hash=viewer.contact_hash).exists()


def hashes_of(viewer: Viewer) -> set[str]:
    """The hashes of the addresses this person proved. Those typed beside a case may be somebody else's."""
    return {viewer.contact_hash} if viewer.contact_hash else set()

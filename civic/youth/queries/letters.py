"""Letters on the desk: what waits for one, what waits for a second reader, and which ideas wait for a promise."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.guardians.models import Guardianship
from civic.offices.models import NEVER_ANSWERING, Office
from civic.offices.queries import OfficerHand
from civic.youth.models import Became, Letter, Proposal
from civic.youth.queries.people import Duties
from civic.youth.rules import ItemState, Kind
from civic.youth.rules.letters import ANSWERABLE, LETTER_WRITERS, OF_TRACK, LetterState, Weight


def offices_to_sign(duties: Duties, hand: OfficerHand | None) -> QuerySet[Office]:
    """The offices a letter may come from: for the officers of the track each that does the work, for others theirs."""
    rows = Office.objects.filter(is_active=True).exclude(kind__in=NEVER_ANSWERING).order_by("code")
    if duties.tasks & OF_TRACK:
        return rows
    return rows.filter(pk__in=hand.office_ids) if hand is not None and hand.roles & LETTER_WRITERS else rows.none()


def answerable(person: Person, duties: Duties, hand: OfficerHand | None) -> QuerySet[Proposal]:
    """Proposals she may write a letter on: an office only where everybody reads them, officers of the track also what
    is not public; none of a child she answers for, none of her own school or of another edition than hers."""
    rows = Proposal.objects.filter(kind=Kind.PROPOSAL).with_names().select_related("letter__office")
    own = Guardianship.objects.filter(child=OuterRef("entry__child"), person=person)
    rows = rows.exclude(Exists(own))
    if duties.tasks & OF_TRACK:
        rows = rows.filter(state__in=ANSWERABLE)
        if duties.edition_ids:
            rows = rows.filter(edition__in=duties.edition_ids)
        return rows.exclude(entry__school__in=duties.school_ids) if duties.school_ids else rows
    if hand is not None and hand.roles & LETTER_WRITERS:
        return rows.filter(state=ItemState.SHOWN, edition__shown_at__isnull=False)
    return rows.none()


def to_write(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Those without a letter, or with one that came back; what is due first stands first."""
    back = Q(letter__state=LetterState.WRITTEN) & ~Q(letter__remark="")
    return rows.filter(Q(letter__isnull=True) | back).order_by(F("answer_due_on").asc(nulls_last=True), "pk")


def to_second(rows: QuerySet[Proposal], person: Person) -> QuerySet[Proposal]:
    """Letters that wait for a second reader who is not their writer."""
    waits = rows.filter(letter__state=LetterState.WRITTEN, letter__remark="")
    return waits.exclude(letter__written_by=person).order_by(F("answer_due_on").asc(nulls_last=True), "pk")


def to_promise(hand: OfficerHand | None) -> QuerySet[Became]:
    """Ideas her office took up in letters that went out, without a promise yet."""
    if hand is None or not hand.roles & LETTER_WRITERS:
        return Became.objects.none()
    taken = Became.objects.filter(
        weight__in=(Weight.ADOPTED, Weight.CHANGED), promise__isnull=True, letter__state=LetterState.SENT
    )
    taken = taken.filter(letter__office__in=hand.office_ids, letter__proposal__state=ItemState.SHOWN)
    return taken.select_related("letter__proposal__edition", "letter__proposal__district", "letter__office").order_by(
        "letter__sent_at", "pk"
    )


def late_of(rows: Iterable[Proposal], *, at: datetime) -> set[int]:
    """Which of these should have had their letter before today."""
    today = localdate(at)
    return {row.pk for row in rows if row.answer_due_on is not None and row.answer_due_on < today}


def letter_on(proposal: Proposal) -> Letter | None:
    """The letter as it lies here, sent or not, with its ideas."""
    return Letter.objects.filter(proposal=proposal).select_related("office").prefetch_related("ideas__promise").first()

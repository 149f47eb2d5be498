"""What waits for a reader, and what a duty officer has to look at. Nobody reads her own child's or her own pupils'.
Whoever knows her tasks already hands them on as `duties`; else they are asked."""

from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Count, Exists, F, OuterRef, Q, Value

from civic.accounts.models import Person
from civic.guardians.models import Guardianship
from civic.youth.models import ConcernReport, Proposal, ProposalQuerySet, Reading
from civic.youth.queries.people import Duties, duties_of
from civic.youth.rules import Concern, ItemState


def _within(person: Person, prefix: str, duties: Duties | None, *, at: datetime) -> Q:
    duties = duties if duties is not None else duties_of(person, at=at)
    within = Q(**{f"{prefix}edition__in": duties.edition_ids}) if duties.edition_ids else Q()
    own = Guardianship.objects.filter(person=person).values("child")
    within &= ~Q(**{f"{prefix}entry__child__in": own})
    if duties.school_ids:
        within &= ~Q(**{f"{prefix}entry__school__in": duties.school_ids})
    return within


def readable(person: Person, *, at: datetime, duties: Duties | None = None) -> ProposalQuerySet:
    """What she may look at, whatever its state, but for drafts and what was taken back."""
    seen = Proposal.objects.exclude(state__in=(ItemState.DRAFT, ItemState.WITHDRAWN))
    return seen.filter(_within(person, "", duties, at=at))


def may_read(person: Person, proposal: Proposal, *, at: datetime) -> bool:
    """May she look at this?"""
    return readable(person, at=at).filter(pk=proposal.pk).exists()


def to_read(person: Person, *, at: datetime, duties: Duties | None = None) -> ProposalQuerySet:
    """What waits for her: handed in, and this version not read by her. The longest waiting first."""
    current = {"version__proposal": OuterRef("pk"), "version__number": OuterRef("version")}
    read = Reading.objects.filter(reader=person, is_void=False, **current)
    # asked of each that waits, so that it costs nothing more when she has read thousands
    return readable(person, at=at, duties=duties).to_read().filter(~Exists(read))


def pressing(waiting: ProposalQuerySet) -> ProposalQuerySet:
    """Of these the ones in which a child may be asking for help, and no officer on duty has said otherwise."""
    asks = ConcernReport.objects.open().filter(concern=Concern.DANGER).order_by()
    return waiting.filter(pk__in=asks.values("proposal"))


def reading_list(person: Person, *, at: datetime, most: int, duties: Duties | None = None) -> list[Proposal]:
    """The same with what a list prints: how often it was read, how many pictures it has, and whether the child may be
    asking for help; those come first, however short they wait."""
    waiting = _printed(to_read(person, at=at, duties=duties))
    first = list(pressing(waiting).annotate(is_pressing=Value(True, BooleanField()))[:most])
    keys = [one.pk for one in first]
    return [*first, *waiting.exclude(pk__in=keys)[: most - len(first)]]


def _printed(waiting: ProposalQuerySet) -> ProposalQuerySet:
    current = Q(versions__number=F("version"), versions__readings__is_void=False)
    kept = Q(pictures__left_out_at__isnull=True)
    return waiting.with_names().annotate(
        read_by=Count("versions__readings", filter=current, distinct=True),
        picture_count=Count("pictures", filter=kept, distinct=True),
    )


def next_to_read(person: Person, *, at: datetime, after: str = "") -> Proposal | None:
    """The next one for her: one in which a child may be asking for help and which she has not just left, else what
    stands behind that one, else the first."""
    waiting = to_read(person, at=at)
    left = Proposal.objects.filter(number=after).first() if after else None
    asks = pressing(waiting)
    if left is None or not asks.filter(pk=left.pk).exists():
        found = asks.first()
        if found is not None:
            return found
    if left is not None and left.handed_in_at is not None:
        behind = Q(handed_in_at__gt=left.handed_in_at) | Q(handed_in_at=left.handed_in_at, pk__gt=left.pk)
        found = waiting.filter(behind).first()
        if found is not None:
            return found
    return waiting.exclude(number=after).first()


def before_to_read(person: Person, *, at: datetime, before: str) -> Proposal | None:
    """What waits for her and stands before that one, else the last; the way back for whoever skipped too fast."""
    waiting = to_read(person, at=at)
    left = Proposal.objects.filter(number=before).first()
    if left is not None and left.handed_in_at is not None:
        ahead = Q(handed_in_at__lt=left.handed_in_at) | Q(handed_in_at=left.handed_in_at, pk__lt=left.pk)
        found = waiting.filter(ahead).last()
        if found is not None:
            return found
    return waiting.exclude(number=before).last()


def open_concerns(person: Person, *, at: datetime, duties: Duties | None = None) -> Any:
    """The concerns she has to look at, the most pressing first."""
    return ConcernReport.objects.open().filter(_within(person, "proposal__", duties, at=at))


def concerns_seen(person: Person, *, at: datetime, duties: Duties | None = None) -> Any:
    """All concerns she may look at, closed ones too."""
    return ConcernReport.objects.filter(_within(person, "proposal__", duties, at=at))


def readings_of(proposal: Proposal) -> list[Reading]:
    """What was said of its last version, who said it left out: readers judge for themselves."""
    return list(Reading.objects.filter(version__proposal=proposal, version__number=proposal.version, is_void=False))

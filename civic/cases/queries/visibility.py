"""Which cases somebody may see: a stranger, the reporter, an officer; and what strangers see of the rest."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from civic.accounts.models import Person
from civic.cases.models import (
    Appeal,
    Case,
    CaseQuerySet,
    Contact,
    Part,
)
from civic.cases.queries.tasks import helped_cases, ways_to_helped
from civic.cases.rules import WITH_THE_OFFICE, Kind, Publication, State
from civic.cases.rules.privacy import is_never_public
from civic.cases.rules.tasks import TAKER_VERBS
from civic.offices.models import Matter, Office
from civic.offices.queries import OfficerHand
from civic.offices.rules import Role, Side
from civic.places.models import Area, Cell


@dataclass(frozen=True)
class Viewer:
    """Who is asking: a person or nobody, perhaps an officer with posts in force, perhaps known as the reporter of some
    cases."""

    person: Person | None = None
    officer: OfficerHand | None = None
    reporter_of: frozenset[int] = field(default_factory=frozenset)  # by the first code
    reissued_of: frozenset[tuple[int, int]] = field(default_factory=frozenset)  # by a later code: the case, which code
    contact_hash: str = ""
    browser: str = ""  # by which a browser that said "mine too" is known again

    @property
    def is_stranger(self) -> bool:
        """Nobody we know anything about."""
        return self.person is None and not self.reporter_of and not self.reissued_of and not self.contact_hash


STRANGER = Viewer()


def _own(viewer: Viewer) -> Q:
    own = Q(pk__in=viewer.reporter_of, reissues=0) if viewer.reporter_of else Q(pk__in=[])
    for pk, reissues in viewer.reissued_of:
        own |= Q(pk=pk, reissues=reissues)
    if viewer.person is not None:
        own |= Q(reporter=viewer.person)
    if viewer.contact_hash:
        reached = Contact.objects.filter(Q(email_hash=viewer.contact_hash) | Q(phone_hash=viewer.contact_hash))
        own |= Q(pk__in=reached.values("case"))
    return own


_EVERYTHING = ~Q(pk__in=[])  # an empty Q() would vanish when it is or-ed with something narrower


def _in_areas(officer: OfficerHand) -> Q:
    return _EVERYTHING if not officer.area_paths else Q(area__isnull=True) | _below(officer.area_paths)


def _below(paths: tuple[str, ...]) -> Q:
    """In these areas or anything below them. Not a join: PostgreSQL plans one longer than it runs."""
    areas = Area.objects.filter(reduce(or_, (Q(path__startswith=path) for path in paths)))
    return Q(area__in=areas.values("pk"))


def _at_desk(viewer: Viewer) -> Q:
    """What an officer's posts open: the checking side its areas, a dispatcher what was accepted there, an office what
    it holds, a reviewer what is appealed, the committee what its areas have accepted and not closed."""
    officer = viewer.officer
    if officer is None:
        return Q(pk__in=[])
    if officer.side == Side.DECIDE:
        return (~ABOUT_US & _of_posts(officer)) | (ABOUT_US & _inquired_by(officer))
    return (
        ~ABOUT_US & _of_posts(officer) if officer.side != Side.INTAKE else _of_posts(officer) & names_none_of(officer)
    )


ABOUT_US = Q(kind=Kind.MISCONDUCT)  # about an office or somebody in one


def names_none_of(officer: OfficerHand | None, *, case: str = "") -> Q:
    """What is about an office does not exist for those who work there, whatever else they have to do with it. `case` is
    the way to the case, as "case__"."""
    about, offices = f"{case}about_office", officer.office_ids if officer else ()
    return Q(**{f"{about}__isnull": True}) | ~Q(**{f"{about}__in": offices})


def _inquired_by(officer: OfficerHand) -> Q:
    """Inquiries go to the reviewing offices, and to the committee where a reviewing office is named itself, or where
    the committee was appealed to."""
    seen = Q(pk__in=Part.objects.filter(person=officer.person_id).values("case"))
    if Role.REVIEWER.value in officer.roles:
        seen = _EVERYTHING
    elif Role.COMMITTEE.value in officer.roles:
        seen |= Q(about_office__in=Office.objects.filter(is_reviewing=True).values("pk"))  # no join: few rows name one
        asked = Appeal.objects.filter(office__in=officer.office_ids).values("case")
        seen |= Q(pk__in=asked)
    return seen & names_none_of(officer)


def _parts_of(officer: OfficerHand) -> QuerySet[Part]:
    """Whoever only did a task beside a case does not see the case for it."""
    return Part.objects.filter(person=officer.person_id).exclude(verb__in=TAKER_VERBS)


def _of_posts(officer: OfficerHand) -> Q:
    took_part = Q(Exists(_parts_of(officer).filter(case=OuterRef("pk"))))  # asked of a row where all else fails
    if officer.side == Side.CHECK:
        return _in_areas(officer) | took_part
    if officer.side == Side.ACT:
        scope = Q()
        if officer.roles & {Role.HANDLER.value, Role.HEAD.value}:
            scope |= Q(office__in=officer.office_ids)
        if Role.DISPATCHER.value in officer.roles:
            scope |= _in_areas(officer) & ~Q(
                state__in=[
                    *(State.FILED, State.ASKED_AT_DESK, State.SUPPORTING, State.DECLINED, State.WITHDRAWN),
                    *(State.DECLINE_APPEALED, State.DECLINE_LAST_APPEAL),
                ]
            )
        scope |= helped_cases(officer)
        return scope | took_part  # last: the databases look it up only for what the rest leaves out
    if officer.side == Side.DECIDE:
        return _to_decide(officer) | took_part
    return Q(pk__in=[])  # the phone desk opens a case only for a caller it has made sure of, and only for a while


def _to_decide(officer: OfficerHand) -> Q:
    scope = Q(pk__in=[])
    if Role.REVIEWER.value in officer.roles:
        scope |= Q(state__in=[State.DECLINE_APPEALED, State.CLOSE_APPEALED])  # what came to the first step
    if Role.COMMITTEE.value in officer.roles:
        last = (State.DECLINE_LAST_APPEAL, State.CLOSE_LAST_APPEAL)
        decided = (State.ACCEPTED, State.DISPUTED, *WITH_THE_OFFICE, State.ANSWERED)
        scope |= _in_areas(officer) & Q(state__in=[*decided, *last])
    return scope


def on_desk_of(viewer: Viewer) -> CaseQuerySet:
    """The cases an officer works with; nobody else has a desk."""
    return Case.objects.filter(_at_desk(viewer))


def ways_to_desk(viewer: Viewer) -> list[Q]:
    """What opens the cases of `on_desk_of` to an officer who is opened few of them, one reason after the other, so that
    each is found along an index of its own; together they leave none out. One that says nothing where she sees much."""
    officer = viewer.officer
    if officer is None or officer.side not in (Side.CHECK, Side.ACT, Side.DECIDE):
        return [Q()]
    if officer.side == Side.DECIDE:
        return [ABOUT_US, ~ABOUT_US & _to_decide(officer), Q(pk__in=_parts_of(officer).values("case"))]
    dispatches = Role.DISPATCHER.value in officer.roles
    if (officer.side == Side.CHECK or dispatches) and not _is_narrow(officer):
        return [Q()]
    ways = [Q(pk__in=_parts_of(officer).values("case"))]
    if officer.side == Side.CHECK or dispatches:
        ways += [_below(officer.area_paths), Q(area__isnull=True)]
    if officer.side == Side.ACT:
        ways += [Q(office=office) for office in sorted(officer.office_ids)]
        ways += ways_to_helped(officer)
    return ways


STREET_DEPTH = 3  # of the path of a street: city, district, street


def _is_narrow(officer: OfficerHand) -> bool:
    """Do the posts hold in streets or communities only?"""
    paths = officer.area_paths
    return bool(paths) and all(len(path.rstrip("/").split("/")) >= STREET_DEPTH for path in paths)


def own_cases(viewer: Viewer) -> CaseQuerySet:
    """The cases somebody handed in, by account, by tracking code or by a link to the contact."""
    return Case.objects.filter(_own(viewer))


def visible_to(viewer: Viewer) -> CaseQuerySet:
    """Every case this viewer may read whole: public ones, one's own, and what a post opens."""
    if viewer.is_stranger:
        return Case.objects.public()
    return Case.objects.filter(Q(publication=Publication.PUBLISHED) | _own(viewer) | _at_desk(viewer))


def glimpsed() -> CaseQuerySet:
    """Cases of which a stranger sees matter, cell and hour only, because nobody has screened them yet; of a private
    matter not even those; of a report about an office nothing at all."""
    unscreened = Case.objects.filter(publication=Publication.UNSCREENED, is_confidential=False, whole__isnull=True)
    return unscreened.exclude(state=State.WITHDRAWN).exclude(kind=Kind.MISCONDUCT)


@dataclass(frozen=True)
class Glimpse:
    """What a stranger may know of a case that nobody has screened. Of a private matter: the place and the day."""

    case: Case
    matter: Matter | None
    kind: str
    area: Area | None
    cell: Cell | None
    day: date
    hour: datetime | None  # the beginning of it
    state: str


def glimpse_of(case: Case) -> Glimpse:
    """The little that shows of an unscreened case."""
    filed = localtime(case.filed_at).replace(minute=0, second=0, microsecond=0)
    if is_never_public(case.privacy):
        return Glimpse(case, None, "", case.area, case.cell, filed.date(), None, "")
    return Glimpse(case, case.matter, case.kind, case.area, case.cell, filed.date(), filed, case.state)


def glimpses(most: int) -> list[Glimpse]:
    """The newest unscreened cases; one of a private matter stands last in its day, so that its place tells no hour."""
    newest = glimpsed().with_names().select_related("cell").defer("cell__polygon").newest()[:most]
    return sorted((glimpse_of(case) for case in newest), key=lambda one: (one.day, one.hour is not None), reverse=True)


def is_reporter(case: Case, viewer: Viewer) -> bool:
    """Did this viewer hand the case in?"""
    by_code = (case.pk in viewer.reporter_of and not case.reissues) or (case.pk, case.reissues) in viewer.reissued_of
    if by_code or (viewer.person is not None and case.reporter_id == viewer.person.pk):
        return True
    if not viewer.contact_hash:
        return False
    return Contact.objects.filter(
        Q(email_hash=viewer.contact_hash) | Q(phone_hash=viewer.contact_hash), case=case
    ).exists()


def reads_as(case: Case, viewer: Viewer) -> str:
    """How much of a case this viewer reads: desk, party (the reporter) or public. Call it only for a case found through
    visible_to."""
    if is_reporter(case, viewer):
        return "party"
    if viewer.officer is not None and on_desk_of(viewer).filter(pk=case.pk).exists():
        return "desk"
    return "public"

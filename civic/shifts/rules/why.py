"""Why somebody cannot take a shift: one reason, the most useful first. Pure, over facts that were loaded before.

What nobody can change stands before what costs an errand, so that nobody goes to a course for a shift that clashes
anyway; full comes last: whoever reads it could stand in line.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from civic.guardians.rules import age_on
from civic.shifts.rules.activities import Insurance, days_between
from civic.shifts.rules.kinds import ActivityState, ShiftState, SignupState, Why
from civic.shifts.rules.offering import places_free
from civic.shifts.rules.resting import Busy, rest_fault
from civic.shifts.rules.travelling import clashes
from civic.volunteers.rules import is_minor

HAS_PLACE = frozenset({SignupState.COMING, SignupState.OFFERED, SignupState.WAITING})
LINE_MAY_FORM = frozenset({Why.FULL, Why.MEMBERS})


@dataclass(frozen=True)
class Held:
    """A shift that somebody holds a place in."""

    shift: int
    name: str
    busy: Busy


@dataclass(frozen=True)
class Helper:
    """A volunteer, as far as the rules ask."""

    is_active: bool
    born_on: date | None
    held: Collection[Held] = ()
    states: Mapping[int, str] = field(default_factory=dict)  # of open sign-ups, by shift
    qualified_on: Callable[[date], Collection[int]] = lambda day: ()
    vetted_until: date | None = None  # the last day on which a check of the record holds
    insured: Mapping[int, frozenset[tuple[date, date | None]]] = field(default_factory=dict)  # by policy
    allowed: Mapping[int, str] = field(default_factory=dict)  # activity -> digest of the risks a guardian agreed to
    agreed: Collection[tuple[int, str]] = ()  # activity and digest of the agreement that was signed
    organisations: frozenset[int] = frozenset()
    paused_until: datetime | None = None


@dataclass(frozen=True)
class Post:
    """A post of a shift: its places, who has them, which are kept."""

    key: int
    places: int
    held: int
    qualification: int | None = None
    kept: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Offer:
    """A shift, as far as the rules ask."""

    shift: int
    activity: int
    activity_state: str
    state: str
    busy: Busy
    opens_at: datetime | None
    least_age: int
    is_hazardous: bool
    is_near_children: bool
    is_dangerous: bool
    policy: int | None
    insurance: Insurance | None
    qualification: int | None
    agreement: str  # the digest of what is signed first; "" where nothing is
    risks: str  # the digest of the risks a guardian reads
    posts: Collection[Post]


@dataclass(frozen=True)
class Hindrance:
    """Why not, and what it is about: the shift it clashes with, the qualification, the limit, the hour."""

    why: Why
    about: object = ""


def hindrance(helper: Helper, offer: Offer, *, at: datetime, zone: ZoneInfo) -> Hindrance | None:
    """The one reason somebody reads; None for whoever can sign up now."""
    return next(_hindrances(helper, offer, at, zone), None)


def _hindrances(helper: Helper, offer: Offer, at: datetime, zone: ZoneInfo) -> Iterator[Hindrance]:
    yield from _of_the_shift(helper, offer, at)
    day = offer.busy.starts.astimezone(zone).date()
    minor = helper.born_on is not None and is_minor(helper.born_on, day)
    if helper.paused_until is not None and at < helper.paused_until:
        yield Hindrance(Why.BLOCKED, helper.paused_until)
    age = age_on(helper.born_on, day) if helper.born_on else 0
    if age < offer.least_age or (offer.is_hazardous and minor):
        yield Hindrance(Why.TOO_YOUNG, offer.least_age)
    yield from _of_her_time(helper, offer, zone, minor=minor)
    yield from _of_her_papers(helper, offer, zone, minor=minor)
    held = helper.qualified_on(day)
    fit = [post for post in offer.posts if post.qualification is None or post.qualification in held]
    if not fit:
        yield Hindrance(Why.TRAINING, next((post.qualification for post in offer.posts), None))
    if minor and helper.allowed.get(offer.activity) != offer.risks:
        yield Hindrance(Why.GUARDIAN)
    if offer.agreement and (offer.activity, offer.agreement) not in helper.agreed:
        yield Hindrance(Why.AGREEMENT)
    if offer.opens_at is not None and at < offer.opens_at:
        yield Hindrance(Why.NOT_YET, offer.opens_at)
    if post_for(helper, offer.posts, held) is None:
        is_kept = any(post.held < post.places for post in fit)
        yield Hindrance(Why.MEMBERS if is_kept else Why.FULL)


def lost(helper: Helper, offer: Offer, *, post: int, zone: ZoneInfo) -> Hindrance | None:
    """What a shift asks for and somebody with a place in it holds no more: insurance, check of the record, training
    (Regulations art. 16, 17)."""
    day = offer.busy.starts.astimezone(zone).date()
    minor = helper.born_on is not None and is_minor(helper.born_on, day)
    papers = next(_of_her_papers(helper, offer, zone, minor=minor), None)
    needs = next((one.qualification for one in offer.posts if one.key == post), None)
    if papers is None and needs is not None and needs not in helper.qualified_on(day):
        return Hindrance(Why.TRAINING, needs)
    return papers


def _of_her_papers(helper: Helper, offer: Offer, zone: ZoneInfo, *, minor: bool) -> Iterator[Hindrance]:
    day = offer.busy.starts.astimezone(zone).date()
    if offer.is_dangerous and not _is_insured(helper, offer, zone):
        yield Hindrance(Why.NOT_INSURED)
    if offer.is_near_children and not minor and (helper.vetted_until is None or helper.vetted_until < day):
        yield Hindrance(Why.VETTING)
    if offer.qualification is not None and offer.qualification not in helper.qualified_on(day):
        yield Hindrance(Why.TRAINING, offer.qualification)


def _of_the_shift(helper: Helper, offer: Offer, at: datetime) -> Iterator[Hindrance]:
    if not helper.is_active:
        yield Hindrance(Why.NO_VOLUNTEER)
    if ActivityState.CALLED_OFF in (offer.activity_state, offer.state):
        yield Hindrance(Why.CALLED_OFF)
    if offer.activity_state != ActivityState.SHOWN or offer.state != ShiftState.OPEN:
        yield Hindrance(Why.NOT_SHOWN)
    if at >= offer.busy.starts:
        yield Hindrance(Why.BEGUN)
    if helper.states.get(offer.shift) in HAS_PLACE:
        yield Hindrance(Why.SIGNED_UP, helper.states[offer.shift])


def _of_her_time(helper: Helper, offer: Offer, zone: ZoneInfo, *, minor: bool) -> Iterator[Hindrance]:
    others = [one for one in helper.held if one.shift != offer.shift]
    for one in others:
        if clashes(one.busy, offer.busy):
            yield Hindrance(Why.CLASH, one)
    fault = rest_fault((one.busy for one in others), offer.busy, zone, is_minor=minor)
    if fault:
        yield Hindrance(Why.TOO_MUCH, fault)


def _is_insured(helper: Helper, offer: Offer, zone: ZoneInfo) -> bool:
    """On every day of the shift: through midnight it is two."""
    if offer.insurance is None or offer.policy is None:
        return False
    insurance = offer.insurance
    named = Insurance(
        insurance.scope,
        insurance.starts_on,
        insurance.ends_on,
        insurance.is_cancelled,
        helper.insured.get(offer.policy, frozenset()),
    )
    return all(named.covers(day) for day in days_between(offer.busy.starts, offer.busy.ends, zone))


def post_for(helper: Helper, posts: Collection[Post], held: Collection[int]) -> tuple[Post, int | None] | None:
    """The first post somebody fits with a place free for her, and the organisation on whose places she comes."""
    for post in posts:
        if post.qualification is not None and post.qualification not in held:
            continue
        free, kept_for = places_free(post.places, post.held, dict(post.kept), helper.organisations)
        if free:
            return post, kept_for
    return None

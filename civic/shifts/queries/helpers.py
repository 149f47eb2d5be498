"""Volunteers as the rules see them: one or many, in the same seven statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime
from django.utils.translation import get_language

from civic.courses.models import Grant, Inclusion
from civic.courses.rules import closure
from civic.guardians.models import Vetting
from civic.guardians.rules import stricter_holds
from civic.shifts.models import Agreement, GuardianWord, Insured, Signup
from civic.shifts.models.signups import HOLDING, OPEN
from civic.shifts.queries.cards import COLUMN, said
from civic.shifts.rules import Busy, Held, Helper, monday_of
from civic.volunteers.models import Member, Volunteer
from civic.volunteers.rules import Membership, VolunteerState

NAME = [f"shift__activity__name_{column}" for column in COLUMN.values()]


@dataclass(frozen=True)
class _Qualified:
    """What a volunteer is qualified for, asked by the day and reckoned once a day."""

    grants: list[tuple[int, date, date | None]]
    includes: Mapping[int, set[int]]
    kept: dict[date, set[int]]

    def __call__(self, day: date) -> set[int]:
        if day not in self.kept:
            own = [key for key, first, last in self.grants if first <= day and (last is None or day <= last)]
            self.kept[day] = closure(own, self.includes)
        return self.kept[day]


def helper_of(volunteer: Volunteer, *, at: datetime) -> Helper:
    """One volunteer as the rules see her now."""
    return helpers_of([volunteer.pk], at=at)[volunteer.pk]


def helpers_of(volunteers: Iterable[int], *, at: datetime) -> dict[int, Helper]:
    """Volunteers as the rules see them now, by their keys. Days of birth are opened for the rule and shown to nobody;
    words of guardians are read only where somebody may be under eighteen."""
    keys = list(volunteers)
    people = list(_people(keys, at))
    held, states = _held(keys, at)
    grants, includes = _grants(keys), _inclusions()
    insured, agreed, organisations = _insured(keys), _agreed(keys), _organisations(keys)
    wards = [row["pk"] for row in people if row["child"] is not None]
    allowed = _allowed(wards) if wards else {}
    return {
        row["pk"]: Helper(
            is_active=row["state"] == VolunteerState.ACTIVE,
            born_on=date.fromisoformat(row["identity__born_on"]) if row["identity__born_on"] else None,
            held=held.get(row["pk"], []),
            states=states.get(row["pk"], {}),
            qualified_on=_Qualified(grants.get(row["pk"], []), includes, {}),
            vetted_until=row["vetted"] - timedelta(days=1) if row["vetted"] else None,
            insured=insured.get(row["pk"], {}),
            allowed=allowed.get(row["pk"], {}),
            agreed=agreed.get(row["pk"], set()),
            organisations=frozenset(organisations.get(row["pk"], ())),
            paused_until=row["pause__until"],
        )
        for row in people
    }


def _people(keys: list[int], at: datetime) -> Any:
    day = localtime(at).date()
    checks = Vetting.objects.in_force(day).filter(person=OuterRef("person")).order_by().values("person")
    rows = Volunteer.objects.filter(pk__in=keys).annotate(
        vetted=Subquery(checks.annotate(last=Max("due_on")).values("last"))
    )
    return rows.values("pk", "state", "child", "identity__born_on", "pause__until", "vetted")


def _held(keys: list[int], at: datetime) -> tuple[dict[int, list[Held]], dict[int, dict[int, str]]]:
    """Where they have places, from the Monday of this week on: the week's hours count."""
    monday = localtime(at) - timedelta(days=(localtime(at).date() - monday_of(localtime(at).date())).days + 1)
    rows = Signup.objects.filter(volunteer__in=keys, state__in=OPEN, shift__ends_at__gte=monday).annotate(
        lat=Coalesce(F("shift__lat"), F("shift__activity__lat")),
        lon=Coalesce(F("shift__lon"), F("shift__activity__lon")),
    )
    language = get_language() or "en"
    held: dict[int, list[Held]] = defaultdict(list)
    states: dict[int, dict[int, str]] = defaultdict(dict)
    for row in rows.values("volunteer", "shift", "state", "shift__starts_at", "shift__ends_at", "lat", "lon", *NAME):
        states[row["volunteer"]][row["shift"]] = row["state"]
        if row["state"] in HOLDING:
            busy = Busy(row["shift__starts_at"], row["shift__ends_at"], row["lat"], row["lon"])
            held[row["volunteer"]].append(Held(row["shift"], said(row, "shift__activity__name", language), busy))
    return held, states


def _grants(keys: list[int]) -> dict[int, list[tuple[int, date, date | None]]]:
    found: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    rows = Grant.objects.filter(volunteer__in=keys, revoked_at__isnull=True)
    for key, qualification, first, last in rows.values_list("volunteer", "qualification", "given_on", "expires_on"):
        found[key].append((qualification, first, last))
    return found


def _inclusions() -> dict[int, set[int]]:
    includes: dict[int, set[int]] = defaultdict(set)
    for including, included in Inclusion.objects.values_list("including", "included"):
        includes[including].add(included)
    return includes


def _insured(keys: list[int]) -> dict[int, dict[int, frozenset[tuple[date, date | None]]]]:
    found: dict[int, dict[int, frozenset[tuple[date, date | None]]]] = defaultdict(dict)
    rows = Insured.objects.filter(volunteer__in=keys).values_list("volunteer", "policy", "from_on", "until_on")
    for key, policy, first, last in rows:
        found[key][policy] = found[key].get(policy, frozenset()) | {(first, last)}
    return found


def _agreed(keys: list[int]) -> dict[int, set[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    rows = Agreement.objects.filter(volunteer__in=keys).values_list("volunteer", "activity", "digest")
    for key, activity, digest in rows:
        found[key].add((activity, digest))
    return found


def _organisations(keys: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Member.objects.filter(volunteer__in=keys, state=Membership.MEMBER, ended_at__isnull=True)
    for key, organisation in rows.values_list("volunteer", "organisation"):
        found[key].add(organisation)
    return found


def _allowed(keys: list[int]) -> dict[int, dict[int, str]]:
    """Which risks guardians who still answer agreed to, read last; where one of them said no, none."""
    standing = Q(guardianship__ended_at__isnull=True)
    rows = GuardianWord.objects.filter(standing, volunteer__in=keys).order_by("at", "pk")
    last: dict[tuple[int, int], dict[int, bool]] = defaultdict(dict)
    read: dict[tuple[int, int], str] = {}
    for key, activity, ward, is_yes, digest in rows.values_list(
        "volunteer", "activity", "guardianship", "is_yes", "risk_digest"
    ):
        last[key, activity][ward] = is_yes
        if is_yes:
            read[key, activity] = digest
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for (key, activity), digest in read.items():
        if stricter_holds(last[key, activity].values()):
            found[key][activity] = digest
    return found

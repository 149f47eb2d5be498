"""What those who look after children's data find on their desk."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.guardians.models import Breach, Export, Guardianship, Opening, RightsRequest, Withholding
from civic.youth.models import Edition, Entry

SHOWN = 100


def openings_for(person: Person, *, decides: bool, at: datetime) -> dict[str, list[Opening]]:
    """What waits for a decision or a second look, and what this person asked for."""
    with_people = Opening.objects.select_related("asked_by", "child")
    mine = with_people.filter(asked_by=person)[:SHOWN]
    if not decides:
        return {"mine": list(mine), "waiting": [], "to_review": []}
    others = with_people.exclude(asked_by=person).order_by("asked_at")
    waiting = others.filter(decided_at__isnull=True, is_urgent=False)
    return {
        "mine": list(mine),
        "waiting": list(waiting[:SHOWN]),
        "to_review": list(others.filter(is_urgent=True, reviewed_at__isnull=True)[:SHOWN]),
    }


def opening_for(person: Person, key: int, *, decides: bool) -> Opening | None:
    """One opening: of whoever asked, and of whoever decides."""
    whose = Q() if decides else Q(asked_by=person)
    return (
        Opening.objects.select_related("asked_by", "decided_by", "reviewed_by", "child").filter(whose, pk=key).first()
    )


def entry_named(typed: str) -> Entry | None:
    """The entry behind a proposal's number or a pseudonym, the newest edition first."""
    word = typed.strip()
    known = Entry.objects.select_related("edition", "child").filter(child__erased_at__isnull=True)
    named = known.filter(Q(proposals__number__iexact=word) | Q(pseudonym=word))
    return named.order_by("-edition__number").first() if word else None


def pseudonym_of(child_id: int) -> str:
    """How the track calls a child."""
    return (
        Entry.objects.filter(child=child_id).order_by("-edition__number").values_list("pseudonym", flat=True).first()
        or ""
    )


def with_pseudonyms(rows: list[Any]) -> list[dict[str, Any]]:
    """Rows about children, each with the pseudonym; one query for all."""
    keys = [row.child_id for row in rows]
    named = dict(Entry.objects.filter(child__in=keys).order_by("edition__number").values_list("child", "pseudonym"))
    return [{"row": row, "pseudonym": named.get(row.child_id, "")} for row in rows]


def not_told_of(breach: Breach) -> list[dict[str, Any]]:
    """The guardians nobody has told of a breach, by relation and the pseudonym of the child alone: who they are and how
    to reach them is opened like any identity."""
    rows = breach.told.filter(told_at=None).select_related("guardianship").order_by("pk")
    keys = [row.guardianship.child_id for row in rows]
    named = dict(Entry.objects.filter(child__in=keys).order_by("edition__number").values_list("child", "pseudonym"))
    return [{"row": row, "pseudonym": named.get(row.guardianship.child_id, "")} for row in rows]


def requests_waiting(*, at: datetime) -> list[RightsRequest]:
    """What families wait for, the nearest day first."""
    return list(RightsRequest.objects.open().select_related("child")[:SHOWN])


def is_late(request: RightsRequest, *, at: datetime) -> bool:
    """Has its day passed without an answer?"""
    return request.answered_at is None and request.due_on < localdate(at)


def exports_shown() -> QuerySet[Export]:
    """Lists that were asked for, the newest first."""
    return Export.objects.select_related("asked_by").prefetch_related("approvals__person")


def children_named(edition: Edition, names: list[str]) -> list[Any]:
    """The children behind pseudonyms of an edition."""
    entries = Entry.objects.filter(edition=edition, pseudonym__in=names).select_related("child")
    return [entry.child for entry in entries.order_by("pk")]


def withholdings_about(child_id: int, *, at: datetime) -> list[dict[str, Any]]:
    """Each guardian of a child, with what is asked or in force against her; two queries."""
    wards = list(Guardianship.objects.filter(child=child_id, ended_at__isnull=True).order_by("pk"))
    standing = Withholding.objects.filter(guardianship__in=wards, ended_at__isnull=True).select_related("asked_by")
    running = {one.guardianship_id: one for one in standing if one.until is None or one.until > at}
    return [{"ward": ward, "withholding": running.get(ward.pk)} for ward in wards]

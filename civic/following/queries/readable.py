"""What strangers may hear of a case now: all of it, that something happened, or nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from civic.cases.models import Case, Contact
from civic.cases.queries import glimpsed
from civic.cases.rules.privacy import is_never_public


@dataclass(frozen=True)
class Heard:
    """A case as strangers know it now. Whole: its page can be read. Else nobody has screened it, and they know its
    matter, its cell and the hour."""

    case: Case
    is_whole: bool
    hour: datetime


def readable(cases: Collection[int]) -> dict[int, Heard]:
    """Of these cases those of which strangers may hear something; two queries. Of private matters they hear nothing,
    since a follow would tell them the matter."""
    named = Case.objects.filter(pk__in=cases).with_names().select_related("cell").defer("cell__polygon")
    whole = {case.pk: _heard(case, is_whole=True) for case in named.public()}
    left = [pk for pk in cases if pk not in whole]
    bare = glimpsed().filter(pk__in=left).with_names().select_related("cell").defer("cell__polygon")
    return whole | {case.pk: _heard(case, is_whole=False) for case in bare if not is_never_public(case.privacy)}


def _heard(case: Case, *, is_whole: bool) -> Heard:
    return Heard(case, is_whole, localtime(case.filed_at).replace(minute=0, second=0, microsecond=0))


def may_be_followed(case: Case) -> bool:
    """Do strangers know of this case?"""
    return case.pk in readable([case.pk])


def reporters_of(cases: Collection[int]) -> dict[int, set[str]]:
    """The hashes of the addresses left with each of these cases: who is told of it anyway; one query."""
    left: dict[int, set[str]] = {}
    for case, email, phone in Contact.objects.filter(case__in=cases).values_list("case", "email_hash", "phone_hash"):
        left[case] = {email, phone} - {""}
    return left

"""What an officer typed at the desk and has not sent."""

import json
from dataclasses import dataclass
from datetime import datetime

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.desk.models import KeptWords
from civic.desk.rules import KEPT_FOR
from civic.lib.sealed import SealBroken


@dataclass(frozen=True)
class Kept:
    """Words kept at a place, and since when."""

    words: dict[str, str]
    at: datetime


def kept_in(case: Case, person: Person, *, at: datetime) -> dict[str, Kept]:
    """What this person was typing in this case, by verb; never what somebody else typed."""
    rows = KeptWords.objects.filter(person=person, place__startswith=f"{case.number}/", at__gte=at - KEPT_FOR)
    try:
        return {row.place.partition("/")[2]: Kept(json.loads(row.words), row.at) for row in rows}
    except SealBroken:  # sealed with a key that is gone: then the words are gone too
        return {}

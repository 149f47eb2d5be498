"""Families at the door of the edition: who asks, with what, and what they answer."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from civic.accounts.models import Person
from civic.guardians.actions import GuardianTold
from civic.guardians.rules import PURPOSES_OF
from civic.lib.codes import code_digest, new_tracking_code
from civic.places.models import Area
from civic.youth import actions as youth
from civic.youth.actions import Entered, PupilTold
from civic.youth.models import EntryCode, School
from civic.youth.rules import Phase
from tests.youth.ground import Track, during

YES = {purpose.value: True for purpose in PURPOSES_OF["youth"]}
ONLY_ENTER = dict.fromkeys(YES, False) | {"enter": True}
OPEN = during(Phase.ENTRY)


def parent(handle: str = "gu") -> Person:
    """A grown-up whose number was confirmed."""
    person, _is_new = Person.objects.get_or_create(handle=handle)
    person.phone_is_verified = True
    person.save()
    return person


def mother(person: Person | None = None, **changes: Any) -> GuardianTold:
    """What a mother says of herself."""
    told = GuardianTold(relation="mother", name="林妈妈", person=person or parent())
    return replace(told, **changes)


def pupil(**changes: Any) -> PupilTold:
    """What is said of a ten-year-old."""
    district = Area.objects.get(code="990102")
    told = PupilTold("林小雨", date(2016, 5, 1), "g4-5", "早起的木棉", district)
    return replace(told, **changes)


def slip(track: Track, school: School | None = None, serial: int = 0) -> str:
    """A slip that a school handed out; told this once."""
    code = new_tracking_code()
    EntryCode.objects.create(
        edition=track.edition,
        school=school or track.school,
        serial=serial or EntryCode.objects.count() + 1,
        digest=code_digest(code),
    )
    return code


def entered(track: Track, *, at: datetime = OPEN, words: dict[str, bool] = YES, **changes: Any) -> Entered:
    """A child that entered by its mother's word."""
    given: dict[str, Any] = {"guardian": mother()} | changes
    told = given.pop("told", None) or pupil()
    return youth.enter(track.edition, told, words=words, at=at, **given)

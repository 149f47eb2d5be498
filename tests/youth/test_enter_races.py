"""Two hands at once: one slip, one child, one change of heart."""

from datetime import timedelta

import pytest

from civic.guardians.models import Child, Guardianship
from civic.guardians.queries import uses_of
from civic.youth import actions as youth
from civic.youth.models import Entry, EntryCode
from tests.at_once import at_once, kinds
from tests.people import City
from tests.youth.families import OPEN, YES, entered, mother, parent, pupil, slip
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8
WHO = ("白鹭", "木棉", "云朵", "彩虹", "月亮", "星星", "晨光", "浪花")


def test_of_eight_who_use_one_slip_at_once_one_enters(city: City) -> None:
    track = found_track()
    code, mothers = slip(track), [mother(parent(f"mother{n}")) for n in range(HANDS)]
    told = at_once(
        *(
            lambda n=n: entered(
                track, code=code, guardian=mothers[n], told=pupil(name=f"孩子{n}", pseudonym=f"爱笑的{WHO[n]}")
            )
            for n in range(HANDS)
        )
    )
    assert kinds(told) == ["Entered"] + ["Taken"] * (HANDS - 1)
    assert (Child.objects.count(), Entry.objects.count(), EntryCode.objects.count()) == (1, 1, 1)


def test_of_eight_who_enter_the_same_child_at_once_one_does(city: City) -> None:
    track = found_track()
    mothers = [mother(parent(f"mother{n}")) for n in range(HANDS)]
    told = at_once(
        *(
            lambda n=n: entered(track, guardian=mothers[n], told=pupil(pseudonym=f"爱笑的{WHO[n]}"))
            for n in range(HANDS)
        )
    )
    assert kinds(told) == ["Entered"] + ["Taken"] * (HANDS - 1)
    assert (Child.objects.count(), Guardianship.objects.count()) == (1, 1)


def test_a_no_holds_whoever_says_yes_at_the_same_instant(city: City) -> None:
    entry = entered(found_track()).entry
    ward, at = Guardianship.objects.get(), OPEN + timedelta(minutes=1)
    at_once(
        lambda: youth.withdraw_consent(entry.child, ward=ward, at=at),
        lambda: youth.decide(entry.child, words=YES, at=at),
    )
    entry.refresh_from_db()
    assert uses_of(entry.child, at=at + timedelta(minutes=1)) == frozenset()
    assert entry.state == "withdrawn"

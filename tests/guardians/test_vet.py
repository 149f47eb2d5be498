"""Whoever works near children was checked within a year and trained; expired means gone."""

from datetime import date, timedelta

import pytest

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.models import Vetting
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.youth.models import Duty
from tests.people import NOON
from tests.youth.ground import TERM_STARTS, found_track

pytestmark = pytest.mark.django_db


def _people() -> tuple[Person, Person]:
    return Person.objects.create_superuser("root2"), Person.objects.create_user("new")


def test_a_check_holds_for_a_year_and_not_a_day_longer() -> None:
    root, new = _people()
    vetting = guardians.vet(new, by=root, checked_on=date(2026, 11, 1), trained_on=date(2026, 11, 2), at=NOON)
    assert vetting.due_on == date(2027, 11, 1)
    assert new.vettings.in_force(date(2027, 10, 31)).exists()  # type: ignore[attr-defined]
    assert not new.vettings.in_force(date(2027, 11, 1)).exists()  # type: ignore[attr-defined]


def test_nobody_vets_herself_and_only_an_administrator_vets() -> None:
    root, new = _people()
    for by, whom in ((root, root), (new, root)):
        with pytest.raises(NotAllowed):
            guardians.vet(whom, by=by, checked_on=date(2026, 11, 1), trained_on=date(2026, 11, 1), at=NOON)


@pytest.mark.parametrize("checked_on", [date(2026, 11, 4), date(2025, 11, 3)])
def test_a_check_to_come_or_older_than_a_year_is_refused(checked_on: date) -> None:
    root, new = _people()
    with pytest.raises(NotValid):
        guardians.vet(new, by=root, checked_on=checked_on, trained_on=date(2025, 1, 1), at=NOON)
    assert not Vetting.objects.exists()


def test_a_task_ends_with_the_check_by_query() -> None:
    found_track()
    day = date(2026, 9, 2)
    assert Duty.objects.held_on(day).filter(person__handle="tang", task="lead").exists()
    assert not Duty.objects.held_on(date(2027, 8, 20)).exists()  # the year is over, and nobody had to do anything


def test_a_check_that_was_ended_opens_nothing_from_that_day_on() -> None:
    found_track()
    root = Person.objects.get(handle="root")
    vetting = Vetting.objects.get(person__handle="tang")
    with pytest.raises(NotValid):
        guardians.end_vetting(vetting, by=root, reason=" ", at=TERM_STARTS + timedelta(days=1))
    guardians.end_vetting(vetting, by=root, reason="Left the office.", at=TERM_STARTS + timedelta(days=1))
    assert not Duty.objects.held_on(date(2026, 9, 2)).filter(person__handle="tang").exists()
    assert Duty.objects.held_on(date(2026, 9, 2)).filter(person__handle="bai").exists()
    with pytest.raises(Conflict):
        guardians.end_vetting(vetting, by=root, reason="Again.", at=TERM_STARTS + timedelta(days=2))

"""Reminders, news of shifts, the calendar at a secret address."""

import pytest
import time_machine
from django.test import Client

from civic.lib.refusals import NotAllowed
from civic.shifts import actions as shifts
from civic.shifts.models import Signup
from civic.volunteers.models import Availability
from tests.people import NOON, City
from tests.shifts.ground import days_on, minor, told
from tests.volunteers.ground import DAY, HOUR, activity, coming, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db


def test_on_the_evening_before_everybody_is_reminded_once(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    tomorrow = coming(shift(made, starts=days_on(1, 9)), helpers.wu)
    coming(shift(made, starts=days_on(2, 9)), helpers.wu)
    assert shifts.remind(at=days_on(0, 17)) == 0
    assert shifts.remind(at=days_on(0, 23)) == 0
    assert shifts.remind(at=days_on(0, 18)) == 1
    assert shifts.remind(at=days_on(0, 19)) == 0
    tomorrow.refresh_from_db()
    assert (tomorrow.reminded_at, told("shift-reminder")) == (days_on(0, 18), 1)


def test_a_moved_shift_is_reminded_of_anew(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), starts=days_on(1, 9))
    coming(ahead, helpers.wu)
    shifts.remind(at=days_on(0, 18))
    shifts.move_shift(ahead, starts_at=days_on(2, 9), ends_at=days_on(2, 11), by=helpers.luo, at=days_on(0, 19))
    assert shifts.remind(at=days_on(1, 18)) == 1


def test_a_minor_whose_guardian_read_other_risks_is_not_reminded_but_freed(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    child, mother = minor()
    read = shifts.risks_read(made)
    shifts.say_as_guardian(made, volunteer=child, ward=mother, is_yes=True, read=read, at=NOON)
    ahead = shift(made, starts=days_on(1, 9))
    shifts.sign_up(ahead, volunteer=child, at=NOON)
    made.risk_zh_hans = "桥面结冰。"
    made.save()
    assert shifts.remind(at=days_on(0, 18)) == 0
    assert Signup.objects.get().state == "turned-away"


def test_new_shifts_are_told_once_a_day_by_day_and_only_what_fits(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    shifts.watch(helpers.wu, is_on=True, at=NOON)
    Availability.objects.create(volunteer=helpers.wu, weekday=days_on(6).weekday(), starts="08:00", ends="12:00")
    fits = shift(made, starts=days_on(6, 9), changed_at=NOON + HOUR)
    shift(made, starts=days_on(6, 14), changed_at=NOON + HOUR)  # not in her hours
    assert shifts.tell_watchers(at=NOON + 2 * HOUR) == 0  # she asked today
    assert shifts.tell_watchers(at=days_on(1, 7)) == 0
    assert shifts.tell_watchers(at=days_on(1, 10)) == 1
    assert shifts.tell_watchers(at=days_on(2, 10)) == 0
    assert told("shift-new") == 1
    shifts.watch(helpers.wu, is_on=False, at=days_on(2))
    fits.changed_at = days_on(2)
    fits.save()
    assert shifts.tell_watchers(at=days_on(3, 10)) == 0
    with pytest.raises(NotAllowed):
        shifts.watch(volunteer("new", state="applied"), is_on=True, at=NOON)


@time_machine.travel(NOON, tick=False)  # a calendar forgets what is long past
def test_a_calendar_follows_and_a_new_address_ends_the_old(city: City, client: Client) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    signup = coming(ahead, helpers.wu)
    secret = shifts.new_feed(helpers.wu, at=NOON)

    def lines(of: str = secret) -> list[str]:
        answer = client.get(f"/volunteer/calendar/{of}/shifts.ics")
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        return answer.content.decode().split("\r\n")

    first = lines()
    uid = next(line for line in first if line.startswith("UID:"))
    assert {"STATUS:CONFIRMED", "SEQUENCE:0", "DTSTART:20261107T040000Z", "DTEND:20261107T060000Z"} <= set(first)
    shifts.move_shift(ahead, starts_at=days_on(5, 9), ends_at=days_on(5, 11), by=helpers.luo, at=NOON)
    assert {uid, "SEQUENCE:2", "DTSTART:20261108T010000Z"} <= set(lines())
    shifts.call_off_shift(ahead, by=helpers.luo, reason="雨", at=NOON)
    assert {uid, "SEQUENCE:5", "STATUS:CANCELLED"} <= set(lines())
    newer = shifts.new_feed(helpers.wu, at=NOON + DAY)
    assert client.get(f"/volunteer/calendar/{secret}/shifts.ics").status_code == 404
    assert uid in lines(newer)
    assert signup.pk
    with pytest.raises(NotAllowed):
        shifts.new_feed(volunteer("new", state="applied"), at=NOON)

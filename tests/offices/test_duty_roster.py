"""A duty roster: by the hour, in an order of calling, with nobody twice; gaps are seen, and rivals keep out."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import get_current_timezone

from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.offices import actions as offices
from civic.offices.models import DutyContact, DutyRoster, DutyShift, Officer, Post
from civic.offices.queries import desk_opens_next, duty_pattern, duty_week, heads_of, keeps_roster, on_duty
from civic.offices.queries.hands import hand_of
from civic.offices.rules.duty import DAY, Hours, gaps, hours_of_shift, overlap_in_week, pattern_day
from tests.duty import colleague, every_day, on_shift
from tests.people import NOON, City

TUESDAY = date(2026, 11, 3)
SATURDAY = date(2026, 11, 7)
MONDAY_AFTER = date(2026, 11, 9)
DAY_LONG = timedelta(days=1)


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=get_current_timezone())


# --- the rules ---


def test_a_night_ends_in_the_next_day_and_midnight_to_midnight_is_a_whole_day() -> None:
    assert hours_of_shift(time(17, 30), time(8, 30)) == Hours(1050, 1950)
    assert hours_of_shift(time(0, 0), time(0, 0)) == Hours(0, DAY)
    assert hours_of_shift(time(9, 0), time(18, 0)) == Hours(540, 1080)


def test_sunday_night_runs_into_monday() -> None:
    night, early = Hours(1320, 1860), Hours(0, 480)
    assert overlap_in_week(6, night, 0, early)
    assert not overlap_in_week(5, night, 0, early)


@pytest.mark.parametrize(
    ("covered", "found"),
    [
        ([], [Hours(0, DAY)]),
        ([Hours(510, DAY)], [Hours(0, 510)]),
        ([Hours(0, 600), Hours(600, 1100)], [Hours(1100, DAY)]),
        ([Hours(-400, 510), Hours(510, 1950)], []),
        ([Hours(0, 300), Hours(100, 200), Hours(400, DAY)], [Hours(300, 400)]),
    ],
)
def test_a_gap_is_where_nobody_is(covered: list[Hours], found: list[Hours]) -> None:
    assert gaps(covered) == found


def test_a_holiday_follows_sunday_and_a_weekend_worked_instead_follows_friday() -> None:
    assert pattern_day(TUESDAY, is_worked=True) == 1
    assert pattern_day(TUESDAY, is_worked=False) == 6
    assert pattern_day(SATURDAY, is_worked=False) == 5
    assert pattern_day(SATURDAY, is_worked=True) == 4


# --- who is on duty ---


def test_whoever_is_on_duty_is_found_by_the_minute_also_after_midnight(city: City) -> None:
    on_shift(city, city.chen, 1, weekday=1, starts=time(17, 30), ends=time(8, 30))
    lamps = city.office("dongqiao-lamps")
    assert on_duty(lamps, at=local(TUESDAY, 17, 29)) == []
    [found] = on_duty(lamps, at=local(TUESDAY, 17, 30))
    assert (found.officer.person, found.rank, found.until) == (city.chen, 1, local(TUESDAY + DAY_LONG, 8, 30))
    assert [one.officer.person for one in on_duty(lamps, at=local(TUESDAY + DAY_LONG, 8, 29))] == [city.chen]
    assert on_duty(lamps, at=local(TUESDAY + DAY_LONG, 8, 30)) == []


def test_a_holiday_has_the_roster_of_sunday(city: City) -> None:
    on_shift(city, city.chen, 1, weekday=1)
    on_shift(city, city.shen, 1, weekday=6)
    lamps = city.office("dongqiao-lamps")
    assert on_duty(lamps, at=local(TUESDAY, 12))[0].officer.person == city.chen
    offices.set_workday(day=TUESDAY, is_working=False, name="节日", is_confirmed=True)
    assert on_duty(lamps, at=local(TUESDAY, 12))[0].officer.person == city.shen


def test_whoever_stands_in_is_called_and_whoever_left_the_office_is_not(city: City) -> None:
    every_day(city, city.chen, 1)
    lamps = city.office("dongqiao-lamps")
    offices.stand_in(city.chen.officer, stand_in=city.shen.officer, starts=TUESDAY, ends=TUESDAY, at=NOON)
    assert on_duty(lamps, at=local(TUESDAY, 12))[0].officer.person == city.shen
    assert on_duty(lamps, at=local(SATURDAY, 12))[0].officer.person == city.chen
    offices.end_post(Post.objects.get(officer__person=city.chen), ends=TUESDAY + DAY_LONG)
    assert on_duty(lamps, at=local(SATURDAY, 12)) == []
    week = duty_week(lamps, TUESDAY - DAY_LONG)
    assert [bool(day.gaps) for day in week.days] == [False, False, False, True, True, True, True]


def test_a_day_planned_by_itself_begins_as_the_pattern_has_it(city: City) -> None:
    every_day(city, city.chen, 1)
    on_shift(city, city.shen, 2, day=SATURDAY, starts=time(0, 0), ends=time(12, 0))
    lamps = city.office("dongqiao-lamps")
    assert [one.officer.person for one in on_duty(lamps, at=local(SATURDAY, 8))] == [city.chen, city.shen]
    assert [one.officer.person for one in on_duty(lamps, at=local(SATURDAY, 13))] == [city.chen]
    offices.follow_pattern(lamps, day=SATURDAY, by=city.shen, at=NOON)
    assert [one.officer.person for one in on_duty(lamps, at=local(SATURDAY, 8))] == [city.chen]
    with pytest.raises(Conflict):
        offices.follow_pattern(lamps, day=SATURDAY, by=city.shen, at=NOON)


def test_a_shift_of_the_pattern_is_dropped_on_one_day_or_every_week(city: City) -> None:
    every_day(city, city.chen, 1)
    lamps = city.office("dongqiao-lamps")
    saturday = DutyShift.objects.get(weekday=5)
    offices.drop_shift(saturday, on=SATURDAY, by=city.shen, at=NOON)
    assert on_duty(lamps, at=local(SATURDAY, 12)) == []
    assert on_duty(lamps, at=local(SATURDAY + 7 * DAY_LONG, 12))
    with pytest.raises(Conflict):
        offices.drop_shift(saturday, on=SATURDAY, by=city.shen, at=NOON)
    offices.drop_shift(saturday, by=city.shen, at=NOON)
    assert on_duty(lamps, at=local(SATURDAY + 7 * DAY_LONG, 12)) == []
    with pytest.raises(Conflict):
        offices.drop_shift(saturday, by=city.shen, at=NOON)


def test_the_week_says_where_nobody_is(city: City) -> None:
    for weekday in range(5):
        on_shift(city, city.chen, 1, weekday=weekday, starts=time(8, 30), ends=time(8, 30))
    week = duty_week(city.office("dongqiao-lamps"), MONDAY_AFTER)
    told = [day.gap_words for day in week.days]
    assert told == [["00:00-08:30"], [], [], [], [], ["08:30-24:00"], ["00:00-24:00"]]
    assert week.has_gaps
    assert duty_pattern(city.office("dongqiao-lamps"), on=TUESDAY).days[5].gap_words == ["08:30-24:00"]


def test_a_week_is_copied_with_its_exceptions_but_over_no_day_planned_by_itself(city: City) -> None:
    lamps = city.office("dongqiao-lamps")
    every_day(city, city.chen, 1)
    offices.drop_shift(DutyShift.objects.get(weekday=5), on=SATURDAY, by=city.shen, at=NOON)
    on_shift(city, city.shen, 1, day=SATURDAY)
    on_shift(city, city.shen, 2, day=MONDAY_AFTER)
    assert offices.copy_week(lamps, to=MONDAY_AFTER, by=city.shen, at=NOON) == 6
    assert [one.officer.person for one in on_duty(lamps, at=local(SATURDAY + 7 * DAY_LONG, 9))] == [city.shen]
    assert len(on_duty(lamps, at=local(MONDAY_AFTER, 9))) == 2
    with pytest.raises(Conflict):
        offices.copy_week(lamps, to=MONDAY_AFTER, by=city.shen, at=NOON)
    with pytest.raises(NotValid):
        offices.copy_week(lamps, to=SATURDAY, by=city.shen, at=NOON)


def test_two_of_one_rank_and_one_person_twice_are_refused(city: City) -> None:
    on_shift(city, city.chen, 1, weekday=1, starts=time(17, 30), ends=time(8, 30))
    with pytest.raises(Taken, match="Chen is called first then already"):
        on_shift(city, city.shen, 1, weekday=2, starts=time(8, 0), ends=time(12, 0))
    with pytest.raises(Taken, match="Chen is on duty then already"):
        on_shift(city, city.chen, 2, weekday=1, starts=time(20, 0), ends=time(21, 0))
    on_shift(city, city.shen, 1, weekday=2, starts=time(8, 30), ends=time(12, 0))
    with pytest.raises(Taken):
        on_shift(city, city.shen, 1, day=TUESDAY + DAY_LONG, starts=time(7, 0), ends=time(9, 0))


def test_the_database_itself_refuses_the_same_hour_twice_and_a_shift_of_no_length(city: City) -> None:
    shift = on_shift(city, city.chen, 1, weekday=1)
    told = {"roster": shift.roster, "weekday": 1, "rank": 1, "planned_by": city.shen, "planned_at": NOON}
    for starts, ends in ((0, 60), (60, 60), (60, 60 + DAY + 1), (DAY, DAY + 5)):
        with pytest.raises(IntegrityError), transaction.atomic():
            DutyShift.objects.create(officer=city.shen.officer, starts=starts, ends=ends, **told)


def test_only_somebody_of_the_office_is_planned_and_only_for_days_to_come(city: City) -> None:
    with pytest.raises(NotValid, match="no post"):
        on_shift(city, city.zhao, 1, weekday=1)
    with pytest.raises(NotValid, match="past"):
        on_shift(city, city.chen, 1, day=TUESDAY - DAY_LONG)
    with pytest.raises(NotValid):
        on_shift(city, city.chen, 9, weekday=1)
    with pytest.raises(NotValid):
        on_shift(city, city.chen, 1, weekday=1, day=TUESDAY)


@pytest.mark.parametrize(
    ("who", "office", "may"),
    [
        ("shen", "dongqiao-lamps", True),  # its head
        ("chen", "dongqiao-lamps", False),
        ("zhao", "dongqiao-lamps", True),  # the command centre
        ("zhao", "command", True),
        ("shen", "drains", False),  # a rival
        ("shen", "command", False),
        ("zhao", "supervision", False),  # whoever acts appoints nobody who checks
        ("lin", "supervision", True),
        ("mo", "supervision", False),
        ("lin", "dongqiao-lamps", False),
        ("sun", "dongqiao-lamps", False),
        ("rui", "dongqiao-lamps", False),
        ("he", "dongqiao-lamps", False),
        ("mei", "dongqiao-lamps", False),
    ],
)
def test_who_keeps_which_roster(city: City, who: str, office: str, may: bool) -> None:
    person, place = getattr(city, who), city.office(office)
    assert keeps_roster(hand_of(person, on=TUESDAY), place) == may
    if may:
        assert offices.set_call_minutes(place, minutes=5, by=person, at=NOON).minutes == 5
    else:
        with pytest.raises(NotAllowed):
            offices.set_call_minutes(place, minutes=5, by=person, at=NOON)
        with pytest.raises(NotAllowed):
            offices.copy_week(place, to=MONDAY_AFTER, by=person, at=NOON)
        assert not DutyRoster.objects.exists()


@pytest.mark.parametrize("minutes", [0, 1, 121])
def test_a_call_waits_some_minutes(city: City, minutes: int) -> None:
    with pytest.raises(NotValid):
        offices.set_call_minutes(city.office("dongqiao-lamps"), minutes=minutes, by=city.shen, at=NOON)


def test_how_an_officer_is_called_is_sealed_and_goes_with_her(city: City) -> None:
    offices.set_duty_contact(by=city.chen, phone="138 0013 8000", email="", language="zh-hans", at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM offices_dutycontact")
        assert "13800138000" not in cursor.fetchone()[0]
    assert DutyContact.objects.get().phone == "+8613800138000"
    with pytest.raises(NotValid):
        offices.set_duty_contact(by=city.chen, phone="", email="", at=NOON)
    with pytest.raises(NotValid):
        offices.set_duty_contact(by=city.chen, phone="12", email="nobody", at=NOON)
    with pytest.raises(NotAllowed):
        offices.set_duty_contact(by=city.mei, phone="13800138000", at=NOON)
    every_day(city, city.chen, 1)
    offices.end_post(Post.objects.get(officer__person=city.chen), ends=TUESDAY)
    offices.forget(city.chen, at=NOON + 2 * DAY_LONG)
    assert not DutyContact.objects.exists()
    assert not DutyShift.objects.exists()


def test_heads_are_those_of_the_day(city: City) -> None:
    assert [officer.person for officer in heads_of(city.office("dongqiao-lamps"), on=TUESDAY)] == [city.shen]
    assert heads_of(city.office("drains"), on=TUESDAY) == []


def test_a_roster_costs_the_same_with_one_shift_and_with_sixty(city: City) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            duty_week(city.office("dongqiao-lamps"), MONDAY_AFTER)
            on_duty(city.office("dongqiao-lamps"), at=NOON)
        return len(queries)

    on_shift(city, city.chen, 1, weekday=0)
    asked()  # the calendar is read once
    few = asked()
    others = [colleague(city, f"lamp-{number}", "handler", "dongqiao-lamps") for number in range(4)]
    for number, other in enumerate(others):
        for weekday in range(7):
            for hour in range(2):
                begins = time(number * 4 + hour * 2)
                on_shift(city, other, 2, weekday=weekday, starts=begins, ends=time(number * 4 + hour * 2 + 2))
    assert asked() == few


@pytest.mark.parametrize(
    ("day", "hour", "opens"),
    [
        (TUESDAY, 12, None),
        (TUESDAY, 7, (TUESDAY, 9)),
        (TUESDAY, 18, (TUESDAY + DAY_LONG, 9)),
        (SATURDAY, 12, (MONDAY_AFTER, 9)),
    ],
)
def test_when_the_desk_opens_next(city: City, day: date, hour: int, opens: Any) -> None:
    assert desk_opens_next(local(day, hour)) == (local(*opens) if opens else None)


def test_an_officer_of_two_offices_may_be_on_duty_for_both(city: City) -> None:
    chen = Officer.objects.get(person=city.chen)
    offices.appoint(city.chen, side="act", role="head", office=city.office("drains"), starts=TUESDAY, at=NOON)
    on_shift(city, city.chen, 1, weekday=1)
    offices.plan_shift(
        city.office("drains"), officer=chen, rank=1, starts=time(0), ends=time(0), weekday=1, by=city.chen, at=NOON
    )
    assert on_duty(city.office("drains"), at=NOON)[0].officer == chen


def test_several_days_of_every_week_are_planned_at_once_or_not_at_all(city: City) -> None:
    lamps, chen = city.office("dongqiao-lamps"), Officer.objects.get(person=city.chen)
    told: dict[str, Any] = {"officer": chen, "rank": 1, "starts": time(0), "ends": time(0), "by": city.shen, "at": NOON}
    assert len(offices.plan_every_week(lamps, weekdays=range(5), **told)) == 5
    with pytest.raises(Taken):
        offices.plan_every_week(lamps, weekdays=[6, 4], **told)
    assert DutyShift.objects.count() == 5

"""Shifts are laid, moved, called off, copied; places are kept for an organisation."""

from datetime import date, timedelta

import pytest

from civic.lib.refusals import NotAllowed, NotValid, Taken, TooLate
from civic.notices.models import Notice
from civic.shifts import actions as shifts
from civic.shifts.models import Shift
from civic.volunteers.models import Member, Organisation
from tests.people import NOON, City
from tests.shifts.ground import ONE_POST, days_on, many, states, told
from tests.volunteers.ground import DAY, HOUR, activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db


def test_a_shift_has_its_posts_and_a_limit_for_cancelling(city: City) -> None:
    helpers = found_helpers()
    made = shifts.lay_shift(
        activity(helpers), starts_at=days_on(9), ends_at=days_on(9, 16), posts=ONE_POST, by=helpers.luo, at=NOON
    )
    assert made.posts.get().places == 2
    assert made.cancel_until == days_on(8)
    assert made.lines.get().verb == "lay-shift"


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        (NOON - HOUR, NOON + HOUR, "starts_at"),
        (NOON + DAY, NOON + DAY, "ends_at"),
        (NOON + DAY, NOON + DAY + 13 * HOUR, "ends_at"),
        (NOON + 400 * DAY, NOON + 400 * DAY + HOUR, "starts_at"),
        (NOON + 366 * DAY - 8 * HOUR, NOON + 366 * DAY - 7 * HOUR, "starts_at"),  # the day after the policy
    ],
)
def test_hours_that_cannot_be_are_refused_beside_their_field(
    city: City, starts: object, ends: object, field: str
) -> None:
    helpers = found_helpers()
    with pytest.raises(NotValid) as refused:
        shifts.lay_shift(
            activity(helpers),
            starts_at=starts,  # type: ignore[arg-type]
            ends_at=ends,  # type: ignore[arg-type]
            posts=ONE_POST,
            by=helpers.luo,
            at=NOON,
        )
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize(
    "posts",
    [
        [],
        [{"name_zh_hans": "", "places": 1}],
        [{"name_zh_hans": "a", "places": 0}],
        [{"name_zh_hans": "a", "places": 1, "least": 2}],
    ],
)
def test_a_shift_needs_posts_with_places(city: City, posts: list[dict[str, object]]) -> None:
    helpers = found_helpers()
    with pytest.raises(NotValid):
        shifts.lay_shift(
            activity(helpers), starts_at=days_on(9), ends_at=days_on(9, 16), posts=posts, by=helpers.luo, at=NOON
        )


def test_a_moved_shift_tells_whoever_comes_and_lets_her_go_freely(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    signup = coming(ahead, helpers.wu)
    moved = shifts.move_shift(
        ahead, starts_at=days_on(5, 9), ends_at=days_on(5, 11), by=helpers.luo, at=NOON, where="老桥南头"
    )
    assert (moved.sequence, moved.where, told("shift-moved")) == (1, "老桥南头", 1)
    assert shifts.cancel(signup, at=days_on(5, 8)).is_late is False
    with pytest.raises(TooLate):
        shifts.move_shift(ahead, starts_at=days_on(6), ends_at=days_on(6, 16), by=helpers.luo, at=days_on(5, 10))


def test_a_shift_moved_while_people_sleep_is_told_in_the_morning_and_weather_at_once(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    coming(ahead, helpers.wu)
    night = days_on(1, 23)
    shifts.move_shift(ahead, starts_at=days_on(5, 9), ends_at=days_on(5, 11), by=helpers.luo, at=night)
    shifts.call_off_shift(ahead, by=helpers.leader, reason="台风", is_weather=True, at=night)
    due = dict(Notice.objects.values_list("verb", "due_at"))
    assert (due["shift-moved"], due["shift-called-off"]) == (days_on(2, 8), night)
    ahead.refresh_from_db()
    assert (ahead.state, ahead.is_weather, ahead.sequence) == ("called-off", True, 2)
    with pytest.raises(TooLate):
        shifts.call_off_shift(ahead, by=helpers.luo, reason="台风", at=night)


def test_a_week_is_copied_once(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    first = shift(made, places=3)
    shift(made, starts=NOON + 5 * DAY, state="called-off", reason="雨")
    coming(first, helpers.wu)
    week, to = first.starts_at.date(), first.starts_at.date() + timedelta(days=14)
    copies = shifts.copy_week(helpers.organisation, week=week, to=to, by=helpers.luo, at=NOON)
    assert [copy.starts_at for copy in copies] == [first.starts_at + 14 * DAY]
    assert (copies[0].posts.get().places, copies[0].signups.count()) == (3, 0)
    assert shifts.copy_week(helpers.organisation, week=week, to=to, by=helpers.luo, at=NOON) == []
    with pytest.raises(NotValid):
        shifts.copy_week(helpers.organisation, week=week, to=week, by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):
        shifts.copy_week(helpers.organisation, week=week, to=to, by=helpers.leader, at=NOON)
    assert Shift.objects.count() == 3


def test_places_kept_for_a_company_are_everybodys_after_their_hour(city: City) -> None:
    helpers = found_helpers()
    company = Organisation.objects.create(
        code="tea", kind="company", name_zh_hans="茶厂", state="active", asked_at=NOON, answer_due_at=NOON
    )
    ahead = shift(activity(helpers), places=2)
    until = ahead.starts_at - 2 * DAY
    shifts.keep_quota(ahead.posts.get(), company, places=2, until=until, by=helpers.luo, at=NOON)
    staff, stranger = many(2)
    Member.objects.create(organisation=company, volunteer=staff, state="member", at=NOON)
    with pytest.raises(Taken) as refused:
        shifts.sign_up(ahead, volunteer=stranger, at=NOON)
    assert refused.value.code == "members"
    assert shifts.sign_up(ahead, volunteer=staff, at=NOON).quota == company
    waiting = shifts.queue_up(ahead, volunteer=stranger, at=NOON)
    shifts.let_offers_lapse(at=until - HOUR)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    shifts.let_offers_lapse(at=until)
    assert states(ahead) == [("helper0", "coming"), ("helper1", "offered")]
    with pytest.raises(NotValid):
        shifts.keep_quota(ahead.posts.get(), company, places=3, until=until, by=helpers.luo, at=NOON)
    for hour in (NOON, ahead.starts_at + HOUR):  # now, and once it has begun
        with pytest.raises(NotValid):
            shifts.keep_quota(ahead.posts.get(), company, places=1, until=hour, by=helpers.luo, at=NOON)
    assert shifts.keep_quota(ahead.posts.get(), company, places=0, until=until, by=helpers.luo, at=NOON).places == 0


@pytest.mark.parametrize(
    ("week", "to", "field"),
    [
        (date.max, NOON.date(), "week"),
        (date.min, NOON.date(), "week"),
        (NOON.date(), date.max, "to"),
        (NOON.date(), date.min, "week"),
    ],
)
def test_a_week_beyond_every_calendar_is_refused_beside_its_field(city: City, week: date, to: date, field: str) -> None:
    helpers = found_helpers()
    with pytest.raises(NotValid) as refused:
        shifts.copy_week(helpers.organisation, week=week, to=to, by=helpers.luo, at=NOON)
    assert list(refused.value.fields) == [field]

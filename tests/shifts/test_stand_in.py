"""Standing in and swapping: whole, at once, or not at all."""

import pytest

from civic.courses.models import Qualification
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.shifts import actions as shifts
from civic.shifts.actions.closing import arrive
from civic.shifts.models import ShiftPost
from civic.shifts.queries.swaps import swaps_for
from civic.volunteers.models import Organisation, Volunteer
from tests.people import NOON, City
from tests.shifts.ground import many, states, told
from tests.volunteers.ground import DAY, HOUR, activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db


def test_somebody_stands_in_and_the_first_is_free(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), places=1)
    other = many(1)[0]
    row = shifts.look_for_stand_in(coming(ahead, helpers.wu), words="家里有事", at=NOON)
    assert states(ahead) == [("wu", "coming")]  # until somebody does, she comes
    new = shifts.stand_in(row, volunteer=other, at=NOON + HOUR)
    assert states(ahead) == [("wu", "handed-on"), ("helper0", "coming")]
    assert (new.instead_of, told("shift-handed-on")) == (row.signup, 1)
    with pytest.raises(Taken):
        shifts.stand_in(row, volunteer=helpers.wu, at=NOON + HOUR)


def test_who_cannot_take_it_does_not_and_nothing_moves(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    ahead, same_hour = shift(made), shift(made)
    other = many(1)[0]
    coming(same_hour, other)
    signup = coming(ahead, helpers.wu)
    row = shifts.look_for_stand_in(signup, at=NOON)
    with pytest.raises(NotAllowed) as refused:
        shifts.stand_in(row, volunteer=other, at=NOON)
    assert (refused.value.code, states(ahead)) == ("clash", [("wu", "coming")])
    with pytest.raises(NotAllowed):
        shifts.stand_in(row, volunteer=helpers.wu, at=NOON)
    with pytest.raises(Conflict):
        shifts.look_for_stand_in(signup, at=NOON)
    with pytest.raises(TooLate):
        shifts.stand_in(row, volunteer=other, at=ahead.starts_at)


def test_only_whoever_was_asked_answers(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    asked, other = many(2)
    row = shifts.look_for_stand_in(coming(ahead, helpers.wu), to=asked, at=NOON)
    assert told("shift-asked-over") == 1
    with pytest.raises(NotAllowed):
        shifts.stand_in(row, volunteer=other, at=NOON)
    assert shifts.stand_in(row, volunteer=asked, at=NOON).state == "coming"


def test_two_swap_even_where_both_shifts_lie_at_one_hour(city: City) -> None:
    helpers = found_helpers()
    here, there = shift(activity(helpers)), shift(activity(helpers, "A-0002"))
    other = many(1)[0]
    mine, hers = coming(here, helpers.wu), coming(there, other)
    row = shifts.look_for_stand_in(mine, swap_for=hers, at=NOON)
    with pytest.raises(NotAllowed):
        shifts.stand_in(row, volunteer=other, at=NOON)
    with pytest.raises(NotAllowed):
        shifts.swap(row, volunteer=helpers.wu, at=NOON)
    shifts.swap(row, volunteer=other, at=NOON)
    assert states(here) == [("wu", "handed-on"), ("helper0", "coming")]
    assert states(there) == [("helper0", "handed-on"), ("wu", "coming")]
    with pytest.raises(Taken):
        shifts.swap(row, volunteer=other, at=NOON)


def test_a_swap_that_one_cannot_take_leaves_both_as_they_were_and_the_reason_is_nobody_elses(city: City) -> None:
    helpers = found_helpers()
    here, there = shift(activity(helpers)), shift(activity(helpers, "A-0002"), starts=NOON + 8 * DAY)
    other = many(1)[0]
    mine, hers = coming(here, helpers.wu), coming(there, other)
    row = shifts.look_for_stand_in(mine, swap_for=hers, at=NOON)
    type(there.activity).objects.filter(pk=there.activity_id).update(least_age=60)
    with pytest.raises(NotAllowed) as refused:
        shifts.swap(row, volunteer=other, at=NOON)
    assert refused.value.code == "other-cannot"
    assert "60" not in str(refused.value)
    assert (states(here), states(there)) == ([("wu", "coming")], [("helper0", "coming")])
    with pytest.raises(NotValid):
        shifts.look_for_stand_in(hers, swap_for=hers, at=NOON)


def test_whoever_asks_for_a_shift_she_cannot_take_reads_why_and_nobody_is_asked(city: City) -> None:
    helpers = found_helpers()
    here, there = shift(activity(helpers)), shift(activity(helpers, "A-0002", least_age=60), starts=NOON + 8 * DAY)
    mine, hers = coming(here, helpers.wu), coming(there, many(1)[0])
    with pytest.raises(NotAllowed) as refused:
        shifts.look_for_stand_in(mine, swap_for=hers, at=NOON)
    assert (refused.value.code, told("shift-asked-over")) == ("too-young", 0)


def test_whoever_was_asked_says_no_and_whoever_looks_takes_it_back(city: City) -> None:
    helpers = found_helpers()
    here, there = shift(activity(helpers)), shift(activity(helpers, "A-0002"), starts=NOON + 8 * DAY)
    other, third = many(2)
    mine, hers = coming(here, helpers.wu), coming(there, other)
    row = shifts.look_for_stand_in(mine, swap_for=hers, at=NOON)
    with pytest.raises(NotAllowed):
        shifts.end_looking(row, volunteer=third, at=NOON)
    assert shifts.end_looking(row, volunteer=other, at=NOON)
    assert told("shift-not-taken-over") == 1
    assert not shifts.end_looking(row, volunteer=other, at=NOON)
    with pytest.raises(Taken):
        shifts.swap(row, volunteer=other, at=NOON)
    again = shifts.look_for_stand_in(mine, at=NOON)
    assert shifts.end_looking(again, volunteer=helpers.wu, at=NOON)
    assert told("shift-not-taken-over") == 1  # she knows it herself
    assert (states(here), states(there)) == ([("wu", "coming")], [("helper0", "coming")])


def test_a_post_that_asks_for_a_qualification_is_not_handed_to_whoever_fits_another(city: City) -> None:
    helpers = found_helpers()
    ahead, other = shift(activity(helpers)), many(1)[0]
    lamps = Qualification.objects.create(code="lamp", kind="course", name_zh_hans="巡查培训")
    row = shifts.look_for_stand_in(coming(ahead, helpers.wu), at=NOON)
    ahead.posts.update(qualification=lamps)
    ShiftPost.objects.create(shift=ahead, order=2, places=1, name_zh_hans="引导员")
    with pytest.raises(NotAllowed) as refused:
        shifts.stand_in(row, volunteer=other, at=NOON)
    assert (refused.value.code, states(ahead)) == ("training", [("wu", "coming")])
    assert shifts.sign_up(ahead, volunteer=other, at=NOON).post.order == 2


def test_once_it_has_begun_nobody_is_looked_for(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    signup = coming(ahead, helpers.wu)
    with pytest.raises(TooLate):
        shifts.look_for_stand_in(signup, at=ahead.starts_at)
    assert not signup.stand_ins.exists()


def test_a_swap_is_asked_only_for_a_shift_that_its_other_still_comes_to(city: City) -> None:
    helpers = found_helpers()
    mine = coming(shift(activity(helpers), starts=NOON + 6 * DAY), helpers.wu)
    hers = coming(shift(activity(helpers, "A-0002"), starts=NOON + 2 * DAY), many(1)[0])
    with pytest.raises(NotValid):
        shifts.look_for_stand_in(mine, swap_for=hers, at=NOON + 2 * DAY)
    shifts.cancel(hers, at=NOON)
    hers.refresh_from_db()
    with pytest.raises(NotValid):
        shifts.look_for_stand_in(mine, swap_for=hers, at=NOON)
    assert not mine.stand_ins.exists()


def test_a_swap_is_not_answered_by_standing_in(city: City) -> None:
    helpers = found_helpers()
    here, there = shift(activity(helpers)), shift(activity(helpers, "A-0002"), starts=NOON + 8 * DAY)
    other = many(1)[0]
    row = shifts.look_for_stand_in(coming(here, helpers.wu), swap_for=coming(there, other), at=NOON)
    with pytest.raises(NotAllowed):
        shifts.stand_in(row, volunteer=other, at=NOON)
    assert (states(here), states(there)) == ([("wu", "coming")], [("helper0", "coming")])
    first, _second = shifts.swap(row, volunteer=other, at=NOON)
    row.refresh_from_db()
    assert (row.taken_by, row.taken_at, row.ended_at) == (first, NOON, NOON)


def test_whoever_has_arrived_hands_nothing_on(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    signup, other = coming(ahead, helpers.wu), many(1)[0]
    row = shifts.look_for_stand_in(signup, at=NOON)
    arrive(signup, at=NOON)
    with pytest.raises(TooLate):
        shifts.stand_in(row, volunteer=other, at=NOON)
    assert states(ahead) == [("wu", "coming")]


def test_whoever_waits_stands_in_with_one_place_and_on_nobodys_quota(city: City) -> None:
    helpers = found_helpers()
    ahead, other = shift(activity(helpers), places=1), many(1)[0]
    signup = coming(ahead, helpers.wu)
    signup.quota = helpers.organisation
    signup.save()
    shifts.queue_up(ahead, volunteer=other, at=NOON)
    row = shifts.look_for_stand_in(signup, at=NOON)
    new = shifts.stand_in(row, volunteer=other, at=NOON)
    row.refresh_from_db()
    assert (new.quota, row.taken_by, row.ended_at) == (None, new, NOON)
    assert states(ahead) == [("wu", "handed-on"), ("helper0", "cancelled"), ("helper0", "coming")]


def test_only_names_that_are_public_stand_beside_a_shift(city: City) -> None:
    helpers = found_helpers()
    here, there = shift(activity(helpers)), shift(activity(helpers, "A-0002"), starts=NOON + 8 * DAY)
    mine = coming(here, helpers.wu)
    for turn, one in enumerate(many(2)):
        coming(there, one)
        Volunteer.objects.filter(pk=one.pk).update(public_name=f"helper {turn}", is_public=turn == 0)
    (found,) = swaps_for(mine, at=NOON)
    assert (found.shift, found.names) == (there, ["helper 0"])
    assert found.partner("helper 1", "") is None


def test_shifts_of_another_organisation_are_no_swap(city: City) -> None:
    helpers = found_helpers()
    mine = coming(shift(activity(helpers)), helpers.wu)
    values = {"asked_at": NOON, "answer_due_at": NOON, "state": "active"}
    school = Organisation.objects.create(code="school", kind="school", name_zh_hans="东桥小学", **values)
    foreign = activity(helpers, "A-0003", organisation=school, policy=None, is_dangerous=False)
    coming(shift(foreign, starts=NOON + 8 * DAY), many(1)[0])
    assert swaps_for(mine, at=NOON) == []


def test_whoever_asked_to_swap_with_a_shift_that_is_called_off_may_ask_anew(city: City) -> None:
    helpers = found_helpers()
    here, there = shift(activity(helpers)), shift(activity(helpers, "A-0002"))
    other = many(1)[0]
    mine, hers = coming(here, helpers.wu), coming(there, other)
    row = shifts.look_for_stand_in(mine, swap_for=hers, at=NOON)
    shifts.call_off_shift(there, by=helpers.luo, reason="台风", at=NOON)
    row.refresh_from_db()
    assert row.ended_at == NOON
    assert shifts.look_for_stand_in(mine, words="家里有事", at=NOON + HOUR).swap_for is None

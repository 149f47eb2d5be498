"""How it was, said once a side; and what happens when the ten working days are over."""

from datetime import UTC, datetime

import pytest

from civic.hours import actions as hours
from civic.hours.models import Evaluation
from civic.hours.queries import figures, to_record
from civic.lib.refusals import NotAllowed, NotValid, Taken, TooLate
from civic.notices.models import Notice
from tests.hours.ground import there
from tests.people import NOON, City
from tests.volunteers.ground import DAY, Helpers, activity, coming, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


def test_each_side_says_once_how_it_was(helpers: Helpers) -> None:
    wu, done = helpers.wu, shift(activity(helpers), starts=NOON - DAY)
    assert wu.person is not None
    with pytest.raises(NotAllowed):
        hours.evaluate(done, wu, stars=5, by=wu.person, at=NOON)
    there(done, wu)
    hours.evaluate(done, wu, stars=4, words="下次多带一把伞。", by=wu.person, at=NOON)
    hours.evaluate(done, wu, stars=5, by=helpers.leader, at=NOON)
    with pytest.raises(Taken):
        hours.evaluate(done, wu, stars=1, by=wu.person, at=NOON)
    with pytest.raises(NotValid):
        hours.evaluate(done, there(done, volunteer("qin")).volunteer, stars=6, by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):
        hours.evaluate(done, wu, stars=1, by=volunteer("nobody").person, at=NOON)  # type: ignore[arg-type]
    with pytest.raises(TooLate):
        hours.evaluate(done, wu, stars=5, by=wu.person, at=NOON + 30 * DAY)
    assert sorted(Evaluation.objects.values_list("is_by_volunteer", "stars")) == [(False, 5), (True, 4)]


def test_several_are_spoken_of_together_or_none_at_all(helpers: Helpers) -> None:
    done, qin = shift(activity(helpers), starts=NOON - DAY), volunteer("qin")
    there(done, helpers.wu)
    with pytest.raises(NotValid):
        hours.evaluate_service(done, [], by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):  # qin was not there
        hours.evaluate_service(done, [(helpers.wu, 5, ""), (qin, 4, "")], by=helpers.luo, at=NOON)
    assert not Evaluation.objects.exists()
    hours.evaluate_service(done, [(helpers.wu, 5, "准时")], by=helpers.luo, at=NOON)
    assert Evaluation.objects.get().words == "准时"


def test_ten_working_days_and_then_it_is_told_once(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    assert hours.set_due(at=NOON) == 1
    assert hours.set_due(at=NOON) == 0
    done.refresh_from_db()
    assert done.record_due_at == datetime(2026, 11, 16, 10, 0, tzinfo=UTC)  # two weeks later, 18:00 in the city
    assert list(to_record(helpers.organisation, at=NOON)) == [done]
    assert hours.sweep_late(at=done.record_due_at) == 0
    assert hours.sweep_late(at=NOON + 14 * DAY) == 1
    assert hours.sweep_late(at=NOON + 15 * DAY) == 0
    assert Notice.objects.filter(verb="hours-late").count() == 0  # luo has no address: it stands on her page
    hours.record_shift(done, by=helpers.luo, at=NOON + 15 * DAY)
    assert not to_record(helpers.organisation, at=NOON + 15 * DAY).exists()


def test_an_objection_nobody_answered_is_told_to_the_coordinators(helpers: Helpers) -> None:
    wu, done = helpers.wu, shift(activity(helpers), starts=NOON - DAY)
    assert wu.person is not None
    helpers.luo.email = "luo@city.example"
    helpers.luo.save()
    there(done, wu)
    [entry] = hours.record_shift(done, by=helpers.luo, at=NOON)
    row = hours.object_to(wu, entry=entry, wanted=1, words="x", by=wu.person, at=NOON)
    assert row.answer_due_at == datetime(2026, 11, 17, 10, 0, tzinfo=UTC)  # ten working days, 18:00 in the city
    assert hours.sweep_late(at=row.answer_due_at) == 0
    assert hours.sweep_late(at=NOON + 20 * DAY) == 1
    assert hours.sweep_late(at=NOON + 20 * DAY) == 0
    assert Notice.objects.filter(verb="objection-late").count() == 1


def test_three_figures_are_never_mixed(helpers: Helpers) -> None:
    wu, of = helpers.wu, activity(helpers)
    done, ahead = shift(of, starts=NOON - DAY), shift(of, starts=NOON + DAY)
    there(done, wu, early=30)
    coming(ahead, wu)
    assert vars(figures(wu, NOON.date())) == {"planned": 240, "actual": 90, "credited": 0}
    hours.record_shift(done, by=helpers.luo, at=NOON)
    assert vars(figures(wu, NOON.date())) == {"planned": 240, "actual": 90, "credited": 90}

"""A course is read and its test taken: the right answers stay with us, trying again costs nothing."""

import pytest
from django.utils.translation import override

from civic.courses import actions
from civic.courses.models import Grant, Learning
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from tests.courses.ground import RIGHT, WRONG, course, qualification
from tests.people import NOON, City
from tests.volunteers.ground import DAY, found_helpers, volunteer

pytestmark = pytest.mark.django_db


def test_not_passed_reads_what_helps_and_nothing_is_kept(city: City) -> None:
    helpers = found_helpers()
    made, wu = course(helpers), helpers.wu
    assert wu.person is not None
    with override("en"):
        result = actions.pass_course(made, volunteer=wu, answers=WRONG, by=wu.person, at=NOON)
    assert (result.passed, result.share, result.learning) == (False, 50, None)
    assert [(one.words, one.why) for one in result.explained] == [("Alone by night?", "By night you go in twos.")]
    assert not Learning.objects.exists()
    assert not wu.lines.exists()
    assert actions.pass_course(made, volunteer=wu, answers=RIGHT, by=wu.person, at=NOON).passed  # again at once


def test_passed_it_is_learning_and_gives_what_it_gives(city: City) -> None:
    helpers = found_helpers()
    made, wu = course(helpers, gives=qualification(helpers)), helpers.wu
    assert wu.person is not None
    result = actions.pass_course(made, volunteer=wu, answers=RIGHT, by=wu.person, at=NOON)
    assert result.learning is not None
    assert (result.learning.minutes, result.learning.share) == (30, 100)
    given = Grant.objects.get()
    assert (given.learning, given.given_on.isoformat(), str(given.expires_on)) == (
        result.learning,
        "2026-11-03",
        "2027-11-02",
    )


def test_minutes_of_learning_are_not_collected_by_passing_again(city: City) -> None:
    helpers = found_helpers()
    made, wu = course(helpers, gives=qualification(helpers)), helpers.wu
    assert wu.person is not None
    for at in (NOON, NOON + DAY):
        actions.pass_course(made, volunteer=wu, answers=RIGHT, by=wu.person, at=at)
    assert Learning.objects.count() == 1
    actions.pass_course(made, volunteer=wu, answers=RIGHT, by=wu.person, at=NOON + 340 * DAY)  # it ends soon
    assert (Learning.objects.count(), Grant.objects.count()) == (2, 2)


def test_where_a_word_is_needed_it_counts_once_somebody_else_has_said_it(city: City) -> None:
    helpers = found_helpers()
    made, wu = course(helpers, gives=qualification(helpers), needs_word=True), helpers.wu
    assert wu.person is not None
    learning = actions.pass_course(made, volunteer=wu, answers=RIGHT, by=wu.person, at=NOON).learning
    assert learning is not None
    assert not Grant.objects.exists()
    with pytest.raises(NotAllowed):
        actions.confirm_learning(learning, by=helpers.leader, at=NOON)
    actions.confirm_learning(learning, by=helpers.luo, at=NOON)
    assert Grant.objects.get().verified_by == helpers.luo
    with pytest.raises(Conflict):
        actions.confirm_learning(learning, by=helpers.luo, at=NOON)


def test_nobody_confirms_her_own(city: City) -> None:
    helpers = found_helpers()
    made = course(helpers, needs_word=True)
    own = volunteer("own")
    own.person = helpers.luo
    own.save()
    learning = actions.pass_course(made, volunteer=own, answers=RIGHT, by=helpers.luo, at=NOON).learning
    assert learning is not None
    with pytest.raises(NotAllowed, match="Somebody else"):
        actions.confirm_learning(learning, by=helpers.luo, at=NOON)


def test_bad_input_is_refused_in_words(city: City) -> None:
    helpers = found_helpers()
    made, draft, wu = course(helpers), course(helpers, offered=False, code="draft"), helpers.wu
    assert wu.person is not None
    with pytest.raises(NotValid, match="changed in the meantime"):
        actions.pass_course(made, volunteer=wu, answers=[1], by=wu.person, at=NOON)
    with pytest.raises(Conflict):
        actions.pass_course(draft, volunteer=wu, answers=RIGHT, by=wu.person, at=NOON)
    with pytest.raises(NotAllowed):
        actions.pass_course(made, volunteer=wu, answers=RIGHT, by=helpers.luo, at=NOON)
    waiting = volunteer("waiting", state="applied")
    assert waiting.person is not None
    with pytest.raises(NotAllowed):
        actions.pass_course(made, volunteer=waiting, answers=RIGHT, by=waiting.person, at=NOON)
    assert not actions.pass_course(made, volunteer=wu, answers=[None, None], by=wu.person, at=NOON).passed

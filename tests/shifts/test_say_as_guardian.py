"""A minor comes once whoever answers for it has read the risks and said yes; an agreement is signed as it reads."""

import pytest

from civic.accounts.models import Person
from civic.guardians.models import Guardianship
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.shifts import actions as shifts
from tests.people import NOON, City
from tests.shifts.ground import days_on, many, minor, states, told
from tests.volunteers.ground import HOUR, activity, found_helpers, shift

pytestmark = pytest.mark.django_db


def test_without_a_yes_a_minor_does_not_come_with_one_it_does(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    child, mother = minor()
    ahead = shift(made, starts=days_on(4, 9))
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(ahead, volunteer=child, at=NOON)
    assert refused.value.code == "guardian"
    assert shifts.ask_guardian(made, volunteer=child, at=NOON) == 1
    assert told("shift-guardian-asked") == 1
    with pytest.raises(Conflict):  # other risks were read
        shifts.say_as_guardian(made, volunteer=child, ward=mother, is_yes=True, read="x", at=NOON)
    read = shifts.risks_read(made)
    shifts.say_as_guardian(made, volunteer=child, ward=mother, is_yes=True, read=read, at=NOON)
    assert shifts.sign_up(ahead, volunteer=child, at=NOON).state == "coming"


def test_withdrawn_the_evening_before_the_place_is_free_and_the_leader_hears(city: City) -> None:
    helpers = found_helpers()
    helpers.leader.email = "hua@helpers.example"
    helpers.leader.save()
    made = activity(helpers)
    child, mother = minor()
    ahead = shift(made, starts=days_on(4, 15), places=1)
    read = shifts.risks_read(made)
    shifts.say_as_guardian(made, volunteer=child, ward=mother, is_yes=True, read=read, at=NOON)
    shifts.sign_up(ahead, volunteer=child, at=NOON)
    shifts.queue_up(ahead, volunteer=many(1)[0], at=NOON)
    evening = days_on(3, 20)
    shifts.say_as_guardian(made, volunteer=child, ward=mother, is_yes=False, read="", at=evening)
    assert states(ahead) == [("xiaoyu", "turned-away"), ("helper0", "offered")]
    assert (told("shift-place-freed"), told("shift-guardian-no")) == (1, 1)


def test_hazardous_work_and_late_hours_are_barred_whatever_a_guardian_says(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers, is_hazardous=True, least_age=18)
    child, mother = minor()
    read = shifts.risks_read(made)
    with pytest.raises(NotAllowed):
        shifts.say_as_guardian(made, volunteer=child, ward=mother, is_yes=True, read=read, at=NOON)
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(shift(made), volunteer=child, at=NOON)
    assert refused.value.code == "too-young"
    late = shift(activity(helpers, "A-0002"), starts=days_on(4, 20))
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(late, volunteer=child, at=NOON)
    assert refused.value.code == "too-much"


def test_only_whoever_answers_for_it_speaks(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    child, _mother = minor()
    _other, stranger = minor("other")
    with pytest.raises(NotAllowed):
        shifts.say_as_guardian(made, volunteer=child, ward=stranger, is_yes=False, read="", at=NOON)
    with pytest.raises(NotAllowed):
        shifts.ask_guardian(made, volunteer=helpers.wu, at=NOON)


def test_an_agreement_is_signed_first_and_anew_once_it_changes(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers, needs_agreement=True, agreement="戴好头盔。")
    ahead = shift(made)
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    assert refused.value.code == "agreement"
    with pytest.raises(NotValid):
        shifts.sign_agreement(made, volunteer=helpers.wu, is_read=False, at=NOON)
    first = shifts.sign_agreement(made, volunteer=helpers.wu, is_read=True, at=NOON)
    assert shifts.sign_agreement(made, volunteer=helpers.wu, is_read=True, at=NOON + HOUR) == first
    made.agreement = "戴好头盔，穿反光背心。"
    made.save()
    assert shifts.sign_agreement(made, volunteer=helpers.wu, is_read=True, at=NOON + HOUR) != first
    assert shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON + HOUR).state == "coming"
    with pytest.raises(Conflict):
        shifts.sign_agreement(activity(helpers, "A-0002"), volunteer=helpers.wu, is_read=True, at=NOON)


def test_of_two_guardians_the_no_counts_whoever_spoke_last(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    child, mother = minor()
    father = Guardianship.objects.create(
        child=mother.child,
        person=Person.objects.create_user("father"),
        relation="father",
        verified="contact",
        verified_at=NOON,
    )
    read = shifts.risks_read(made)
    shifts.say_as_guardian(made, volunteer=child, ward=father, is_yes=False, read="", at=NOON)
    shifts.say_as_guardian(made, volunteer=child, ward=mother, is_yes=True, read=read, at=NOON + HOUR)
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(shift(made, starts=days_on(4, 9)), volunteer=child, at=NOON + HOUR)
    assert refused.value.code == "guardian"

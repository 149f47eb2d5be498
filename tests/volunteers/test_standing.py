"""A volunteer leaves, comes back, changes her wishes, is thanked by name only when she says so."""

import pytest

from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.volunteers import actions
from civic.volunteers.actions import Wishes
from civic.volunteers.models import Volunteer, VolunteerIdentity
from civic.volunteers.queries import is_allowed
from tests.people import NOON, City
from tests.volunteers.ground import found_helpers
from tests.volunteers.joining import applied, young_volunteer

pytestmark = pytest.mark.django_db


def test_leaving_holds_at_once_and_coming_back_keeps_the_number(city: City) -> None:
    wu = found_helpers().wu
    assert wu.person is not None
    number = wu.number
    left = actions.leave(wu, by=wu.person, at=NOON)
    assert (left.state, left.left_at, is_allowed(left, NOON.date())) == ("left", NOON, False)
    with pytest.raises(NotAllowed):
        actions.leave(wu, by=wu.person, at=NOON)
    back = actions.come_back(wu, by=wu.person, at=NOON)
    assert (back.state, back.number, back.left_at) == ("active", number, None)
    with pytest.raises(Conflict):
        actions.come_back(wu, by=wu.person, at=NOON)


def test_nobody_else_leaves_for_her(city: City) -> None:
    helpers = found_helpers()
    for act in (actions.leave, actions.come_back):
        with pytest.raises(NotAllowed):
            act(helpers.wu, by=helpers.luo, at=NOON)


def test_her_name_is_private_until_she_says_otherwise(city: City) -> None:
    wu = found_helpers().wu
    assert wu.person is not None
    assert not wu.is_public
    with pytest.raises(NotValid):
        actions.say_public(wu, is_public=True, name=" ", by=wu.person, at=NOON)
    shown = actions.say_public(wu, is_public=True, name="晓晴", by=wu.person, at=NOON)
    assert (shown.is_public, shown.public_name) == (True, "晓晴")
    hidden = actions.say_public(wu, is_public=False, name="晓晴", by=wu.person, at=NOON)
    assert (hidden.is_public, hidden.public_name) == (False, "")


def test_under_eighteen_no_name_is_shown(city: City) -> None:
    young = young_volunteer(city.root, city.gu, luo=found_helpers().luo)
    assert young.person is not None
    with pytest.raises(NotAllowed, match="Under eighteen"):
        actions.say_public(young, is_public=True, name="小雨", by=young.person, at=NOON)


def test_wishes_are_changed_whenever_she_likes(city: City) -> None:
    wu = found_helpers().wu
    assert wu.person is not None
    wishes = Wishes(kinds=["culture", "nonsense"], languages=["english"], free=[(0, "evening"), (9, "evening")])
    actions.change_wishes(wu, wishes, contact="wu@new.example", by=wu.person, at=NOON)
    assert [one.kind for one in wu.wishes.all()] == ["culture"]
    assert [(one.weekday, one.starts.hour) for one in wu.availabilities.all()] == [(0, 18)]
    assert VolunteerIdentity.objects.get(volunteer=wu).contact == "wu@new.example"
    with pytest.raises(NotValid):
        actions.change_wishes(wu, Wishes(), by=wu.person, at=NOON)
    with pytest.raises(NotValid):
        actions.change_wishes(wu, wishes, contact="nowhere", by=wu.person, at=NOON)


def test_an_application_taken_back_leaves_nothing_of_who_it_was(city: City) -> None:
    volunteer = applied()
    person = volunteer.person
    assert person is not None
    actions.take_back(volunteer, by=person, at=NOON)
    gone = Volunteer.objects.get(pk=volunteer.pk)
    assert (gone.state, gone.person, VolunteerIdentity.objects.get().document_digest) == ("erased", None, None)
    assert not gone.tongues.exists()


def test_a_volunteer_does_not_take_back_but_leaves(city: City) -> None:
    wu = found_helpers().wu
    assert wu.person is not None
    with pytest.raises(Conflict):
        actions.take_back(wu, by=wu.person, at=NOON)

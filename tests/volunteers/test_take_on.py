"""A coordinator answers an application."""

import pytest
from django.db import IntegrityError

from civic.lib.codes import read_number
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.volunteers import actions
from civic.volunteers.actions import deciding
from civic.volunteers.models import VolunteerIdentity
from tests.people import NOON, City
from tests.volunteers.ground import found_helpers
from tests.volunteers.joining import applied, card

pytestmark = pytest.mark.django_db


def test_the_number_is_drawn_and_has_a_check_digit(city: City) -> None:
    luo = found_helpers().luo
    taken = [
        actions.take_on(applied(f"v{turn}", document_number=card(turn=turn * 2)), by=luo, at=NOON) for turn in range(3)
    ]
    numbers = [str(one.number) for one in taken]
    assert all(number[:4] == "V26-" and read_number(number[1:]) == number[1:] for number in numbers)
    middle = sorted(int(number[4:8] + number[9:12]) for number in numbers)
    assert middle[2] - middle[0] > 2  # not one after the other
    identity = VolunteerIdentity.objects.get(volunteer=taken[0])
    assert (identity.checked_at, identity.checked_by) == (NOON, luo)
    assert numbers[0] in Notice.objects.filter(verb="volunteer-taken-on").order_by("pk")[0].body


def test_only_coordinators_decide_and_nobody_on_herself(city: City) -> None:
    helpers = found_helpers()
    volunteer = applied("new")
    with pytest.raises(NotAllowed, match="coordinators of volunteers"):
        actions.take_on(volunteer, by=helpers.leader, at=NOON)
    volunteer.person = helpers.luo
    volunteer.save()
    with pytest.raises(NotAllowed, match="Another coordinator"):
        actions.take_on(volunteer, by=helpers.luo, at=NOON)


def test_turned_down_is_told_with_its_reason_and_once(city: City) -> None:
    luo = found_helpers().luo
    volunteer = applied("new")
    with pytest.raises(NotValid):
        actions.turn_down(volunteer, by=luo, reason=" ", at=NOON)
    down = actions.turn_down(volunteer, by=luo, reason="证件与姓名不符。", at=NOON)
    assert (down.state, down.number, down.reason) == ("declined", None, "证件与姓名不符。")
    letter = Notice.objects.get(verb="volunteer-turned-down", channel="email")
    assert "证件与姓名不符。" in letter.body
    with pytest.raises(Conflict):
        actions.take_on(volunteer, by=luo, at=NOON)


def test_whoever_opens_an_identity_stands_in_the_volunteers_own_lines(city: City) -> None:
    helpers = found_helpers()
    with pytest.raises(NotValid):
        actions.open_identity(helpers.wu, by=helpers.luo, purpose="  ", at=NOON)
    with pytest.raises(NotAllowed):
        actions.open_identity(helpers.wu, by=helpers.leader, purpose="好奇", at=NOON)
    assert actions.open_identity(helpers.wu, by=helpers.luo, purpose="核对保险名单", at=NOON).name == "吴晓晴"
    line = helpers.wu.lines.get()
    assert (line.verb, line.facts, line.actor_id) == ("open-identity", {"purpose": "核对保险名单"}, helpers.luo.pk)


def test_a_fault_that_another_number_does_not_mend_is_not_tried_for_ever(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    luo, volunteer, tries = found_helpers().luo, applied("new"), list[int]()

    def broken(*_args: object, **_more: object) -> None:
        tries.append(1)
        if len(tries) > 30:
            raise AssertionError("tried for ever")
        raise IntegrityError("another rule of another table")

    monkeypatch.setattr(deciding, "write_volunteer", broken)
    with pytest.raises(IntegrityError):
        actions.take_on(volunteer, by=luo, at=NOON)
    assert len(tries) == 1


def test_a_number_that_somebody_has_is_drawn_anew(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    luo = found_helpers().luo
    drawn = iter(["26-0001-0001", "26-0001-0001", "26-0002-0002"])
    monkeypatch.setattr(deciding, "new_number", lambda _year: next(drawn))
    taken = [
        actions.take_on(applied(f"v{turn}", document_number=card(turn=turn * 2)), by=luo, at=NOON) for turn in (0, 1)
    ]
    assert [one.number for one in taken] == ["V26-0001-0001", "V26-0002-0002"]
